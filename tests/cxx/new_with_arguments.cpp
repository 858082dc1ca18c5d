// operator new of the promise that takes the coroutine's parameters (an allocator argument), and sized operator delete:
// both see the same size; a coroutine without such a parameter uses the other overload.
// EXPECT: allocations: new:a 0 2 5 delete:a new:b 0 delete:b new:heap 42 delete:heap new:heap 33 delete:heap
// EXPECT: balanced 1 1
#include "include/coro/log.hpp"
#include <coroutine>
#include <cstddef>
#include <cstdlib>
#include <cstring>
#include <exception>
#include <new>

using coro::note;

struct arena {
    const char* name;
    alignas(16) unsigned char memory[4096];
    std::size_t used = 0, given_back = 0;
    explicit arena(const char* n) : name(n) {}
    void* take(std::size_t n) {
        void* p = memory + used;
        used += (n + 15) / 16 * 16;
        if (used > sizeof memory)
            std::abort();
        return p;
    }
};

// Before each frame: who owns it, and its size.
struct alignas(16) tag {
    arena* owner;
    std::size_t size;
};

struct job {
    struct promise_type {
        int value = 0;
        template <class... A> static void* operator new(std::size_t size, arena& from, A&...) { return make(size, &from); }
        static void* operator new(std::size_t size) { return make(size, nullptr); }
        static void* make(std::size_t size, arena* from) {
            note("new:%s", from ? from->name : "heap");
            void* block = from ? from->take(size + sizeof(tag)) : std::malloc(size + sizeof(tag));
            return new (block) tag{from, size} + 1;
        }
        static void operator delete(void* frame, std::size_t size) {
            tag t = static_cast<tag*>(frame)[-1];
            note("delete:%s%s", t.owner ? t.owner->name : "heap", t.size == size ? "" : "(wrong size)");
            if (t.owner)
                t.owner->given_back += (size + sizeof(tag) + 15) / 16 * 16;
            else
                std::free(static_cast<tag*>(frame) - 1);
        }
        job get_return_object() { return {std::coroutine_handle<promise_type>::from_promise(*this)}; }
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

// External linkage and noinline: the allocation cannot be elided, so that the notes are always the same.
[[gnu::noinline]] job in_arena(arena&, int n, double d) {
    for (int i = 0; i < n; ++i)
        co_yield static_cast<int>(d * i);
}
[[gnu::noinline]] job on_heap(int n) {
    char buffer[100];
    std::memset(buffer, n, sizeof buffer);
    co_yield buffer[99];
}
struct service {
    int base;
    [[gnu::noinline]] job run(int n) { co_yield base + n; } // the object is no arena
};

static void run(job j) {
    for (j.handle.resume(); !j.handle.done(); j.handle.resume())
        note("%d", j.handle.promise().value);
    j.handle.destroy();
}

int main() {
    arena a("a"), b("b");
    run(in_arena(a, 3, 2.5));
    run(in_arena(b, 1, 1.5));
    run(on_heap(42));
    service s{30};
    run(s.run(3));
    coro::show("allocations");
    std::printf("balanced %d %d\n", a.used == a.given_back, b.used == b.given_back);
}
