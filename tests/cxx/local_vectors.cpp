// SIMD values across suspends: __m128 in its variants, vectors of bytes and of halves, and 256 bit vectors in pieces.
// EXPECT: sse: 4 8 104 10617.9 22517.8 22518.8 10620.9 40 27 54 81 108 134.691 134.691
// EXPECT: generic: 1 5 52 5168 -15
// EXPECT: generic: 1 5 15 39 30 434 408 0
// EXPECT: wide: 52.8125 30.375 81.4375 -4.0625
#include "include/coro/generator.hpp"
#include "include/coro/log.hpp"
#include <emmintrin.h>

using coro::note;
using int4 = int __attribute__((vector_size(16)));
using char16 = signed char __attribute__((vector_size(16)));
using float2 = float __attribute__((vector_size(8)));
// 256 bits with the alignment of plain operator new, so that the frame may come from there
using float8 = float __attribute__((vector_size(32), aligned(16)));

static coro::generator<int> sse(float start) {
    __m128 a = _mm_set_ps(start, start + 1, start + 2, start + 3);
    __m128d d = _mm_set_pd(0.5, start);
    __m128i i = _mm_set_epi32(4, 3, 2, 1);
    float2 pair = {start, -start};
    __m128 ones = _mm_set1_ps(1.0f);
    for (int n = 0; n < 3; ++n) {
        co_yield static_cast<int>(_mm_cvtss_f32(a));
        a = _mm_mul_ps(_mm_add_ps(a, ones), _mm_shuffle_ps(a, a, 0x1B));
        d = _mm_add_pd(d, d);
        i = _mm_add_epi32(i, _mm_slli_epi32(i, 1));
        pair = pair * pair + 1.0f;
    }
    alignas(16) float lanes[4];
    _mm_store_ps(lanes, a);
    note("%g %g %g %g", lanes[0], lanes[1], lanes[2], lanes[3]);
    co_yield static_cast<int>(_mm_cvtsd_f64(_mm_unpackhi_pd(d, d)) * 10);
    alignas(16) int ints[4];
    _mm_store_si128(reinterpret_cast<__m128i*>(ints), i);
    note("%d %d %d %d %g %g", ints[0], ints[1], ints[2], ints[3], static_cast<double>(pair[0]), static_cast<double>(pair[1]));
}

static coro::generator<int> generic(int n) {
    int4 v = {1, 2, 3, 4}, limit = {10, 20, 30, 40};
    char16 c = {};
    for (int i = 0; i < 16; ++i)
        c[i] = static_cast<signed char>(i * n);
    int4 less = v < limit; // a mask, kept across the suspends
    for (int i = 0; i < n; ++i) {
        co_yield int(v[i % 4]);
        v = v * 2 + (less & 1);
        less = v < limit;
        c += c[3];
    }
    co_yield v[0] + v[1] + v[2] + v[3];
    int sum = 0;
    for (int i = 0; i < 16; ++i)
        sum += c[i] * (i + 1);
    co_yield sum;
    co_yield less[0] + 2 * less[1] + 4 * less[2] + 8 * less[3];
}

static coro::generator<float> wide(float x) {
    float8 a = {x, x + 1, x + 2, x + 3, x + 4, x + 5, x + 6, x + 7}, b = a * a;
    char tag = 't';
    for (int i = 0; i < 8; i += 3) {
        co_yield a[i] + b[7 - i];
        a += b;
        b = b - 1.5f;
    }
    co_yield tag == 't' ? a[0] : b[0];
}

int main() {
    for (int i : sse(1.5f))
        note("%d", i);
    coro::show("sse");
    for (int n : {2, 5}) {
        for (int i : generic(n))
            note("%d", i);
        coro::show("generic");
    }
    for (float f : wide(0.25f))
        note("%g", static_cast<double>(f));
    coro::show("wide");
}
