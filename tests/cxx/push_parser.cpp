// A parser as a coroutine that is fed one character at a time: deep recursion of suspended tasks, errors, and destruction
// in the middle of an input.
// EXPECT: 1+2*3;: = 7
// EXPECT: 2*(3+4)*(5-(6-2));: +( -( +( +( -( -( = 14
// EXPECT: -12/(2-(1+1));: +( +( -( -( error: division by zero
// EXPECT: ((1+2)*3: +( +( -( incomplete -(
// EXPECT: 7*(8+;: +( -( error: unexpected ;
// EXPECT: (1;: +( -( error: no ) after 1
// EXPECT: 1000000*-(-7);: +( -( = 7000000
// EXPECT: live frames: 0
#include "include/coro/log.hpp"
#include "include/coro/sync_wait.hpp"
#include <map>
#include <stdexcept>
#include <string>

using coro::note;
using coro::task;

class input {
public:
    // The next character, without (peek) or with taking it.
    struct character {
        input& in;
        bool take;
        bool await_ready() const noexcept { return in.full; }
        void await_suspend(std::coroutine_handle<> h) noexcept { in.waiting = h; }
        char await_resume() noexcept {
            in.full = !take;
            return in.current;
        }
    };
    character peek() { return {*this, false}; }
    character get() { return {*this, true}; }
    void feed(char c) {
        current = c;
        full = true;
        while (full && waiting)
            std::exchange(waiting, {}).resume();
    }

private:
    char current = 0;
    bool full = false;
    std::coroutine_handle<> waiting;
};

static task<long> expression(input& in);

static task<long> factor(input& in) {
    coro::loud* deep = nullptr;
    char c = co_await in.get();
    if (c == '(') {
        coro::loud l("(");
        deep = &l;
        long value = co_await expression(in);
        if (co_await in.get() != ')')
            throw std::invalid_argument("no ) after " + std::to_string(value));
        co_return deep == &l ? value : -1;
    }
    if (c == '-')
        co_return -co_await factor(in);
    if (c < '0' || c > '9')
        throw std::invalid_argument(std::string("unexpected ") + c);
    long value = c - '0';
    for (char d; (d = co_await in.peek()) >= '0' && d <= '9'; co_await in.get())
        value = value * 10 + (d - '0');
    co_return value;
}

static task<long> term(input& in) {
    long value = co_await factor(in);
    for (;;) {
        switch (co_await in.peek()) {
        case '*':
            co_await in.get();
            value *= co_await factor(in);
            continue;
        case '/':
            co_await in.get();
            if (long divisor = co_await factor(in); divisor != 0)
                value /= divisor;
            else
                throw std::domain_error("division by zero");
            continue;
        }
        co_return value;
    }
}

static task<long> expression(input& in) {
    long value = co_await term(in);
    while (true) {
        char c = co_await in.peek();
        if (c != '+' && c != '-')
            co_return value;
        co_await in.get();
        value = c == '+' ? value + co_await term(in) : value - co_await term(in);
    }
}

int main() {
    for (const char* text : {"1+2*3;", "2*(3+4)*(5-(6-2));", "-12/(2-(1+1));", "((1+2)*3", "7*(8+;", "(1;", "1000000*-(-7);"}) {
        {
            input in;
            auto t = expression(in);
            t.get().resume();
            for (const char* p = text; *p && !t.get().done(); ++p)
                in.feed(*p);
            try {
                if (t.get().done())
                    note("= %ld", t.await_resume());
                else
                    note("incomplete");
            } catch (const std::logic_error& e) {
                note("error: %s", e.what());
            }
        }
        coro::show(text);
    }
    coro::show_live_frames();
}
