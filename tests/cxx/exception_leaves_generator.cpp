// An exception leaves a generator whose body has no reachable end, or that has changed a parameter: it is at its final suspend
// point then, and destroying it destroys the promise and the parameters as they are, nothing else.
// WRONG WITH LLVM: the final suspend point, or what its clean-up needs, is gone before the split.
// EXPECT: endless 0: +argument >argument +promise -moved +local -local caught:0 done=1 | -promise -argument
// EXPECT: endless 1: +argument >argument +promise -moved +local 1 -local +local -local caught:1 done=1 | -promise -argument
// EXPECT: endless 2: +argument >argument +promise -moved +local 1 -local +local 2 -local +local -local caught:2 done=1 | -promise -argument
// EXPECT: throws at its end: +argument >argument +promise -moved +local 1 -local caught:7 done=1 | -promise -argument
// EXPECT: not resumed: +argument >argument +promise -moved | -promise -argument
// EXPECT: not thrown: +argument >argument +promise -moved +local 1 | -local -promise -argument
// EXPECT: parameter changed 0: +1 2 -1 +2 caught:0 done=1 | -2
// EXPECT: parameter changed 1: +1 2 -1 +2 3 -2 +3 caught:1 done=1 | -3
// EXPECT: parameter changed 9: +1 2 -1 +2 3 -2 +3 done=1 | -3
// EXPECT: eager: +1 -1 caught:0
// EXPECT: live frames: 0
#include "include/coro/counter.hpp"
#include "include/coro/log.hpp"
#include <coroutine>

template <class Initial> struct generator {
    struct promise_type : coro::counted_frame {
        coro::loud member{"promise"};
        int value = 0;
        generator get_return_object() { return {std::coroutine_handle<promise_type>::from_promise(*this)}; }
        Initial initial_suspend() noexcept { return {}; }
        std::suspend_always final_suspend() noexcept { return {}; }
        std::suspend_always yield_value(int v) {
            value = v;
            return {};
        }
        void return_void() {}
        void unhandled_exception() { throw; }
    };
    std::coroutine_handle<promise_type> handle;
};
using lazy = generator<std::suspend_always>;

[[gnu::noinline]] static void may_throw(int at, int i) {
    if (i == at)
        throw i;
}

static lazy endless(coro::loud, int throw_at) {
    for (int i = 0;; ++i) {
        coro::loud local("local");
        may_throw(throw_at, i);
        co_yield i + 1;
    }
}

static lazy throws_at_its_end(coro::loud) {
    coro::loud local("local");
    co_yield 1;
    throw 7;
}

// Small enough to live in a register.
struct owner {
    int id;
    [[gnu::noinline]] static void gained(int id) { coro::note("+%d", id); }
    [[gnu::noinline]] static void lost(int id) { coro::note("-%d", id); }
    explicit owner(int i) : id(i) { gained(id); }
    owner(owner&& other) noexcept : id(other.id) { other.id = 0; }
    ~owner() {
        if (id)
            lost(id);
    }
    void set(int i) {
        if (id)
            lost(id);
        gained(id = i);
    }
};

struct quiet {
    struct promise_type : coro::counted_frame {
        int value = 0;
        quiet get_return_object() { return {std::coroutine_handle<promise_type>::from_promise(*this)}; }
        std::suspend_always initial_suspend() noexcept { return {}; }
        std::suspend_always final_suspend() noexcept { return {}; }
        std::suspend_always yield_value(int v) {
            value = v;
            return {};
        }
        void return_void() {}
        void unhandled_exception() { throw; }
    };
    std::coroutine_handle<promise_type> handle;
};

static quiet changes_its_parameter(owner kept, int throw_at) {
    for (int i = 0; i < 2; ++i) {
        co_yield i + 2;
        kept.set(i + 2);
        may_throw(throw_at, i);
    }
}

struct eager {
    struct promise_type : coro::counted_frame {
        eager get_return_object() { return {}; }
        std::suspend_never initial_suspend() noexcept { return {}; }
        std::suspend_never final_suspend() noexcept { return {}; }
        void return_void() {}
        void unhandled_exception() { throw; }
    };
};

static eager thrown_in_the_call(owner, int throw_at) {
    may_throw(throw_at, 0);
    co_return;
}

// Takes up to `count` elements.
template <class Make> static void run(const char* title, int count, Make make) {
    auto made = make();
    try {
        while (count-- > 0) {
            made.handle.resume();
            if (made.handle.done())
                break;
            coro::note("%d", made.handle.promise().value);
        }
        if (made.handle.done())
            coro::note("done=1");
    } catch (int thrown) {
        coro::note("caught:%d done=%d", thrown, made.handle.done());
    }
    coro::note("|");
    made.handle.destroy();
    coro::show(title);
}

int main() {
    const char* titles[] = {"endless 0", "endless 1", "endless 2"};
    for (int at = 0; at < 3; ++at)
        run(titles[at], 9, [&] { return endless(coro::loud("argument"), at); });
    run("throws at its end", 9, [&] { return throws_at_its_end(coro::loud("argument")); });
    run("not resumed", 0, [&] { return endless(coro::loud("argument"), 1); });
    run("not thrown", 1, [&] { return endless(coro::loud("argument"), 1); });
    run("parameter changed 0", 9, [&] { return changes_its_parameter(owner(1), 0); });
    run("parameter changed 1", 9, [&] { return changes_its_parameter(owner(1), 1); });
    run("parameter changed 9", 9, [&] { return changes_its_parameter(owner(1), 9); });
    try {
        thrown_in_the_call(owner(1), 0);
    } catch (int thrown) {
        coro::note("caught:%d", thrown);
    }
    coro::show("eager");
    coro::show_live_frames();
}
