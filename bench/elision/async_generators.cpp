// An async generator over another one; the inner one awaits a task before each element.
#include "measured.hpp"
#include "tasks.hpp"

static tasks::task<long> read(long i) { co_return i * 5 % 64; }

static tasks::async_generator readings(long n) {
    for (long i = 0; i < n; ++i)
        co_yield co_await read(i);
}

static tasks::async_generator rising(long n) {
    auto from = readings(n);
    long last = -1;
    while (long* x = co_await from.next()) {
        if (*x > last)
            co_yield *x;
        last = *x;
    }
}

static tasks::task<long> consume(long n) {
    auto from = rising(n);
    long sum = 0;
    while (long* x = co_await from.next())
        sum = sum * 3 + *x & 0xffffff;
    co_return sum;
}

measured run(long n) { return {8 * n, tasks::sync_wait(consume(n))}; }
