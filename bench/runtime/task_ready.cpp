// Awaits that are mostly ready: the fast path passes by the suspension in seven of eight rounds.
#include "coro/sync_wait.hpp"
#include "measured.hpp"

struct maybe {
    coro::scheduler& owner;
    bool ready;
    long value;
    bool await_ready() const noexcept { return ready; }
    void await_suspend(std::coroutine_handle<> h) const { owner.post(h); }
    long await_resume() const noexcept { return value; }
};

[[gnu::noinline]] static coro::task<long> loop(coro::scheduler& s, long n) {
    long sum = 0, product = 1;
    for (long i = 0; i < 8 * n; ++i) {
        long x = co_await maybe{s, (i & 7) != 7, i};
        sum += x, product = product * 3 + x;
    }
    co_return sum + product;
}

measured run(long n) {
    coro::scheduler s;
    return {n + 1, coro::sync_wait(loop(s, n), &s)};
}
