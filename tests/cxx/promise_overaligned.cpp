// FLAGS: -fcoro-aligned-allocation
// A promise aligned to 64 bytes: the distance from the frame to the promise is part of the ABI of from_promise and
// promise(), also through a type-erased handle and across functions that know only the promise's type.
// EXPECT: 16: promise aligned=1 value=24 same=1
// EXPECT: 32: promise aligned=1 value=64 same=1
// EXPECT: 64: promise aligned=1 value=160 same=1
// EXPECT: 256: promise aligned=1 value=384 same=1
// EXPECT: left 0, wrong alignments 0
#include "include/coro/log.hpp"
#include <coroutine>
#include <cstdint>
#include <cstdlib>
#include <exception>
#include <new>

using coro::note;

static int allocations, wrong_alignments;

template <std::size_t A> struct job {
    struct alignas(A) promise_type {
        int value = 0;
        char text[30] = "promise";

        static void* operator new(std::size_t size, std::align_val_t align) {
            ++allocations;
            if (static_cast<std::size_t>(align) < A)
                ++wrong_alignments;
            std::size_t unit = static_cast<std::size_t>(align);
            return std::aligned_alloc(unit, (size + unit - 1) / unit * unit);
        }
        static void operator delete(void* p, std::size_t, std::align_val_t) {
            --allocations;
            std::free(p);
        }
        job get_return_object() { return {std::coroutine_handle<promise_type>::from_promise(*this)}; }
        std::suspend_always initial_suspend() noexcept { return {}; }
        std::suspend_always final_suspend() noexcept { return {}; }
        void return_value(int v) { value = v; }
        void unhandled_exception() { std::terminate(); }
    };
    std::coroutine_handle<promise_type> handle;
};

template <std::size_t A> static bool aligned(typename job<A>::promise_type& p) {
    auto address = reinterpret_cast<std::uintptr_t>(&p);
    asm volatile("" : "+r"(address));
    return address % A == 0;
}

template <std::size_t A> static job<A> body(int n) {
    long double wide = n;
    for (int i = 0; i < n; ++i) {
        co_await std::suspend_always();
        wide *= 2;
    }
    co_return static_cast<int>(wide);
}

template <std::size_t A> [[gnu::noinline]] static void use(std::coroutine_handle<> erased) {
    using handle = std::coroutine_handle<typename job<A>::promise_type>;
    auto typed = handle::from_address(erased.address());
    note("%s aligned=%d", typed.promise().text, aligned<A>(typed.promise()));
    auto again = handle::from_promise(typed.promise());
    while (!again.done())
        again();
    note("value=%d same=%d", typed.promise().value, again.address() == erased.address());
    again.destroy();
}

int main() {
    use<16>(body<16>(3).handle);
    coro::show("16");
    use<32>(body<32>(4).handle);
    coro::show("32");
    use<64>(body<64>(5).handle);
    coro::show("64");
    use<256>(body<256>(6).handle);
    coro::show("256");
    std::printf("left %d, wrong alignments %d\n", allocations, wrong_alignments);
}
