// A generator and a task as people write them first: a handle, a move constructor, a destructor that destroys.
#pragma once
#include <coroutine>
#include <exception>
#include <utility>

#ifndef LAZY_TASK_ATTRIBUTE
#define LAZY_TASK_ATTRIBUTE
#endif

namespace lazy {

struct generator {
    struct promise_type {
        long value = 0;
        generator get_return_object() { return generator{std::coroutine_handle<promise_type>::from_promise(*this)}; }
        std::suspend_always initial_suspend() noexcept { return {}; }
        std::suspend_always final_suspend() noexcept { return {}; }
        std::suspend_always yield_value(long v) noexcept {
            value = v;
            return {};
        }
        void return_void() noexcept {}
        void unhandled_exception() { std::terminate(); }
    };

    explicit generator(std::coroutine_handle<promise_type> handle) : handle(handle) {}
    generator(generator&& other) noexcept : handle(std::exchange(other.handle, {})) {}
    ~generator() {
        if (handle)
            handle.destroy();
    }
    bool next() {
        handle.resume();
        return !handle.done();
    }
    long value() const { return handle.promise().value; }

private:
    std::coroutine_handle<promise_type> handle;
};

template <class T> struct LAZY_TASK_ATTRIBUTE task {
    struct promise_type {
        T value{};
        std::coroutine_handle<> continuation = std::noop_coroutine();
        struct last {
            bool await_ready() noexcept { return false; }
            std::coroutine_handle<> await_suspend(std::coroutine_handle<promise_type> h) noexcept {
                return h.promise().continuation;
            }
            void await_resume() noexcept {}
        };
        task get_return_object() { return task{std::coroutine_handle<promise_type>::from_promise(*this)}; }
        std::suspend_always initial_suspend() noexcept { return {}; }
        last final_suspend() noexcept { return {}; }
        void return_value(T v) { value = v; }
        void unhandled_exception() { std::terminate(); }
    };

    explicit task(std::coroutine_handle<promise_type> handle) : handle(handle) {}
    task(task&& other) noexcept : handle(std::exchange(other.handle, {})) {}
    ~task() {
        if (handle)
            handle.destroy();
    }
    bool await_ready() noexcept { return false; }
    std::coroutine_handle<> await_suspend(std::coroutine_handle<> continuation) noexcept {
        handle.promise().continuation = continuation;
        return handle;
    }
    T await_resume() { return handle.promise().value; }

    // Runs it on the caller's stack, without a coroutine around it.
    T run() {
        handle.resume();
        return handle.promise().value;
    }

private:
    std::coroutine_handle<promise_type> handle;
};

} // namespace lazy
