// Many small locals across suspends: bools, results of comparisons, char, short, bit-fields, enums, float, volatile.
// EXPECT: scalars: (0) 10110 -1 50 -25536 0 0 119 1f600 1.625 1,2,99,-7,1 o,1000000,-5 3 1 (0) (1) 11 3 1000001 6 011 (48)
// EXPECT: scalars: (0) 01011 0 100 -25536 1 1 119 1f600 nan 1,2,99,-7,1 o,2000000,-5 4 1 (1) (2) 11 3 2000001 8 110 (116)
// EXPECT: scalars: (0) 10000 -1 -100 20000 65533 0 119 1f600 -0.250 1,2,99,-7,1 o,-2000000,-5 -1 1 (0) (2) 11 3 -1999999 -2 000 (-100)
// EXPECT: flags: aa e7 52 5f e8 c6 7b 72 c7 ca 7f 70
#include "include/coro/generator.hpp"
#include "include/coro/log.hpp"
#include <cstdint>
#include <limits>

using coro::note;

enum class color : unsigned char { red, green, blue };
struct [[gnu::packed]] odd_layout {
    char tag;
    std::int32_t value;
    short tail;
};
struct bits {
    unsigned a : 1, b : 2, c : 7;
    signed d : 5;
    bool e : 1;
};

static coro::generator<int> scalars(int x, int y, float f, unsigned char uc) {
    bool less = x < y, equal = x == y, both = less && f > 1.0f, any = !less || uc > 200;
    bool nan = f != f;
    auto order = x <=> y;
    signed char sc = static_cast<signed char>(x * 50);
    short s = static_cast<short>(y * 20000);
    std::uint16_t us = static_cast<std::uint16_t>(x - 1);
    color c = static_cast<color>(uc % 3);
    wchar_t w = L'w';
    char32_t c32 = U'\U0001F600';
    float half = f / 2;
    bits b{1, 2, 99, -7, true};
    odd_layout o{'o', x * 1000000, -5};
    volatile int v = x + y;
    int* null = nullptr;
    co_yield 0;
    note("%d%d%d%d%d %d", less, equal, both, any, nan, order < 0 ? -1 : order > 0);
    note("%d %d %d %d %d %x", sc, s, us, static_cast<int>(c), static_cast<int>(w), static_cast<unsigned>(c32));
    note("%.3f %u,%u,%u,%d,%d", static_cast<double>(half), b.a, b.b, b.c, b.d, b.e);
    note("%c,%d,%d %d %d", o.tag, int(o.value), int(o.tail), int(v), null == nullptr);
    b.c += 40;
    b.d = static_cast<signed>(b.d + 10) & 15;
    ++o.value;
    v = v * 2;
    less = !less;
    half = -half;
    co_yield less;
    // comparisons whose results are used in a later part only
    bool late = (v > x) != (half < 0), unsigned_less = us < uc;
    co_yield both ? 1 : 2;
    note("%u %d %d %d %d%d%d", b.c, b.d, int(o.value), int(v), late, unsigned_less, any != nan);
    co_yield (c == color::blue) + 2 * (nan ? 8 : static_cast<int>(half)) + sc;
}

// Each round flips some bits in a row of flags.
static coro::generator<unsigned> flags(int rounds) {
    bool a = false, b = true, c = false, d = true, e = false, f = true, g = false, h = true;
    for (int i = 0; i < rounds; ++i) {
        co_yield static_cast<unsigned>(a | b << 1 | c << 2 | d << 3 | e << 4 | f << 5 | g << 6 | h << 7);
        a ^= b;
        b = !(c && d);
        c = d != e;
        d = f < g;
        e ^= i & 1;
        f = a == h;
        g |= c;
        h = !e;
    }
}

int main() {
    constexpr float nan = std::numeric_limits<float>::quiet_NaN();
    struct { int x, y; float f; unsigned char uc; } rows[] = {{1, 2, 3.25f, 201}, {2, 2, nan, 7}, {-2, 1, -0.5f, 0}};
    for (auto& r : rows) {
        for (int i : scalars(r.x, r.y, r.f, r.uc))
            note("(%d)", i);
        coro::show("scalars");
    }
    for (unsigned u : flags(12))
        note("%02x", u);
    coro::show("flags");
}
