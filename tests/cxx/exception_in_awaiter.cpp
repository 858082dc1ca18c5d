// Exceptions from each member of an awaiter: await_suspend that throws means that the coroutine was not suspended.
// EXPECT: void: +local +awaiter ready suspend | resume -awaiter value -local = 8
// EXPECT: void: +local +awaiter ready -awaiter caught:ready -local | = -1
// EXPECT: void: +local +awaiter ready suspend -awaiter caught:suspend -local | = -1
// EXPECT: void: +local +awaiter ready suspend | resume -awaiter caught:resume -local = -1
// EXPECT: void: +local +awaiter ready suspend | resume -awaiter value -local = 8
// EXPECT: bool: +local +awaiter ready suspend | resume -awaiter value -local = 8
// EXPECT: bool: +local +awaiter ready -awaiter caught:ready -local | = -1
// EXPECT: bool: +local +awaiter ready suspend -awaiter caught:suspend -local | = -1
// EXPECT: bool: +local +awaiter ready suspend | resume -awaiter caught:resume -local = -1
// EXPECT: bool: +local +awaiter ready suspend | resume -awaiter value -local = 8
// EXPECT: handle: +local +awaiter ready suspend | resume -awaiter value -local = 8
// EXPECT: handle: +local +awaiter ready -awaiter caught:ready -local | = -1
// EXPECT: handle: +local +awaiter ready suspend -awaiter caught:suspend -local | = -1
// EXPECT: handle: +local +awaiter ready suspend | resume -awaiter caught:resume -local = -1
// EXPECT: handle: +local +awaiter ready suspend | resume -awaiter value -local = 8
// EXPECT: operator: +local +awaiter ready suspend | resume -awaiter value -local = 8
// EXPECT: operator: +local +awaiter ready -awaiter caught:ready -local | = -1
// EXPECT: operator: +local +awaiter ready suspend -awaiter caught:suspend -local | = -1
// EXPECT: operator: +local +awaiter ready suspend | resume -awaiter caught:resume -local = -1
// EXPECT: operator: +local caught:co_await -local | = -1
// EXPECT: live frames: 0
#include "include/coro/log.hpp"
#include "include/coro/sync_wait.hpp"
#include "include/coro/value.hpp"
#include <stdexcept>

enum part { none, ready, suspend, resume, conversion };

template <class R> struct awaiter {
    part fails;
    coro::loud l{"awaiter"};
    explicit awaiter(part p) : fails(p) {}
    void check(part p, const char* name) {
        coro::note("%s", name);
        if (fails == p)
            throw std::runtime_error(name);
    }
    bool await_ready() {
        check(ready, "ready");
        return false;
    }
    R await_suspend(std::coroutine_handle<> h) {
        check(suspend, "suspend");
        coro::parked() = h;
        if constexpr (std::is_same_v<R, bool>)
            return true;
        else if constexpr (!std::is_void_v<R>)
            return std::noop_coroutine();
    }
    int await_resume() {
        check(resume, "resume");
        return 7;
    }
};

struct converted {
    part fails;
    awaiter<void> operator co_await() const {
        if (fails == conversion)
            throw std::logic_error("co_await");
        return awaiter<void>(fails);
    }
};

template <class Awaitable> static coro::task<int> attempt(part p) {
    coro::loud l("local");
    int result = 1;
    try {
        result += co_await Awaitable{p};
        coro::note("value");
    } catch (const std::exception& e) {
        coro::note("caught:%s", e.what());
        result = -1;
    }
    co_return result;
}

template <class Awaitable> static void run(const char* title) {
    for (part p : {none, ready, suspend, resume, conversion}) {
        auto t = attempt<Awaitable>(p);
        t.get().resume();
        coro::note("|");
        coro::drive();
        coro::note("= %d", t.await_resume());
        coro::show(title);
    }
}

int main() {
    run<awaiter<void>>("void");
    run<awaiter<bool>>("bool");
    run<awaiter<std::coroutine_handle<>>>("handle");
    run<converted>("operator");
    coro::show_live_frames();
}
