// A generator that iterates over a generator which it makes anew for each of its rounds.
#include "lazy.hpp"
#include "measured.hpp"

static lazy::generator inner(long from) {
    for (long i = 0; i < 3; ++i)
        co_yield from + i;
}

static lazy::generator outer(long n) {
    for (long i = 0; i < n; ++i) {
        lazy::generator g = inner(i);
        while (g.next())
            co_yield g.value();
    }
}

measured run(long n) {
    long sum = 0;
    for (lazy::generator g = outer(n); g.next();)
        sum += g.value();
    return {7 * n + 1, sum};
}
