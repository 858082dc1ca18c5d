// Aggregates as parameters in every way the calling convention knows: one and two registers (also of mixed classes), three
// words and 300 bytes in memory, empty, with floats, by value through an inner coroutine.
// EXPECT: body: -2901 30 40 28 1030 11 Xome text in a large structure 40 30 -1
// EXPECT: outer: 12 453 101 56 30 77 Xome text in a large structure 101 453 128 12 453 201 56 31 77 Xome text in a large structure 201 453 128 115
// EXPECT: the caller's: some text in a large structure 1000
#include "include/coro/generator.hpp"
#include "include/coro/log.hpp"
#include <cstring>

using coro::note;

struct empty {};
struct one {
    short a;
    char b;
};
struct two {
    long a;
    double b;
};
struct three {
    long a, b, c;
};
struct floats {
    float x, y, z;
};
struct large {
    char text[200];
    int numbers[25];
};
union either {
    long l;
    double d;
};

static coro::generator<long> body(empty, one o, two t, three h, floats f, large l, either e, long long extra, bool flag) {
    co_yield o.a * 10 + o.b;
    t.a += static_cast<long>(t.b * 100);
    co_yield t.a;
    h.b = h.a + h.c;
    co_yield h.b;
    f.x += f.y * f.z;
    co_yield static_cast<long>(f.x * 8);
    l.numbers[24] += static_cast<int>(std::strlen(l.text));
    l.text[0] = 'X';
    co_yield l.numbers[24];
    co_yield flag ? static_cast<long>(e.d * 4) : e.l;
    note("%s %ld %ld", l.text, h.b, t.a);
    co_yield static_cast<long>(extra >> 33);
}

static coro::generator<long> outer(large l, three h) {
    for (int i = 0; i < 2; ++i) {
        l.numbers[24] = i;
        for (long v : body({}, {1, 2}, {3, 4.5}, h, {1, 2, 3}, l, {.l = 77}, 1LL << 40, false))
            co_yield long(v);
        h.a *= 2;
    }
    co_yield l.text[0];
}

int main() {
    large l{};
    std::strcpy(l.text, "some text in a large structure");
    l.numbers[24] = 1000;
    for (long v : body({}, {-300, 'c'}, {5, 0.25}, {10, 20, 30}, {0.5f, 1.5f, 2.0f}, l, {.d = 2.75}, -1, true))
        note("%ld", v);
    coro::show("body");
    for (long v : outer(l, {100, 0, 1}))
        note("%ld", v);
    coro::show("outer");
    std::printf("the caller's: %s %d\n", l.text, l.numbers[24]);
}
