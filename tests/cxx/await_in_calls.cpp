// co_await among the arguments of calls, constructors, braced lists, new, delete, member calls, return and throw.
// (The order of plain arguments is the compiler's choice; clang goes from left to right.)
// EXPECT: calls: ?1 !1 ?2 !2 a=1045 ?4 !4 ?6 !6 ?7 !7 b=4567 ?3 !3 ?2 !2 ?1 !1 v=321 ?8 !8 ?9 !9 ?10 !10 p=8,9,a label of some length,10 ?11 !11 ?13 !13 q=11,13 ?3 !3 array=9 ?1 !1 ?2 !2 ?3 !3 ?4 !4 ?5 !5 ?6 !6 c=26,0 thrown:negative number, not small ?3 !3 ?14 !14 = xxxy14
// EXPECT: live frames: 0
#include "include/coro/log.hpp"
#include "include/coro/sync_wait.hpp"
#include "include/coro/value.hpp"
#include <memory>
#include <string>
#include <vector>

using coro::ask;
using coro::later;
using coro::note;

static int mix(int a, const std::string& s, int b, double d) { return a * 1000 + static_cast<int>(s.size()) * 10 + b + static_cast<int>(d); }
static int sum(std::initializer_list<int> list) {
    int total = 0;
    for (int i : list)
        total = total * 10 + i;
    return total;
}

struct counter {
    int n = 0;
    counter& add(int i) {
        n += i;
        return *this;
    }
    int operator()(int a, int b) const { return n + a * b; }
    int operator[](int i) const { return n - i; }
};
struct point {
    int x, y;
    std::string label;
    struct { int z; } inner;
};

static coro::task<int> inner(int n) {
    if (n < 0)
        throw co_await later{std::string("negative number, not small")};
    co_return co_await ask{n};
}

static coro::task<std::string> body() {
    int a = mix(co_await ask{1}, co_await later{std::string("four")}, co_await ask{2}, co_await later{3.5});
    note("a=%d", a);
    int b = sum({co_await ask{4}, 5, co_await ask{6}, co_await inner(7)});
    note("b=%d", b);
    std::vector<int> v{co_await ask{3}, co_await ask{2}, co_await ask{1}};
    note("v=%d%d%d", v[0], v[1], v[2]);
    point p{co_await ask{8}, co_await ask{9}, co_await later{std::string("a label of some length")}, {co_await ask{10}}};
    note("p=%d,%d,%s,%d", p.x, p.y, p.label.c_str(), p.inner.z);
    std::unique_ptr<point> q(new point{co_await ask{11}, 12, "q", {co_await ask{13}}});
    note("q=%d,%d", q->x, q->inner.z);
    auto array = std::unique_ptr<int[]>(new int[static_cast<std::size_t>(co_await ask{3})]{7, 8, 9});
    note("array=%d", array[2]);
    counter c;
    int chained = c.add(co_await ask{1}).add(co_await ask{2}).add(co_await inner(3))(co_await ask{4}, co_await ask{5});
    note("c=%d,%d", chained, c[co_await ask{6}]);
    delete co_await later{new int(5)};
    try {
        co_await inner(-1);
    } catch (const std::string& s) {
        note("thrown:%s", s.c_str());
    }
    co_return std::string(static_cast<std::size_t>(co_await ask{3}), 'x') + co_await later{std::string("y")} + std::to_string(co_await ask{14});
}

int main() {
    auto t = body();
    t.get().resume();
    coro::drive();
    note("= %s", t.await_resume().c_str());
    t = {};
    coro::show("calls");
    coro::show_live_frames();
}
