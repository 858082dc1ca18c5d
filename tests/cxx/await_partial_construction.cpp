// Destroyed at each suspend while arrays and aggregates are half built, and while conditional temporaries are alive.
// EXPECT: n=0, 0 resumed: +a0 | -a0
// EXPECT: n=0, 1 resumed: +a0 +a1 | -a1 -a0
// EXPECT: n=0, 2 resumed: +a0 +a1 +a2 | -a2 -a1 -a0
// EXPECT: n=0, 3 resumed: +a0 +a1 +a2 +p1 | -p1 -a2 -a1 -a0
// EXPECT: n=0, 4 resumed: +a0 +a1 +a2 +p1 +p2 +q1 | -q1 -p2 -p1 -a2 -a1 -a0
// EXPECT: n=0, 5 resumed: +a0 +a1 +a2 +p1 +p2 +q1 +q2 | -q2 -q1 -p2 -p1 -a2 -a1 -a0
// EXPECT: n=0, 6 resumed: +a0 +a1 +a2 +p1 +p2 +q1 +q2 +q3 +q4 | -q4 -q3 -q2 -q1 -p2 -p1 -a2 -a1 -a0
// EXPECT: n=0, 7 resumed: +a0 +a1 +a2 +p1 +p2 +q1 +q2 +q3 +q4 +no +else -else -no | -q4 -q3 -q2 -q1 -p2 -p1 -a2 -a1 -a0
// EXPECT: n=0, 8 resumed: +a0 +a1 +a2 +p1 +p2 +q1 +q2 +q3 +q4 +no +else -else -no +or -or -q4 -q3 -q2 -q1 -p2 -p1 -a2 -a1 -a0 |
// EXPECT: n=0, 9 resumed: +a0 +a1 +a2 +p1 +p2 +q1 +q2 +q3 +q4 +no +else -else -no +or -or -q4 -q3 -q2 -q1 -p2 -p1 -a2 -a1 -a0 |
// EXPECT: n=1, 0 resumed: +a0 | -a0
// EXPECT: n=1, 1 resumed: +a0 +a1 | -a1 -a0
// EXPECT: n=1, 2 resumed: +a0 +a1 +a2 | -a2 -a1 -a0
// EXPECT: n=1, 3 resumed: +a0 +a1 +a2 +p1 | -p1 -a2 -a1 -a0
// EXPECT: n=1, 4 resumed: +a0 +a1 +a2 +p1 +p2 +q1 | -q1 -p2 -p1 -a2 -a1 -a0
// EXPECT: n=1, 5 resumed: +a0 +a1 +a2 +p1 +p2 +q1 +q2 | -q2 -q1 -p2 -p1 -a2 -a1 -a0
// EXPECT: n=1, 6 resumed: +a0 +a1 +a2 +p1 +p2 +q1 +q2 +q3 +q4 +yes | -yes -q4 -q3 -q2 -q1 -p2 -p1 -a2 -a1 -a0
// EXPECT: n=1, 7 resumed: +a0 +a1 +a2 +p1 +p2 +q1 +q2 +q3 +q4 +yes +then -then -yes | -q4 -q3 -q2 -q1 -p2 -p1 -a2 -a1 -a0
// EXPECT: n=1, 8 resumed: +a0 +a1 +a2 +p1 +p2 +q1 +q2 +q3 +q4 +yes +then -then -yes +and -and -q4 -q3 -q2 -q1 -p2 -p1 -a2 -a1 -a0 |
// EXPECT: n=1, 9 resumed: +a0 +a1 +a2 +p1 +p2 +q1 +q2 +q3 +q4 +yes +then -then -yes +and -and -q4 -q3 -q2 -q1 -p2 -p1 -a2 -a1 -a0 |
// EXPECT: live frames: 0
#include "include/coro/log.hpp"
#include "include/coro/sync_wait.hpp"
#include "include/coro/value.hpp"

using coro::later;
using coro::loud;
using coro::note;

struct pair {
    loud first, second;
};

struct late_loud {
    const char* name;
    bool await_ready() const noexcept { return false; }
    void await_suspend(std::coroutine_handle<> h) noexcept { coro::parked() = h; }
    loud await_resume() { return loud(name); }
};

static int count(const loud&, const loud&) { return 2; }

static coro::task<int> body(int n) {
    loud array[3] = {loud("a0"), co_await late_loud{"a1"}, co_await late_loud{"a2"}};
    pair p{co_await late_loud{"p1"}, co_await late_loud{"p2"}};
    pair nested[2] = {{loud("q1"), co_await late_loud{"q2"}}, {co_await late_loud{"q3"}, loud("q4")}};
    int sum = count(n ? loud("yes") : co_await late_loud{"no"}, n ? co_await late_loud{"then"} : loud("else"));
    bool b = (n && (co_await late_loud{"and"}).name) || (co_await late_loud{"or"}).name;
    co_return sum + b + static_cast<int>(nested[1].second.name[1] - '4');
}

int main() {
    for (int n : {0, 1}) {
        for (int k = 0; k < 10; ++k) {
            {
                auto t = body(n);
                t.get().resume();
                for (int i = 0; i < k && coro::parked(); ++i)
                    std::exchange(coro::parked(), {}).resume();
                coro::parked() = {};
                note("|");
            }
            char title[32];
            std::snprintf(title, sizeof title, "n=%d, %d resumed", n, k);
            coro::show(title);
        }
    }
    coro::show_live_frames();
}
