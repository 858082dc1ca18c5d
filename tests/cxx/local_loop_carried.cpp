// Values carried around loops with suspends: accumulators, swapped phis, induction variables of multiple types, a nested
// loop whose outer values do not change, and a loop in which only some of the paths suspend.
// EXPECT: rotate: 20301 10305 30504 40710 71010 27
// EXPECT: series: 1.000000 0.000000 0.500000 0.333333 0.375000 0.366667 731.390625
// EXPECT: nested: 3020 3053 3069 3069 3021 3050 3047 3085 3058
#include "include/coro/generator.hpp"
#include "include/coro/log.hpp"
#include <cstdint>

static coro::generator<long> rotate(int n) {
    long a = 1, b = 2, c = 3; // a three-way rotation: the phis depend on each other
    for (int i = 0; i < n; ++i) {
        long t = a;
        a = b;
        b = c;
        c = t + i;
        if (i % 3 != 1)
            co_yield a * 10000 + b * 100 + c;
    }
    co_yield a + b + c;
}

static coro::generator<double> series(int n) {
    double term = 1, sum = 0, sign = 1;
    float single = 1.0f;
    std::uint8_t byte = 250; // wraps
    std::int64_t factorial = 1;
    for (int k = 1; k <= n; ++k, ++byte) {
        sum += sign * term;
        term /= k;
        sign = -sign;
        factorial *= k;
        single *= 1.5f;
        co_yield sum;
    }
    co_yield static_cast<double>(factorial) + static_cast<double>(single) + byte;
}

static coro::generator<int> nested(int rows, int columns) {
    int invariant = rows * 1000 + columns, best = -1;
    for (int r = 0; r < rows; ++r) {
        int row_sum = 0;
        const char* p = "suspend";
        for (int c = 0; c < columns; ++c, ++p) {
            row_sum += *p * (r + 1);
            if ((r + c) % 2 == 0)
                co_yield row_sum % 100 + invariant;
            else
                row_sum ^= c;
        }
        best = row_sum > best ? row_sum : best;
        for (int quiet = 0; quiet < 100; ++quiet) // no suspend in here
            best = (best * 7 + quiet) % 10007;
    }
    co_yield best;
}

int main() {
    for (long l : rotate(7))
        coro::note("%ld", l);
    coro::show("rotate");
    for (double d : series(6))
        coro::note("%.6f", d);
    coro::show("series");
    for (int i : nested(3, 5))
        coro::note("%d", i);
    coro::show("nested");
}
