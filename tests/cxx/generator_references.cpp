// Yields references: the caller changes the elements, and the coroutine sees it after the suspend.
// EXPECT: squares: 1 4 9 16 25
// EXPECT: steered from 0 to 5
// EXPECT: steered from 6 to 17
// EXPECT: steered from 18 to 41
// EXPECT: steered from 42 to 89
// EXPECT: tail (the caller's)
// EXPECT: a string longer than the small buffer+ (the frame's)
// EXPECT: a string longer than the small buffer+tail (the frame's)
#include "include/coro/generator.hpp"
#include <array>
#include <cstdio>
#include <string>

static coro::generator<int&> elements(int* begin, int* end) {
    for (int* p = begin; p != end; ++p)
        co_yield *p;
}

// The reference is to a local in the frame; the caller's change steers the loop.
static coro::generator<int&> steered() {
    int position = 0;
    while (position < 50) {
        int before = position;
        co_yield position;
        std::printf("steered from %d to %d\n", before, position);
        position += 1;
    }
}

static coro::generator<const std::string&> names(const std::array<std::string, 3>& source) {
    std::string local = source[0] + source[1];
    co_yield source[2];
    co_yield local;
    local += source[2];
    co_yield local;
}

int main() {
    int numbers[] = {1, 2, 3, 4, 5};
    for (int& n : elements(numbers, numbers + 5))
        n = n * n;
    std::printf("squares:");
    for (int n : numbers)
        std::printf(" %d", n);
    std::puts("");

    for (int& p : steered())
        p = p * 2 + 5;

    std::array<std::string, 3> source{"a string longer than the small buffer", "+", "tail"};
    for (const std::string& s : names(source))
        std::printf("%s %s\n", s.c_str(), &s == &source[2] ? "(the caller's)" : "(the frame's)");
}
