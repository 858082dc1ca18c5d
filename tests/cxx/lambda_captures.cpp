// Captures belong to the closure, not to the frame: coroutine lambdas with the closure kept alive, stored, and shared.
// EXPECT: closure: +outside +capture +local c u   v e -local +local p e y l -local +local _ -local count=10 -capture
// EXPECT: this: 330 431 532
// EXPECT: recursive: 3 -5 0 -2 4 use=1
#include "include/coro/generator.hpp"
#include "include/coro/log.hpp"
#include <functional>
#include <memory>
#include <string>
#include <vector>

using coro::note;

struct owner {
    int base;
    std::function<coro::generator<int>(int)> make() {
        return [this, copy = base](int n) -> coro::generator<int> {
            for (int i = 0; i < n; ++i)
                co_yield base * 100 + copy * 10 + i;
        };
    }
};

int main() {
    std::string text = "captured by value";
    int count = 0;
    coro::loud outside("outside");
    {
        auto lambda = [text, &count, l = coro::loud("capture")](int from) mutable -> coro::generator<char> {
            coro::loud local("local");
            for (std::size_t i = static_cast<std::size_t>(from); i < text.size(); i += 4) {
                ++count;
                co_yield char(text[i]);
                text[i] = '_'; // changes the closure
            }
        };
        for (char c : lambda(0))
            note("%c", c);
        for (char c : lambda(2))
            note("%c", c);
        {
            auto g = lambda(4);
            g.next();
            note("%c", g.get());
        }
        note("count=%d", count);
    }
    coro::show("closure");

    owner o{3};
    auto make = o.make();
    auto g = make(3);
    while (g.next()) {
        note("%d", g.get());
        o.base += 1;
    }
    coro::show("this");

    auto shared = std::make_shared<std::vector<int>>();
    auto with_self = [](auto self, std::shared_ptr<std::vector<int>> v, int depth) -> coro::generator<int> {
        v->push_back(depth);
        co_yield depth;
        if (depth > 0)
            for (int i : self(self, v, depth - 1))
                co_yield -i - depth;
    };
    for (int i : with_self(with_self, shared, 3))
        note("%d", i);
    note("%zu use=%ld", shared->size(), shared.use_count());
    coro::show("recursive");
}
