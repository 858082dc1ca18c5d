// unhandled_exception that throws: the exception leaves resume() (or the call), and the coroutine is at its final suspend.
// EXPECT: lazy: +promise | +local +inner -inner -local unhandled caught:at 0 done=1 -promise
// EXPECT: lazy: +promise | +local +inner | -inner +inner -inner -local unhandled caught:at 1 done=1 -promise
// EXPECT: lazy: +promise | +local +inner | -inner +inner | -inner +inner -inner -local unhandled caught:at 2 done=1 -promise
// EXPECT: eager: +promise +local +inner -inner +inner -inner -local unhandled caught:at 1 done=1 -promise
// EXPECT: eager: +promise +local +inner -inner +inner -inner +inner -inner -local unhandled caught:at 2 done=1 -promise
// EXPECT: live frames: 0
#include "include/coro/counter.hpp"
#include "include/coro/log.hpp"
#include <coroutine>
#include <stdexcept>

template <class Initial> struct rethrowing {
    struct promise_type : coro::counted_frame {
        coro::loud member{"promise"};
        rethrowing get_return_object() { return {std::coroutine_handle<promise_type>::from_promise(*this)}; }
        Initial initial_suspend() noexcept { return {}; }
        std::suspend_always final_suspend() noexcept { return {}; }
        void return_void() {}
        void unhandled_exception() {
            coro::note("unhandled");
            throw;
        }
    };
    std::coroutine_handle<promise_type> handle;
};

template <class Initial> static rethrowing<Initial> body(int throw_at) {
    coro::loud l("local");
    for (int i = 0; i < 9; ++i) {
        coro::loud m("inner");
        if (i == throw_at)
            throw std::runtime_error("at " + std::to_string(i));
        co_await std::suspend_always();
    }
}

int main() {
    for (int throw_at = 0; throw_at < 3; ++throw_at) {
        auto lazy = body<std::suspend_always>(throw_at);
        try {
            for (int i = 0; i < 5; ++i) {
                coro::note("|");
                lazy.handle.resume();
            }
        } catch (const std::runtime_error& e) {
            coro::note("caught:%s done=%d", e.what(), lazy.handle.done());
        }
        lazy.handle.destroy();
        coro::show("lazy");
    }
    for (int throw_at = 1; throw_at < 3; ++throw_at) {
        auto eager = body<std::suspend_never>(throw_at);
        try {
            for (;;)
                eager.handle.resume();
        } catch (const std::runtime_error& e) {
            coro::note("caught:%s done=%d", e.what(), eager.handle.done());
        }
        eager.handle.destroy();
        coro::show("eager");
    }
    coro::show_live_frames();
}
