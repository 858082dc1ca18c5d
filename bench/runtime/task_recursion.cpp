// Recursive tasks: many frames of one coroutine at once.
#include "coro/sync_wait.hpp"
#include "measured.hpp"

static long calls;

[[gnu::noinline]] static coro::task<long> fibonacci(int i) {
    ++calls;
    if (i < 2)
        co_return i;
    long a = co_await fibonacci(i - 1);
    long b = co_await fibonacci(i - 2);
    co_return a + b;
}

measured run(long n) {
    long sum = 0;
    for (long i = 0; i < n; ++i)
        sum += coro::sync_wait(fibonacci(8));
    return {2 * calls - n, sum};
}
