// Type-erased handles: coroutines of different types are destroyed through coroutine_handle<>, at their first suspend,
// in the middle and at the end, by code that knows nothing about them.
// EXPECT: 0 resumed: +p >p | -p -moved & +q >q +big | -big -q -moved
// EXPECT: 1 resumed: +p >p +first | -first -p -moved & +q >q +big +second +loop | -loop -second -big -q -moved
// EXPECT: 2 resumed: +p >p +first p -first | -p -moved & +q >q +big +second +loop q7 -loop +loop | -loop -second -big -q -moved
// EXPECT: 3 resumed: +p >p +first p -first | -p -moved & +q >q +big +second +loop q7 -loop +loop q8 -loop -second | -big -q -moved
// EXPECT: live frames: 0
#include "include/coro/counter.hpp"
#include "include/coro/log.hpp"
#include <array>
#include <coroutine>
#include <exception>
#include <memory>
#include <string>

using coro::note;

template <class Promise> struct base_promise : coro::counted_frame {
    std::coroutine_handle<> get_return_object() { return std::coroutine_handle<Promise>::from_promise(static_cast<Promise&>(*this)); }
    std::suspend_always initial_suspend() noexcept { return {}; }
    std::suspend_always final_suspend() noexcept { return {}; }
    void return_void() {}
    void unhandled_exception() { std::terminate(); }
};
struct small_promise : base_promise<small_promise> {};
struct big_promise : base_promise<big_promise> {
    coro::loud l{"big"};
    std::array<std::string, 4> strings{"one string that is long enough", "two"};
};

struct small {};
struct big {};
template <class... A> struct std::coroutine_traits<std::coroutine_handle<>, small, A...> {
    using promise_type = small_promise;
};
template <class... A> struct std::coroutine_traits<std::coroutine_handle<>, big, A...> {
    using promise_type = big_promise;
};

static std::coroutine_handle<> first(small, coro::loud p) {
    coro::loud l("first");
    co_await std::suspend_always();
    note("%s", p.name);
}
static std::coroutine_handle<> second(big, coro::loud p, std::unique_ptr<int> i) {
    auto copy = std::make_unique<int>(*i);
    coro::loud l("second");
    for (int n = 0; n < 2; ++n) {
        coro::loud m("loop");
        co_await std::suspend_always();
        note("%s%d", p.name, *copy + n);
    }
}

[[gnu::noinline]] static void resume_and_destroy(std::coroutine_handle<> h, int times) {
    while (times-- > 0 && !h.done())
        h.resume();
    note("|");
    h.destroy();
}

int main() {
    for (int times = 0; times < 4; ++times) {
        resume_and_destroy(first({}, coro::loud("p")), times);
        note("&");
        resume_and_destroy(second({}, coro::loud("q"), std::make_unique<int>(7)), times);
        char title[16];
        std::snprintf(title, sizeof title, "%d resumed", times);
        coro::show(title);
    }
    coro::show_live_frames();
}
