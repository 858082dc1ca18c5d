// Virtual coroutine member functions: overridden by coroutines and by plain functions, through a base at an offset (thunks).
// EXPECT: virtual: 0 3 9 ?3 !3 ?3 !3 s q u a r e 0 5 25 ?5 !5 ?5 !5 * s q u a r e 0 1 ?1 !1 = 135 | ~square ~shape ~square ~shape ~shape
// EXPECT: live frames: 0
#include "include/coro/generator.hpp"
#include "include/coro/log.hpp"
#include "include/coro/sync_wait.hpp"
#include "include/coro/value.hpp"
#include <memory>
#include <vector>

using coro::note;

struct shape {
    virtual ~shape() { note("~shape"); }
    virtual coro::generator<int> corners() const {
        for (int i = 0; i < 2; ++i)
            co_yield i;
    }
    virtual coro::task<int> area() = 0;
};

struct named {
    const char* name = "?";
    virtual ~named() = default;
    virtual coro::generator<char> letters() {
        for (const char* p = name; *p; ++p)
            co_yield char(*p);
    }
};

struct square : named, shape { // shape is not at offset 0
    int side;
    explicit square(int s) : side(s) { name = "square"; }
    ~square() override { note("~square"); }
    coro::generator<int> corners() const override {
        for (int c : shape::corners())
            co_yield c * side;
        co_yield side * side;
    }
    coro::task<int> area() override {
        int a = co_await coro::ask{side};
        co_return a * co_await coro::ask{side};
    }
};

struct big_square : square {
    using square::square;
    coro::generator<int> corners() const override { return square::corners(); } // no coroutine itself
    coro::generator<char> letters() override {
        co_yield '*';
        for (char c : named::letters())
            co_yield std::move(c);
    }
    coro::task<int> area() override { co_return 100 + co_await square::area(); }
};

struct virtual_base : virtual shape {
    coro::task<int> area() override { co_return co_await coro::ask{1}; }
};

static coro::task<int> total(std::vector<std::unique_ptr<shape>> shapes) {
    int sum = 0;
    for (auto& s : shapes) {
        for (int c : s->corners())
            note("%d", c);
        sum += co_await s->area();
        if (auto* n = dynamic_cast<named*>(s.get()))
            for (char c : n->letters())
                note("%c", c);
    }
    co_return sum;
}

int main() {
    std::vector<std::unique_ptr<shape>> shapes;
    shapes.push_back(std::make_unique<square>(3));
    shapes.push_back(std::make_unique<big_square>(5));
    shapes.push_back(std::make_unique<virtual_base>());
    {
        auto t = total(std::move(shapes));
        t.get().resume();
        coro::drive();
        note("= %d", t.await_resume());
        note("|");
    }
    coro::show("virtual");
    coro::show_live_frames();
}
