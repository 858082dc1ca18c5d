// One driver awaits n tasks that await two tasks each: 3n + 1 lazy tasks, one after the other.
#pragma once
#include "lazy.hpp"
#include "measured.hpp"

static lazy::task<long> leaf(long x) { co_return (x * 3 + 1) & 0xffff; }

static lazy::task<long> middle(long x) {
    long a = co_await leaf(x);
    long b = co_await leaf(a);
    co_return a + b;
}

static lazy::task<long> top(long n) {
    long sum = 0;
    for (long i = 0; i < n; ++i)
        sum += co_await middle(i);
    co_return sum;
}

measured run(long n) {
    auto t = top(n);
    return {6 * n + 1, t.run()};
}
