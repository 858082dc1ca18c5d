// Two loop-carried values that are exchanged across the suspend, in an unsigned 64-bit and a wide variant.
// EXPECT: fib(0) = 0
// EXPECT: fib(10) = 55
// EXPECT: fib(20) = 6765
// EXPECT: fib(30) = 832040
// EXPECT: fib(40) = 102334155
// EXPECT: fib(50) = 12586269025
// EXPECT: fib(60) = 1548008755920
// EXPECT: fib(70) = 190392490709135
// EXPECT: fib(80) = 23416728348467685
// EXPECT: fib(90) = 2880067194370816120
// EXPECT: fib(150) = 0000007dd446c1f95e43f356255be4c8
#include "include/coro/generator.hpp"
#include <cstdint>
#include <cstdio>
#include <tuple>

static coro::generator<std::uint64_t> fibonacci() {
    std::uint64_t a = 0, b = 1;
    for (;;) {
        co_yield a;
        std::tie(a, b) = std::make_tuple(b, a + b);
    }
}

static coro::generator<unsigned __int128> wide_fibonacci(int count) {
    unsigned __int128 a = 0, b = 1;
    while (count-- > 0) {
        co_yield a;
        auto next = a + b;
        a = b;
        b = next;
    }
}

int main() {
    int i = 0;
    for (std::uint64_t f : fibonacci()) {
        if (i % 10 == 0)
            std::printf("fib(%d) = %llu\n", i, static_cast<unsigned long long>(f));
        if (++i > 90)
            break;
    }
    unsigned __int128 last = 0;
    for (auto f : wide_fibonacci(151))
        last = f;
    std::printf("fib(150) = %016llx%016llx\n", static_cast<unsigned long long>(last >> 64),
                static_cast<unsigned long long>(last));
}
