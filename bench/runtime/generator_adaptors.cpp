// Generators over generators: filter of map of a counter.
#include "coro/generator.hpp"
#include "measured.hpp"

[[gnu::noinline]] static coro::generator<long> count(long n) {
    for (long i = 0; i < n; ++i)
        co_yield i;
}

[[gnu::noinline]] static coro::generator<long> map(coro::generator<long> from, long factor, long offset) {
    for (long x : from)
        co_yield x * factor + offset;
}

[[gnu::noinline]] static coro::generator<long> odd(coro::generator<long> from) {
    for (long x : from)
        if (x & 1)
            co_yield x;
}

measured run(long n) {
    long sum = 0;
    for (long s : odd(map(count(2 * n), 3, 1)))
        sum += s;
    return {2 * (2 * n + 1) + n + 1, sum};
}
