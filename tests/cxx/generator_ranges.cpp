// Generators as views in a std::ranges pipeline, with state in the adaptors as well as in the frame.
// EXPECT: squares: 109 136 181 244 325 424
// EXPECT: collatz: 244 122 61 184 92 46 23 70 35 106 53 160 80
// EXPECT: 97: 119 values, top 9232
// EXPECT: found 16, then 16 8 4 2 1
#include "include/coro/generator.hpp"
#include <algorithm>
#include <cstdio>
#include <ranges>
#include <vector>

static coro::generator<int> iota(int from) {
    for (int i = from;; ++i)
        co_yield i;
}

static coro::generator<int> collatz(int n) {
    while (n != 1) {
        co_yield n;
        n = n % 2 ? 3 * n + 1 : n / 2;
    }
    co_yield 1;
}

static_assert(std::ranges::input_range<coro::generator<int>>);
static_assert(std::ranges::view<coro::generator<int>>);

int main() {
    namespace views = std::views;
    int offset = 100;
    std::printf("squares:");
    for (int i : iota(1) | views::filter([](int i) { return i % 3 == 0; }) |
                     views::transform([&](int i) { return i * i + offset; }) | views::take(6))
        std::printf(" %d", i);
    std::puts("");

    std::printf("collatz:");
    for (int i : collatz(27) | views::drop(90) | views::take_while([](int i) { return i != 40; }))
        std::printf(" %d", i);
    std::puts("");

    auto longest = collatz(97);
    int steps = 0, top = 0;
    std::ranges::for_each(longest, [&](int i) {
        ++steps;
        top = std::max(top, i);
    });
    std::printf("97: %d values, top %d\n", steps, top);

    auto g = collatz(6);
    auto found = std::ranges::find(g.begin(), g.end(), 16);
    std::printf("found %d, then", *found);
    for (; found != g.end(); ++found)
        std::printf(" %d", *found);
    std::puts("");
}
