// Async generators: co_yield and co_await in one body, consumed by a task, by another async generator, and dropped early.
// EXPECT: all: +source [0 -> 0 (text in the frame)] [1 -> 0 (text in the frame)] [2 -> 1 (text in the frame)] [3 -> 4 (text in the frame)] [4 -> 9 (text in the frame)] -source [end] = 133
// EXPECT: dropped: +source [0 -> 100 (text in the frame)] [1 -> 121 (text in the frame)] -source = 56
// EXPECT: failed: +source [0 -> 16 (text in the frame)] -source caught:five = 27
// EXPECT: live frames: 0
#include "include/coro/async_generator.hpp"
#include "include/coro/log.hpp"
#include "include/coro/scheduler.hpp"
#include "include/coro/sync_wait.hpp"
#include <stdexcept>
#include <string>

using coro::async_generator;
using coro::note;
using coro::task;

static task<int> fetch(coro::scheduler& s, int n) {
    co_await s.yield();
    if (n == 5)
        throw std::runtime_error("five");
    co_return n * n;
}

static async_generator<int> source(coro::scheduler& s, int from, int to) {
    coro::loud l("source");
    for (int i = from; i < to; ++i) {
        int square = co_await fetch(s, i);
        co_yield square;
        co_await s.yield();
        co_yield -square;
    }
}

static async_generator<std::string> lines(async_generator<int> numbers) {
    int index = 0;
    while (int* n = co_await numbers.next()) {
        if (*n < 0)
            continue;
        co_yield std::to_string(index++) + " -> " + std::to_string(*n) + " (text in the frame)";
    }
    co_yield "end";
}

static task<int> consume(coro::scheduler& s, int from, int to, int limit) {
    int sum = 0;
    auto all = lines(source(s, from, to));
    try {
        while (std::string* line = co_await all.next()) {
            note("[%s]", line->c_str());
            sum += static_cast<int>(line->size());
            if (--limit == 0)
                break;
        }
    } catch (const std::runtime_error& e) {
        note("caught:%s", e.what());
    }
    co_return sum;
}

int main() {
    coro::scheduler s;
    note("= %d", coro::sync_wait(consume(s, 0, 4, 100), &s));
    coro::show("all");
    note("= %d", coro::sync_wait(consume(s, 10, 20, 2), &s));
    coro::show("dropped");
    note("= %d", coro::sync_wait(consume(s, 4, 9, 100), &s));
    coro::show("failed");
    coro::show_live_frames();
}
