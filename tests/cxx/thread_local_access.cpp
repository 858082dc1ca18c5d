// FLAGS: -pthread
// thread_local variables around suspends: after a resumption on another thread, the body must use that thread's variable.
// EXPECT: threads: main:1 even:10 [10] odd:101 [101] main:11(first) odd:301 [301] even:410 [410] sum=431 main has 1011
// EXPECT: live frames: 0
#include "include/coro/eager.hpp"
#include "include/coro/log.hpp"
#include <coroutine>
#include <cstdio>
#include <thread>

static thread_local int counter = 0;
static thread_local const char* name = "nobody";

struct hand_out {
    std::coroutine_handle<>& out;
    bool await_ready() const noexcept { return false; }
    void await_suspend(std::coroutine_handle<> h) noexcept { out = h; }
    void await_resume() const noexcept {}
};

static int bump(int by) { return counter += by; }

static coro::detached body(std::coroutine_handle<>& out, int rounds) {
    int sum = 0;
    int* first = &counter; // of the thread that starts
    for (int i = 0; i < rounds; ++i) {
        counter += 1;
        coro::note("%s:%d", name, counter);
        co_await hand_out{out};
        sum += bump(10);
        coro::note("%s:%d%s", name, counter, first == &counter ? "(first)" : "");
        co_await hand_out{out};
    }
    *first += 1000;
    coro::note("sum=%d", sum);
}

int main() {
    name = "main";
    std::coroutine_handle<> h;
    body(h, 3);
    for (int i = 0; i < 6; ++i) {
        if (i % 3 == 2) {
            h.resume();
            continue;
        }
        std::thread worker([&, i] {
            name = i % 2 ? "odd" : "even";
            counter = i * 100;
            h.resume();
            coro::note("[%d]", counter);
        });
        worker.join();
    }
    coro::note("main has %d", counter);
    coro::show("threads");
    coro::show_live_frames();
}
