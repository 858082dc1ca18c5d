// co_await as operand: both branches of ?:, && and || with short circuits, comma, subscripts, compound assignment.
// EXPECT: ternaries: ?2 !2 ?0 !0 ?20 !20 right ?0 !0 = 7122
// EXPECT: logic: ?0 !0 ?0 !0 ?6 !6 ?1 !1 ?0 !0 ?0 !0 ?0 !0 ?1 !1 = 6
// EXPECT: assignments: ?2 !2 ?3 !3 ?0 !0 ?1 !1 ?40 !40 ?2 !2 ?4 !4 ?9 !9 ?0 !0 ?77 !77 ?1 !1 ?8 !8 ?9 !9 ?1 !1 comma ?2 !2 ?18 !18 12 77 43 4 5 another key=9 key=8 ?18 !18 ?0 !0 = -19
// EXPECT: ternaries: ?1 !1 ?1 !1 a long string from the left ?1 !1 = 2611
// EXPECT: logic: ?1 !1 ?5 !5 ?1 !1 ?1 !1 ?1 !1 ?1 !1 = 15
// EXPECT: assignments: ?2 !2 ?3 !3 ?1 !1 ?1 !1 ?40 !40 ?2 !2 ?4 !4 ?9 !9 ?0 !0 ?77 !77 ?1 !1 ?8 !8 ?9 !9 ?1 !1 comma ?2 !2 ?16 !16 12 77 43 4 5 another key=9 key=8 ?16 !16 ?0 !0 = -17
// EXPECT: live frames: 0
#include "include/coro/log.hpp"
#include "include/coro/sync_wait.hpp"
#include "include/coro/value.hpp"
#include <map>
#include <string>

using coro::ask;
using coro::later;
using coro::note;

static coro::task<int> ternaries(int n) {
    int a = n ? co_await ask{1} : co_await ask{2};
    int b = co_await ask{n} ? 10 : co_await ask{20};
    std::string s = n ? co_await later{std::string("a long string from the left")} : std::string("right");
    note("%s", s.c_str());
    int x = 1, y = 2;
    (co_await ask{n} ? x : y) += 5; // an lvalue chosen after the suspend
    co_return a + b + x * 100 + y * 1000;
}

static coro::task<int> logic(int n) {
    bool both = co_await ask{n} && co_await ask{5};
    bool any = co_await ask{n} || co_await ask{6};
    bool mixed = (co_await ask{1} && n) || (co_await ask{n} && co_await ask{7}) || !co_await ask{0};
    int eager = (co_await ask{n} > 0) & (co_await ask{1}); // no short circuit
    co_return both + 2 * any + 4 * mixed + 8 * eager;
}

static coro::task<int> assignments(int n) {
    int sum = 1;
    sum += co_await ask{2};
    sum = sum * co_await ask{3} - co_await ask{n};
    sum <<= co_await ask{1};
    int table[5] = {1, 2, 3, 4, 5};
    table[co_await ask{2}] += co_await ask{40};
    table[co_await ask{0}] = table[co_await ask{4}] ^ co_await ask{9};
    int* p = table;
    *(p += co_await ask{1}) = co_await ask{77};
    std::map<std::string, int> m;
    m["key"] += co_await ask{8};
    m[co_await later{std::string("another key")}] = co_await ask{9};
    int last = (co_await ask{1}, note("comma"), co_await ask{2}, co_await ask{sum});
    for (int t : table)
        note("%d", t);
    for (auto& [k, v] : m)
        note("%s=%d", k.c_str(), v);
    co_return - co_await ask{last} + ~co_await ask{0};
}

static void run(const char* title, coro::task<int> t) {
    t.get().resume();
    coro::drive();
    note("= %d", t.await_resume());
    coro::show(title);
}

int main() {
    for (int n : {0, 1}) {
        run("ternaries", ternaries(n));
        run("logic", logic(n));
        run("assignments", assignments(n));
    }
    coro::show_live_frames();
}
