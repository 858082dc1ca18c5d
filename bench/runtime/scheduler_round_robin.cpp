// An event loop: ten coroutines in turns on one queue, each with a nested task that waits as well.
#include "coro/eager.hpp"
#include "coro/scheduler.hpp"
#include "measured.hpp"

[[gnu::noinline]] static coro::task<long> step(coro::scheduler& s, long id, long round) {
    if (round % 2)
        co_await s.yield();
    co_return id * 10 + round;
}

[[gnu::noinline]] static coro::detached worker(coro::scheduler& s, long id, long rounds, long& total) {
    co_await s.yield();
    long mine = id;
    double half = static_cast<double>(id) / 2.0;
    bool odd = id % 2;
    for (long i = 0; i < rounds; ++i) {
        mine = (mine * 3 + co_await step(s, id, i)) & 0xffff;
        half += odd ? 0.5 : -0.25;
        co_await s.yield();
    }
    total += mine + static_cast<long>(half * 4);
}

measured run(long n) {
    coro::scheduler s;
    long total = 0;
    for (long id = 0; id < 10; ++id)
        worker(s, id, n, total);
    long turns = static_cast<long>(s.run());
    return {turns + 2 * 10 * n, total}; // and entering and leaving each step
}
