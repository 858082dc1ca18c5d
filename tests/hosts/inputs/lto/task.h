// A lazy task, and a counter of allocations: two translation units share them.
#pragma once
#include <coroutine>
#include <cstdlib>
#include <utility>

class task {
public:
  struct promise_type {
    long value = 0;
    std::coroutine_handle<> waiting;

    task get_return_object() { return task{std::coroutine_handle<promise_type>::from_promise(*this)}; }
    std::suspend_always initial_suspend() noexcept { return {}; }
    auto final_suspend() noexcept {
      struct resume_waiting {
        bool await_ready() noexcept { return false; }
        std::coroutine_handle<> await_suspend(std::coroutine_handle<promise_type> done) noexcept {
          auto waiting = done.promise().waiting;
          return waiting ? waiting : std::noop_coroutine();
        }
        void await_resume() noexcept {}
      };
      return resume_waiting{};
    }
    void return_value(long result) { value = result; }
    void unhandled_exception() { std::abort(); }
  };

  task(task &&other) noexcept : handle(std::exchange(other.handle, {})) {}
  ~task() {
    if (handle)
      handle.destroy();
  }

  void start() { handle.resume(); }
  long result() const { return handle.promise().value; }

  bool await_ready() { return false; }
  std::coroutine_handle<> await_suspend(std::coroutine_handle<> waiting) noexcept {
    handle.promise().waiting = waiting;
    return handle;
  }
  long await_resume() { return result(); }

private:
  explicit task(std::coroutine_handle<promise_type> handle) : handle(handle) {}
  std::coroutine_handle<promise_type> handle;
};

// Of the other translation unit.
task twice(long number);
