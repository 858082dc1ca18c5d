// Template coroutines: packs expanded over co_await, if constexpr around suspends, fold order, partial work per type.
// EXPECT: templates: 1 a string that is not small 2.5 x 1:text/string 2:75 3:abcd folds=12003451 folds=16031570 = 55
// EXPECT: live frames: 0
#include "include/coro/log.hpp"
#include "include/coro/sync_wait.hpp"
#include "include/coro/value.hpp"
#include <string>
#include <tuple>
#include <type_traits>

using coro::later;
using coro::note;
using coro::task;

template <class... T> static task<std::tuple<T...>> gather(task<T>... tasks) {
    // a braced list: evaluated from left to right
    co_return std::tuple<T...>{co_await std::move(tasks)...};
}

template <class T> static task<T> give(T value) { co_return co_await later{std::move(value)}; }

template <class T, std::size_t N> static task<std::string> describe(T value) {
    std::string s = std::to_string(N) + ":";
    if constexpr (std::is_same_v<T, std::string>) {
        s += value;
        s += co_await later{std::string("/string")};
    } else if constexpr (std::is_floating_point_v<T>) {
        T half = value / co_await later{T(2)};
        s += std::to_string(static_cast<int>(half * 100));
    } else {
        for (T i = 0; i < value; ++i)
            s += static_cast<char>('a' + co_await later{i});
    }
    co_return s;
}

template <int N> static task<int> countdown() {
    int before = co_await later{N};
    if constexpr (N > 0)
        before += co_await countdown<N - 1>();
    co_return before;
}

template <class... A> static task<int> folds(A... a) {
    int sum = (0 + ... + co_await later{static_cast<int>(a)});
    bool all = (... && (co_await later{static_cast<int>(a)} > 2));
    int visited = 0;
    ((visited = visited * 10 + co_await later{static_cast<int>(a)}), ...);
    co_return sum * 1000000 + visited * 10 + all;
}

static task<int> body() {
    auto [i, s, d, c] = co_await gather(give(1), give(std::string("a string that is not small")), give(2.5), give('x'));
    note("%d %s %.1f %c", i, s.c_str(), d, c);
    note("%s", (co_await describe<std::string, 1>("text")).c_str());
    note("%s", (co_await describe<float, 2>(1.5f)).c_str());
    note("%s", (co_await describe<long, 3>(4)).c_str());
    note("folds=%d", co_await folds(3, 4L, short(5)));
    note("folds=%d", co_await folds(3, 1, 5, 7u));
    co_return co_await countdown<10>();
}

int main() {
    auto t = body();
    t.get().resume();
    coro::drive();
    note("= %d", t.await_resume());
    t = {};
    coro::show("templates");
    coro::show_live_frames();
}
