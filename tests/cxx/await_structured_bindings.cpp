// Structured bindings from co_await: of arrays, aggregates, tuples, references and bit-fields, used across suspends.
// EXPECT: bindings: ?3 !3 ?1 !1 3 text of the tuple, long enough c 153 ?0 !0 ?10 !10 a record with a long name! 20 1.75 temporary ?0 !0 ?0 !0 key:0:1 ?1 !1 key:0:0 ?2 !2 key:0:0 = 22
// EXPECT: live frames: 0
#include "include/coro/log.hpp"
#include "include/coro/sync_wait.hpp"
#include "include/coro/value.hpp"
#include <array>
#include <map>
#include <string>
#include <tuple>

using coro::ask;
using coro::later;
using coro::note;

struct record {
    std::string name;
    int count;
    double weight;
};
struct flags {
    unsigned low : 3, high : 5;
    signed middle : 4;
};

static coro::task<std::tuple<int, std::string, char>> triple(int n) {
    std::string s = "text of the tuple, long enough";
    co_await ask{n};
    co_return std::tuple(n, s, 'c');
}

static coro::task<record&> shared(record& r) {
    co_await ask{0};
    co_return r;
}

static coro::task<int> body() {
    auto [n, text, c] = co_await triple(3);
    auto [x, y, z] = co_await later{std::array{1, 2, 3}};
    co_await ask{x};
    y += n;
    note("%d %s %c %d%d%d", n, text.c_str(), c, x, y, z);

    record r{"a record with a long name", 2, 1.5};
    {
        auto& [name, count, weight] = co_await shared(r);
        name += "!";
        count *= co_await ask{10};
        weight += co_await later{0.25};
    }
    note("%s %d %.2f", r.name.c_str(), r.count, r.weight);
    auto&& [name, count, weight] = co_await later{record{"temporary", 1, 2.0}};
    note("%s", name.c_str());

    auto [low, high, middle] = co_await later{flags{5, 17, -3}};
    int bits = static_cast<int>(low + high) + middle + co_await ask{0};
    std::map<std::string, int> m;
    for (int i = 0; i < 3; ++i) {
        auto [position, fresh] = m.try_emplace("key", co_await ask{i});
        note("%s:%d:%d", position->first.c_str(), position->second, fresh);
    }
    co_return bits + count + static_cast<int>(weight);
}

int main() {
    auto t = body();
    t.get().resume();
    coro::drive();
    note("= %d", t.await_resume());
    t = {};
    coro::show("bindings");
    coro::show_live_frames();
}
