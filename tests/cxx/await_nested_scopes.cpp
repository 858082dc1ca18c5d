// Scopes with destructors that are left across a suspend by break, continue, goto, return and exceptions.
// EXPECT: break: +a +b +c +d ?0 !0 +e -e -d +f ?10 !10 -f -c +c +d ?1 !1 +e -e -d -c +g ?20 !20 -g -b -a = 10
// EXPECT: continue: +a +b +c +d ?0 !0 +e -e -d +f ?10 !10 -f -c +c +d ?1 !1 +e -e -d -c +c +d ?2 !2 +e -e -d +f ?10 !10 -f -c +g ?20 !20 -g -b -a = 20
// EXPECT: goto back: +a +b +c +d ?0 !0 +e -e -d +f ?10 !10 -f -c +c +d ?1 !1 +e -e -d -c -b +b +c +d ?0 !0 +e -e -d +f ?10 !10 -f -c +c +d ?1 !1 +e -e -d +f ?10 !10 -f -c +c +d ?2 !2 +e -e -d +f ?10 !10 -f -c +g ?20 !20 -g -b -a = 40
// EXPECT: return: +a +b +c +d ?0 !0 +e -e -d +f ?10 !10 -f -c +c +d ?1 !1 +e ?33 !33 -e -d -c -b -a = 33
// EXPECT: throw: +a +b +c +d ?0 !0 +e -e -d +f ?10 !10 -f -c +c +d ?1 !1 +e -e -d -c -b -a caught 1
// EXPECT: goto out: +a +b +c +d ?0 !0 +e -e -d +f ?10 !10 -f -c +c +d ?1 !1 +e -e -d -c +g ?20 !20 -g -b -a = 10
// EXPECT: straight: +a +b +c +d ?0 !0 +e -e -d +f ?10 !10 -f -c +c +d ?1 !1 +e -e -d +f ?10 !10 -f -c +c +d ?2 !2 +e -e -d +f ?10 !10 -f -c +g ?20 !20 -g -b -a = 30
// EXPECT: live frames: 0
#include "include/coro/log.hpp"
#include "include/coro/sync_wait.hpp"
#include "include/coro/value.hpp"

using coro::ask;
using coro::loud;
using coro::note;

static coro::task<int> leave(int way) {
    loud a("a");
    int rounds = 0;
again:
    loud b("b");
    for (int i = 0; i < 3; ++i) {
        loud c("c");
        {
            loud d("d");
            int answer = co_await ask{i};
            loud e("e");
            if (way == 0 && answer == 1)
                break;
            if (way == 1 && answer == 1)
                continue;
            if (way == 2 && answer == 1 && rounds < 20)
                goto again; // destroys e, d, c and b
            if (way == 3 && answer == 1)
                co_return co_await ask{33};
            if (way == 4 && answer == 1)
                throw answer;
            if (way == 5 && answer == 1)
                goto out;
        }
        loud f("f");
        rounds += co_await ask{10};
    }
out:
    loud g("g");
    co_await ask{20};
    co_return rounds;
}

int main() {
    const char* titles[] = {"break", "continue", "goto back", "return", "throw", "goto out", "straight"};
    for (int way = 0; way < 7; ++way) {
        {
            auto t = leave(way);
            t.get().resume();
            coro::drive();
            try {
                note("= %d", t.await_resume());
            } catch (int i) {
                note("caught %d", i);
            }
        }
        coro::show(titles[way]);
    }
    coro::show_live_frames();
}
