// try blocks around co_await inside one coroutine: catch and go on, await after the handler, rethrow, nested and in loops.
// EXPECT: loop: +l ok -l failed +l -l failed +l ok both -l +l -l failed +l -l failed +l ok both -l = 1616
// EXPECT: nested: +outer +inner -inner inner:negative -outer outer:negative ?1 !1 ?2 !2 = 3
// EXPECT: function: +body -body handler = 42
// EXPECT: live frames: 0
#include "include/coro/log.hpp"
#include "include/coro/sync_wait.hpp"
#include "include/coro/value.hpp"
#include <stdexcept>

using coro::ask;
using coro::loud;
using coro::note;

// Throws on resumption when the number is negative.
struct risky {
    int n;
    bool await_ready() const noexcept { return false; }
    void await_suspend(std::coroutine_handle<> h) noexcept { coro::parked() = h; }
    int await_resume() {
        if (n < 0)
            throw std::out_of_range("negative");
        return n;
    }
};

static coro::task<int> in_loop() {
    int failures = 0, sum = 0;
    for (int n : {4, -1, 5, -2, -3, 6}) {
        try {
            loud l("l");
            sum += co_await risky{n};
            note("ok");
            sum += co_await risky{n - 5};
            note("both");
        } catch (const std::out_of_range&) {
            ++failures;
            note("failed");
        }
        sum += 100 * co_await risky{failures}; // an await after the handler
    }
    co_return sum;
}

static coro::task<int> nested() {
    try {
        loud outer("outer");
        try {
            loud inner("inner");
            co_await risky{-1};
        } catch (const std::out_of_range& e) {
            note("inner:%s", e.what());
            throw; // rethrown out of the handler
        } catch (...) {
            note("wrong");
        }
        note("unreachable");
    } catch (const std::exception& e) {
        note("outer:%s", e.what());
    }
    bool retry;
    int attempts = 0;
    do {
        retry = false;
        try {
            co_await risky{++attempts - 3};
        } catch (const std::logic_error&) {
            retry = true;
        }
        if (retry)
            co_await ask{attempts};
    } while (retry);
    co_return attempts;
}

// A function try block: its handlers run after the parameters' scope of locals is left.
static coro::task<int> function_body() try {
    loud l("body");
    co_return co_await risky{-7};
} catch (const std::out_of_range&) {
    note("handler");
    co_return 42;
}

static void run(const char* title, coro::task<int> t) {
    t.get().resume();
    coro::drive();
    note("= %d", t.await_resume());
    coro::show(title);
}

int main() {
    run("loop", in_loop());
    run("nested", nested());
    run("function", function_body());
    coro::show_live_frames();
}
