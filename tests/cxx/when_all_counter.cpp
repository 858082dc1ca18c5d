// Join: a counter that resumes the waiting coroutine when the last of multiple tasks has ended, whatever their order.
// EXPECT: when_all: a0 b0 c0 a1 b! c1 a2 c! a! => 1,text,2.5 r! l0 l! => 5,6 x! y! = 27
// EXPECT: live frames: 0
#include "include/coro/log.hpp"
#include "include/coro/scheduler.hpp"
#include "include/coro/sync_wait.hpp"
#include <array>
#include <tuple>
#include <vector>

using coro::note;
using coro::task;

struct latch {
    int left;
    std::coroutine_handle<> waiting{};
    bool await_ready() const noexcept { return left == 0; }
    void await_suspend(std::coroutine_handle<> h) noexcept { waiting = h; }
    void await_resume() const noexcept {}
    std::coroutine_handle<> arrive() noexcept { return --left == 0 && waiting ? waiting : std::noop_coroutine(); }
};

// Ends by a transfer to whoever the latch lets go.
struct runner {
    struct promise_type : coro::counted_frame {
        latch* join = nullptr;
        runner get_return_object() { return {std::coroutine_handle<promise_type>::from_promise(*this)}; }
        std::suspend_always initial_suspend() noexcept { return {}; }
        struct finish {
            bool await_ready() noexcept { return false; }
            std::coroutine_handle<> await_suspend(std::coroutine_handle<promise_type> h) noexcept { return h.promise().join->arrive(); }
            void await_resume() noexcept {}
        };
        finish final_suspend() noexcept { return {}; }
        void return_void() {}
        void unhandled_exception() { std::terminate(); }
    };
    std::coroutine_handle<promise_type> handle;
};

template <class T> static runner run_into(task<T> t, T& out) { out = co_await std::move(t); }

template <class... T> static task<std::tuple<T...>> when_all(task<T>... tasks) {
    std::tuple<T...> results;
    latch join{sizeof...(T)};
    std::array<runner, sizeof...(T)> runners = std::apply(
        [&](T&... out) { return std::array<runner, sizeof...(T)>{run_into<T>(std::move(tasks), out)...}; }, results);
    for (runner& r : runners) {
        r.handle.promise().join = &join;
        r.handle.resume();
    }
    co_await join;
    for (runner& r : runners)
        r.handle.destroy();
    co_return results;
}

template <class T> static task<T> work(coro::scheduler& s, const char* name, int turns, T value) {
    for (int i = 0; i < turns; ++i) {
        note("%s%d", name, i);
        co_await s.yield();
    }
    note("%s!", name);
    co_return value;
}

static task<int> body(coro::scheduler& s) {
    auto [a, b, c] = co_await when_all(work(s, "a", 3, 1), work(s, "b", 1, std::string("text")), work(s, "c", 2, 2.5));
    note("=> %d,%s,%.1f", a, b.c_str(), c);
    auto [ready, late] = co_await when_all(work(s, "r", 0, 5), work(s, "l", 1, 6));
    note("=> %d,%d", ready, late);
    auto [x, y] = co_await when_all(work(s, "x", 0, 7), work(s, "y", 0, 8L)); // all end at once
    co_return a + ready + late + x + static_cast<int>(y);
}

int main() {
    coro::scheduler s;
    int sum = coro::sync_wait(body(s), &s);
    note("= %d", sum);
    coro::show("when_all");
    coro::show_live_frames();
}
