// 100000 awaits in a loop and a chain of 100000 suspended tasks: the stack must not grow, at -O0 as well.
// Only tail calls between the coroutines (musttail) make that possible.
// EXPECT: ping-pong: 4999950000
// EXPECT: chain: 100042
// EXPECT: players: 50000 50000, passes 100000, done 1 0
// EXPECT: live frames: 0
#include "include/coro/log.hpp"
#include "include/coro/sync_wait.hpp"

using coro::task;

static task<long> add(long a, long b) { co_return a + b; }

// Each round: this coroutine -> add -> this coroutine.
static task<long> ping_pong(int rounds) {
    long sum = 0;
    for (int i = 0; i < rounds; ++i)
        sum = co_await add(sum, i);
    co_return sum;
}

// The inner task is destroyed before the end, so that destruction is not recursive either.
static task<long> one_more(task<long> rest) {
    long value;
    {
        task<long> inner = std::move(rest);
        value = co_await inner;
    }
    co_return value + 1;
}

// Two coroutines that hand over to each other without a return between them.
struct baton {
    std::coroutine_handle<> other;
    int passes = 0;
    bool await_ready() const noexcept { return false; }
    std::coroutine_handle<> await_suspend(std::coroutine_handle<> h) noexcept {
        ++passes;
        return std::exchange(other, h);
    }
    void await_resume() const noexcept {}
};

static task<> player(baton& b, int rounds, int& mine) {
    for (int i = 0; i < rounds; ++i) {
        ++mine;
        co_await b;
    }
}

int main() {
    std::printf("ping-pong: %ld\n", coro::sync_wait(ping_pong(100000)));

    task<long> chain = add(40, 2);
    for (int i = 0; i < 100000; ++i)
        chain = one_more(std::move(chain));
    std::printf("chain: %ld\n", coro::sync_wait(std::move(chain)));

    baton b;
    int first = 0, second = 0;
    {
        auto p = player(b, 50000, first), q = player(b, 50000, second);
        b.other = q.get();
        p.get().resume();
        std::printf("players: %d %d, passes %d, done %d %d\n", first, second, b.passes, p.get().done(), q.get().done());
    }
    coro::show_live_frames();
}
