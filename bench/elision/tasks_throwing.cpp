// Tasks whose bodies throw in one of eight rounds; the exception passes through one task and is caught in the next.
#include "measured.hpp"
#include "tasks.hpp"

static tasks::task<long> checked(long x) {
    if (x % 8 == 7)
        throw x;
    co_return x + 1;
}

static tasks::task<long> doubled(long x) { co_return 2 * co_await checked(x); }

static tasks::task<long> loop(long n) {
    long sum = 0;
    for (long i = 0; i < n; ++i) {
        try {
            sum += co_await doubled(i);
        } catch (long x) {
            sum -= x;
        }
    }
    co_return sum;
}

measured run(long n) { return {4 * n + 1, tasks::sync_wait(loop(n))}; }
