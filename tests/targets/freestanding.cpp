// Generators and a task that transfers control, without any library: for targets that have none here. `run` returns a checksum.
namespace std {
using size_t = decltype(sizeof 0);
template <class R, class... A> struct coroutine_traits {
  using promise_type = typename R::promise_type;
};
template <class P = void> struct coroutine_handle;
template <> struct coroutine_handle<void> {
  void *frame = nullptr;
  static coroutine_handle from_address(void *address) noexcept {
    coroutine_handle handle;
    handle.frame = address;
    return handle;
  }
  void *address() const noexcept { return frame; }
  void resume() const { __builtin_coro_resume(frame); }
  void destroy() const { __builtin_coro_destroy(frame); }
  bool done() const { return __builtin_coro_done(frame); }
};
template <class P> struct coroutine_handle : coroutine_handle<> {
  static coroutine_handle from_address(void *address) noexcept {
    coroutine_handle handle;
    handle.frame = address;
    return handle;
  }
  static coroutine_handle from_promise(P &promise) {
    return from_address(__builtin_coro_promise(&promise, alignof(P), true));
  }
  P &promise() const { return *static_cast<P *>(__builtin_coro_promise(frame, alignof(P), false)); }
};
struct suspend_always {
  bool await_ready() const noexcept { return false; }
  void await_suspend(coroutine_handle<>) const noexcept {}
  void await_resume() const noexcept {}
};
} // namespace std

static char memory[4096];
static std::size_t used;
static int alive;
static void *take(std::size_t size) {
  void *block = memory + used;
  used += (size + 15) & ~std::size_t(15);
  alive++;
  return used <= sizeof memory ? block : nullptr;
}

struct Frame {
  static void *operator new(std::size_t size) { return take(size); }
  static void operator delete(void *) { alive--; }
};

struct Generator {
  struct promise_type : Frame {
    long value;
    Generator get_return_object() { return {std::coroutine_handle<promise_type>::from_promise(*this)}; }
    std::suspend_always initial_suspend() noexcept { return {}; }
    std::suspend_always final_suspend() noexcept { return {}; }
    std::suspend_always yield_value(long next) {
      value = next;
      return {};
    }
    void return_void() {}
    void unhandled_exception() {}
  };
  std::coroutine_handle<promise_type> handle;
  ~Generator() { handle.destroy(); }
  bool next() {
    handle.resume();
    return !handle.done();
  }
};

struct Task {
  struct promise_type : Frame {
    std::coroutine_handle<> waiter;
    long value;
    Task get_return_object() { return {std::coroutine_handle<promise_type>::from_promise(*this)}; }
    std::suspend_always initial_suspend() noexcept { return {}; }
    struct Final {
      bool await_ready() noexcept { return false; }
      std::coroutine_handle<> await_suspend(std::coroutine_handle<promise_type> done) noexcept { return done.promise().waiter; }
      void await_resume() noexcept {}
    };
    Final final_suspend() noexcept { return {}; }
    void return_value(long result) { value = result; }
    void unhandled_exception() {}
  };
  std::coroutine_handle<promise_type> handle;
  ~Task() { handle.destroy(); }
  bool await_ready() { return false; }
  std::coroutine_handle<> await_suspend(std::coroutine_handle<> waiter) {
    handle.promise().waiter = waiter;
    return handle;
  }
  long await_resume() { return handle.promise().value; }
};

static volatile long one = 1;

static Generator numbers(long end) {
  for (long i = 0; i < end; i += one)
    co_yield i *i;
}

static Task leaf(long n) { co_return n + one; }

static Task parent(long n) {
  long sum = 0;
  for (long i = 0; i < n; i++)
    sum += co_await leaf(i);
  co_return sum;
}

struct Noop {
  struct promise_type : Frame {
    Noop get_return_object() { return {std::coroutine_handle<promise_type>::from_promise(*this)}; }
    std::suspend_always initial_suspend() noexcept { return {}; }
    std::suspend_always final_suspend() noexcept { return {}; }
    void return_void() {}
    void unhandled_exception() {}
  };
  std::coroutine_handle<promise_type> handle;
};

static Noop drive(long &result) { result = co_await parent(10); }

// 1,000 times the sum of squares below 6, and the sum of 1 to 10; then -1 for each coroutine that is not destroyed.
extern "C" __attribute__((visibility("default"))) int run() {
  long sum = 0, result = 0;
  {
    Generator squares = numbers(6);
    while (squares.next())
      sum += squares.handle.promise().value;
  }
  Noop driver = drive(result);
  driver.handle.resume();
  driver.handle.destroy();
  return static_cast<int>(1000 * sum + result - alive);
}
