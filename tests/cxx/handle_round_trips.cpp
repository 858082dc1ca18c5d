// coroutine_handle: from_promise and from_address round trips for promises of many sizes and alignments, comparison,
// hash, ordering, conversion to the erased handle, null handles.
// EXPECT: round trips: char:111 1 2 done=11 short:111 -3 4 done=11 double:111 5 6 done=11 long double:111 7 8 done=11 three:111 6 15 done=11 hundred:111 10 20 done=11
// EXPECT: handles: sorted=1 unique=1 hash=1 sum=10 null=111
// LARGER: _ZL4bodyI13hundred_bytes: LLVM 19 keeps the copy of a byval argument at an alignment of 4 and reads it with 8
#include "include/coro/log.hpp"
#include <algorithm>
#include <coroutine>
#include <exception>
#include <functional>
#include <unordered_map>
#include <vector>

using coro::note;

template <class T> struct holder {
    struct promise_type {
        T value{};
        holder get_return_object() { return {std::coroutine_handle<promise_type>::from_promise(*this)}; }
        std::suspend_always initial_suspend() noexcept { return {}; }
        std::suspend_always final_suspend() noexcept { return {}; }
        std::suspend_always yield_value(T v) noexcept {
            value = v;
            return {};
        }
        void return_void() {}
        void unhandled_exception() { std::terminate(); }
    };
    using handle_type = std::coroutine_handle<promise_type>;
    handle_type handle;
};

struct three_bytes {
    char c[3];
    operator int() const { return c[0] + c[1] + c[2]; }
};
struct hundred_bytes {
    int i[25];
    operator int() const { return i[0] + i[24]; }
};

template <class T> static holder<T> body(T a, T b) {
    co_yield a;
    co_yield b;
}

template <class T> static void round_trip(const char* name, T a, T b) {
    auto h = body(a, b).handle;
    using handle_type = decltype(h);
    auto& promise = h.promise();
    std::coroutine_handle<> erased = h;
    auto back = handle_type::from_address(erased.address());
    auto from = handle_type::from_promise(promise);
    note("%s:%d%d%d", name, back == h, from == h, &back.promise() == &promise);
    erased.resume();
    note("%d", static_cast<int>(promise.value));
    back();
    note("%d", static_cast<int>(from.promise().value));
    from.resume();
    note("done=%d%d", erased.done(), h.done());
    std::coroutine_handle<>::from_address(h.address()).destroy();
}

int main() {
    round_trip<char>("char", 1, 2);
    round_trip<short>("short", -3, 4);
    round_trip<double>("double", 5.5, 6.5);
    round_trip<long double>("long double", 7, 8);
    round_trip<three_bytes>("three", {{1, 2, 3}}, {{4, 5, 6}});
    round_trip<hundred_bytes>("hundred", {{10}}, {{20}});
    coro::show("round trips");

    std::vector<std::coroutine_handle<>> handles;
    for (int i = 0; i < 5; ++i)
        handles.push_back(body(i, -i).handle);
    std::unordered_map<void*, int> numbers;
    std::vector<std::size_t> hashes;
    for (int i = 0; i < 5; ++i) {
        numbers[handles[static_cast<std::size_t>(i)].address()] = i;
        hashes.push_back(std::hash<std::coroutine_handle<>>()(handles[static_cast<std::size_t>(i)]));
    }
    auto sorted = handles;
    std::sort(sorted.begin(), sorted.end(), [](auto a, auto b) { return a < b; });
    note("sorted=%d", std::is_sorted(sorted.begin(), sorted.end(), [](auto a, auto b) { return (a <=> b) < 0; }));
    note("unique=%d", std::adjacent_find(sorted.begin(), sorted.end()) == sorted.end());
    note("hash=%d", hashes[2] == std::hash<std::coroutine_handle<>>()(handles[2]));
    int sum = 0;
    for (auto h : sorted)
        sum = sum + numbers[h.address()];
    note("sum=%d", sum);
    std::coroutine_handle<> null, also_null = nullptr;
    note("null=%d%d%d", !null, null == also_null, null.address() == nullptr);
    for (auto h : handles)
        h.destroy();
    coro::show("handles");
}
