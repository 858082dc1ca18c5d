// Generators of two elements: what counts is the call, the allocation and the destruction.
#include "coro/generator.hpp"
#include "measured.hpp"

[[gnu::noinline]] static coro::generator<long> pair(long a, long b) {
    co_yield a;
    co_yield b;
}

measured run(long n) {
    long sum = 0;
    for (long i = 0; i < n; ++i)
        for (long s : pair(i, sum))
            sum += s & 15;
    return {3 * n, sum};
}
