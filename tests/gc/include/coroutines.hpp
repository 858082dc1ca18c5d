// coroutines.hpp: the coroutine types of the programs. Their frames are memory that the runtime knows (gc_frame_new).
#pragma once

#include "gc.hpp"

#include <coroutine>
#include <cstddef>
#include <utility>

namespace gc {

// What all promises share: where frames live, and that nothing is thrown.
struct Promise {
  static void *operator new(std::size_t bytes) { return gc_frame_new(bytes, __STDCPP_DEFAULT_NEW_ALIGNMENT__); }
  static void operator delete(void *frame) { gc_frame_delete(frame); }
  void unhandled_exception() noexcept { gc_fail("an exception in a program without exceptions"); }
};

// The owner of a coroutine: destroys it where it stands.
template <class P> class Owner {
public:
  using promise_type = P;
  using Handle = std::coroutine_handle<P>;

  Owner() = default;
  explicit Owner(Handle handle) : handle(handle) {}
  Owner(Owner &&other) noexcept : handle(std::exchange(other.handle, {})) {}
  Owner &operator=(Owner &&other) noexcept {
    std::swap(handle, other.handle);
    return *this;
  }
  ~Owner() {
    if (handle)
      handle.destroy();
  }
  Handle get() const { return handle; }
  Handle release() { return std::exchange(handle, {}); }

protected:
  Handle handle;
};

// A lazy generator of T, a Ref or a plain value. The yielded value stands in the promise, so in the frame.
template <class T> struct GeneratorPromise;
template <class T> class Generator : public Owner<GeneratorPromise<T>> {
public:
  using Owner<GeneratorPromise<T>>::Owner;

  // Runs to the next yield; false at the end.
  bool next() {
    this->handle.resume();
    return !this->handle.done();
  }
  T value() const { return this->handle.promise().current; }
};

template <class T> struct GeneratorPromise : Promise {
  T current{};

  Generator<T> get_return_object() { return Generator<T>(std::coroutine_handle<GeneratorPromise>::from_promise(*this)); }
  std::suspend_always initial_suspend() noexcept { return {}; }
  std::suspend_always final_suspend() noexcept { return {}; }
  std::suspend_always yield_value(T value) noexcept {
    current = value;
    return {};
  }
  void return_void() noexcept { current = T{}; }
};

// A lazy task with a result, which a coroutine returns as `Of<T>`; `co_await` runs it and goes on after it by symmetric transfer.
template <class T, template <class> class Of> struct TaskPromise;
template <class T, template <class> class Of> class TaskOf : public Owner<TaskPromise<T, Of>> {
public:
  using Owner<TaskPromise<T, Of>>::Owner;

  auto operator co_await() const noexcept {
    struct Awaiter {
      std::coroutine_handle<TaskPromise<T, Of>> callee;
      bool await_ready() const noexcept { return false; }
      std::coroutine_handle<> await_suspend(std::coroutine_handle<> caller) const noexcept {
        callee.promise().continuation = caller;
        return callee;
      }
      T await_resume() const noexcept { return callee.promise().result; }
    };
    return Awaiter{this->handle};
  }
  // Runs it from ordinary code, up to its first wait for somebody else.
  void start() { this->handle.resume(); }
  bool done() const { return this->handle.done(); }
  T result() const { return this->handle.promise().result; }
};

template <class T> class Task : public TaskOf<T, Task> {
public:
  using TaskOf<T, gc::Task>::TaskOf;
};

template <class T, template <class> class Of> struct TaskPromise : Promise {
  T result{};
  std::coroutine_handle<> continuation = std::noop_coroutine();

  struct Final {
    bool await_ready() const noexcept { return false; }
    std::coroutine_handle<> await_suspend(std::coroutine_handle<TaskPromise> done) const noexcept {
      return done.promise().continuation;
    }
    void await_resume() const noexcept {}
  };
  Of<T> get_return_object() { return Of<T>(std::coroutine_handle<TaskPromise>::from_promise(*this)); }
  std::suspend_always initial_suspend() noexcept { return {}; }
  Final final_suspend() noexcept { return {}; }
  void return_value(T value) noexcept { result = value; }
};

} // namespace gc
