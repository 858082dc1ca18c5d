// An async generator: its body awaits a scheduler in one of four rounds, and a task consumes it.
#include "coro/async_generator.hpp"
#include "coro/sync_wait.hpp"
#include "measured.hpp"

[[gnu::noinline]] static coro::async_generator<long> readings(coro::scheduler& s, long n) {
    long level = 100;
    for (long i = 0; i < n; ++i) {
        if (i % 4 == 0)
            co_await s.yield();
        level = (level * 5 + i) & 0xfff;
        co_yield level;
    }
}

[[gnu::noinline]] static coro::task<long> consume(coro::scheduler& s, long n) {
    auto from = readings(s, n);
    long sum = 0;
    while (long* x = co_await from.next())
        sum += *x;
    co_return sum;
}

measured run(long n) {
    coro::scheduler s;
    return {2 * (n + 1) + n / 4 + 1, coro::sync_wait(consume(s, n), &s)};
}
