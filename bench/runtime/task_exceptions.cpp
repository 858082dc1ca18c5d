// A try block around co_await, and an exception through two tasks in one of 64 rounds.
#include "coro/sync_wait.hpp"
#include "measured.hpp"

[[gnu::noinline]] static coro::task<long> leaf(long i) {
    if ((i & 63) == 63)
        throw i;
    co_return i & 7;
}

[[gnu::noinline]] static coro::task<long> middle(long i) { co_return co_await leaf(i) + 1; }

[[gnu::noinline]] static coro::task<long> loop(long n) {
    long sum = 0;
    for (long i = 0; i < n; ++i) {
        try {
            sum += co_await middle(i);
        } catch (long e) {
            sum -= e & 255;
        }
    }
    co_return sum;
}

measured run(long n) { return {4 * n + 1, coro::sync_wait(loop(n))}; }
