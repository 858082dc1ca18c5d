// Eight yields in a row with values of their own between two of them.
#include "coro/generator.hpp"
#include "measured.hpp"

[[gnu::noinline]] static long source(long i) { return i * 11 % 17; }

[[gnu::noinline]] static coro::generator<long> phases(long n) {
    for (long i = 0; i < n; ++i) {
        long a = source(i);
        co_yield a;
        long b = source(a);
        co_yield b;
        double c = static_cast<double>(source(b)) * 0.5;
        co_yield static_cast<long>(c);
        int d = static_cast<int>(source(i + 3)), e = static_cast<int>(c);
        co_yield d + e;
        short f = static_cast<short>(source(d));
        co_yield f + e;
        long g = source(f), h = source(g);
        co_yield g;
        co_yield g - h;
        co_yield h;
    }
}

measured run(long n) {
    long sum = 0;
    for (long s : phases(n))
        sum += s;
    return {8 * n + 1, sum};
}
