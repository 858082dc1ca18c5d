// A task that awaits another one in each round: a frame, two symmetric transfers.
#include "coro/sync_wait.hpp"
#include "measured.hpp"

[[gnu::noinline]] static coro::task<long> leaf(long i) { co_return i * 3 % 7; }

[[gnu::noinline]] static coro::task<long> middle(long i) {
    long a = co_await leaf(i);
    co_return a + co_await leaf(a);
}

[[gnu::noinline]] static coro::task<long> loop(long n) {
    long sum = 0;
    for (long i = 0; i < n; ++i)
        sum += co_await middle(i);
    co_return sum;
}

measured run(long n) { return {6 * n + 1, coro::sync_wait(loop(n))}; }
