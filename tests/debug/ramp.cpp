// What a debugger shows before the first suspension, and of the frame itself: scripts/test-debug.sh stops at the line
// marked STOP, in the ramp and then in the resume clone.
#include <coroutine>
#include <cstdio>

struct job {
  struct promise_type {
    int state = 7;
    job get_return_object() { return {std::coroutine_handle<promise_type>::from_promise(*this)}; }
    std::suspend_never initial_suspend() { return {}; }
    std::suspend_always final_suspend() noexcept { return {}; }
    void return_void() {}
    void unhandled_exception() {}
  };
  std::coroutine_handle<promise_type> handle;
};

__attribute__((noinline)) static void look(int) {
  asm volatile(""); // STOP in the ramp
}

static job body(int arg, const char *text) {
  int before = arg * 2;
  int numbers[3] = {1, 2, 3};
  look(1);
  co_await std::suspend_always{};
  before += numbers[1];
  look(2);
  co_await std::suspend_always{};
  std::printf("%d %s\n", before, text);
}

int main() {
  job j = body(5, "abc");
  j.handle.resume();
  j.handle.resume();
  j.handle.destroy();
}
