// A parameter whose move into the frame throws: the parameters moved before are destroyed, the frame is freed, the
// exception reaches the caller, and the coroutine never existed.
// EXPECT: throws at 0: +a +b +c >a >b >c +promise >a -moved -moved -moved | resumed -a -promise -c -b -moved
// EXPECT: throws at 1: +a +b +c >a -a -c -b -moved caught:move
// EXPECT: throws at 2: +a +b +c >a >b -b -a -c -moved -moved caught:move
// EXPECT: throws at 3: +a +b +c >a >b >c -c -b -a -moved -moved -moved caught:move
// EXPECT: throws at 4: +a +b +c >a >b >c +promise >a -a unhandled -moved -moved -moved | -promise -c -b -moved
// EXPECT: live frames: 0
#include "include/coro/counter.hpp"
#include "include/coro/log.hpp"
#include <coroutine>
#include <stdexcept>

static int countdown;

struct fragile {
    coro::loud l;
    explicit fragile(const char* n) : l(n) {}
    fragile(fragile&& o) : l(std::move(o.l)) {
        if (--countdown == 0)
            throw std::runtime_error("move");
    }
};

struct job {
    struct promise_type : coro::counted_frame {
        coro::loud l{"promise"};
        job get_return_object() { return {std::coroutine_handle<promise_type>::from_promise(*this)}; }
        std::suspend_never initial_suspend() noexcept { return {}; }
        std::suspend_always final_suspend() noexcept { return {}; }
        void return_void() {}
        void unhandled_exception() { coro::note("unhandled"); }
    };
    std::coroutine_handle<promise_type> handle;
};

static job body(fragile a, [[maybe_unused]] fragile b, [[maybe_unused]] fragile c) {
    fragile mine = std::move(a); // may throw inside of the body
    co_await std::suspend_always();
    coro::note("resumed");
}

int main() {
    for (int at = 0; at <= 4; ++at) {
        countdown = at;
        try {
            job j = body(fragile("a"), fragile("b"), fragile("c"));
            coro::note("|");
            if (!j.handle.done())
                j.handle.resume();
            j.handle.destroy();
        } catch (const std::runtime_error& e) {
            coro::note("caught:%s", e.what());
        }
        char title[16];
        std::snprintf(title, sizeof title, "throws at %d", at);
        coro::show(title);
    }
    coro::show_live_frames();
}
