// Infinite generators that are left by break, return and an exception in the consumer.
// EXPECT: break: +primes 2 3 5 7 11 13 17 19 23 29 31 37 41 43 47 53 59 -primes
// EXPECT: return: +random -random 23086
// EXPECT: throw: +random 15496 24200 -random caught:five
#include "include/coro/generator.hpp"
#include "include/coro/log.hpp"
#include <stdexcept>

static coro::generator<unsigned> random_numbers(unsigned seed) {
    coro::loud l("random");
    while (true) {
        seed = seed * 1664525u + 1013904223u;
        co_yield seed >> 16;
    }
}

static coro::generator<int> primes() {
    coro::loud l("primes");
    for (int n = 2;; ++n) {
        bool prime = true;
        for (int d = 2; d * d <= n && prime; ++d)
            prime = n % d != 0;
        if (prime)
            co_yield n;
    }
}

static unsigned first_multiple_of(unsigned m) {
    for (unsigned r : random_numbers(7))
        if (r % m == 0)
            return r;
    return 0;
}

int main() {
    for (int p : primes()) {
        if (p > 60)
            break;
        coro::note("%d", p);
    }
    coro::show("break");
    coro::note("%u", first_multiple_of(97));
    coro::show("return");
    try {
        for (unsigned r : random_numbers(1)) {
            coro::note("%u", r);
            if (r % 5 == 0)
                throw std::runtime_error("five");
        }
    } catch (const std::exception& e) {
        coro::note("caught:%s", e.what());
    }
    coro::show("throw");
}
