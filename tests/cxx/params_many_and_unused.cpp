// More parameters than registers, of many types, some unused, unnamed or used in one phase only.
// EXPECT: many: 96 15 24.875 literal a string of many characters 39 140.5 27
// EXPECT: unused: 0 1 2
// EXPECT: late: 0 1 0 50
// EXPECT: late: 0 2 0 20 50
#include "include/coro/generator.hpp"
#include "include/coro/log.hpp"
#include <memory>
#include <string>

static coro::generator<double> body(bool a, char b, short c, int d, long e, long long f, float g, double h, long double i, const char* j,
                                    std::string k, std::unique_ptr<int> l, unsigned char m, __int128 n, int, double,
                                    [[maybe_unused]] std::string unused, float o, double p, double q, double r, double s, double t, double u) {
    co_yield a + b + c;
    co_yield d + static_cast<double>(e) + static_cast<double>(f);
    co_yield static_cast<double>(g) + h + static_cast<double>(i);
    coro::note("%s %s", j, k.c_str());
    *l += m;
    co_yield *l + static_cast<double>(n >> 64);
    co_yield static_cast<double>(o) + p + q + r + s + t + u;
    l.reset();
    co_yield static_cast<double>(k.size());
}

static coro::generator<int> all_unused(int, std::string, [[maybe_unused]] std::unique_ptr<int> p) {
    for (int i = 0; i < 3; ++i)
        co_yield i;
}

static coro::generator<int> late(int first, int second, int third) {
    co_yield 0;
    co_yield first;
    co_yield 0;
    if (first > 1)
        co_yield second;
    first = third;
    co_yield first + second;
}

int main() {
    for (double d : body(true, 'b', -3, 4, 5L, 6LL, 7.5f, 8.25, 9.125L, "literal", "a string of many characters", std::make_unique<int>(12), 13,
                         static_cast<__int128>(14) << 64, 15, 16.0, "unused but destroyed, and long", 17.5f, 18, 19, 20, 21, 22, 23))
        coro::note("%g", d);
    coro::show("many");
    for (int i : all_unused(1, "unused, but with a destructor", std::make_unique<int>(2)))
        coro::note("%d", i);
    coro::show("unused");
    for (int first : {1, 2}) {
        for (int i : late(first, 20, 30))
            coro::note("%d", i);
        coro::show("late");
    }
}
