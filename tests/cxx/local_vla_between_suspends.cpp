// Dynamic stack memory between suspends: a function with an array of variable length is inlined into the coroutine
// by the optimizer.
// (clang does not accept such arrays in the coroutine itself.)
// EXPECT: 33 180001
// EXPECT: 200010033 205770032
// EXPECT: 74 2084263706
// EXPECT: 200030074 388055456
// EXPECT: 129 3440324577
// EXPECT: 200050129 3771436816
// EXPECT: 204 951144380
// EXPECT: 200070204 3916462080
// EXPECT: 26 1152140337
// EXPECT: checksum 3112801006
#include "include/coro/generator.hpp"
#include <cstdio>

#pragma GCC diagnostic ignored "-Wpragmas"
#pragma GCC diagnostic ignored "-Wunknown-warning-option"
#pragma GCC diagnostic ignored "-Wvla"
#pragma GCC diagnostic ignored "-Wvla-cxx-extension"

static int sum(const int* p, int n) {
    asm volatile("" : "+r"(p)); // the array must really exist
    int total = 0;
    for (int i = 0; i < n; ++i)
        total += p[i];
    return total;
}

static inline int sum_of(int from, int count) {
    int scratch[count];
    for (int i = 0; i < count; ++i)
        scratch[i] = from + i;
    return sum(scratch, count);
}

static coro::generator<int> body(int n) {
    int before = n * n;
    for (int round = 1; round <= n; ++round) {
        int total = sum_of(before, round * 2);
        co_yield total;
        co_yield total + sum_of(round, 20000); // much at once: it must be given back each time
        before += round;
    }
    co_yield before;
}

int main() {
    auto a = body(4), b = body(300);
    unsigned checksum = 0;
    while (b.next()) {
        checksum = checksum * 31 + static_cast<unsigned>(b.get());
        if (!a.done() && a.next())
            std::printf("%d %u\n", a.get(), checksum);
    }
    std::printf("checksum %u\n", checksum);
}
