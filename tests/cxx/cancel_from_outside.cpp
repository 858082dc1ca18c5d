// Cancellation: a chain of suspended tasks is destroyed from outside at every depth; all locals and operands are cleaned up.
// EXPECT: 0: |
// EXPECT: 1: +top +middle +leaf ?0 | -leaf -middle -top
// EXPECT: 2: +top +middle +leaf ?0 !0 ?1 | -leaf -middle -top
// EXPECT: 3: +top +middle +leaf ?0 !0 ?1 !1 -leaf +between +leaf ?10 | -leaf -between -middle -top
// EXPECT: 4: +top +middle +leaf ?0 !0 ?1 !1 -leaf +between +leaf ?10 !10 ?11 | -leaf -between -middle -top
// EXPECT: 5: +top +middle +leaf ?0 !0 ?1 !1 -leaf +between +leaf ?10 !10 ?11 !11 -leaf -between -middle +stream +leaf ?50 | -leaf -stream -top
// EXPECT: 6: +top +middle +leaf ?0 !0 ?1 !1 -leaf +between +leaf ?10 !10 ?11 !11 -leaf -between -middle +stream +leaf ?50 !50 ?51 | -leaf -stream -top
// EXPECT: 7: +top +middle +leaf ?0 !0 ?1 !1 -leaf +between +leaf ?10 !10 ?11 !11 -leaf -between -middle +stream +leaf ?50 !50 ?51 !51 -leaf +leaf ?51 | -leaf -stream -top
// EXPECT: 8: +top +middle +leaf ?0 !0 ?1 !1 -leaf +between +leaf ?10 !10 ?11 !11 -leaf -between -middle +stream +leaf ?50 !50 ?51 !51 -leaf +leaf ?51 !51 ?52 | -leaf -stream -top
// EXPECT: 9: +top +middle +leaf ?0 !0 ?1 !1 -leaf +between +leaf ?10 !10 ?11 !11 -leaf -between -middle +stream +leaf ?50 !50 ?51 !51 -leaf +leaf ?51 !51 ?52 !52 -leaf -stream -top = 436 |
// EXPECT: live frames: 0
#include "include/coro/async_generator.hpp"
#include "include/coro/eager.hpp"
#include "include/coro/log.hpp"
#include "include/coro/value.hpp"
#include <memory>
#include <string>

using coro::ask;
using coro::loud;
using coro::note;
using coro::task;

static task<int> leaf(int n) {
    loud l("leaf");
    auto data = std::make_unique<std::string>("heap data of the leaf that must be freed");
    int sum = co_await ask{n};
    sum += co_await ask{n + 1};
    co_return sum + static_cast<int>(data->size());
}

static task<int> middle(int n) {
    loud l("middle");
    std::string text(50, 'm');
    int first = co_await leaf(n);
    loud m("between");
    co_return first + co_await leaf(n + 10) + static_cast<int>(text.size());
}

static coro::async_generator<int> stream(int n) {
    loud l("stream");
    for (int i = 0; i < 2; ++i)
        co_yield co_await leaf(n + i);
}

static task<int> top() {
    loud l("top");
    int sum = co_await middle(0);
    auto s = stream(50);
    while (int* i = co_await s.next())
        sum += *i;
    co_return sum;
}

int main() {
    bool finished = false;
    for (int k = 0; !finished; ++k) {
        {
            task<int> t = top();
            if (k > 0)
                t.get().resume();
            for (int i = 1; i < k; ++i)
                std::exchange(coro::parked(), {}).resume();
            coro::parked() = {};
            if ((finished = t.get().done()))
                note("= %d", t.await_resume());
            note("|");
        }
        char title[16];
        std::snprintf(title, sizeof title, "%d", k);
        coro::show(title);
    }
    coro::show_live_frames();
}
