// co_await in the initializer and the body of range-for, over a temporary range, an array and a coroutine's own locals.
// EXPECT: range-for: ?0 !0 ?1 !1 0 ?5 !5 1 ?5 !5 ?1 !1 ?2 !2 ?3 !3 ?4 !4 ?5 !5 ?6 !6 ?1 !1 ?3 !3 ?1 !1 ?4 !4 ?9 !9 ?1 !1 ?2 !2 ?3 !3 one! two three! ?7 !7 ?8 !8 resumed 22 = 643
// EXPECT: live frames: 0
#include "include/coro/generator.hpp"
#include "include/coro/log.hpp"
#include "include/coro/sync_wait.hpp"
#include "include/coro/value.hpp"
#include <map>
#include <string>
#include <vector>

using coro::ask;
using coro::later;
using coro::note;

static coro::task<std::vector<std::string>> names(int n) {
    std::vector<std::string> v;
    for (int i = 0; i < n; ++i)
        v.push_back("a name that is on the heap " + std::to_string(co_await ask{i}));
    co_return v;
}

static coro::generator<int> squares(int n) {
    for (int i = 1; i <= n; ++i)
        co_yield i * i;
}

static coro::task<int> body() {
    int sum = 0;
    for (const std::string& s : co_await names(2)) {
        sum += static_cast<int>(s.size());
        note("%c", s.back());
        sum += co_await ask{5};
    }
    int table[3][2] = {{1, 2}, {3, 4}, {5, 6}};
    for (auto& row : table)
        for (int& cell : row)
            cell += co_await ask{cell};
    for (int i = co_await ask{1}; auto [x, y] : table)
        sum += x * y * i++;
    for (int s : squares(co_await ask{3}))
        sum += s * co_await ask{s};
    std::map<int, std::string> m{{1, "one"}, {2, "two"}, {3, "three"}};
    for (auto& [k, v] : m) {
        if (co_await ask{k} == 2)
            continue;
        v += co_await later{std::string("!")};
    }
    for (auto& [k, v] : m)
        note("%s", v.c_str());
    for (int i : {co_await ask{7}, co_await ask{8}})
        sum += i;
    co_return sum;
}

int main() {
    auto t = body();
    t.get().resume();
    int resumed = coro::drive();
    note("resumed %d = %d", resumed, t.await_resume());
    t = {};
    coro::show("range-for");
    coro::show_live_frames();
}
