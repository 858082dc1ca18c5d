// Irreducible control flow: gotos into loops from two sides, with suspends on the way and values carried along.
// EXPECT: even first: 2 0 2 4 -4 4 -8 7 -8007
// EXPECT: odd first: -1 2 0 2 4 -4 4 -8 -8004
// EXPECT: into the middle: 0 3 6 98 96 0
// EXPECT: into the middle: 99 0 3 6 97 7 95 8 3
// EXPECT: into the middle: 2 99 3 6 97 7 95 4
#include "include/coro/generator.hpp"
#include "include/coro/log.hpp"

// Two blocks that jump to each other, entered at either: no single loop header.
static coro::generator<int> two_headed(bool odd_first, int limit) {
    int n = 0, a = 1, b = 1;
    if (odd_first)
        goto odd;
even:
    a += b;
    if (a % 3)
        co_yield a;
    if (++n >= limit)
        goto end;
odd:
    b = b * 2 - a % 7;
    co_yield -b;
    if (++n >= limit)
        goto end;
    if (b % 5 == 0)
        goto odd;
    goto even;
end:
    co_yield a * 1000 + b;
}

// A jump into the body of a while loop, and out into another one.
static coro::generator<int> into_the_middle(int entry) {
    int i = 0, j = 100, trips = 0;
    switch (entry) {
    case 0:
        goto first;
    case 1:
        goto second;
    }
    while (i < 6) {
        i += 2;
    first:
        co_yield i;
        ++i;
        if (i == 3 && trips++ == 0)
            goto second;
    }
    while (j > 96) {
        --j;
    second:
        j -= 1;
        co_yield j;
        if (j % 2 && trips++ < 3)
            goto first;
    }
    co_yield trips;
}

static void print(const char* title, coro::generator<int> g) {
    for (int i : g)
        coro::note("%d", i);
    coro::show(title);
}

int main() {
    print("even first", two_headed(false, 9));
    print("odd first", two_headed(true, 9));
    for (int entry = 0; entry < 3; ++entry)
        print("into the middle", into_the_middle(entry));
}
