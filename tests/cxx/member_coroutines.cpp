// Coroutine member functions: `this` is a hidden reference parameter; const, static, ref-qualified, of a base, operators.
// EXPECT: members: ?10 !10 ?11 !11 ?12 !12 ?13 !13 ?5 !5 ?-1 !-1 230 232 234 236 12 ?0 !0 a name with many characters4 = 138
// EXPECT: live frames: 0
#include "include/coro/generator.hpp"
#include "include/coro/log.hpp"
#include "include/coro/sync_wait.hpp"
#include "include/coro/value.hpp"
#include <string>
#include <vector>

using coro::note;

class table {
public:
    explicit table(std::string n) : name(std::move(n)) {}
    coro::generator<int&> entries() {
        for (int& i : values)
            co_yield i;
    }
    coro::generator<int> doubled() const {
        for (int i : values)
            co_yield 2 * i;
    }
    static coro::generator<int> numbers(int n) {
        for (int i = 0; i < n; ++i)
            co_yield i;
    }
    coro::task<std::size_t> fill(int count) & {
        for (int i = 0; i < count; ++i)
            values.push_back(co_await coro::ask{i + offset});
        co_return values.size();
    }
    coro::task<std::string> take() && {
        std::string mine = std::move(name);
        co_await coro::ask{0};
        co_return mine + std::to_string(values.size());
    }
    coro::task<int> operator()(int a, int b) const { co_return a * co_await coro::ask{b} + static_cast<int>(values.size()); }
    coro::task<int> operator[](int i) {
        co_await coro::ask{-1};
        co_return values[static_cast<std::size_t>(i)];
    }

protected:
    std::vector<int> values;
    int offset = 10;

private:
    std::string name;
};

struct derived : table {
    using table::table;
    // takes the object itself by value: it lives in the frame
    coro::generator<int> own(derived self, int extra) {
        self.values.push_back(extra);
        for (int i : self.doubled())
            co_yield i + this->offset;
    }
};

static coro::task<int> body() {
    derived t("a name with many characters");
    auto size = co_await t.fill(4);
    for (int& i : t.entries())
        i += 100;
    int sum = static_cast<int>(size) + co_await t(3, 5) + co_await t[2];
    for (int i : t.own(t, 1))
        note("%d", i);
    for (int i : derived::numbers(3))
        sum += i;
    note("%s", (co_await std::move(t).take()).c_str());
    co_return sum;
}

int main() {
    auto t = body();
    t.get().resume();
    coro::drive();
    note("= %d", t.await_resume());
    t = {};
    coro::show("members");
    coro::show_live_frames();
}
