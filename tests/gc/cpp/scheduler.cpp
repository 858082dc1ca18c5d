// A scheduler whose queue and tasks are objects: the handle of a coroutine stands in the bytes of its task object, and
// the coroutine holds that object and the queue. Everything moves at every step.
// FAULTS: empty-maps
#include "coroutines.hpp"

#include <coroutine>

using gc::Ref;

// A task: 0 next in the queue, 1 message; bytes: the handle.
struct Fiber {
  struct promise_type : gc::Promise {
    Fiber get_return_object() { return {std::coroutine_handle<promise_type>::from_promise(*this)}; }
    std::suspend_always initial_suspend() noexcept { return {}; }
    std::suspend_always final_suspend() noexcept { return {}; }
    void return_void() noexcept {}
  };
  std::coroutine_handle<promise_type> handle;
};

// The queue: 0 first, 1 last; bytes: a sum that all tasks add to, and the number of steps.
static Ref new_queue() { return gc_alloc(2, 16); }
static void add(Ref queue, int64_t value) {
  gc::bytes<int64_t>(queue, 2)[0] = (gc::bytes<int64_t>(queue, 2)[0] * 7 + value) % 1'000'003;
  gc::bytes<int64_t>(queue, 2)[1]++;
}

static void enqueue(Ref queue, Ref task) {
  gc_store(task, 0, nullptr);
  if (gc::child(queue, 1))
    gc_store(gc::child(queue, 1), 0, task);
  else
    gc_store(queue, 0, task);
  gc_store(queue, 1, task);
}

static Ref dequeue(Ref queue) {
  Ref task = gc::child(queue, 0), next = gc::child(task, 0);
  gc_store(queue, 0, next);
  if (!next)
    gc_store(queue, 1, nullptr);
  return task;
}

// Puts the own task at the end of the queue and gives the turn away; the awaiter itself holds references.
struct Yield {
  Ref queue, task;
  bool await_ready() const noexcept { return false; }
  void await_suspend(std::coroutine_handle<>) const noexcept { enqueue(queue, task); }
  Ref await_resume() const noexcept { return gc::child(task, 1); }
};

static void spawn(Ref queue, int64_t name, int64_t steps);

GC_COROUTINE static Fiber body(Ref queue, Ref task, int64_t name, int64_t steps) {
  Ref log = nullptr;
  for (int64_t i = 0; i < steps; i++) {
    log = gc::cons(name * 100 + i, log);
    Ref message = co_await Yield{queue, task};
    add(queue, gc::head(log) + (message ? gc::unboxed(message) : 0));
    gc_store(task, 1, gc::boxed(i));
    if (i == 1 && name < 4)
      spawn(queue, name * 2 + 1, steps - 1);
  }
  for (; log; log = gc::tail(log))
    add(queue, gc::head(log));
}

static void spawn(Ref queue, int64_t name, int64_t steps) {
  Ref task = gc_alloc(2, 8);
  void *address = body(queue, task, name, steps).handle.address();
  gc::bytes<void *>(task, 2)[0] = address;
  enqueue(queue, task);
}

static void run(Ref queue) {
  while (gc::child(queue, 0)) {
    Ref task = dequeue(queue);
    auto handle = std::coroutine_handle<>::from_address(gc::bytes<void *>(task, 2)[0]);
    handle.resume();
    if (handle.done())
      handle.destroy();
    gc_poll();
  }
}

// The same tasks as plain records in an array, each with a program counter.
struct Plain {
  int64_t name, steps, at, message;
  bool has_message, begun;
};

static int64_t sum, count;
static void note(int64_t value) {
  sum = (sum * 7 + value) % 1'000'003;
  count++;
}

static void run_plainly(int64_t steps) {
  static Plain queue[4096];
  int first = 0, last = 0;
  queue[last++] = {1, steps, 0, 0, false, false};
  queue[last++] = {2, steps, 0, 0, false, false};
  while (first < last) {
    Plain task = queue[first++];
    if (task.begun) {
      note(task.name * 100 + task.at + (task.has_message ? task.message : 0));
      task.message = task.at;
      task.has_message = true;
      if (task.at == 1 && task.name < 4)
        queue[last++] = {task.name * 2 + 1, task.steps - 1, 0, 0, false, false};
      task.at++;
    }
    task.begun = true;
    if (task.at < task.steps)
      queue[last++] = task;
    else
      for (int64_t i = task.steps - 1; i >= 0; i--)
        note(task.name * 100 + i);
  }
}

extern "C" int gc_main() {
  gc::Checks checks;
  Ref queue = new_queue();
  spawn(queue, 1, 12);
  spawn(queue, 2, 12);
  run(queue);
  run_plainly(12);
  checks.equal("sum", gc::bytes<int64_t>(queue, 2)[0], sum);
  checks.equal("steps", gc::bytes<int64_t>(queue, 2)[1], count);
  return checks.status();
}
