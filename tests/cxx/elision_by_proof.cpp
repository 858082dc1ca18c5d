// Coroutines that their callers destroy on all paths, or on all but one: a frame may be inside of the caller's only in the first case.
// Moved, swapped, conditional, in loops, with exceptions, called or inlined; callers that are coroutines and callers that are not.
// WRONG WITH LLVM: at -O1 the handles that a loop forgets are those of one frame.
// EXPECT: straight 11
// EXPECT: moved 21
// EXPECT: swapped 31 32
// EXPECT: conditional 41 0
// EXPECT: loop 6
// EXPECT: broken off 3
// EXPECT: thrown 5, caught 5
// EXPECT: assigned 72
// EXPECT: kept 0 1 2
// EXPECT: overwritten 2, left 3
// EXPECT: by others 91
// EXPECT: in a structure 101
// EXPECT: detached 111
// EXPECT: nested 0: 0 destroyed, then 0
// EXPECT: nested 1: 0 destroyed, then 2
// EXPECT: nested 2: 1 destroyed, then 2
// EXPECT: nested 3: 1 destroyed, then 3
// EXPECT: nested 4: 3 destroyed, then 3
// EXPECT: alive at the end 0

#include <coroutine>
#include <cstdio>
#include <exception>
#include <utility>
#include <vector>

static int alive;

struct Counted {
  int value;
  explicit Counted(int value) : value(value) { ++alive; }
  Counted(const Counted &) = delete;
  ~Counted() { value = -1, --alive; }
};

struct task {
  struct promise_type {
    int value = 0;
    std::coroutine_handle<> next = std::noop_coroutine();
    std::exception_ptr error;
    task get_return_object() { return task{std::coroutine_handle<promise_type>::from_promise(*this)}; }
    std::suspend_always initial_suspend() noexcept { return {}; }
    struct last {
      bool await_ready() noexcept { return false; }
      std::coroutine_handle<> await_suspend(std::coroutine_handle<promise_type> h) noexcept { return h.promise().next; }
      void await_resume() noexcept {}
    };
    last final_suspend() noexcept { return {}; }
    void return_value(int v) { value = v; }
    void unhandled_exception() { error = std::current_exception(); }
  };
  std::coroutine_handle<promise_type> h;
  task() = default;
  explicit task(std::coroutine_handle<promise_type> h) : h(h) {}
  task(task &&other) noexcept : h(std::exchange(other.h, {})) {}
  task &operator=(task &&other) noexcept {
    std::swap(h, other.h);
    return *this;
  }
  ~task() {
    if (h)
      h.destroy();
  }
  int run() {
    h.resume();
    return result();
  }
  int result() {
    if (h.promise().error)
      std::rethrow_exception(h.promise().error);
    return h.promise().value;
  }
  bool await_ready() noexcept { return false; }
  std::coroutine_handle<> await_suspend(std::coroutine_handle<> caller) noexcept {
    h.promise().next = caller;
    return h;
  }
  int await_resume() { return result(); }
};

static task number(int n) {
  Counted local(n);
  co_return local.value + 1;
}

// Not inlined: its ramp is called.
[[gnu::noinline]] static task far(int n) {
  Counted local(n);
  co_return local.value + 1;
}

static task failing(int n) {
  Counted local(n);
  if (n > 0)
    throw n;
  co_return n;
}

[[gnu::noinline]] static bool is_odd(int n) { return n % 2; }
[[gnu::noinline]] static void may_throw(int n) {
  if (n == 5)
    throw n;
}

static void straight() {
  task t = far(10);
  std::printf("straight %d\n", t.run());
}

static void moved() {
  task t = number(20);
  task other = std::move(t);
  std::printf("moved %d\n", other.run());
}

static void swapped() {
  task one = number(30), two = far(31);
  std::swap(one, two);
  int second = one.run(), first = two.run();
  std::printf("swapped %d %d\n", first, second);
}

static int conditional(int n) {
  task t;
  if (is_odd(n))
    t = number(n);
  return t.h ? t.run() : 0;
}

static void loop() {
  int sum = 0;
  for (int i = 0; i < 3; ++i) {
    task t = far(i);
    sum += t.run();
  }
  std::printf("loop %d\n", sum);
}

static void broken_off() {
  int last = 0;
  for (int i = 0;; ++i) {
    task t = number(i);
    if (i == 1)
      continue;
    last = t.run();
    if (i == 2)
      break;
  }
  std::printf("broken off %d\n", last);
}

static void thrown() {
  int caught = 0;
  try {
    task t = number(1), failed = failing(5);
    failed.run();
  } catch (int n) {
    caught = n;
  }
  try {
    task t = far(1);
    may_throw(5);
    t.run();
  } catch (int n) {
    std::printf("thrown %d, caught %d\n", n, caught);
  }
}

// What is assigned takes the place of what was there, which is destroyed.
static void assigned() {
  task t = number(70);
  t = number(71);
  std::printf("assigned %d\n", t.run());
}

static std::vector<task> list;

static void keep(int count) {
  for (int i = 0; i < count; ++i)
    list.push_back(far(i - 1));
}

// The handle of each but the last is forgotten here, and known elsewhere.
static std::coroutine_handle<task::promise_type> left[4];
static void overwritten() {
  std::coroutine_handle<task::promise_type> h;
  for (int i = 0; i < 4; ++i) {
    task t = number(i);
    h = std::exchange(t.h, {});
    left[i] = h;
  }
  left[2].resume();
  std::printf("overwritten %d, ", left[2].promise().value - 1);
  h.destroy();
  std::printf("left %d\n", 3);
  for (int i = 0; i < 3; ++i)
    left[i].destroy();
}

[[gnu::noinline]] static void destroy(task t) { (void)t; }

static void by_others() {
  task t = number(90);
  int result = t.run();
  destroy(std::move(t));
  std::printf("by others %d\n", result);
}

struct Holder {
  int before;
  task inner;
  int after;
};

static void in_a_structure() {
  Holder holder{1, number(100), 2};
  Holder copy = std::move(holder);
  std::printf("in a structure %d\n", copy.inner.run());
}

// It ends by itself: nobody destroys it.
struct detached {
  struct promise_type {
    detached get_return_object() { return {std::coroutine_handle<promise_type>::from_promise(*this)}; }
    std::suspend_always initial_suspend() noexcept { return {}; }
    std::suspend_never final_suspend() noexcept { return {}; }
    void return_void() {}
    void unhandled_exception() { std::terminate(); }
  };
  std::coroutine_handle<promise_type> h;
};

static detached in_the_background(int *to) {
  Counted local(111);
  *to = local.value;
  co_return;
}

static void run_detached() {
  int result = 0;
  in_the_background(&result).h.resume();
  std::printf("detached %d\n", result);
}

static int destroyed;
static std::coroutine_handle<> waiting;
struct Step {
  bool await_ready() { return false; }
  void await_suspend(std::coroutine_handle<> h) { waiting = h; }
  int await_resume() { return 1; }
};
struct Guard {
  ~Guard() { ++destroyed; }
};
static task inner() {
  Guard guard;
  co_return co_await Step{};
}
[[gnu::noinline]] static task far_inner() {
  Guard guard;
  co_return co_await Step{};
}
static task outer() {
  Guard guard;
  int sum = co_await inner();
  task kept = far_inner();
  sum += co_await Step{};
  sum += co_await kept;
  co_return sum;
}

// Destroyed at each of its suspensions, those inside of the inner coroutines among them.
static void nested(int resumptions) {
  destroyed = 0;
  {
    task t = outer();
    for (int i = 0; i < resumptions; ++i)
      i == 0 ? t.h.resume() : waiting.resume();
    std::printf("nested %d: %d destroyed, then ", resumptions, destroyed);
  }
  std::printf("%d\n", destroyed);
}

int main() {
  straight();
  moved();
  swapped();
  int one = conditional(40 + 1) - 1, two = conditional(2);
  std::printf("conditional %d %d\n", one, two);
  loop();
  broken_off();
  thrown();
  assigned();
  keep(3);
  std::printf("kept");
  for (task &t : list)
    std::printf(" %d", t.run());
  std::printf("\n");
  list.clear();
  overwritten();
  by_others();
  in_a_structure();
  run_detached();
  for (int i = 0; i < 5; ++i)
    nested(i);
  std::printf("alive at the end %d\n", alive);
}
