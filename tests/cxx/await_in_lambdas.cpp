// Coroutine lambdas: with captures in a closure that lives on, as arguments, generic, mutable, immediately invoked, recursive.
// EXPECT: lambdas: ?1 !1 ?2 !2 a=204 local=103 ?10 !10 ?20 !20 b=2816 ?1 !1 ?2 !2 ?3 !3 c=6.25,7 ?0 !0 ?1 !1 ?2 !2 d=3 ?3 !3 ?3 !3 ?1 !1 e=45 f=720 g=310 ?4 !4 = 769
// EXPECT: live frames: 0
#include "include/coro/log.hpp"
#include "include/coro/sync_wait.hpp"
#include "include/coro/value.hpp"
#include <functional>
#include <memory>
#include <string>

using coro::ask;
using coro::note;
using coro::task;

template <class F> static task<int> twice(F f, int n) { co_return co_await f(co_await f(n)); }

static task<int> body() {
    int local = 100;
    std::string text = "a captured string on the heap";
    auto by_reference = [&](int n) -> task<int> {
        local += co_await ask{n};
        co_return local;
    };
    int a = co_await by_reference(1) + co_await by_reference(2);
    note("a=%d local=%d", a, local);

    auto by_value = [text, p = std::make_unique<int>(5)](int n) -> task<int> {
        *p += co_await ask{n};
        co_return *p + static_cast<int>(text.size());
    };
    int b = co_await by_value(10) * co_await by_value(20);
    note("b=%d", b);

    auto generic = [](auto x, auto... rest) -> task<decltype(x)> {
        auto sum = x;
        ((sum += static_cast<decltype(x)>(co_await ask{static_cast<int>(rest)})), ...);
        co_return sum;
    };
    note("c=%.2f,%d", co_await generic(0.25, 1, 2L, 3.9f), co_await generic(7));

    auto counter = [n = 0]() mutable -> task<int> {
        co_await ask{n};
        co_return ++n;
    };
    co_await counter();
    co_await counter();
    note("d=%d", co_await counter());

    int e = co_await twice([](int n) -> task<int> { co_return n * co_await ask{3}; }, 5);
    std::function<task<int>(int)> factorial = [&factorial](int n) -> task<int> {
        if (n < 2)
            co_return 1;
        co_return n * co_await factorial(n - 1);
    };
    int f = co_await factorial(6);
    // a lambda that is no coroutine, between suspends of the one that is
    int g = [&] { return local * 2; }() + co_await ask{1} + [=] { return local; }();
    note("e=%d f=%d g=%d", e, f, g);
    // closure and task are temporaries of one full expression
    co_return co_await [x = e + f](int y) -> task<int> { co_return x + co_await ask{y}; }(4);
}

int main() {
    auto t = body();
    t.get().resume();
    coro::drive();
    note("= %d", t.await_resume());
    t = {};
    coro::show("lambdas");
    coro::show_live_frames();
}
