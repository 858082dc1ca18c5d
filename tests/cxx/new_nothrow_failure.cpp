// get_return_object_on_allocation_failure: operator new gives null; no parameter is moved, no promise is built. With the
// promise's own operator new, and with the global one that takes std::nothrow.
// EXPECT: own: +p >p +promise -moved p0 p1 -promise -p
// EXPECT: own: +p >p +promise -moved p0 p1 -promise -p
// EXPECT: own: +p failed -p
// EXPECT: own: +p failed -p
// EXPECT: global: +p >p +promise -moved p0 p1 -promise -p
// EXPECT: global: +p >p +promise -moved p0 p1 -promise -p
// EXPECT: global: +p failed -p
// EXPECT: global: +p failed -p
#include "include/coro/log.hpp"
#include <coroutine>
#include <cstdlib>
#include <exception>
#include <new>

using coro::note;
static int budget;

void* operator new(std::size_t size, const std::nothrow_t&) noexcept { return budget-- > 0 ? std::malloc(size) : nullptr; }
void* operator new(std::size_t size) {
    if (void* p = std::malloc(size))
        return p;
    std::abort();
}
void operator delete(void* p, const std::nothrow_t&) noexcept { std::free(p); }
void operator delete(void* p) noexcept { std::free(p); }
void operator delete(void* p, std::size_t) noexcept { std::free(p); }

struct own_new {
    static void* operator new(std::size_t size) noexcept { return budget-- > 0 ? std::malloc(size) : nullptr; }
    static void operator delete(void* p) { std::free(p); }
};
struct global_new {};

template <class Base> struct maybe_job {
    struct promise_type : Base {
        coro::loud l{"promise"};
        static maybe_job get_return_object_on_allocation_failure() noexcept {
            note("failed");
            return {nullptr};
        }
        maybe_job get_return_object() { return {std::coroutine_handle<promise_type>::from_promise(*this)}; }
        std::suspend_always initial_suspend() noexcept { return {}; }
        std::suspend_always final_suspend() noexcept { return {}; }
        void return_void() {}
        void unhandled_exception() { std::terminate(); }
    };
    std::coroutine_handle<promise_type> handle;
};

template <class Base> [[gnu::noinline]] maybe_job<Base> body(coro::loud parameter, int n) {
    for (int i = 0; i < n; ++i) {
        note("%s%d", parameter.name, i);
        co_await std::suspend_always();
    }
}

template <class Base> static void run(const char* title) {
    budget = 2;
    for (int call = 0; call < 4; ++call) {
        maybe_job<Base> j = body<Base>(coro::loud("p"), 2);
        if (j.handle) {
            while (!j.handle.done())
                j.handle.resume();
            j.handle.destroy();
        }
        coro::show(title);
    }
}

int main() {
    run<own_new>("own");
    run<global_new>("global");
}
