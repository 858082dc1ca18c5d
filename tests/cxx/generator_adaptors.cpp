// Coroutines over coroutines (filter, map, take, flatten) taken by value: nested frames that an optimizer may merge.
// EXPECT: pipeline: +take +numbers 1000 1005 1018 1039 1068 -take -numbers
// EXPECT: flatten: +take +numbers 1/0 -take -numbers +take +numbers 2/0 2/1 -take -numbers +take +numbers 3/0 3/1 3/2 -take -numbers
// EXPECT: nothing: +take -take
#include "include/coro/generator.hpp"
#include "include/coro/log.hpp"
#include <string>

template <class T> using gen = coro::generator<T>;

static gen<int> numbers() {
    coro::loud l("numbers");
    for (int i = 0;; ++i)
        co_yield i;
}

template <class T, class F> static gen<T> filter(gen<T> source, F keep) {
    for (auto&& v : source)
        if (keep(v))
            co_yield std::move(v);
}

template <class T, class F, class R = std::invoke_result_t<F, T>> static gen<R> map(gen<T> source, F f) {
    for (auto&& v : source)
        co_yield f(std::move(v));
}

template <class T> static gen<T> take(gen<T> source, int n) {
    coro::loud l("take");
    if (n <= 0)
        co_return;
    for (auto&& v : source) {
        co_yield std::move(v);
        if (--n == 0)
            co_return;
    }
}

template <class T> static gen<T> flatten(gen<gen<T>> source) {
    for (auto&& inner : source)
        for (auto&& v : inner)
            co_yield std::move(v);
}

static gen<gen<std::string>> rows() {
    for (int row = 1; row < 4; ++row)
        co_yield map(take(numbers(), row), [row](int i) { return std::to_string(row) + "/" + std::to_string(i); });
}

int main() {
    int offset = 1000;
    auto even = filter(numbers(), [](int i) { return i % 2 == 0; });
    for (int i : take(map(std::move(even), [&offset](int i) { return offset++ + i * i; }), 5))
        coro::note("%d", i);
    coro::show("pipeline");
    for (auto&& s : flatten(rows()))
        coro::note("%s", s.c_str());
    coro::show("flatten");
    for (int i : take(numbers(), 0))
        coro::note("%d", i);
    coro::show("nothing");
}
