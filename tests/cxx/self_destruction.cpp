// Coroutines that destroy themselves: by suspend_never at the end, from await_suspend of the final awaiter, of an
// ordinary awaiter, and from a callee of the body's awaiter. The frame must not be touched afterwards.
// EXPECT: final awaiter: +promise +one ?0 !0 ?1 !1 -one -promise destroyed
// EXPECT: chain: +promise +promise +first ?0 !0 -first -promise destroyed +second -second -promise destroyed
// EXPECT: in the middle: +promise +local a ?7 !7 +inner giving-up -inner -local -promise gave-up
// EXPECT: detached: +detached -detached +detached ?0 !0 ?1 !1 -detached
// EXPECT: live frames: 0
#include "include/coro/eager.hpp"
#include "include/coro/log.hpp"
#include "include/coro/value.hpp"
#include <string>

using coro::note;

struct fire {
    struct promise_type : coro::counted_frame {
        coro::loud member{"promise"};
        std::coroutine_handle<> next;
        fire get_return_object() { return {std::coroutine_handle<promise_type>::from_promise(*this)}; }
        std::suspend_always initial_suspend() noexcept { return {}; }
        struct destroyer {
            bool await_ready() noexcept { return false; }
            std::coroutine_handle<> await_suspend(std::coroutine_handle<promise_type> h) noexcept {
                auto next = h.promise().next;
                h.destroy();
                note("destroyed");
                return next ? next : std::noop_coroutine();
            }
            void await_resume() noexcept {}
        };
        destroyer final_suspend() noexcept { return {}; }
        void return_void() {}
        void unhandled_exception() { std::terminate(); }
    };
    std::coroutine_handle<promise_type> handle;
};

struct give_up {
    bool await_ready() const noexcept { return false; }
    void await_suspend(std::coroutine_handle<> h) const {
        note("giving-up");
        h.destroy();
        note("gave-up");
    }
    void await_resume() const noexcept {}
};

static fire at_end(const char* name, int n) {
    coro::loud l(name);
    for (int i = 0; i < n; ++i)
        co_await coro::ask{i};
}

static fire in_the_middle(std::string text) {
    coro::loud l("local");
    note("%c", text[0]);
    co_await coro::ask{7};
    {
        coro::loud m("inner");
        co_await give_up();
    }
    note("unreachable");
}

static coro::detached detached_body(int n) {
    coro::loud l("detached");
    for (int i = 0; i < n; ++i)
        co_await coro::ask{i};
}

int main() {
    at_end("one", 2).handle.resume();
    coro::drive();
    coro::show("final awaiter");

    fire second = at_end("second", 0), first = at_end("first", 1);
    first.handle.promise().next = second.handle;
    first.handle.resume();
    coro::drive();
    coro::show("chain");

    in_the_middle("a parameter of more than fifteen characters").handle.resume();
    coro::drive();
    coro::show("in the middle");

    detached_body(0);
    detached_body(2);
    coro::drive();
    coro::show("detached");
    coro::show_live_frames();
}
