// Five nested loops with suspends at each depth and twenty values alive across all of them, updated at different depths.
// EXPECT: loops: 1 97 99 4 15 9 61 251 9.000000 14.000000 3.273438 24.250 13 42 224 235 11  text to walk along 6 (2) ed0000019318
// EXPECT: loops: 1220703128166 1437658739268390539 1437659348739114409 0 3677 9426 152257 3648344 11.000000 20.562500 3.142857 180.250 30 378 141 66 10  along 84 (17) 58abcac96a9931d4
// EXPECT: loops: 2899788711506183487 4419046933537296512 3459020130690135635 18446744073709551610 297855 2668435 27297763 2886386152 14.000000 25.785156 3.142857 372.250 68 1134 29 178 10  walk along 180 (34) f8c6ae4963139c1c
#include "include/coro/generator.hpp"
#include "include/coro/log.hpp"
#include <cstdint>

static coro::generator<std::uint64_t> body(int n, const char* text) {
    std::uint64_t a = 1, b = 2, c = 3, d = 4;
    std::uint32_t e = 5, f = 6, g = 7, h = 8;
    double i = 9, j = 10, k = 11.5;
    float l = 12.25f;
    std::int16_t m = 13, o = 14;
    std::uint8_t p = 15, q = 16;
    bool r = true, s = false;
    const char* t = text;
    int steps = 0;
    for (int x = 0; x < n; ++x) {
        a += b * static_cast<unsigned>(x);
        for (int y = 0; y <= x; ++y) {
            e = e * 3 + static_cast<std::uint32_t>(y);
            i += 0.5 * y;
            if (y & 1)
                co_yield a + e;
            for (int z = y; z < n; ++z) {
                f ^= e << (z & 7);
                m = static_cast<std::int16_t>(m + z);
                t = *t ? t + 1 : text;
                for (int v = 0; v < 2; ++v) {
                    c = c * 5 + d;
                    p = static_cast<std::uint8_t>(p * 7 + v);
                    r = !r;
                    int u = 3;
                    do {
                        ++steps;
                        g += f;
                        k = k / 2 + u;
                        l += static_cast<float>(u);
                        if ((steps & 15) == 0)
                            co_yield g ^ static_cast<std::uint64_t>(k * 16) ^ static_cast<std::uint64_t>(*t);
                        q = static_cast<std::uint8_t>(q + p);
                    } while (--u > 0);
                    if (r && v)
                        s = !s;
                }
                if (s)
                    co_yield static_cast<std::uint64_t>(m) + p;
                h = h * 2 + q;
            }
            d -= static_cast<unsigned>(y);
            j = j * 0.5 + i;
        }
        o = static_cast<std::int16_t>(o * 3);
        b ^= c;
        co_yield b % 100000;
    }
    coro::note("%llu %llu %llu %llu %u %u %u %u", static_cast<unsigned long long>(a), static_cast<unsigned long long>(b), static_cast<unsigned long long>(c),
               static_cast<unsigned long long>(d), e, f, g, h);
    coro::note("%.6f %.6f %.6f %.3f %d %d %d %d %d%d %s %d", i, j, k, static_cast<double>(l), m, o, p, q, r, s, t, steps);
}

int main() {
    for (int n : {1, 3, 4}) {
        std::uint64_t sum = 0;
        int count = 0;
        for (std::uint64_t v : body(n, "a text to walk along")) {
            sum = sum * 1099511628211u + v;
            ++count;
        }
        coro::note("(%d) %llx", count, static_cast<unsigned long long>(sum));
        coro::show("loops");
    }
}
