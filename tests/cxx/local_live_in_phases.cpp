// Values that are alive across some suspends only, in phases of different types: their slots may be shared, their
// values must not mix. Conditional phases leave slots unwritten on some paths.
// EXPECT: 0: 2 r1 1 0 3 1 2
// EXPECT: 1: 3 3 r16 1 8 3 36 -60
// EXPECT: 2: 50 62 2 r2 1 1 3 4 -7
// EXPECT: 3: 9 75 93 4 r137 1 68 3 307 512
// EXPECT: 4: 1 7 3 r22 1 11 3 49 -82
// EXPECT: 5: 15 376 8 4 r400 1 200 3 900 -1500
// EXPECT: 6: 150 187 4 9 3 r31 1 15 3 69 115
// EXPECT: 7: 21 175 218 739 10 4 r769 1 384 3 1729 2882
// EXPECT: 8: 8 19 3 r28 1 14 3 63 105
// EXPECT: 9: 27 9 5 r1225 1 612 3 2755 -4592
// EXPECT: a: 250 312 10 3 r16 1 8 3 36 -60
// EXPECT: b: 33 275 343 11 5 r1833 1 916 3 4123 -6872
// EXPECT: c: 1 15 12 3 r58 1 29 3 130 -217
// EXPECT: d: 39 2536 16 13 5 r2597 1 1298 3 5842 -9737
// EXPECT: e: 350 437 8 17 14 25 3 r98 1 49 3 220 367
// EXPECT: f: 45 375 468 3384 18 15 5 r3453 1 1726 3 7768 -12947
#include "include/coro/generator.hpp"
#include "include/coro/log.hpp"
#include <string>

using coro::note;

struct triple {
    long a, b, c;
};

static coro::generator<long> body(unsigned mask) {
    long result = 1;
    if (mask & 1) {
        long x = mask * 3L, y = mask * 5L;
        co_yield x;
        result += x * y;
    }
    if (mask & 2) {
        double d = mask / 4.0, e = 1.25;
        co_yield static_cast<long>(d * 100);
        e *= d;
        co_yield static_cast<long>(e * 100);
        result += static_cast<long>(d + e);
    }
    if (mask & 4) {
        triple t{result, mask, 3};
        co_yield t.a;
        t.b += t.c;
        co_yield t.b;
        result = t.a + t.b * t.c;
    }
    bool odd = result & 1;
    if (mask & 8) {
        std::string s(mask, 'p');
        co_yield static_cast<long>(s.size());
        if (odd) {
            std::string inner = s + "inner phase";
            co_yield static_cast<long>(inner.size());
            s += inner;
        }
        result += static_cast<long>(s.size());
    }
    {
        char buffer[24];
        int length = std::snprintf(buffer, sizeof buffer, "r%ld", result);
        co_yield length;
        note("%s", buffer);
    }
    for (int i = 0; i < 2; ++i) {
        float scale = static_cast<float>(i) + 0.5f; // alive in the first half of the loop
        co_yield static_cast<long>(scale * 2);
        long scaled = static_cast<long>(scale * static_cast<float>(result)); // in the second half
        co_yield scaled;
        result += scaled;
    }
    co_yield odd ? result : -result;
}

int main() {
    for (unsigned mask = 0; mask < 16; ++mask) {
        for (long l : body(mask))
            note("%ld", l);
        char title[8];
        std::snprintf(title, sizeof title, "%x", mask);
        coro::show(title);
    }
}
