// A small service of tasks: requests are parsed, looked up in a table that a mutex guards, and answered; tasks of different
// result types, references and void among them, moved into places, awaited later, or never.
#include "measured.hpp"
#include "tasks.hpp"
#include <array>
#include <string>
#include <vector>

namespace {

struct request {
    int key;
    bool write;
    long value;
};

struct store {
    std::array<long, 64> cells{};
    tasks::mutex guard;
};

tasks::task<request> parse(long seed) {
    request r{static_cast<int>(seed * 7 % 64), seed % 3 == 0, seed};
    co_return r;
}

tasks::task<long&> locate(store& s, int key) {
    if (key < 0)
        throw std::string("no such key");
    co_return s.cells[static_cast<unsigned>(key)];
}

tasks::task<void> put(store& s, request r) {
    auto held = co_await s.guard.lock();
    (co_await locate(s, r.key)) += r.value;
}

tasks::task<long> get(store& s, request r) {
    auto held = co_await s.guard.lock();
    co_return co_await locate(s, r.write && r.key == 21 ? -1 : r.key);
}

tasks::task<long> serve(store& s, long seed) {
    request r = co_await parse(seed);
    // Made in any case, awaited in one of two: a task that is destroyed before it starts.
    tasks::task<void> writing = put(s, r);
    if (r.write) {
        co_await std::move(writing);
        try {
            co_return co_await get(s, r);
        } catch (const std::string& reason) {
            co_return static_cast<long>(reason.size());
        }
    }
    co_return co_await get(s, r);
}

tasks::task<long> batch(store& s, long from) {
    std::vector<tasks::task<long>> waiting;
    for (long i = 0; i < 4; ++i)
        waiting.push_back(serve(s, from + i));
    long sum = 0;
    for (auto& one : waiting)
        sum += co_await std::move(one);
    co_return sum;
}

tasks::task<long> loop(store& s, long n) {
    long sum = 0;
    for (long i = 0; i < n; ++i)
        sum = (sum * 5 + co_await batch(s, i)) & 0xffffff;
    co_return sum;
}

} // namespace

measured run(long n) {
    store s;
    return {34 * n + 1, tasks::sync_wait(loop(s, n))};
}
