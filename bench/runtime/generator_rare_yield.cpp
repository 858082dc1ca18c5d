// A hot loop that yields in one of 64 rounds: what is stored in the other 63 is wasted.
#include "coro/generator.hpp"
#include "measured.hpp"

[[gnu::noinline]] static long opaque(long x) {
    asm volatile("" : "+r"(x));
    return x;
}

[[gnu::noinline]] static coro::generator<long> sums(long n) {
    long sum = 0, product = 1, last = 0;
    for (long i = 0; i < n * 64; ++i) {
        long x = opaque(i);
        sum += x, product = product * 3 + x, last ^= x;
        if ((i & 63) == 63)
            co_yield sum + product + last;
    }
}

measured run(long n) {
    long sum = 0;
    for (long s : sums(n))
        sum += s;
    return {n + 1, sum};
}
