// FLAGS: -fcoro-aligned-allocation
// Locals of 32, 64 and 128 byte alignment, alive across suspends, in a frame that is allocated with its alignment.
// EXPECT: 32: 1 11042
// EXPECT: 64: 1 11043
// EXPECT: large: 3 3 144 100
// EXPECT: small: 3 43 100
// EXPECT: large: 3 3 144 100
// EXPECT: small: 3 43 100
// EXPECT: large: 3 3 144 100
// EXPECT: small: 3 43 100
#include "include/coro/log.hpp"
#include <coroutine>
#include <cstdint>
#include <cstdio>
#include <exception>
#include <new>

using coro::note;

struct alignas(32) block32 {
    int data[8];
};
struct alignas(128) block128 {
    char text[128];
};

static bool aligned(const void* p, std::uintptr_t to) {
    asm volatile("" : "+r"(p)); // hides where the pointer comes from
    return reinterpret_cast<std::uintptr_t>(p) % to == 0;
}

struct gen {
    struct promise_type {
        int value = 0;
        gen get_return_object() { return {std::coroutine_handle<promise_type>::from_promise(*this)}; }
        std::suspend_always initial_suspend() noexcept { return {}; }
        std::suspend_always final_suspend() noexcept { return {}; }
        std::suspend_always yield_value(int v) noexcept {
            value = v;
            return {};
        }
        void return_void() {}
        void unhandled_exception() { std::terminate(); }
    };
    std::coroutine_handle<promise_type> handle;
};

template <class T> static gen one(const T& start) {
    T value = start;
    char odd = 'x';
    co_yield aligned(&value, alignof(T));
    value.data[0] += 1;
    co_yield value.data[0] + aligned(&value, alignof(T)) * 1000 + (odd == 'x') * 10000;
}

static gen several(bool flag) {
    bool b = flag;
    block32 small{{1, 2, 3, 4, 5, 6, 7, 8}};
    alignas(64) double row[4] = {0.5, 1.5, 2.5, 3.5};
    co_yield aligned(&small, 32) + 2 * aligned(row, 64);
    if (b) {
        block128 large{"text in the large block"};
        co_yield aligned(&large, 128) + 2 * (large.text[0] == 't');
        small.data[7] += large.text[1];
    }
    alignas(16) char tail[3] = {'a', 'b', 'c'};
    co_yield small.data[7] + static_cast<int>(row[3] * 10);
    co_yield aligned(tail, 16) + tail[2];
}

static void run(const char* title, gen g) {
    for (g.handle.resume(); !g.handle.done(); g.handle.resume())
        note("%d", g.handle.promise().value);
    g.handle.destroy();
    coro::show(title);
}

int main() {
    const block32 start32{{41}};
    run("32", one(start32));
    struct alignas(64) block64 {
        long data[2];
    };
    const block64 start64{{42, 1}};
    run("64", one(start64));
    for (int i = 0; i < 3; ++i) {
        run("large", several(true));
        run("small", several(false));
    }
}
