// Scalars of unusual width across suspends: long double, __int128, complex, double pairs, and _BitInt where it exists.
// EXPECT: power 00000000000000000000000000000001
// EXPECT: power ffffffffffffffffffffffffb669fd2d
// EXPECT: power 00000000000000001526e583a54bf9e9
// EXPECT: power fffffffff9eb83873de0486c4ae732f5
// EXPECT: power 01bf679089f852faeec3a528bc7d1611
// EXPECT: power 2a65dba0000000000000000000000000
// EXPECT: power d59a245fd5700b6bb6298ea21c3b5203
// EXPECT: newton 1: 1.500000000000
// EXPECT: newton 2: 1.416666666667
// EXPECT: newton 3: 1.414215686275
// EXPECT: newton 4: 1.414213562375
// EXPECT: newton 5: 1.414213562373
// EXPECT: newton 6: 1.414213562373
// EXPECT: newton 7: 100.000000000000
// EXPECT: rotate 0 2
// EXPECT: rotate -4 0
// EXPECT: rotate -0 -8
// EXPECT: rotate 16 -0
// EXPECT: rotate 9.5 65.5
// EXPECT: bits 75bcd15
// EXPECT: bits 0
// EXPECT: bits 89c21167f
// EXPECT: bits fffffffffffffffe
// EXPECT: bits 11b5e6a13d
// EXPECT: bits 1
#include "include/coro/generator.hpp"
#include <complex>
#include <cstdint>
#include <cstdio>

using wide = __int128;

static void print(const char* name, wide w) {
    std::printf("%s %016llx%016llx\n", name, static_cast<unsigned long long>(static_cast<unsigned __int128>(w) >> 64),
                static_cast<unsigned long long>(w));
}

static coro::generator<wide> powers(wide base, int count) {
    wide p = 1;
    unsigned __int128 mask = ~static_cast<unsigned __int128>(0) << 100;
    for (int i = 0; i < count; ++i) {
        co_yield p;
        p = static_cast<wide>(static_cast<unsigned __int128>(p) * static_cast<unsigned __int128>(base)); // may wrap
    }
    co_yield static_cast<wide>(static_cast<unsigned __int128>(p) & mask);
    co_yield -p;
}

static coro::generator<long double> newton(long double a) {
    char before = 'b';
    long double x = a / 2, error = 1;
    while (error > 1e-15L) {
        long double next = (x + a / x) / 2;
        error = x > next ? x - next : next - x;
        x = next;
        co_yield x;
    }
    co_yield before == 'b' ? error + 100 : -1;
}

static coro::generator<std::complex<double>> rotate(std::complex<double> z, int n) {
    std::complex<double> w = z;
    std::complex<float> f(1.5f, -2.5f);
    std::complex<long double> l(0.25L, 4.0L);
    for (int i = 0; i < n; ++i) {
        co_yield w;
        w *= z;
        f += std::complex<float>(1, 1);
        l *= 2;
    }
    co_yield std::complex<double>(f.real() + static_cast<double>(l.real()), f.imag() + static_cast<double>(l.imag()));
}

#ifdef __clang__
static coro::generator<std::uint64_t> bit_ints(int n) {
    unsigned _BitInt(37) a = 123456789;
    signed _BitInt(100) b = -1;
    _BitInt(7) c = 1;
    for (int i = 0; i < n; ++i) {
        co_yield static_cast<std::uint64_t>(a);
        a = static_cast<unsigned _BitInt(37)>(a * 1000003u);
        b = b * 3;
        c = static_cast<_BitInt(7)>(-c);
        co_yield static_cast<std::uint64_t>(b >> 4) ^ static_cast<std::uint64_t>(c);
    }
}
#else
static coro::generator<std::uint64_t> bit_ints(int) { co_return; }
#endif

int main() {
    for (wide w : powers(-1234567891, 5))
        print("power", w);
    int steps = 0;
    for (long double x : newton(2))
        std::printf("newton %d: %.12Lf\n", ++steps, x);
    for (auto z : rotate({0, 2}, 4))
        std::printf("rotate %g %g\n", z.real(), z.imag());
    for (auto b : bit_ints(3))
        std::printf("bits %llx\n", static_cast<unsigned long long>(b));
}
