#include <coroutine>
#include <exception>

struct Park {
  bool await_ready() { return false; }
  void await_suspend(std::coroutine_handle<>) {}
  void await_resume() {}
};

struct Task {
  struct promise_type {
    Task get_return_object() { return {}; }
    std::suspend_never initial_suspend() noexcept { return {}; }
    std::suspend_never final_suspend() noexcept { return {}; }
    void unhandled_exception() { std::terminate(); }
    void return_void() {}
  };
};

void use(int number);
void fill(char *bytes);

// Both units have it, with the same frame.
__attribute__((noinline)) inline Task shared(int number) {
  co_await Park{};
  use(number);
  co_await Park{};
  use(number);
}
