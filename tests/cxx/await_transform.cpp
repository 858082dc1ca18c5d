// await_transform of the promise: other types become awaitable, state of the promise is reached from co_await.
// EXPECT: process: | nobody nobody->a name that needs an allocation t=0 | t=1 | t=3 | t=6 | a name that needs an allocation last 6
// EXPECT: live frames: 0
#include "include/coro/counter.hpp"
#include "include/coro/log.hpp"
#include <chrono>
#include <coroutine>
#include <exception>
#include <string>

struct get_name {};
struct set_name {
    std::string name;
};

struct process {
    struct promise_type : coro::counted_frame {
        std::string name = "nobody";
        int ticks = 0;

        process get_return_object() { return {std::coroutine_handle<promise_type>::from_promise(*this)}; }
        std::suspend_always initial_suspend() noexcept { return {}; }
        std::suspend_always final_suspend() noexcept { return {}; }
        void return_void() {}
        void unhandled_exception() { std::terminate(); }

        struct sleep {
            promise_type& self;
            int n;
            bool await_ready() const noexcept { return n == 0; }
            void await_suspend(std::coroutine_handle<>) noexcept { self.ticks += n; }
            int await_resume() const noexcept { return self.ticks; }
        };
        template <class T> struct immediate {
            T value;
            bool await_ready() const noexcept { return true; }
            void await_suspend(std::coroutine_handle<>) noexcept {}
            T await_resume() { return static_cast<T>(value); }
        };
        sleep await_transform(std::chrono::seconds s) { return {*this, static_cast<int>(s.count())}; }
        immediate<const std::string&> await_transform(get_name) { return {name}; }
        immediate<std::string> await_transform(set_name s) { return {std::exchange(name, std::move(s.name))}; }
        std::suspend_always await_transform(std::suspend_always a) { return a; }
        void await_transform(int) = delete;
    };
    std::coroutine_handle<promise_type> handle;
};

static process body(std::chrono::seconds limit) {
    using namespace std::chrono_literals;
    const std::string& name = co_await get_name();
    coro::note("%s", name.c_str());
    std::string old = co_await set_name{"a name that needs an allocation"};
    coro::note("%s->%s", old.c_str(), name.c_str());
    for (auto d = 0s; d < limit; ++d)
        coro::note("t=%d", co_await d);
    co_await std::suspend_always();
    coro::note("%s", (co_await set_name{"last"}).c_str());
}

int main() {
    auto p = body(std::chrono::seconds(4));
    while (!p.handle.done()) {
        coro::note("|");
        p.handle.resume();
    }
    coro::note("%s %d", p.handle.promise().name.c_str(), p.handle.promise().ticks);
    coro::show("process");
    p.handle.destroy();
    coro::show_live_frames();
}
