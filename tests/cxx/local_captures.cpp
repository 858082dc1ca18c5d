// Locals captured by reference in closures, std::function and reference wrappers, called while the coroutine is suspended.
// EXPECT: captures: (1030) 999 (1) 19 997 (1028) 994 (3) 16 990 (1022) 985 (5) 11 979 (1012) 972 (7) 4 964 (998) 955 (9) -5 945 (15) 934 log123456789:;11 1868
// EXPECT: callbacks left: 0
#include "include/coro/generator.hpp"
#include "include/coro/log.hpp"
#include <array>
#include <functional>
#include <string>
#include <vector>

using coro::note;
static std::vector<std::function<int(int)>> callbacks;

struct scoped_callback {
    explicit scoped_callback(std::function<int(int)> f) { callbacks.push_back(std::move(f)); }
    ~scoped_callback() { callbacks.pop_back(); }
};

static coro::generator<int> body(int parameter) {
    int hits = 0;
    std::string log = "log";
    std::array<int, 2> pair{10, 20};
    auto& [x, y] = pair;
    bool stop = false;
    scoped_callback first([&](int i) {
        ++hits;
        log += static_cast<char>('0' + i);
        parameter -= i;
        return parameter;
    });
    auto sum = [&pair, &parameter] { return pair[0] + pair[1] + parameter; };
    while (!stop) {
        co_yield sum();
        scoped_callback second([&, step = hits](int i) {
            x += i;
            y -= step;
            stop = x > 30;
            return y;
        });
        co_yield hits;
    }
    auto nested = [&] { return [&] { return log + std::to_string(hits); }; }();
    std::reference_wrapper<int> wrapped = parameter;
    co_yield static_cast<int>(nested().size());
    wrapped.get() *= 2;
    note("%s %d", nested().c_str(), parameter);
}

int main() {
    auto g = body(1000);
    int i = 0;
    while (g.next()) {
        note("(%d)", g.get());
        ++i;
        for (std::size_t c = callbacks.size(); c-- > 0;)
            note("%d", callbacks[c](i));
    }
    coro::show("captures");
    std::printf("callbacks left: %zu\n", callbacks.size());
}
