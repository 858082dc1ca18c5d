// Eager and lazy tasks that await each other: the child may be finished, or still run, when it is awaited; multiple wait
// points, a child that outlives its starter's scope, and results that are read later.
// EXPECT: all: +parent +child -child +child +child | -child -child lazy[child 2 with a long text:012] [child 1 with a long text:] caught[child 3 with a long text:0] +child +child +child -child +child -child -child -child -parent = 1132
// EXPECT: until one waits: +parent +child -child +child +child -child | = -1 -child -parent
// EXPECT: live frames: 0
#include "include/coro/eager.hpp"
#include "include/coro/log.hpp"
#include "include/coro/scheduler.hpp"
#include "include/coro/sync_wait.hpp"
#include <stdexcept>
#include <string>
#include <vector>

using coro::eager;
using coro::note;
using coro::task;

static eager<std::string> child(coro::scheduler& s, int id, int turns) {
    coro::loud l("child");
    std::string text = "child " + std::to_string(id) + " with a long text:";
    for (int i = 0; i < turns; ++i) {
        co_await s.yield();
        text += static_cast<char>('0' + i);
    }
    if (id == 3)
        throw std::runtime_error(text);
    co_return text;
}

static task<int> lazy(coro::scheduler& s, eager<std::string>& c) {
    co_await s.yield();
    std::string text = co_await c;
    note("lazy[%s]", text.c_str());
    co_return static_cast<int>(text.size());
}

static eager<int> parent(coro::scheduler& s) {
    coro::loud l("parent");
    auto first = child(s, 1, 0), second = child(s, 2, 3), third = child(s, 3, 1);
    int sum = co_await lazy(s, second);
    note("[%s]", (co_await first).c_str());
    try {
        co_await third;
    } catch (const std::runtime_error& e) {
        note("caught[%s]", e.what());
        sum += 1000;
    }
    std::vector<eager<std::string>> many;
    for (int i = 4; i < 8; ++i)
        many.push_back(child(s, i, i % 3));
    for (auto& m : many)
        sum += static_cast<int>((co_await m).size());
    co_return sum;
}

int main() {
    coro::scheduler s;
    {
        auto p = parent(s);
        note("|");
        s.run();
        note("= %d", p.await_resume());
    }
    coro::show("all");
    {
        auto p = parent(s);
        s.step();
        s.step();
        note("|");
        while (s.waiting() > 1) // handles of the others stay in the queue and are not run
            s.step();
        note("= %d", p.get().done() ? p.await_resume() : -1);
    }
    coro::show("until one waits");
    coro::show_live_frames();
}
