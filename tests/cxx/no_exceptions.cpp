// FLAGS: -fno-exceptions
// Without exceptions: no landing pads, no unwinding end; generators, tasks and early destruction all the same.
// EXPECT: task: +read +range +step -step -range -read +read +range +step -step +step -step -range -read +read +range +step -step +step -step +step -step -range -read = 3000
// EXPECT: generator: |
// EXPECT: generator: +range +step | -step -range
// EXPECT: generator: +range +step -step +step | -step -range
// EXPECT: generator: +range +step -step +step -step -range |
// EXPECT: dropped: +read +range +step -step +step | -step -range -read
// EXPECT: live frames: 0
#include "include/coro/generator.hpp"
#include "include/coro/log.hpp"
#include "include/coro/scheduler.hpp"
#include "include/coro/sync_wait.hpp"
#include <string>

using coro::loud;
using coro::note;
using coro::task;

static coro::generator<int> range(int n) {
    loud l("range");
    for (int i = 0; i < n; ++i) {
        loud m("step");
        co_yield i;
    }
}

static task<std::string> read(coro::scheduler& s, int n) {
    loud l("read");
    std::string text;
    for (int i : range(n)) {
        co_await s.yield();
        text += std::to_string(i) + ";";
    }
    co_return text + " end of a text that is on the heap";
}

static task<int> sum(coro::scheduler& s) {
    std::size_t total = 0;
    for (int n = 1; n < 4; ++n)
        if (std::string t = co_await read(s, n); t.size() % 2)
            total += t.size();
        else
            total += 1000;
    co_return static_cast<int>(total);
}

int main() {
    coro::scheduler s;
    note("= %d", coro::sync_wait(sum(s), &s));
    coro::show("task");
    for (int k = 0; k < 4; ++k) {
        {
            auto g = range(2);
            for (int i = 0; i < k; ++i)
                g.next();
            note("|");
        }
        coro::show("generator");
    }
    {
        auto t = read(s, 5);
        t.get().resume();
        s.step();
        note("|");
        // the scheduler still holds the handle; it is not run any more
    }
    coro::show("dropped");
    coro::show_live_frames();
}
