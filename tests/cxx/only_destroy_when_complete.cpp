// [[clang::coro_only_destroy_when_complete]]: the promise that coroutines are destroyed at their final suspend only (or
// destroy themselves), so that the destroy function keeps just that path. What promise and parameters hold is destroyed nevertheless.
// EXPECT: job: +parameter >parameter +promise -moved +local -local [parameter] -promise -parameter
// EXPECT: job: +parameter >parameter +promise -moved +local +inner -inner +inner -inner -local [0 and some more text 1 and some more text parameter] -promise -parameter
// EXPECT: job: +parameter >parameter +promise -moved +local +inner -inner +inner -inner +inner -inner +inner -inner -local caught:three -promise -parameter
// EXPECT: forget: +f >f -moved f0 f1 -f
// EXPECT: live frames: 0
#include "include/coro/counter.hpp"
#include "include/coro/log.hpp"
#include <coroutine>
#include <exception>
#include <memory>
#include <stdexcept>
#include <string>

#if __has_cpp_attribute(clang::coro_only_destroy_when_complete)
#define WHEN_COMPLETE [[clang::coro_only_destroy_when_complete]]
#else
#define WHEN_COMPLETE
#endif

using coro::note;

struct WHEN_COMPLETE job {
    struct promise_type : coro::counted_frame {
        coro::loud l{"promise"};
        std::unique_ptr<std::string> result;
        std::exception_ptr error;
        job get_return_object() { return {std::coroutine_handle<promise_type>::from_promise(*this)}; }
        std::suspend_always initial_suspend() noexcept { return {}; }
        std::suspend_always final_suspend() noexcept { return {}; }
        void return_value(std::string s) { result = std::make_unique<std::string>(std::move(s)); }
        void unhandled_exception() { error = std::current_exception(); }
    };
    std::coroutine_handle<promise_type> handle;
};

struct WHEN_COMPLETE fire_and_forget {
    struct promise_type : coro::counted_frame {
        fire_and_forget get_return_object() { return {}; }
        std::suspend_never initial_suspend() noexcept { return {}; }
        std::suspend_never final_suspend() noexcept { return {}; }
        void return_void() {}
        void unhandled_exception() { std::terminate(); }
    };
};

static job body(coro::loud parameter, int n) {
    coro::loud local("local");
    std::string text;
    for (int i = 0; i < n; ++i) {
        coro::loud inner("inner");
        text += std::to_string(i) + " and some more text ";
        co_await std::suspend_always();
        if (i == 3)
            throw std::length_error("three");
    }
    co_return text + parameter.name;
}

static fire_and_forget run(std::coroutine_handle<>& out, coro::loud l) {
    struct hand_out {
        std::coroutine_handle<>& out;
        bool await_ready() const noexcept { return false; }
        void await_suspend(std::coroutine_handle<> h) const noexcept { out = h; }
        void await_resume() const noexcept {}
    };
    for (int i = 0; i < 2; ++i) {
        co_await hand_out{out};
        note("%s%d", l.name, i);
    }
}

int main() {
    for (int n : {0, 2, 5}) {
        job j = body(coro::loud("parameter"), n);
        while (!j.handle.done())
            j.handle.resume();
        try {
            if (j.handle.promise().error)
                std::rethrow_exception(j.handle.promise().error);
            note("[%s]", j.handle.promise().result->c_str());
        } catch (const std::length_error& e) {
            note("caught:%s", e.what());
        }
        j.handle.promise().error = nullptr;
        j.handle.destroy();
        coro::show("job");
    }
    std::coroutine_handle<> h;
    run(h, coro::loud("f"));
    h.resume();
    h.resume();
    coro::show("forget");
    coro::show_live_frames();
}
