// What the ramp returns: conversions of get_return_object's result, large objects through a hidden pointer,
// scalars, void; the result is intact also when the coroutine has ended, and freed its frame, before the ramp returns.
// EXPECT: classes: +large body end 19 filled by the promise, on the heap pair 12 pair 12 body end conversion converted 77 -large +large body 19 filled by the promise, on the heap pair 12 end 12 pair body conversion converted 77 end -large
// EXPECT: others: 42 int5 a parameter with more than sixteen characters
// EXPECT: live frames: 0
#include "include/coro/counter.hpp"
#include "include/coro/log.hpp"
#include <array>
#include <coroutine>
#include <exception>
#include <string>

using coro::note;

// converted is built from source after the body has run up to its first suspend, or to its end
struct source {
    int value;
};
struct converted {
    std::string text;
    converted(source s) : text("converted " + std::to_string(s.value)) { note("conversion"); }
    struct promise_type;
};

struct promise_base : coro::counted_frame {
    std::suspend_never initial_suspend() noexcept { return {}; }
    std::suspend_never final_suspend() noexcept { return {}; }
    void return_void() {}
    void unhandled_exception() { std::terminate(); }
};

struct large {
    std::array<long, 20> numbers{};
    std::string text;
    coro::loud l{"large"};
    struct promise_type : promise_base {
        large get_return_object() {
            large r;
            r.numbers[19] = 19;
            r.text = "filled by the promise, on the heap";
            return r;
        }
    };
};

struct pair {
    int a, b;
    struct promise_type : promise_base {
        pair get_return_object() { return {1, 2}; }
    };
};

struct tag_int {};
struct tag_void {};
struct int_promise : promise_base {
    int get_return_object() { return 42; }
};
struct void_promise : promise_base {
    void get_return_object() { note("void"); }
};
template <class... A> struct std::coroutine_traits<int, tag_int, A...> { using promise_type = int_promise; };
template <class... A> struct std::coroutine_traits<void, tag_void, A...> { using promise_type = void_promise; };

struct converted::promise_type : promise_base {
    source get_return_object() { return {77}; }
};

static std::coroutine_handle<> parked;
struct park {
    bool await_ready() const noexcept { return false; }
    void await_suspend(std::coroutine_handle<> h) const noexcept { parked = h; }
    void await_resume() const noexcept {}
};

static large make_large(bool suspend) {
    note("body");
    if (suspend)
        co_await park();
    note("end");
}
static pair make_pair(bool suspend) {
    if (suspend)
        co_await park();
    note("pair");
}
static converted make_converted(bool suspend) {
    note("body");
    if (suspend)
        co_await park();
    note("end");
}
static int make_int(tag_int, int n) {
    co_await park();
    note("int%d", n);
}
static void make_void(tag_void, std::string s) {
    co_await park();
    note("%s", s.c_str());
}

static void resume() { std::exchange(parked, {}).resume(); }

int main() {
    for (bool suspend : {false, true}) {
        large l = make_large(suspend);
        note("%ld %s", l.numbers[19], l.text.c_str());
        pair p = make_pair(false);
        note("%d%d", p.a, p.b);
        if (suspend)
            resume();
        p = make_pair(suspend);
        note("%d%d", p.a, p.b);
        if (suspend)
            resume();
        note("%s", make_converted(suspend).text.c_str());
        if (suspend)
            resume();
    }
    coro::show("classes");
    note("%d", make_int({}, 5));
    resume();
    make_void({}, "a parameter with more than sixteen characters");
    resume();
    coro::show("others");
    coro::show_live_frames();
}
