// A lazy task with symmetric transfer: it starts when it is awaited, and its end resumes the awaiter.
#pragma once
#include "counter.hpp"
#include <coroutine>
#include <exception>
#include <optional>
#include <utility>

namespace coro {

// What a coroutine ended with: a value, a reference or nothing; or an exception.
template <class T> struct outcome {
    std::optional<T> value;
    std::exception_ptr error;
    template <class U> void return_value(U&& v) { value.emplace(std::forward<U>(v)); }
    void unhandled_exception() noexcept { error = std::current_exception(); }
    T take() {
        if (error)
            std::rethrow_exception(std::exchange(error, nullptr));
        return std::move(*value);
    }
};

template <class T> struct outcome<T&> {
    T* value = nullptr;
    std::exception_ptr error;
    void return_value(T& v) noexcept { value = &v; }
    void unhandled_exception() noexcept { error = std::current_exception(); }
    T& take() {
        if (error)
            std::rethrow_exception(std::exchange(error, nullptr));
        return *value;
    }
};

template <> struct outcome<void> {
    std::exception_ptr error;
    void return_void() noexcept {}
    void unhandled_exception() noexcept { error = std::current_exception(); }
    void take() {
        if (error)
            std::rethrow_exception(std::exchange(error, nullptr));
    }
};

// Resumes whoever waits for the coroutine that has just ended.
struct to_continuation {
    bool await_ready() const noexcept { return false; }
    template <class P> std::coroutine_handle<> await_suspend(std::coroutine_handle<P> h) const noexcept {
        if (auto next = h.promise().continuation)
            return next;
        return std::noop_coroutine();
    }
    void await_resume() const noexcept {}
};

template <class T = void> class task {
public:
    struct promise_type : outcome<T>, counted_frame {
        std::coroutine_handle<> continuation;
        task get_return_object() { return task(handle_type::from_promise(*this)); }
        std::suspend_always initial_suspend() noexcept { return {}; }
        to_continuation final_suspend() noexcept { return {}; }
    };
    using handle_type = std::coroutine_handle<promise_type>;

    task() = default;
    task(task&& other) noexcept : handle(std::exchange(other.handle, {})) {}
    task& operator=(task&& other) noexcept {
        std::swap(handle, other.handle);
        return *this;
    }
    ~task() {
        if (handle)
            handle.destroy();
    }

    bool await_ready() const noexcept { return handle.done(); }
    std::coroutine_handle<> await_suspend(std::coroutine_handle<> awaiting) noexcept {
        handle.promise().continuation = awaiting;
        return handle;
    }
    T await_resume() { return handle.promise().take(); }

    handle_type get() const { return handle; }

private:
    explicit task(handle_type h) : handle(h) {}
    handle_type handle;
};

} // namespace coro
