// Lifetime of temporaries around co_await: awaiters, awaitables and operands live to the end of the full expression.
// EXPECT: 0: +left +w1 | -w1 -left
// EXPECT: 1: +left +w1 use(left,1) -w1 -left ; +w2 | -w2
// EXPECT: 2: +left +w1 use(left,1) -w1 -left ; +w2 +w3 | -w3 -w2
// EXPECT: 3: +left +w1 use(left,1) -w1 -left ; +w2 +w3 use(w2,3) -w3 -w2 ; +w4 | -w4
// EXPECT: 4: +left +w1 use(left,1) -w1 -left ; +w2 +w3 use(w2,3) -w3 -w2 ; +w4 +extended -w4 kept:extended +ready -ready ; +named | -named -extended
// EXPECT: 5: +left +w1 use(left,1) -w1 -left ; +w2 +w3 use(w2,3) -w3 -w2 ; +w4 +extended -w4 kept:extended +ready -ready ; +named | -named -extended
// EXPECT: 6: +left +w1 use(left,1) -w1 -left ; +w2 +w3 use(w2,3) -w3 -w2 ; +w4 +extended -w4 kept:extended +ready -ready ; +named -named +w6 | -w6 -extended
// EXPECT: 7: +left +w1 use(left,1) -w1 -left ; +w2 +w3 use(w2,3) -w3 -w2 ; +w4 +extended -w4 kept:extended +ready -ready ; +named -named +w6 -w6 ; -extended = 15 |
// EXPECT: 8: +left +w1 use(left,1) -w1 -left ; +w2 +w3 use(w2,3) -w3 -w2 ; +w4 +extended -w4 kept:extended +ready -ready ; +named -named +w6 -w6 ; -extended = 15 |
// EXPECT: live frames: 0
#include "include/coro/log.hpp"
#include "include/coro/sync_wait.hpp"
#include "include/coro/value.hpp"

using coro::loud;
using coro::note;

struct wait {
    loud l;
    int n;
    wait(const char* name, int value) : l(name), n(value) {}
    bool await_ready() const noexcept { return n == 0; }
    void await_suspend(std::coroutine_handle<> h) noexcept { coro::parked() = h; }
    wait& await_resume() noexcept { return *this; } // the awaiter itself: valid to the end of the expression
};

static int use(const loud& l, int n) {
    note("use(%s,%d)", l.name, n);
    return n;
}

static coro::task<int> body() {
    int sum = 0;
    sum += use(loud("left"), (co_await wait("w1", 1)).n);
    note(";");
    sum += use((co_await wait("w2", 2)).l, (co_await wait("w3", 3)).n);
    note(";");
    const loud& kept = (co_await wait("w4", 4), loud("extended"));
    note("kept:%s", kept.name);
    sum += (co_await wait("ready", 0)).n; // temporary of an awaiter that does not suspend
    note(";");
    {
        wait named("named", 5);
        sum += (co_await named).n + (co_await named).n;
    }
    wait* inner = &co_await wait("w6", 6); // dangles after this line, and is only compared
    note(";");
    co_return sum + (inner != nullptr);
}

int main() {
    for (int k = 0; k <= 8; ++k) {
        {
            auto t = body();
            t.get().resume();
            for (int i = 0; i < k && coro::parked(); ++i)
                std::exchange(coro::parked(), {}).resume();
            coro::parked() = {};
            if (t.get().done())
                note("= %d", t.await_resume());
            note("|");
        }
        char title[16];
        std::snprintf(title, sizeof title, "%d", k);
        coro::show(title);
    }
    coro::show_live_frames();
}
