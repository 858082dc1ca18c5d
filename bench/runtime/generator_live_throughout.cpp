// Sixteen values live across every yield, each used in one of sixteen rounds and changed in none.
#include "coro/generator.hpp"
#include "measured.hpp"

[[gnu::noinline]] static long source(long i) { return i * 7 % 13; }

[[gnu::noinline]] static coro::generator<long> pick(long n) {
    long a = source(0), b = source(1), c = source(2), d = source(3), e = source(4), f = source(5), g = source(6), h = source(7);
    long p = source(8), q = source(9), r = source(10), s = source(11), t = source(12), u = source(13), v = source(14),
         w = source(15);
    for (long i = 0; i < n; ++i) {
        switch (i & 15) {
        case 0: co_yield a; break;
        case 1: co_yield b + i; break;
        case 2: co_yield c - i; break;
        case 3: co_yield d * 3; break;
        case 4: co_yield e ^ i; break;
        case 5: co_yield f; break;
        case 6: co_yield g + 2; break;
        case 7: co_yield h | i; break;
        case 8: co_yield p; break;
        case 9: co_yield q + i; break;
        case 10: co_yield r - 5; break;
        case 11: co_yield s; break;
        case 12: co_yield t & i; break;
        case 13: co_yield u; break;
        case 14: co_yield v + 1; break;
        default: co_yield w;
        }
    }
    co_yield a + b + c + d + e + f + g + h + p + q + r + s + t + u + v + w;
}

measured run(long n) {
    long sum = 0;
    for (long s : pick(n))
        sum += s;
    return {n + 2, sum};
}
