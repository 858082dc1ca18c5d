// A chain of three generators: the squares of the even numbers.
#include "lazy.hpp"
#include "measured.hpp"

static lazy::generator iota(long n) {
    for (long i = 0; i < n; ++i)
        co_yield i;
}

static lazy::generator evens(long n) {
    lazy::generator g = iota(n);
    while (g.next())
        if (g.value() % 2 == 0)
            co_yield g.value();
}

static lazy::generator squares(long n) {
    lazy::generator g = evens(n);
    while (g.next())
        co_yield g.value() * g.value();
}

measured run(long n) {
    long sum = 0;
    for (lazy::generator g = squares(2 * n); g.next();)
        sum += g.value();
    return {4 * n + 3, sum};
}
