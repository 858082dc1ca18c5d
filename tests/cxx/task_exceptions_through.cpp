// Exceptions pass through multiple suspended tasks to the coroutine that catches them; locals are destroyed on the way.
// EXPECT: round 0: +try +middle +thrower -thrower +got +thrower -thrower -got -middle -try
// EXPECT: round 1: +try +middle +thrower -thrower -middle -try caught:odd 1
// EXPECT: round 2: +try +middle +thrower -thrower +got +thrower -thrower -got -middle -try
// EXPECT: round 3: +try +middle +thrower -thrower -middle -try caught:odd 3
// EXPECT: main caught 2008
// EXPECT: live frames: 0
#include "include/coro/log.hpp"
#include "include/coro/scheduler.hpp"
#include "include/coro/sync_wait.hpp"
#include <stdexcept>

using coro::loud;
using coro::task;

static task<int> thrower(coro::scheduler& s, int n) {
    loud l("thrower");
    co_await s.yield();
    if (n % 2)
        throw std::runtime_error("odd " + std::to_string(n));
    co_return n;
}

static task<int> middle(coro::scheduler& s, int n) {
    loud l("middle");
    int a = co_await thrower(s, n);
    loud m("got");
    co_return a + co_await thrower(s, n + 2);
}

static task<int> catcher(coro::scheduler& s) {
    int sum = 0;
    for (int n = 0; n < 4; ++n) {
        try {
            loud l("try");
            sum += co_await middle(s, n);
        } catch (const std::runtime_error& e) {
            coro::note("caught:%s", e.what());
            sum += 1000;
        }
        char title[16];
        std::snprintf(title, sizeof title, "round %d", n);
        coro::show(title);
    }
    if (sum > 0)
        throw sum; // not derived from std::exception
    co_return sum;
}

int main() {
    coro::scheduler s;
    try {
        coro::sync_wait(catcher(s), &s);
    } catch (int sum) {
        std::printf("main caught %d\n", sum);
    }
    coro::show_live_frames();
}
