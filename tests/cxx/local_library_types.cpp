// Library types across suspends: optional, variant, string, vector, unique_ptr, shared_ptr, function, map, arrays of strings.
// EXPECT: finished: small use=2 alive deleted:0 expired int tuple text t 2.5 0 -1
// EXPECT: finished: small Amall nothing use=2 alive deleted:1 expired first=21, string tuple text t 2.5 1 0
// EXPECT: finished: small Amall nothing Bmall some1 Cmall nothing Dmall some3 use=2 alive deleted:4 expired =26, 222222222222222222222222222222=25, first=24,27, vector tuple text t 2.5 4 3
// EXPECT: dropped: | deleted:3
// EXPECT: dropped: | deleted:3
// EXPECT: dropped: | deleted:3
#include "include/coro/generator.hpp"
#include "include/coro/log.hpp"
#include <array>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <variant>
#include <vector>

using coro::note;

static coro::generator<std::string_view> body(int n) {
    std::string small = "small", large(40, 'L');
    std::string_view view = small; // points into the frame
    std::array<std::string, 3> array{"first", std::string(30, '2'), ""};
    std::vector<std::unique_ptr<int>> owners;
    std::optional<std::string> maybe;
    std::variant<int, std::string, std::vector<int>> any = n;
    std::shared_ptr<int> shared(new int(n), [](int* p) {
        note("deleted:%d", *p);
        delete p;
    });
    std::weak_ptr<int> weak = shared;
    std::function<int(int)> add = [shared, extra = std::string(20, 'e')](int i) { return *shared + i + static_cast<int>(extra.size()); };
    std::map<std::string, std::vector<int>> map;
    std::tuple<char, double, std::string> tuple{'t', 2.5, "tuple text"};

    co_yield view;
    for (int i = 0; i < n; ++i) {
        owners.push_back(std::make_unique<int>(i));
        map[array[static_cast<std::size_t>(i % 3)]].push_back(add(i));
        if (i % 2) {
            maybe = "some" + std::to_string(i);
            any = std::vector<int>(static_cast<std::size_t>(i), i);
        } else {
            any = large + std::to_string(i);
            maybe.reset();
        }
        small[0] = static_cast<char>('A' + i);
        co_yield view;
        co_yield maybe ? std::string_view(*maybe) : "nothing";
    }
    note("use=%ld", shared.use_count());
    shared.reset();
    co_yield weak.expired() ? "expired" : "alive";
    add = nullptr;
    co_yield weak.expired() ? "expired" : "alive";
    for (auto& [key, values] : map) {
        std::string line = key + "=";
        for (int v : values)
            line += std::to_string(v) + ",";
        co_yield line;
    }
    co_yield std::visit([](auto& v) { return sizeof v == sizeof(int) ? "int" : sizeof v == sizeof(std::string) ? "string" : "vector"; }, any);
    auto& [c, d, s] = tuple;
    co_yield s;
    note("%c %.1f %zu %d", c, d, owners.size(), owners.empty() ? -1 : *owners.back());
}

int main() {
    for (int n : {0, 1, 4}) {
        for (std::string_view s : body(n))
            note("%.*s", static_cast<int>(s.size()), s.data());
        coro::show("finished");
    }
    for (int k : {1, 4, 6}) {
        {
            auto g = body(3);
            for (int i = 0; i < k; ++i)
                g.next();
            note("|");
        }
        coro::show("dropped");
    }
}
