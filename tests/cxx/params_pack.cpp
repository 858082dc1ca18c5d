// Variadic templates: packs by value, reference and forwarding reference as parameters, kept alive in the frame.
// EXPECT: each: 1 'a string with an allocation' 50% *7 4 0
// EXPECT: sequence: 0 1 2 3 4 5 0 2 4 6 8 10
// EXPECT: task: 2 3.5 d ?3 !3 temporary of the whole expression *92 p=null = 105
// EXPECT: live frames: 0
#include "include/coro/generator.hpp"
#include "include/coro/log.hpp"
#include "include/coro/sync_wait.hpp"
#include "include/coro/value.hpp"
#include <memory>
#include <string>
#include <utility>

using coro::note;

static std::string text(int i) { return std::to_string(i); }
static std::string text(const std::string& s) { return "'" + s + "'"; }
static std::string text(double d) { return std::to_string(static_cast<int>(d * 100)) + "%"; }
static std::string text(const std::unique_ptr<int>& p) { return p ? "*" + std::to_string(*p) : "null"; }

template <class... T> static coro::generator<std::string> each(T... values) {
    ((co_yield text(values)), ...);
    co_yield std::to_string(sizeof...(values));
}

template <class... T> static coro::task<int> change(T&... values) {
    ((values += static_cast<T>(co_await coro::later{1})), ...);
    co_return (0 + ... + static_cast<int>(values));
}

template <class F, class... A> static coro::task<std::string> call(F f, A&&... arguments) {
    co_await coro::ask{static_cast<int>(sizeof...(A))};
    co_return f(std::forward<A>(arguments)...);
}

template <int... I> static coro::generator<int> sequence(std::integer_sequence<int, I...>) {
    for (int round = 0; round < 2; ++round)
        (co_yield I * (round + 1), ...);
}

static coro::task<int> body() {
    int a = 1;
    double b = 2.5;
    char c = 'c';
    int sum = co_await change(a, b, c);
    note("%d %g %c", a, b, c);
    auto p = std::make_unique<int>(9);
    auto described = [](const std::string& s, std::unique_ptr<int>&& q, int n) { return s + text(std::unique_ptr<int>(std::move(q))) + text(n); };
    note("%s", (co_await call(described, std::string("temporary of the whole expression "), std::move(p), a)).c_str());
    note("p=%s", text(p).c_str());
    co_return sum;
}

int main() {
    for (auto&& s : each(1, std::string("a string with an allocation"), 0.5, std::make_unique<int>(7)))
        note("%s", s.c_str());
    for (auto&& s : each())
        note("%s", s.c_str());
    coro::show("each");
    for (int i : sequence(std::make_integer_sequence<int, 6>()))
        note("%d", i);
    coro::show("sequence");
    auto t = body();
    t.get().resume();
    coro::drive();
    note("= %d", t.await_resume());
    t = {};
    coro::show("task");
    coro::show_live_frames();
}
