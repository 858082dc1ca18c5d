// One coroutine with twenty awaits in a row, whose values live in phases: `int a = f(); int b = co_await g; use(a, b);`
#include "coro/sync_wait.hpp"
#include "measured.hpp"

[[gnu::noinline]] static int source(long i) { return static_cast<int>(i * 5 % 23); }
[[gnu::noinline]] static long use(long sum, int a, int b) { return sum * 3 + a - b; }

struct turn {
    coro::scheduler& owner;
    int value;
    bool await_ready() const noexcept { return false; }
    void await_suspend(std::coroutine_handle<> h) const { owner.post(h); }
    int await_resume() const noexcept { return value; }
};

#define STEP                                                                                                                    \
    {                                                                                                                           \
        int a = source(sum);                                                                                                    \
        int b = co_await turn{s, a + 1};                                                                                        \
        sum = use(sum, a, b) & 0xffff;                                                                                          \
    }

[[gnu::noinline]] static coro::task<long> sequence(coro::scheduler& s, long n) {
    long sum = 1;
    for (long i = 0; i < n; ++i) {
        STEP STEP STEP STEP STEP STEP STEP STEP STEP STEP
        STEP STEP STEP STEP STEP STEP STEP STEP STEP STEP
    }
    co_return sum;
}

measured run(long n) {
    coro::scheduler s;
    return {20 * n + 1, coro::sync_wait(sequence(s, n), &s)};
}
