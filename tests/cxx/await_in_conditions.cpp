// co_await in the conditions and steps of if, while, for, do and switch, also in their init statements.
// EXPECT: zero: ?1 !1 ?0 !0 ?2 !2 ?3 !3 ?4 !4 ?0 !0 ?0 !0 ?0 !0 ?20 !20 ?2 !2 ?1 !1 ?20 !20 ?0 !0 ?0 !0 ?1000 !1000 ?1 !1 ?3000 !3000 ?2 !2 ?3000 !3000 ?3 !3 default ?0 !0 resumed 21 = 9044
// EXPECT: three: ?1 !1 ?0 !0 ?2 !2 ?3 !3 ?4 !4 ?3 !3 ?2 !2 ?1 !1 ?0 !0 ?0 !0 ?3 !3 ?0 !0 ?1 !1 ?3 !3 ?1 !1 ?1 !1 ?3 !3 ?2 !2 ?1 !1 ?3 !3 ?20 !20 ?2 !2 ?1 !1 ?20 !20 ?0 !0 ?0 !0 ?1000 !1000 ?1 !1 ?3000 !3000 ?2 !2 ?3000 !3000 ?3 !3 default ?3 !3 ?2 !2 ?1 !1 ?0 !0 resumed 36 = 9274
// EXPECT: live frames: 0
#include "include/coro/log.hpp"
#include "include/coro/sync_wait.hpp"
#include "include/coro/value.hpp"

using coro::ask;
using coro::note;

static coro::task<int> body(int limit) {
    int sum = 0;
    if (co_await ask{1})
        sum += 1;
    else
        sum -= 1000;
    if (int n = co_await ask{0}; n > 0)
        sum -= 1000;
    else if (int m = co_await ask{2}; m == 2 && co_await ask{3})
        sum += n + m;
    if (bool b = co_await ask{4})
        sum += b;

    int countdown = limit;
    while (co_await ask{countdown--})
        sum += 10;
    for (int i = co_await ask{0}; i < co_await ask{limit}; i += co_await ask{1}) {
        if (co_await ask{i} == 1)
            continue;
        sum += 100;
    }
    int turns = 0;
    do {
        ++turns;
        if (turns == 2)
            continue; // goes to the condition, with its await
        sum += co_await ask{20};
    } while (co_await ask{3 - turns});

    for (int i = 0; i < 4; ++i)
        switch (co_await ask{i}) {
        case 0:
            sum += co_await ask{1000};
            break;
        case 1:
            sum += 2000;
            [[fallthrough]];
        case 2:
            sum += co_await ask{3000};
            break;
        default:
            note("default");
        }
    while (int left = co_await ask{limit})
        limit = left - 1;
    co_return sum;
}

int main() {
    for (int limit : {0, 3}) {
        auto t = body(limit);
        t.get().resume();
        int resumed = coro::drive();
        note("resumed %d = %d", resumed, t.await_resume());
        coro::show(limit ? "three" : "zero");
    }
    coro::show_live_frames();
}
