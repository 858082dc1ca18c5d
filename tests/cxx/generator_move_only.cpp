// Yields move-only values, some consumed and some left in the frame: each must be freed exactly once.
// EXPECT: words: a (0 taken) bb ccc (2 taken) dddd a temporary that lives across the suspend
// EXPECT: taken: a ccc a temporary that lives across the suspend
// EXPECT: all moved out: +one >one [one] -one -moved +two >two [two] -two +three >three [three] -three -moved -moved
// EXPECT: dropped at the second: +one -one +two [two] -two
#include "include/coro/generator.hpp"
#include "include/coro/log.hpp"
#include <memory>
#include <string>
#include <vector>

static coro::generator<std::unique_ptr<std::string>> words(int count) {
    for (int i = 0; i < count; ++i) {
        auto w = std::make_unique<std::string>(static_cast<std::size_t>(i + 1), static_cast<char>('a' + i));
        co_yield std::move(w);
        if (!w)
            coro::note("(%d taken)", i);
    }
    co_yield std::make_unique<std::string>("a temporary that lives across the suspend");
}

static coro::generator<coro::loud> louds() {
    co_yield coro::loud("one");
    coro::loud two("two");
    co_yield std::move(two);
    co_yield coro::loud("three");
}

int main() {
    std::vector<std::unique_ptr<std::string>> taken;
    int i = 0;
    for (auto&& w : words(4)) {
        coro::note("%s", w->c_str());
        if (i++ % 2 == 0)
            taken.push_back(std::move(w));
    }
    coro::show("words");
    for (auto& w : taken)
        coro::note("%s", w->c_str());
    coro::show("taken");

    for (auto&& l : louds()) {
        coro::loud mine(std::move(l));
        coro::note("[%s]", mine.name);
    }
    coro::show("all moved out");
    {
        auto g = louds();
        g.next(), g.next();
        coro::note("[%s]", g.get().name);
    }
    coro::show("dropped at the second");
}
