// Coroutines that call themselves and each other: many frames of one coroutine at once, each with its own values.
// EXPECT: tasks: 610 13 01
// EXPECT: permutations: 1234 1432 2314 3214 3412 4321 count=24
// EXPECT: hanoi: 8:4ac 16:5ab 24:4cb 32:6ac 40:4ba 48:5bc 56:4ac moves=63
// EXPECT: live frames: 0
#include "include/coro/generator.hpp"
#include "include/coro/log.hpp"
#include "include/coro/scheduler.hpp"
#include "include/coro/sync_wait.hpp"
#include <vector>

using coro::note;
using coro::task;

static task<int> fibonacci(coro::scheduler& s, int n) {
    if (n < 2)
        co_return n;
    if (n % 4 == 0)
        co_await s.yield();
    int left = co_await fibonacci(s, n - 1);
    co_return left + co_await fibonacci(s, n - 2);
}

static task<int> ackermann(int m, int n) {
    if (m == 0)
        co_return n + 1;
    if (n == 0)
        co_return co_await ackermann(m - 1, 1);
    co_return co_await ackermann(m - 1, co_await ackermann(m, n - 1));
}

static task<bool> is_odd(int n);
static task<bool> is_even(int n) { co_return n == 0 || co_await is_odd(n - 1); }
static task<bool> is_odd(int n) { co_return n != 0 && co_await is_even(n - 1); }

static coro::generator<std::vector<int>&> permutations(std::vector<int>& v, std::size_t from = 0) {
    if (from + 1 >= v.size()) {
        co_yield v;
        co_return;
    }
    for (std::size_t i = from; i < v.size(); ++i) {
        std::swap(v[from], v[i]);
        for (auto& p : permutations(v, from + 1))
            co_yield p;
        std::swap(v[from], v[i]);
    }
}

static task<> hanoi(int n, char from, char to, char over, int& moves) {
    if (n == 0)
        co_return;
    co_await hanoi(n - 1, from, over, to, moves);
    if (++moves % 8 == 0)
        note("%d:%d%c%c", moves, n, from, to);
    co_await hanoi(n - 1, over, to, from, moves);
}

int main() {
    coro::scheduler s;
    note("%d", coro::sync_wait(fibonacci(s, 15), &s));
    note("%d", coro::sync_wait(ackermann(2, 5)));
    note("%d%d", coro::sync_wait(is_even(501)), coro::sync_wait(is_odd(501)));
    coro::show("tasks");
    std::vector<int> v{1, 2, 3, 4};
    int count = 0;
    for (auto& p : permutations(v))
        if (++count % 4 == 1)
            note("%d%d%d%d", p[0], p[1], p[2], p[3]);
    note("count=%d", count);
    coro::show("permutations");
    int moves = 0;
    coro::sync_wait(hanoi(6, 'a', 'c', 'b', moves));
    note("moves=%d", moves);
    coro::show("hanoi");
    coro::show_live_frames();
}
