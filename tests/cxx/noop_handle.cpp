// std::noop_coroutine: resumed and destroyed without effect, returned from await_suspend, stored, compared.
// EXPECT: noop: done 0, null 0, same erased 1
// EXPECT: erased: done 0
// EXPECT: steps 3, sum 15
// EXPECT: live frames: 0
#include "include/coro/log.hpp"
#include "include/coro/sync_wait.hpp"

struct leave {
    std::coroutine_handle<>& out;
    bool await_ready() const noexcept { return false; }
    std::noop_coroutine_handle await_suspend(std::coroutine_handle<> h) noexcept {
        out = h;
        return std::noop_coroutine();
    }
    int await_resume() const noexcept { return 5; }
};

static coro::task<int> body(std::coroutine_handle<>& out, std::coroutine_handle<> other) {
    int sum = 0;
    for (int i = 0; i < 3; ++i) {
        sum += co_await leave{out};
        other.resume();
    }
    co_return sum;
}

int main() {
    auto noop = std::noop_coroutine();
    noop.resume();
    noop();
    noop.destroy();
    std::coroutine_handle<> erased = noop;
    erased.resume();
    erased.destroy();
    std::printf("noop: done %d, null %d, same erased %d\n", noop.done(), !noop, erased.address() == noop.address());
    std::printf("erased: done %d\n", erased.done());
    [[maybe_unused]] auto& promise = noop.promise();

    std::coroutine_handle<> out = noop;
    auto t = body(out, noop);
    t.get().resume();
    int steps = 0;
    while (!t.get().done()) {
        std::coroutine_handle<> now = std::exchange(out, erased);
        now.resume();
        ++steps;
    }
    out.resume();
    std::printf("steps %d, sum %d\n", steps, t.await_resume());
    t = {};
    coro::show_live_frames();
}
