// Duff's device with suspends: case labels inside a loop inside the switch, and fall-through across suspends.
// EXPECT: duff:
// EXPECT: duff: 3 -3
// EXPECT: duff: 3 1 -4
// EXPECT: duff: 3 1 4 -8
// EXPECT: duff: 3 1 4 1 -9
// EXPECT: duff: 3 1 4 1 5 9 -23
// EXPECT: duff: 3 1 4 1 5 9 2 6 -31
// EXPECT: falls: 0 1 +scope 2 -scope 3 30
// EXPECT: falls: 1 +scope 2 -scope 3 40
// EXPECT: falls: 3 20
// EXPECT: falls:
// EXPECT: falls: 0 1 +scope 2 -scope 13
// EXPECT: falls: +scope 2 -scope 1000000
#include "include/coro/generator.hpp"
#include "include/coro/log.hpp"

static coro::generator<int> duff(const int* from, int count) {
    if (count <= 0)
        co_return;
    int rounds = (count + 3) / 4, sum = 0;
    switch (count % 4) {
    case 0:
        do {
            sum += *from;
            co_yield *from++ + 0;
            [[fallthrough]];
        case 3:
            sum += *from;
            co_yield *from++ + 0;
            [[fallthrough]];
        case 2:
            sum += *from;
            co_yield *from++ + 0;
            [[fallthrough]];
        case 1:
            sum += *from;
            co_yield *from++ + 0;
        } while (--rounds > 0);
    }
    co_yield -sum;
}

static coro::generator<int> falls(unsigned n) {
    long long acc = n;
    switch (n) {
    default:
        acc *= 3;
        co_yield 0;
        [[fallthrough]];
    case 1:
        acc += 1;
        co_yield 1;
        [[fallthrough]];
    case 1000000: {
        coro::loud l("scope");
        co_yield 2;
        if (acc > 5)
            break;
        acc += 2;
        [[fallthrough]];
    }
    case 2:
        co_yield 3;
        acc *= 10;
        break;
    case 3:
        co_return;
    }
    co_yield static_cast<int>(acc);
}

int main() {
    const int data[] = {3, 1, 4, 1, 5, 9, 2, 6, 5, 3};
    for (int count = 0; count <= 9; count += 1 + count / 4) {
        for (int i : duff(data, count))
            coro::note("%d", i);
        coro::show("duff");
    }
    for (unsigned n : {0u, 1u, 2u, 3u, 4u, 1000000u}) {
        for (int i : falls(n))
            coro::note("%d", i);
        coro::show("falls");
    }
}
