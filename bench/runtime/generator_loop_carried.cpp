// Eight values that all change in each round.
#include "coro/generator.hpp"
#include "measured.hpp"

[[gnu::noinline]] static coro::generator<long> mix(long n) {
    long a = 1, b = 2, c = 3, d = 4;
    double x = 0.5, y = 0.25;
    unsigned state = 12345;
    for (long i = 0; i < n; ++i) {
        state = state * 1664525u + 1013904223u;
        long t = a + (state >> 16);
        a = b ^ i, b = c + 1, c = d, d = t;
        x = x * 0.5 + static_cast<double>(t & 7);
        y = y * 0.25 + x;
        co_yield t + static_cast<long>(y);
    }
    co_yield a + b + c + d + static_cast<long>(x);
}

measured run(long n) {
    long sum = 0;
    for (long s : mix(n))
        sum += s;
    return {n + 2, sum};
}
