// Multiple activations of one coroutine, resumed in turns: each has its own frame.
// EXPECT: turns: 0 3 100 6 9 93 12 15 86
// EXPECT: zip: (1,2) (6,4) (11,6) (16,8)
// EXPECT: merge: 0 1 4 7 8 12 13 16 19 20 24 25 28
#include "include/coro/generator.hpp"
#include <cstdio>
#include <utility>

static coro::generator<int> arithmetic(int first, int difference) {
    for (int value = first;; value += difference)
        co_yield value;
}

static coro::generator<std::pair<int, int>> zip(coro::generator<int> a, coro::generator<int> b) {
    while (a.next() && b.next())
        co_yield std::pair(a.get(), b.get());
}

static coro::generator<int> merge(coro::generator<int> a, coro::generator<int> b) {
    bool more_a = a.next(), more_b = b.next();
    while (more_a || more_b) {
        if (more_a && (!more_b || a.get() <= b.get())) {
            co_yield int(a.get());
            more_a = a.next();
        } else {
            co_yield int(b.get());
            more_b = b.next();
        }
    }
}

static coro::generator<int> upto(int limit, coro::generator<int> source) {
    while (source.next() && source.get() < limit)
        co_yield int(source.get());
}

int main() {
    auto a = arithmetic(0, 3), b = arithmetic(100, -7);
    std::printf("turns:");
    for (int i = 0; i < 6; ++i) {
        a.next();
        std::printf(" %d", a.get());
        if (i % 2) {
            b.next();
            std::printf(" %d", b.get());
        }
    }
    std::puts("");
    std::printf("zip:");
    for (auto [x, y] : zip(upto(20, arithmetic(1, 5)), arithmetic(2, 2)))
        std::printf(" (%d,%d)", x, y);
    std::puts("");
    std::printf("merge:");
    for (int m : merge(upto(30, arithmetic(0, 4)), upto(30, arithmetic(1, 6))))
        std::printf(" %d", m);
    std::puts("");
}
