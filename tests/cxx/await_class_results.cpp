// Results of class type: the object's lifetime begins before the await and it is filled after it, so that it stays off the frame.
// Two such objects that are alive at the same time must not share a stack slot.
// EXPECT: first second
// EXPECT: 153752
// EXPECT: ~second ~first
// EXPECT: third
// EXPECT: ~third
#include <coroutine>
#include <cstdio>

namespace {

struct Task {
    struct promise_type {
        Task get_return_object() { return {std::coroutine_handle<promise_type>::from_promise(*this)}; }
        std::suspend_always initial_suspend() { return {}; }
        std::suspend_always final_suspend() noexcept { return {}; }
        void return_void() {}
        void unhandled_exception() {}
    };
    std::coroutine_handle<promise_type> handle;
};

struct Words {
    long at[16];
};

[[gnu::noinline]] Words make(long from) {
    Words made;
    for (int i = 0; i < 16; ++i)
        made.at[i] = from + i;
    if (from == 99)
        throw 1;
    return made;
}

[[gnu::noinline]] long sum(const Words& x, const Words& y) {
    long all = 0;
    for (int i = 0; i < 16; ++i)
        all += x.at[i] * 1000 + y.at[i];
    return all;
}

struct Name {
    const char* text;
    explicit Name(const char* given) : text(given) {}
    Name(const Name&) = delete;
    [[gnu::noinline]] ~Name();
};

const char* separator = "";

Name::~Name() {
    std::printf("%s~%s", separator, text);
    separator = " ";
}

template <typename T, typename From> struct Awaiter {
    From from;
    bool await_ready() { return false; }
    void await_suspend(std::coroutine_handle<>) {}
    T await_resume() { return T(make_result(from)); }
    static Words make_result(long given) { return make(given); }
    static const char* make_result(const char* given) { return given; }
};

Task body(long from) {
    {
        Name first = co_await Awaiter<Name, const char*>{"first"};
        Name second("second");
        std::printf("%s %s\n", first.text, second.text);
        Words x = co_await Awaiter<Words, long>{from};
        Words y = make(from + 100);
        std::printf("%ld\n", sum(x, y));
    }
    std::puts("");
    separator = "";
    {
        Name third = co_await Awaiter<Name, const char*>{"third"};
        std::printf("%s\n", third.text);
    }
    std::puts("");
}

} // namespace

int main() {
    Task task = body(2);
    while (!task.handle.done())
        task.handle.resume();
    task.handle.destroy();
}
