// Awaitables for the places where co_await may stand: each notes that it ran, and gives a value.
#pragma once
#include "log.hpp"
#include <coroutine>
#include <utility>

namespace coro {

// The handle that suspended last; a driver resumes it. One coroutine at a time.
inline std::coroutine_handle<>& parked() {
    static std::coroutine_handle<> handle;
    return handle;
}

// Suspends; when resumed, gives the value.
template <class T> struct later {
    T value;
    bool await_ready() const noexcept { return false; }
    void await_suspend(std::coroutine_handle<> h) noexcept { parked() = h; }
    T await_resume() { return std::move(value); }
};
template <class T> later(T) -> later<T>;

// Gives the value without suspending.
template <class T> struct now {
    T value;
    bool await_ready() const noexcept { return true; }
    void await_suspend(std::coroutine_handle<>) noexcept {}
    T await_resume() { return std::move(value); }
};
template <class T> now(T) -> now<T>;

// Suspends and notes before and after: `?n` when asked, `!n` when answered.
struct ask {
    int n;
    bool await_ready() const noexcept { return false; }
    void await_suspend(std::coroutine_handle<> h) noexcept {
        note("?%d", n);
        parked() = h;
    }
    int await_resume() noexcept {
        note("!%d", n);
        return n;
    }
};

// Resumes whatever is parked until nothing is; gives the number of resumptions.
inline int drive() {
    int count = 0;
    while (auto h = std::exchange(parked(), {})) {
        h.resume();
        ++count;
    }
    return count;
}

} // namespace coro
