// Lazy tasks that return values, move-only values, references and nothing.
// EXPECT: v 11
// EXPECT: v 24
// EXPECT: v 13
// EXPECT: owned 78
// EXPECT: text <.............................>
// EXPECT: longer is b: the second
// EXPECT: never started, done: 0
// EXPECT: live frames: 0
#include "include/coro/log.hpp"
#include "include/coro/sync_wait.hpp"
#include <memory>
#include <string>
#include <vector>

using coro::task;

static task<int> number(int n) { co_return n; }
static task<std::string> text(int n) {
    std::string s(static_cast<std::size_t>(n), '.');
    s[0] = '<';
    s += '>';
    co_return s;
}
static task<std::unique_ptr<int>> owned(int n) { co_return std::make_unique<int>(n); }
static task<int&> element(std::vector<int>& v, std::size_t i) { co_return v[i]; }
static task<> bump(std::vector<int>& v) {
    for (std::size_t i = 0; i < v.size(); ++i)
        (co_await element(v, i)) += co_await number(10);
}
static task<const std::string&> longer(const std::string& a, const std::string& b) {
    if (a.size() < b.size())
        co_return b;
    co_return a;
}

static task<std::vector<std::string>> all() {
    std::vector<int> v{1, 2, 3};
    co_await bump(v);
    int& middle = co_await element(v, 1);
    middle *= 2;
    std::vector<std::string> lines;
    for (int i : v)
        lines.push_back("v " + std::to_string(i));
    auto p = co_await owned(77);
    *p += co_await number(1);
    lines.push_back("owned " + std::to_string(*p));
    lines.push_back("text " + co_await text(30));
    std::string a = "first", b = "the second";
    const std::string& l = co_await longer(a, b);
    lines.push_back(&l == &b ? "longer is b: " + l : "longer is a: " + l);
    co_return lines;
}

int main() {
    for (const std::string& line : coro::sync_wait(all()))
        std::printf("%s\n", line.c_str());
    task<int> never_started = number(5);
    std::printf("never started, done: %d\n", never_started.get().done());
    never_started = {};
    coro::show_live_frames();
}
