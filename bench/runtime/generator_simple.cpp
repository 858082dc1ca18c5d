// The least that a generator can do: a counter, one yield in a loop.
#include "coro/generator.hpp"
#include "measured.hpp"

[[gnu::noinline]] static coro::generator<long> squares(long n) {
    for (long i = 0; i < n; ++i)
        co_yield i * i;
}

measured run(long n) {
    long sum = 0;
    for (long s : squares(n))
        sum += s;
    return {n + 1, sum};
}
