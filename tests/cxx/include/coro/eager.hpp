// Coroutines that run at once: `eager<T>` can be awaited, `detached` frees itself at its end.
#pragma once
#include "task.hpp"

namespace coro {

template <class T = void> class eager {
public:
    struct promise_type : outcome<T>, counted_frame {
        std::coroutine_handle<> continuation;
        eager get_return_object() { return eager(handle_type::from_promise(*this)); }
        std::suspend_never initial_suspend() noexcept { return {}; }
        to_continuation final_suspend() noexcept { return {}; }
    };
    using handle_type = std::coroutine_handle<promise_type>;

    eager(eager&& other) noexcept : handle(std::exchange(other.handle, {})) {}
    eager& operator=(eager&&) = delete;
    ~eager() {
        if (handle)
            handle.destroy();
    }

    bool await_ready() const noexcept { return handle.done(); }
    void await_suspend(std::coroutine_handle<> awaiting) noexcept { handle.promise().continuation = awaiting; }
    T await_resume() { return handle.promise().take(); }
    handle_type get() const { return handle; }

private:
    explicit eager(handle_type h) : handle(h) {}
    handle_type handle;
};

struct detached {
    struct promise_type : counted_frame {
        detached get_return_object() noexcept { return {}; }
        std::suspend_never initial_suspend() noexcept { return {}; }
        std::suspend_never final_suspend() noexcept { return {}; }
        void return_void() noexcept {}
        void unhandled_exception() noexcept { std::terminate(); }
    };
};

} // namespace coro
