// Parameters by value are moved into the frame exactly once, copied only where the caller asks for it, and destroyed with
// the frame, after the locals; the caller's originals die at the end of the call expression.
// EXPECT: lazy: ~(0,0) ~(1,0) | +local 11 0 0 1 -local | ~(0,1) ~(1,1) ~(0,0) ~(0,0) ~(0,0)
// EXPECT: dropped: ~(1,0) ~(0,1) +local | -local ~(1,1) ~(0,2) ~(0,0)
// EXPECT: eager: +local ~(1,1) ~(1,2) -local ~(0,0) ~(1,0) | = 2111 ~(0,1) ~(1,1) ~(0,0)
// EXPECT: detached: 5:01 ~(0,1) ~(0,0)
// EXPECT: live frames: 0
#include "include/coro/eager.hpp"
#include "include/coro/generator.hpp"
#include "include/coro/log.hpp"

using coro::note;

struct counted {
    int copies = 0, moves = 0;
    counted() = default;
    counted(const counted& o) : copies(o.copies + 1), moves(o.moves) {}
    counted(counted&& o) noexcept : copies(o.copies), moves(o.moves + 1) {}
    ~counted() { note("~(%d,%d)", copies, moves); }
};

static coro::generator<int> lazy(counted a, const counted& b, counted&& c, counted d) {
    coro::loud l("local");
    co_yield a.copies * 10 + a.moves;
    co_yield b.copies * 10 + b.moves;
    co_yield c.copies * 10 + c.moves;
    co_yield d.copies * 10 + d.moves;
}

static coro::eager<int> eager(counted a, counted b) {
    coro::loud l("local");
    counted moved = std::move(a);
    counted copied = b;
    co_return moved.moves * 1000 + moved.copies * 100 + copied.moves * 10 + copied.copies;
}

static coro::detached detached(counted a, int n) {
    note("%d:%d%d", n, a.copies, a.moves);
    co_return;
}

int main() {
    {
        counted named, referred, moved_from;
        auto g = lazy(named, referred, std::move(moved_from), counted());
        note("|");
        while (g.next())
            note("%d", g.get());
        note("|");
    }
    coro::show("lazy");
    {
        counted named;
        auto g = lazy(std::move(named), named, std::move(named), named);
        g.next();
        note("|");
    }
    coro::show("dropped");
    {
        counted named;
        auto e = eager(named, counted());
        note("|");
        note("= %d", e.await_resume());
    }
    coro::show("eager");
    detached(counted(), 5);
    coro::show("detached");
    coro::show_live_frames();
}
