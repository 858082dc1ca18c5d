// A generator with values of its parameters and locals live across every suspend, resumed by hand.
// EXPECT: done before the start: 0
// EXPECT: 3
// EXPECT: 7
// EXPECT: 11
// EXPECT: 15
// EXPECT: 19
// EXPECT: -5
// EXPECT: done at the end: 1
// EXPECT: sum 498500
// EXPECT: empty range yields only its end mark: 1
#include "include/coro/generator.hpp"
#include <cstdio>

static coro::generator<int> count(int from, int to, int step) {
    int steps = 0;
    for (int i = from; i < to; i += step) {
        co_yield i;
        ++steps;
    }
    co_yield -steps;
}

int main() {
    auto g = count(3, 20, 4);
    std::printf("done before the start: %d\n", g.done());
    while (g.next())
        std::printf("%d\n", g.get());
    std::printf("done at the end: %d\n", g.done());

    int sum = 0;
    for (int i : count(0, 1000, 1))
        sum += i;
    std::printf("sum %d\n", sum);

    int none = 0;
    for (int i : count(5, 5, 1))
        none += i + 1;
    std::printf("empty range yields only its end mark: %d\n", none);
}
