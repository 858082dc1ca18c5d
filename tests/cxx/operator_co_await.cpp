// operator co_await as a member (by value category) and as a free function; the awaiter it returns lives across the suspend.
// EXPECT: operators: +lvalue -lvalue 3 +rvalue -rvalue 40 +free +free -free -free 11 a boxed string, not a small one +rvalue -rvalue resumed 6 times = 124
// EXPECT: live frames: 0
#include "include/coro/log.hpp"
#include "include/coro/sync_wait.hpp"
#include "include/coro/value.hpp"

using coro::note;

struct logged_awaiter {
    coro::loud l;
    int n;
    logged_awaiter(const char* name, int value) : l(name), n(value) {}
    bool await_ready() const noexcept { return false; }
    void await_suspend(std::coroutine_handle<> h) noexcept { coro::parked() = h; }
    int await_resume() const noexcept { return n; }
};

struct member {
    int n;
    logged_awaiter operator co_await() const& { return {"lvalue", n}; }
    logged_awaiter operator co_await() && { return {"rvalue", n * 10}; }
};

namespace library {
struct milliseconds {
    int n;
};
logged_awaiter operator co_await(milliseconds m) { return {"free", m.n}; }
template <class T> struct box {
    T value;
};
template <class T> auto operator co_await(box<T>&& b) { return coro::later<T>{std::move(b.value)}; }
} // namespace library

static coro::task<int> body() {
    const member m{3};
    int a = co_await m;
    note("%d", a);
    int b = co_await member{4};
    note("%d", b);
    int c = co_await library::milliseconds{5} + co_await library::milliseconds{6};
    note("%d", c);
    std::string s = co_await library::box<std::string>{"a boxed string, not a small one"};
    note("%s", s.c_str());
    member&& r = member{7};
    co_return a + b + c + co_await std::move(r);
}

int main() {
    auto t = body();
    t.get().resume();
    note("resumed %d times", coro::drive());
    note("= %d", t.await_resume());
    t = {};
    coro::show("operators");
    coro::show_live_frames();
}
