// A coroutine is destroyed while an exception unwinds its owner; its cleanups may use try and catch themselves.
// EXPECT: function: +local ~loop(uncaught=0) inside ~loop(uncaught=1) inside -local ~outer(uncaught=1) inside caught:limit
// EXPECT: task: +user +local -user ~loop(uncaught=1) inside -local ~outer(uncaught=1) inside caught:from the task
// EXPECT: live frames: 0
#include "include/coro/generator.hpp"
#include "include/coro/log.hpp"
#include "include/coro/sync_wait.hpp"
#include <stdexcept>

using coro::loud;

struct guard {
    const char* name;
    ~guard() {
        coro::note("~%s(uncaught=%d)", name, std::uncaught_exceptions());
        try {
            throw 1;
        } catch (int) {
            coro::note("inside");
        }
    }
};

static coro::generator<int> numbers() {
    guard g{"outer"};
    loud l("local");
    for (int i = 0;; ++i) {
        guard h{"loop"};
        co_yield i;
    }
}

static int use(int limit) {
    for (int i : numbers())
        if (i == limit)
            throw std::runtime_error("limit");
    return 0;
}

static coro::task<int> coroutine_user() {
    auto g = numbers();
    loud l("user");
    g.next();
    throw std::out_of_range("from the task");
    co_return g.get();
}

int main() {
    try {
        use(1);
    } catch (const std::exception& e) {
        coro::note("caught:%s", e.what());
    }
    coro::show("function");
    try {
        coro::sync_wait(coroutine_user());
    } catch (const std::exception& e) {
        coro::note("caught:%s", e.what());
    }
    coro::show("task");
    coro::show_live_frames();
}
