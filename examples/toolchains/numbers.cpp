// A coroutine whose frame's size a program in Rust asks for: docs/toolchains.md.

#include <coroutine>

struct task {
  struct promise_type {
    task get_return_object() { return {}; }
    std::suspend_always initial_suspend() noexcept { return {}; }
    std::suspend_always final_suspend() noexcept { return {}; }
    void return_void() {}
    void unhandled_exception() {}
  };
};

void use(long number);

// The mark makes its descriptor visible to other files.
[[clang::annotate("gc-coro")]] task numbers(long count) {
  for (long i = 0; i < count; ++i) {
    co_await std::suspend_always();
    use(i);
  }
}

void use(long) {}
