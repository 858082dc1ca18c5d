// Static locals in a coroutine: initialized once for all activations, also when the initializer throws at first; constant
// and thread_local ones; a global coroutine object that is destroyed at exit.
// EXPECT: x: +local [before] init -local caught:first attempt
// EXPECT: y: +local [before] init [a string that is built once: y] [101] [12] [102] [103] [104] -local
// EXPECT: z: +local [before] [a string that is built once: y] [102] [22] [103] [104] [105] -local
// EXPECT: at exit: 1
#include "include/coro/generator.hpp"
#include "include/coro/log.hpp"
#include <stdexcept>
#include <string>

using coro::note;

static int attempts;
static std::string expensive(const char* text) {
    note("init");
    if (++attempts == 1)
        throw std::runtime_error("first attempt");
    return std::string("a string that is built once: ") + text;
}

static coro::generator<const std::string&> body(const char* text) {
    coro::loud l("local");
    co_yield std::string("before");
    static const std::string shared = expensive(text);
    co_yield shared;
    static int calls = 100;
    ++calls;
    co_yield std::to_string(calls);
    static thread_local int steps = attempts;
    steps += 10;
    co_yield std::to_string(steps);
    static constexpr int table[] = {1, 2, 3};
    for (const int& i : table)
        co_yield std::to_string(i + calls);
}

struct at_exit {
    coro::generator<int> source;
    ~at_exit() {
        source.next();
        note("%d", source.get());
        coro::show("at exit");
    }
};

static coro::generator<int> count() {
    for (int i = 0;; ++i)
        co_yield i;
}

int main() {
    coro::trace(); // built before, and so destroyed after, what uses it at exit
    static at_exit last{count()};
    last.source.next();
    for (const char* text : {"x", "y", "z"}) {
        try {
            for (const std::string& s : body(text))
                note("[%s]", s.c_str());
        } catch (const std::runtime_error& e) {
            note("caught:%s", e.what());
        }
        coro::show(text);
    }
}
