// A generator whose body may also co_await: `co_await g.next()` gives a pointer to the element, null at the end.
#pragma once
#include "counter.hpp"
#include <coroutine>
#include <exception>
#include <memory>
#include <utility>

namespace coro {

template <class T> class async_generator {
public:
    struct promise_type : counted_frame {
        T* current = nullptr;
        std::coroutine_handle<> consumer;
        std::exception_ptr error;

        struct to_consumer {
            bool await_ready() noexcept { return false; }
            std::coroutine_handle<> await_suspend(std::coroutine_handle<promise_type> h) noexcept {
                return h.promise().consumer;
            }
            void await_resume() noexcept {}
        };
        async_generator get_return_object() { return async_generator(handle_type::from_promise(*this)); }
        std::suspend_always initial_suspend() noexcept { return {}; }
        to_consumer final_suspend() noexcept {
            current = nullptr;
            return {};
        }
        to_consumer yield_value(T& v) noexcept {
            current = std::addressof(v);
            return {};
        }
        to_consumer yield_value(T&& v) noexcept {
            current = std::addressof(v);
            return {};
        }
        void return_void() noexcept {}
        void unhandled_exception() noexcept { error = std::current_exception(); }
    };
    using handle_type = std::coroutine_handle<promise_type>;

    struct step {
        handle_type producer;
        bool await_ready() noexcept { return producer.done(); }
        std::coroutine_handle<> await_suspend(std::coroutine_handle<> awaiting) noexcept {
            producer.promise().consumer = awaiting;
            return producer;
        }
        T* await_resume() {
            if (auto e = std::exchange(producer.promise().error, nullptr))
                std::rethrow_exception(e);
            return producer.promise().current;
        }
    };
    step next() { return {handle}; }

    async_generator(async_generator&& other) noexcept : handle(std::exchange(other.handle, {})) {}
    async_generator& operator=(async_generator&&) = delete;
    ~async_generator() {
        if (handle)
            handle.destroy();
    }

private:
    explicit async_generator(handle_type h) : handle(h) {}
    handle_type handle;
};

} // namespace coro
