// await_suspend throws, or does not wait after all: what the handler and the code after need is still there, although values that
// only the suspension needs were stored before.
// EXPECT: caught at 3: kept 1000 text kept
// EXPECT: waited: 70 71 72
// EXPECT: on at once: 2000 2001 2002
// EXPECT: caught at 3: kept 1001 text kept
// EXPECT: live frames: 0
#include "include/coro/counter.hpp"
#include "include/coro/sync_wait.hpp"
#include "include/coro/value.hpp"
#include <cstdio>
#include <stdexcept>
#include <string>

[[gnu::noinline]] static long opaque(long value) {
    asm volatile("" : "+r"(value));
    return value;
}

// What await_suspend does is decided by the number alone: nothing of the caller is used before the save.
struct moody {
    int mood;
    bool await_ready() const noexcept { return false; }
    bool await_suspend(std::coroutine_handle<> h) const {
        if (opaque(mood) == 3)
            throw std::runtime_error("moody");
        if (opaque(mood) == 2)
            return false;
        coro::parked() = h;
        return true;
    }
    void await_resume() const noexcept {}
};

// `kept` is needed by the handler only: after a resumption of the second await nothing can throw.
static coro::task<void> handler(int mood, long base) {
    long kept = opaque(base);
    std::string text = "kept";
    co_await moody{1};
    long first = 0, second = 0, third = 0;
    bool failed = false;
    try {
        // These are written where the coroutine is saved, for the path that waits.
        first = opaque(70);
        second = opaque(71);
        third = opaque(72);
        co_await moody{mood};
    } catch (const std::runtime_error&) {
        failed = true;
        std::printf("caught at %d: kept %ld text %s\n", mood, kept, text.c_str());
    }
    if (!failed)
        std::printf("waited: %ld %ld %ld\n", first, second, third);
}

static coro::task<void> at_once(int mood, long base) {
    long first = opaque(base), second = opaque(base + 1), third = opaque(base + 2);
    co_await moody{1};
    co_await moody{mood};
    std::printf("on at once: %ld %ld %ld\n", first, second, third);
}

static void run(coro::task<void> t) {
    t.get().resume();
    coro::drive();
    t.await_resume();
}

int main() {
    run(handler(3, 1000));
    run(handler(1, 0));
    run(at_once(2, 2000));
    run(handler(3, 1001));
    coro::show_live_frames();
}
