// await_suspend resumes its own coroutine before it returns: the body runs on, maybe to its end and destruction,
// inside of the suspension; when await_suspend returns, the frame may be gone.
// EXPECT: 0 inside: +local sum=0 bool handle ?9 other | !9 (50 -local 50)
// EXPECT: 1 inside: +local (1 sum=100 bool handle ?9 other 1) | !9 (50 -local 50)
// EXPECT: 3 inside: +local (1 (2 (3 sum=600 bool handle ?9 other 3) 2) 1) | !9 (50 -local 50)
// EXPECT: live frames: 0
#include "include/coro/eager.hpp"
#include "include/coro/log.hpp"
#include "include/coro/value.hpp"

using coro::note;

struct resume_inside {
    int n;
    bool await_ready() const noexcept { return false; }
    void await_suspend(std::coroutine_handle<> h) const {
        int copy = n; // the awaiter is in the frame
        note("(%d", copy);
        h.resume();
        note("%d)", copy);
    }
    int await_resume() const noexcept { return n * 100; }
};

// Resumes inside, and says by its return value that the coroutine stays suspended.
struct resume_inside_bool {
    bool await_ready() const noexcept { return false; }
    bool await_suspend(std::coroutine_handle<> h) const {
        h.resume();
        return true;
    }
    void await_resume() const noexcept {}
};

// Resumes inside, then transfers to another coroutine.
struct resume_inside_handle {
    std::coroutine_handle<> then;
    bool await_ready() const noexcept { return false; }
    std::coroutine_handle<> await_suspend(std::coroutine_handle<> h) const {
        auto copy = then;
        h.resume();
        return copy;
    }
    void await_resume() const noexcept {}
};

static coro::detached body(int count, std::coroutine_handle<> other) {
    coro::loud l("local");
    int sum = 0;
    for (int i = 1; i <= count; ++i)
        sum += co_await resume_inside{i};
    note("sum=%d", sum);
    co_await resume_inside_bool();
    note("bool");
    co_await resume_inside_handle{other};
    note("handle");
    co_await coro::ask{9};
    co_await resume_inside{50};
}

static coro::task<> other() {
    for (;;) {
        note("other");
        co_await std::suspend_always();
    }
}

int main() {
    auto o = other();
    for (int count : {0, 1, 3}) {
        body(count, o.get());
        note("|");
        coro::drive();
        char title[16];
        std::snprintf(title, sizeof title, "%d inside", count);
        coro::show(title);
    }
    o = {};
    coro::show_live_frames();
}
