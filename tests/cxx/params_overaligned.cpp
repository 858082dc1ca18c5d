// FLAGS: -fcoro-aligned-allocation
// A parameter of 64 byte alignment is copied into an aligned place of the frame; it is read and written across suspends.
// EXPECT: block: a1 aligned=1 sum=136 aligned=1 sum=236 aligned=1 sum=336 aligned=1 sum=436 a1
// EXPECT: block: b2 aligned=1 sum=136 aligned=1 sum=236 aligned=1 sum=336 aligned=1 sum=436 b2
// EXPECT: block: c3 aligned=1 sum=3 aligned=1 sum=103 aligned=1 sum=203 aligned=1 sum=303 c3
// EXPECT: the caller's sum 136
#include "include/coro/log.hpp"
#include <coroutine>
#include <cstdint>
#include <cstdio>
#include <exception>

struct alignas(64) block {
    int data[16];
    bool aligned() const {
        auto address = reinterpret_cast<std::uintptr_t>(this);
        asm volatile("" : "+r"(address) : : "memory");
        return address % 64 == 0;
    }
};

struct job {
    struct promise_type {
        job get_return_object() { return {std::coroutine_handle<promise_type>::from_promise(*this)}; }
        std::suspend_always initial_suspend() noexcept { return {}; }
        std::suspend_always final_suspend() noexcept { return {}; }
        void return_void() {}
        void unhandled_exception() { std::terminate(); }
    };
    std::coroutine_handle<promise_type> handle;
};

[[gnu::noinline]] static int sum(const block& b) {
    int total = 0;
    for (int i : b.data)
        total += i;
    return total;
}

[[gnu::noinline]] static job body(char before, block b, short after) {
    coro::note("%c%d aligned=%d sum=%d", before, after, b.aligned(), sum(b));
    for (int i = 0; i < 3; ++i) {
        b.data[i] += 100;
        co_await std::suspend_always();
        coro::note("aligned=%d sum=%d", b.aligned(), sum(b));
    }
    coro::note("%c%d", before, after);
}

int main() {
    block b{{1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16}};
    job jobs[] = {body('a', b, 1), body('b', b, 2), body('c', block{{3}}, 3)};
    for (job& j : jobs) {
        while (!j.handle.done())
            j.handle.resume();
        j.handle.destroy();
        coro::show("block");
    }
    std::printf("the caller's sum %d\n", sum(b));
}
