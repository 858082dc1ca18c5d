// await_suspend that returns void, false, true, a handle to itself, to another coroutine and to noop, lazy and eager.
// EXPECT: lazy: | +local | void:101 bool:101 | bool:102 bool:104 | bool:107 self:111 helper | other:116 | noop:121 ready:127 -local = 127
// EXPECT: eager: +local | | void:101 bool:101 | bool:102 bool:104 | bool:107 self:111 helper | other:116 | noop:121 ready:127 -local = 127
// EXPECT: live frames: 0
#include "include/coro/eager.hpp"
#include "include/coro/log.hpp"

using coro::note;
static std::coroutine_handle<> parked;

struct as_void {
    bool await_ready() const noexcept { return false; }
    void await_suspend(std::coroutine_handle<> h) noexcept { parked = h; }
    int await_resume() const noexcept { return 1; }
};
struct as_bool {
    bool suspends;
    int n;
    bool await_ready() const noexcept { return false; }
    bool await_suspend(std::coroutine_handle<> h) noexcept {
        if (suspends)
            parked = h;
        return suspends;
    }
    int await_resume() const noexcept { return n; }
};
struct to_self {
    bool await_ready() const noexcept { return false; }
    template <class P> std::coroutine_handle<P> await_suspend(std::coroutine_handle<P> h) noexcept { return h; }
    int await_resume() const noexcept { return 4; }
};
struct to_other {
    std::coroutine_handle<> other;
    bool await_ready() const noexcept { return false; }
    std::coroutine_handle<> await_suspend(std::coroutine_handle<> h) noexcept {
        parked = h;
        return other;
    }
    int await_resume() const noexcept { return 5; }
};

static coro::task<> helper() {
    for (;;) {
        note("helper");
        co_await std::suspend_always();
    }
}

template <class Coroutine> static Coroutine body(int start, std::coroutine_handle<> other) {
    int n = start;
    coro::loud l("local");
    note("void:%d", n += co_await as_void());
    for (int i = 0; i < 4; ++i)
        note("bool:%d", n += co_await as_bool{i % 2 == 1, i});
    note("self:%d", n += co_await to_self());
    note("other:%d", n += co_await to_other{other});
    note("noop:%d", n += co_await to_other{std::noop_coroutine()});
    note("ready:%d", n += (co_await std::suspend_never(), 6));
    co_return n;
}

template <class Coroutine> static void run(const char* title, bool lazy) {
    {
        auto h = helper();
        Coroutine c = body<Coroutine>(100, h.get());
        note("|");
        if (lazy)
            c.get().resume();
        while (parked) {
            note("|");
            std::exchange(parked, {}).resume();
        }
        note("= %d", c.await_resume());
    }
    coro::show(title);
}

int main() {
    run<coro::task<int>>("lazy", true);
    run<coro::eager<int>>("eager", false);
    coro::show_live_frames();
}
