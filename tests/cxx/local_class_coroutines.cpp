// Coroutines in local classes, in nested and in unnamed ones, as friends and as operators.
// EXPECT: local: 10 22 36 -97 -98 -99
// EXPECT: matrix: 1 2 3 4 5 6 1 4 2 5 3 6
// EXPECT: unnamed: 5 6 7
#include "include/coro/generator.hpp"
#include "include/coro/log.hpp"

using coro::note;

static coro::generator<int> outer(int n) {
    struct local {
        int factor;
        coro::generator<int> multiples(int count) {
            struct inner {
                static coro::generator<int> upto(int m) {
                    for (int i = 1; i <= m; ++i)
                        co_yield i;
                }
            };
            for (int i : inner::upto(count))
                co_yield i * factor;
        }
        static coro::generator<char> text() {
            for (const char* p = "abc"; *p; ++p)
                co_yield char(*p);
        }
    };
    local l{n};
    for (int i : l.multiples(3)) {
        co_yield i;
        l.factor += 1; // seen by the suspended inner coroutine
    }
    for (char c : local::text())
        co_yield -c;
}

struct matrix {
    int cells[2][3] = {{1, 2, 3}, {4, 5, 6}};
    struct row {
        const int* cells;
        coro::generator<int> operator()() const {
            for (int i = 0; i < 3; ++i)
                co_yield int(cells[i]);
        }
    };
    friend coro::generator<int> transposed(const matrix& m) {
        for (int c = 0; c < 3; ++c)
            for (int r = 0; r < 2; ++r)
                co_yield int(m.cells[r][c]);
    }
    coro::generator<row> operator*() const {
        for (auto& r : cells)
            co_yield row{r};
    }
};

struct {
    int base = 5;
    coro::generator<int> count() {
        for (int i = 0; i < 3; ++i)
            co_yield base + i;
    }
} unnamed;

int main() {
    for (int i : outer(10))
        note("%d", i);
    coro::show("local");
    matrix m;
    for (auto r : *m)
        for (int i : r())
            note("%d", i);
    for (int i : transposed(m))
        note("%d", i);
    coro::show("matrix");
    for (int i : unnamed.count())
        note("%d", i);
    coro::show("unnamed");
}
