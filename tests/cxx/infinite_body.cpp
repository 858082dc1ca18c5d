// Bodies without a reachable end: endless loops with one or multiple suspends, left by destruction only; the final suspend
// is dead code.
// EXPECT: one: +one 0 1 2 -one
// EXPECT: light: +light +phase green -phase +phase yellow quick -phase +phase red -phase +phase green -phase +phase yellow -phase +phase red -phase +phase green | -phase -light
// EXPECT: spinner: spin spin spin spin done=0
// EXPECT: live frames: 0
#include "include/coro/generator.hpp"
#include "include/coro/log.hpp"
#include "include/coro/task.hpp"

using coro::note;

static coro::generator<int> one_suspend() {
    coro::loud l("one");
    for (int i = 0;; ++i)
        co_yield i;
}

static coro::generator<const char*> traffic_light(int quick) {
    coro::loud l("light");
    const char* names[] = {"green", "yellow", "red"};
    int phase = 0;
    while (true) {
        coro::loud inner("phase");
        co_yield std::move(names[phase]);
        if (phase == 1 && quick-- > 0)
            co_yield "quick";
        phase = (phase + 1) % 3;
    }
}

// Only ever suspends at the start of the loop, and nothing is alive there.
static coro::task<> spinner() {
again:
    note("spin");
    co_await std::suspend_always();
    goto again;
}

int main() {
    {
        auto g = one_suspend();
        for (int i = 0; i < 3; ++i) {
            g.next();
            note("%d", g.get());
        }
    }
    coro::show("one");
    {
        auto g = traffic_light(1);
        for (int i = 0; i < 8; ++i) {
            g.next();
            note("%s", g.get());
        }
        note("|");
    }
    coro::show("light");
    {
        auto t = spinner();
        for (int i = 0; i < 4; ++i)
            t.get().resume();
        note("done=%d", t.get().done());
        auto never = traffic_light(0); // not even started
    }
    coro::show("spinner");
    coro::show_live_frames();
}
