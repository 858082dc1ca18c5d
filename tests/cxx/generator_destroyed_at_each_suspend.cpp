// Destroyed after k = 0..n resumptions: at each suspend point exactly the live locals are cleaned up, in reverse order.
// EXPECT: no, 0 resumed: +p >p -moved | -p
// EXPECT: no, 1 resumed: +p >p -moved +a (1) | -a -p
// EXPECT: no, 2 resumed: +p >p -moved +a (1) +b (2) | -b -a -p
// EXPECT: no, 3 resumed: +p >p -moved +a (1) +b (2) +c (3) | -c -b -a -p
// EXPECT: no, 4 resumed: +p >p -moved +a (1) +b (2) +c (3) +d (10) | -d -c -b -a -p
// EXPECT: no, 5 resumed: +p >p -moved +a (1) +b (2) +c (3) +d (10) -d -c +c (4) | -c -b -a -p
// EXPECT: no, 6 resumed: +p >p -moved +a (1) +b (2) +c (3) +d (10) -d -c +c (4) +d (11) | -d -c -b -a -p
// EXPECT: no, 7 resumed: +p >p -moved +a (1) +b (2) +c (3) +d (10) -d -c +c (4) +d (11) -d -c -b +e (30) | -e -a -p
// EXPECT: no, 8 resumed: +p >p -moved +a (1) +b (2) +c (3) +d (10) -d -c +c (4) +d (11) -d -c -b +e (30) -e -a | -p
// EXPECT: yes, 0 resumed: +p >p -moved | -p
// EXPECT: yes, 1 resumed: +p >p -moved +a (1) | -a -p
// EXPECT: yes, 2 resumed: +p >p -moved +a (1) +b (2) | -b -a -p
// EXPECT: yes, 3 resumed: +p >p -moved +a (1) +b (2) +c (3) | -c -b -a -p
// EXPECT: yes, 4 resumed: +p >p -moved +a (1) +b (2) +c (3) -c +c (4) | -c -b -a -p
// EXPECT: yes, 5 resumed: +p >p -moved +a (1) +b (2) +c (3) -c +c (4) +d (11) | -d -c -b -a -p
// EXPECT: yes, 6 resumed: +p >p -moved +a (1) +b (2) +c (3) -c +c (4) +d (11) -d -c -b +e +f (20) | -f -e -a -p
// EXPECT: yes, 7 resumed: +p >p -moved +a (1) +b (2) +c (3) -c +c (4) +d (11) -d -c -b +e +f (20) -f -e -a | -p
#include "include/coro/generator.hpp"
#include "include/coro/log.hpp"

using coro::loud;

static coro::generator<int> body([[maybe_unused]] loud parameter, bool twice) {
    loud a("a");
    co_yield 1;
    {
        loud b("b");
        co_yield 2;
        for (int i = 0; i < 2; ++i) {
            loud c("c");
            co_yield 3 + i;
            if (i == 0 && twice)
                continue;
            loud d("d");
            co_yield 10 + i;
        }
    }
    loud e("e");
    if (twice) {
        loud f("f");
        co_yield 20;
        co_return;
    }
    co_yield 30;
}

int main() {
    for (bool twice : {false, true}) {
        bool finished = false;
        for (int k = 0; !finished; ++k) {
            {
                auto g = body(loud("p"), twice);
                for (int i = 0; i < k; ++i) {
                    if (g.next())
                        coro::note("(%d)", g.get());
                    else
                        finished = true;
                }
                coro::note("|");
            }
            char title[32];
            std::snprintf(title, sizeof title, "%s, %d resumed", twice ? "yes" : "no", k);
            coro::show(title);
        }
    }
}
