// Arrays of 4 KiB alive across suspends: filled before, read and changed after, two of them in scopes of their own.
// EXPECT: 1661735902 1458420779
// EXPECT: 12154 6013
// EXPECT: 48636577 2094957112
// EXPECT: 89 135
// EXPECT: 192 244
// EXPECT: 498 404
// EXPECT: 586 553
// EXPECT: 120628 125807
// EXPECT: 3999 3999
// EXPECT: 749522858 1385459507
#include "include/coro/generator.hpp"
#include <array>
#include <cstdint>
#include <cstdio>
#include <cstring>

static std::uint32_t checksum(const unsigned char* p, std::size_t n) {
    std::uint32_t h = 2166136261u;
    for (std::size_t i = 0; i < n; ++i)
        h = (h ^ p[i]) * 16777619u;
    return h;
}

static coro::generator<std::uint32_t> body(unsigned seed) {
    unsigned char page[4096];
    for (auto& b : page)
        b = static_cast<unsigned char>((seed = seed * 1103515245u + 12345u) >> 16);
    co_yield checksum(page, sizeof page);
    {
        std::array<std::uint16_t, 2048> numbers{};
        for (std::size_t i = 0; i < numbers.size(); ++i)
            numbers[i] = static_cast<std::uint16_t>(i * page[i]);
        co_yield numbers[2047];
        for (std::size_t i = 0; i < numbers.size(); i += 3)
            page[i] ^= static_cast<unsigned char>(numbers[i]);
    }
    co_yield checksum(page, sizeof page);
    {
        double matrix[16][32] = {};
        for (int i = 0; i < 16; ++i) {
            for (int j = 0; j < 32; ++j)
                matrix[i][j] = i * j + page[i * 32 + j];
            if (i % 5 == 0)
                co_yield static_cast<std::uint32_t>(matrix[i][31]);
        }
        double sum = 0;
        for (auto& row : matrix)
            for (double d : row)
                sum += d;
        co_yield static_cast<std::uint32_t>(sum);
    }
    struct {
        char name[4000];
        int length;
    } record{};
    std::memset(record.name, 'n', sizeof record.name - 1);
    record.length = static_cast<int>(std::strlen(record.name));
    co_yield static_cast<std::uint32_t>(record.length);
    co_yield checksum(reinterpret_cast<unsigned char*>(record.name), 4000) ^ checksum(page, sizeof page);
}

int main() {
    auto a = body(1), b = body(2); // interleaved: no storage may be shared
    while (a.next() && b.next())
        std::printf("%u %u\n", a.get(), b.get());
}
