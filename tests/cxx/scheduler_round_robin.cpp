// An event loop: ten coroutines in turns on one queue, with nested awaits, different lengths and values of their own.
// EXPECT: order: 0:0 1:10 2:20 3:30 4:40 5:50 6:60 7:70 8:80 9:90 0. 4. 8. 1:11 2:21 3:31 5:51 6:61 7:71 9:91 1. 2:22 3:32 5. 6:62 7:72 9. 2. 6. 3:33 7:73 3. 7.
// EXPECT: waiting 10, steps 42, total 7115
// EXPECT: live frames: 0
#include "include/coro/eager.hpp"
#include "include/coro/log.hpp"
#include "include/coro/scheduler.hpp"

using coro::note;

static coro::task<int> step(coro::scheduler& s, int id, int round) {
    if (round % 2)
        co_await s.yield();
    co_return id * 10 + round;
}

static coro::detached worker(coro::scheduler& s, int id, int rounds, long& total) {
    co_await s.yield();
    long mine = id;
    double half = id / 2.0;
    bool odd = id % 2;
    for (int i = 0; i < rounds; ++i) {
        int n = co_await step(s, id, i);
        mine = mine * 3 + n;
        half += odd ? 0.5 : -0.25;
        note("%d:%d", id, n);
        co_await s.yield();
    }
    total += mine + static_cast<long>(half * 4);
    note("%d.", id);
}

int main() {
    coro::scheduler s;
    long total = 0;
    for (int id = 0; id < 10; ++id)
        worker(s, id, 1 + id % 4, total);
    std::size_t waiting = s.waiting();
    std::size_t steps = s.run();
    coro::show("order");
    std::printf("waiting %zu, steps %zu, total %ld\n", waiting, steps, total);
    coro::show_live_frames();
}
