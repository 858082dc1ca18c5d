// Coroutines that each thread resumes where another one has left them, and that other threads destroy: at their end, or in the midst.
// Any thread collects at any allocation, also while a coroutine has been saved and runs on another thread already.
// FAULTS: empty-maps
// RUNTIMES: mmtk
// THREADS: yes
#include "coroutines.hpp"
#include "threads.hpp"

using gc::Ref;

constexpr int64_t jobs = 24, steps = 8, room = 64;

// A queue of coroutines, each with the thread that has left it.
class Queue {
public:
  void put(void *frame) {
    gc::Lock lock;
    turns[last++ % room] = {frame, gc::this_thread};
  }
  // Null if there is none for this thread.
  void *take() {
    gc::Lock lock;
    for (int64_t i = first; i < last; i++)
      if (gc::may_follow(turns[i % room].by)) {
        void *frame = turns[i % room].frame;
        turns[i % room] = turns[first++ % room];
        return frame;
      }
    return nullptr;
  }

private:
  struct Turn {
    void *frame;
    uint32_t by;
  };
  Turn turns[room];
  int64_t first = 0, last = 0;
};

static Queue ready, ended;
static std::atomic<int64_t> alive, destroyed_sum;

[[gnu::noinline]] static void put(Queue &queue, void *frame) { queue.put(frame); }
[[gnu::noinline]] static void *take(Queue &queue) { return queue.take(); }

// Gives the coroutine to another thread. A collection may come before this activation has ended.
struct Pass {
  Queue &queue;
  bool await_ready() const noexcept { return false; }
  void await_suspend(std::coroutine_handle<> self) const noexcept {
    put(queue, self.address());
    gc_thread_poll();
  }
  void await_resume() const noexcept {}
};

struct Job {
  struct promise_type : gc::Promise {
    Job get_return_object() { return {std::coroutine_handle<promise_type>::from_promise(*this)}; }
    std::suspend_always initial_suspend() noexcept { return {}; }
    Pass final_suspend() noexcept { return {ended}; }
    void return_void() noexcept {}
  };
  std::coroutine_handle<promise_type> handle;
};

// What a coroutine holds when it is destroyed, wherever it stands.
struct Held {
  Ref box;
  ~Held() {
    gc_poll();
    destroyed_sum += gc::unboxed(box);
  }
};

static void begin(Ref results, int64_t name);

GC_COROUTINE static Job job(Ref results, int64_t name) {
  Held held{gc::boxed(name)};
  Ref log = nullptr, numbers = gc_alloc(0, 8 * steps);
  for (int64_t i = 0; i < steps; i++) {
    gc::Inside<int64_t> number = gc::bytes<int64_t>(numbers, 0) + i;
    log = gc::cons(name * 100 + i, log);
    bool is_abandoned = name % 4 == 3 && i == steps / 2;
    co_await Pass{is_abandoned ? ended : ready};
    *number = gc::head(log);
    if (i == 2 && name < jobs / 2)
      begin(results, name + jobs / 2);
  }
  int64_t sum = 0;
  for (; log; log = gc::tail(log))
    sum = sum * 3 + gc::head(log);
  for (int64_t i = 0; i < steps; i++)
    sum += gc::bytes<int64_t>(numbers, 0)[i];
  Ref box = gc::boxed(sum);
  gc_store(results, static_cast<uint64_t>(name), box);
}

static void begin(Ref results, int64_t name) {
  alive++;
  put(ready, job(results, name).handle.address());
}

static int64_t plain(int64_t name) {
  if (name % 4 == 3)
    return 0;
  int64_t sum = 0;
  for (int64_t i = steps - 1; i >= 0; i--)
    sum = sum * 3 + name * 100 + i;
  for (int64_t i = 0; i < steps; i++)
    sum += name * 100 + i;
  return sum;
}

static void work() {
  while (alive > 0)
    if (void *frame = take(ready))
      std::coroutine_handle<>::from_address(frame).resume();
    else if (void *frame = take(ended)) {
      std::coroutine_handle<>::from_address(frame).destroy();
      alive--;
    } else
      gc::wait_a_little();
}

static void check(gc::Checks &checks, uint32_t threads) {
  Ref results = gc_alloc(jobs, 0);
  destroyed_sum = 0;
  for (int64_t name = 0; name < jobs / 2; name++)
    begin(results, name);
  gc::on_threads<work>(threads);
  for (int64_t name = 0; name < jobs; name++) {
    Ref box = gc::child(results, static_cast<uint64_t>(name));
    checks.equal("job", box ? gc::unboxed(box) : 0, plain(name));
  }
  checks.equal("destroyed", destroyed_sum, jobs * (jobs - 1) / 2);
}

extern "C" int gc_main() {
  gc::Checks checks;
  for (uint32_t threads : {1u, 2u, 8u})
    check(checks, threads);
  return checks.status();
}
