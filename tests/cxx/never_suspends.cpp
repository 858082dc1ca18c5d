// Coroutines that never suspend: suspend_never at both ends, ready awaiters only; and one that suspends on no real path.
// EXPECT: detached: +local -local +local 0a 1b 2c -local
// EXPECT: direct: 81 caught:negative
// EXPECT: live frames: 0
#include "include/coro/eager.hpp"
#include "include/coro/log.hpp"
#include "include/coro/value.hpp"
#include <stdexcept>
#include <string>

using coro::note;

static coro::detached nothing() { co_return; }

static coro::detached ready_only(int n, std::string text) {
    coro::loud l("local");
    for (int i = 0; i < n; ++i)
        note("%d%c", co_await coro::now{i}, text[static_cast<std::size_t>(i)]);
    if (n > 100)
        co_await std::suspend_always();
}

// The result is read after the coroutine has ended: it is in the caller's object, not in the frame.
struct direct {
    struct promise_type;
    int value = -1;
    direct(direct&&) = delete;
    explicit direct(promise_type& p);
};
struct direct::promise_type : coro::counted_frame {
    direct* out = nullptr;
    direct get_return_object() { return direct(*this); }
    std::suspend_never initial_suspend() noexcept { return {}; }
    std::suspend_never final_suspend() noexcept { return {}; }
    void return_value(int v) { out->value = v; }
    void unhandled_exception() { throw; }
};
inline direct::direct(promise_type& p) { p.out = this; }

static direct power(int base, int exponent) {
    int result = 1;
    for (int i = 0; i < exponent; ++i)
        result = co_await coro::now{result * base};
    if (result < 0)
        throw std::overflow_error("negative");
    co_return result;
}

int main() {
    nothing();
    ready_only(0, "");
    ready_only(3, "abcdefghijklmnopqrstuvwxyz");
    coro::show("detached");
    note("%d", power(3, 4).value);
    try {
        note("%d", power(-2, 3).value);
    } catch (const std::overflow_error& e) {
        note("caught:%s", e.what());
    }
    coro::show("direct");
    coro::show_live_frames();
}
