// Coroutines whose allocation an optimizer may elide (local, destroyed in the same function) beside ones where it may not
// (escaping, in a loop with multiple alive at once): the results are the same either way, and every frame is given back.
// EXPECT: local: 4950 27645 102 1 5 14 30 55
// EXPECT: escaping: 10 20 30 21 31 32
// EXPECT: live frames: 0
#include "include/coro/counter.hpp"
#include "include/coro/log.hpp"
#include <coroutine>
#include <exception>
#include <utility>
#include <vector>

struct gen {
    struct promise_type : coro::counted_frame {
        int value = 0;
        gen get_return_object() { return gen(std::coroutine_handle<promise_type>::from_promise(*this)); }
        std::suspend_always initial_suspend() noexcept { return {}; }
        std::suspend_always final_suspend() noexcept { return {}; }
        std::suspend_always yield_value(int v) noexcept {
            value = v;
            return {};
        }
        void return_void() {}
        void unhandled_exception() { std::terminate(); }
    };
    explicit gen(std::coroutine_handle<promise_type> h) : handle(h) {}
    gen(gen&& o) noexcept : handle(std::exchange(o.handle, {})) {}
    ~gen() {
        if (handle)
            handle.destroy();
    }
    bool next() {
        handle.resume();
        return !handle.done();
    }
    int get() const { return handle.promise().value; }
    std::coroutine_handle<promise_type> handle;
};

static gen range(int from, int to) {
    for (int i = from; i < to; ++i)
        co_yield i;
}

static gen sum_of_squares(int n) {
    int sum = 0;
    for (gen inner = range(1, n + 1); inner.next();) {
        sum += inner.get() * inner.get();
        co_yield sum;
    }
}

static int local(int n) {
    int sum = 0;
    gen g = range(0, n);
    while (g.next())
        sum += g.get();
    return sum;
}

static int local_in_loop(int n) {
    int sum = 0;
    for (int i = 0; i < n; ++i) {
        gen a = range(i, 2 * i), b = range(0, i);
        while (a.next() && b.next())
            sum += a.get() * b.get();
    }
    return sum;
}

static int early_exit(int n) {
    for (gen g = range(n, 1000); g.next();)
        if (g.get() % 17 == 0)
            return g.get();
    return -1;
}

static std::vector<gen> escaping(int n) {
    std::vector<gen> all;
    for (int i = 0; i < n; ++i)
        all.push_back(range(i * 10, i * 10 + i));
    return all;
}

int main() {
    coro::note("%d %d %d", local(100), local_in_loop(20), early_exit(100));
    for (gen g = sum_of_squares(5); g.next();)
        coro::note("%d", g.get());
    coro::show("local");
    auto all = escaping(4);
    for (bool more = true; std::exchange(more, false);)
        for (gen& g : all)
            if (!g.handle.done() && g.next()) {
                coro::note("%d", g.get());
                more = true;
            }
    coro::show("escaping");
    all.clear();
    coro::show_live_frames();
}
