// A generator that yields all elements of nested ones: enter and leave by symmetric transfer, exceptions pass outwards.
// EXPECT: outer: 1 +leaf 20 21 22 -leaf +leaf -leaf +failing 4 -failing caught:inner 5
// EXPECT: range: 0 -1 1 2 -3 3 -4 4 5 -6 6 -7 7 8 -9 9 -10 10 11
// EXPECT: alone: +failing 9 -failing caught:inner
// EXPECT: dropped inside the inner one: +leaf 21 -leaf
// EXPECT: live frames: 0
#include "include/coro/log.hpp"
#include "include/coro/recursive_generator.hpp"
#include <stdexcept>

using coro::elements_of;
using ints = coro::recursive_generator<int>;

static ints leaf(int n, int count) {
    coro::loud l("leaf");
    for (int i = 0; i < count; ++i)
        co_yield n * 10 + i;
}

static ints range(int from, int to) {
    if (to - from <= 2) {
        for (int i = from; i < to; ++i)
            co_yield i;
        co_return;
    }
    int middle = from + (to - from) / 2;
    co_yield elements_of<int>(range(from, middle));
    co_yield -middle;
    co_yield elements_of<int>(range(middle, to));
}

static ints failing(int n) {
    coro::loud l("failing");
    co_yield n;
    throw std::runtime_error("inner");
}

static ints outer() {
    co_yield 1;
    co_yield elements_of<int>(leaf(2, 3));
    co_yield elements_of<int>(leaf(3, 0));
    try {
        co_yield elements_of<int>(failing(4));
    } catch (const std::runtime_error& e) {
        coro::note("caught:%s", e.what());
    }
    co_yield 5;
}

int main() {
    for (auto g = outer(); g.next();)
        coro::note("%d", g.get());
    coro::show("outer");
    for (auto g = range(0, 12); g.next();)
        coro::note("%d", g.get());
    coro::show("range");

    try {
        for (auto g = failing(9); g.next();)
            coro::note("%d", g.get());
    } catch (const std::runtime_error& e) {
        coro::note("caught:%s", e.what());
    }
    coro::show("alone");
    {
        auto g = outer();
        g.next(), g.next(), g.next();
        coro::note("%d", g.get());
    }
    coro::show("dropped inside the inner one");
    coro::show_live_frames();
}
