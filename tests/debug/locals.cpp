// What a debugger shows of a coroutine's variables in each of its clones: scripts/test-debug.sh stops at the lines
// marked STOP and prints the variables that are in scope there.
#include <coroutine>
#include <cstdio>

struct job {
  struct promise_type {
    job get_return_object() { return {std::coroutine_handle<promise_type>::from_promise(*this)}; }
    std::suspend_always initial_suspend() { return {}; }
    std::suspend_always final_suspend() noexcept { return {}; }
    void return_void() {}
    void unhandled_exception() {}
  };
  std::coroutine_handle<promise_type> handle;
};

struct loud {
  ~loud() { std::puts("gone"); } // STOP in the destroy clone
};

static int ten_times(int i) { return i * 10; }

static job body(int arg) {
  int a = ten_times(arg);
  co_await std::suspend_always{};
  loud guard;
  int b = ten_times(a);
  co_await std::suspend_always{};
  std::printf("%d %d %d\n", arg, a, b); // STOP in the resume clone
  co_await std::suspend_always{};
}

int main() {
  job j = body(4);
  for (int i = 0; i < 3; ++i)
    j.handle.resume();
  j.handle.destroy();
}
