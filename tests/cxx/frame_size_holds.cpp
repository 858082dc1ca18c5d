// The frame stays within the size that was asked for: each is placed between two fences in memory with a pattern, for
// coroutines whose locals are of many sizes and alignments.
// EXPECT: bytes: 1:255 2:510 3:765 5:1275 8:2040 13:3315 16:4080 17:4335 100:25500 1001:255255
// EXPECT: mixed: f17:105 f07:130.5 f17:2.5 f17:303 f07:132 f07:0
// EXPECT: live frames: 0
#include "include/coro/counter.hpp"
#include "include/coro/log.hpp"
#include <array>
#include <coroutine>
#include <exception>
#include <string>

struct job {
    struct promise_type : coro::counted_frame {
        job get_return_object() { return {std::coroutine_handle<promise_type>::from_promise(*this)}; }
        std::suspend_always initial_suspend() noexcept { return {}; }
        std::suspend_always final_suspend() noexcept { return {}; }
        void return_void() {}
        void unhandled_exception() { std::terminate(); }
    };
    std::coroutine_handle<promise_type> handle;
};

template <std::size_t N> [[gnu::noinline]] job bytes(unsigned char fill) {
    std::array<unsigned char, N> a;
    a.fill(fill);
    co_await std::suspend_always();
    unsigned sum = 0;
    for (auto& b : a) {
        sum += b;
        b = static_cast<unsigned char>(~b);
    }
    co_await std::suspend_always();
    for (unsigned char b : a)
        sum += b;
    coro::note("%zu:%u", N, sum);
}

template <class... T> [[gnu::noinline]] job mixed(T... values) {
    char first = 'f';
    bool flag = sizeof...(T) % 2;
    co_await std::suspend_always();
    double sum = 0;
    ((values = static_cast<T>(values + 1)), ...);
    short last = 7;
    co_await std::suspend_always();
    ((sum += static_cast<double>(values)), ...);
    coro::note("%c%d%d:%g", first, flag, last, sum);
}

static void run(job j) {
    while (!j.handle.done())
        j.handle.resume();
    j.handle.destroy();
}

int main() {
    run(bytes<1>(1));
    run(bytes<2>(2));
    run(bytes<3>(3));
    run(bytes<5>(4));
    run(bytes<8>(5));
    run(bytes<13>(6));
    run(bytes<16>(7));
    run(bytes<17>(8));
    run(bytes<100>(9));
    run(bytes<1001>(10));
    coro::show("bytes");
    run(mixed(1, 'c', 2.0));
    run(mixed(short(1), 2LL, 'x', 3.5L));
    run(mixed(1.5L));
    run(mixed('a', 1.5L, 'b', 2.5L, 'c'));
    run(mixed(static_cast<__int128>(5), 'z', 1.0f, true));
    run(mixed());
    coro::show("mixed");
    coro::show_live_frames();
}
