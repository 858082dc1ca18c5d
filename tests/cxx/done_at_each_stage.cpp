// done() at each stage: after the call, at every suspend, at the final suspend; for lazy and eager coroutines, with and
// without a final suspend; and seen from inside of await_suspend.
// EXPECT: lazy: [0] not:0 end:0 [0] final:1 [1] | [0] loop:0 [0] not:0 final:1 [1] | [0] loop:0 [0] loop:0 [0] not:0 unhandled final:1 [1] | [0] loop:0 [0] loop:0 [0] loop:0 [0] not:0 end:0 [0] final:1 [1] |
// EXPECT: eager: not:0 end:0 [0] final:1 [1] | loop:0 [0] not:0 final:1 [1] | loop:0 [0] loop:0 [0] not:0 unhandled final:1 [1] | loop:0 [0] loop:0 [0] loop:0 [0] not:0 end:0 [0] final:1 [1] |
#include "include/coro/log.hpp"
#include <coroutine>
#include <exception>

using coro::note;

template <class Initial> struct job {
    struct promise_type {
        job get_return_object() {
            auto h = std::coroutine_handle<promise_type>::from_promise(*this);
            return {h};
        }
        Initial initial_suspend() noexcept { return {}; }
        struct looking {
            bool await_ready() noexcept { return false; }
            void await_suspend(std::coroutine_handle<promise_type> h) noexcept { note("final:%d", h.done()); }
            void await_resume() noexcept {}
        };
        looking final_suspend() noexcept { return {}; }
        void return_void() {}
        void unhandled_exception() { note("unhandled"); }
    };
    std::coroutine_handle<promise_type> handle;
};

struct looking {
    const char* name;
    bool suspends = true;
    bool await_ready() noexcept { return false; }
    bool await_suspend(std::coroutine_handle<> h) noexcept {
        note("%s:%d", name, h.done());
        return suspends;
    }
    void await_resume() noexcept {}
};

template <class Initial> static job<Initial> body(int n) {
    for (int i = 0; i < n; ++i)
        co_await looking{"loop"};
    co_await looking{"not", false};
    if (n == 1)
        co_return;
    if (n == 2)
        throw n;
    co_await looking{"end"};
}

template <class Initial> static void run(const char* title) {
    for (int n = 0; n < 4; ++n) {
        auto j = body<Initial>(n);
        note("[%d]", j.handle.done());
        while (!j.handle.done()) {
            j.handle.resume();
            note("[%d]", j.handle.done());
        }
        j.handle.destroy();
        note("|");
    }
    coro::show(title);
}

int main() {
    run<std::suspend_always>("lazy");
    run<std::suspend_never>("eager");
}
