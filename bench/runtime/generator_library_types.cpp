// Locals with destructors across every yield: string, vector, optional, unique_ptr.
#include "coro/generator.hpp"
#include "measured.hpp"
#include <memory>
#include <optional>
#include <string>
#include <vector>

[[gnu::noinline]] static coro::generator<long> words(long n) {
    std::string text = "a text that is too long to be stored in place";
    std::vector<long> seen(16);
    for (long i = 0; i < n; ++i) {
        std::optional<long> last;
        auto box = std::make_unique<long>(i);
        co_yield *box;
        last = *box + text[static_cast<std::size_t>(i) % text.size()];
        seen[static_cast<std::size_t>(i & 15)] += *last;
        co_yield *last + seen[static_cast<std::size_t>(i * 7 & 15)];
    }
}

measured run(long n) {
    long sum = 0;
    for (long s : words(n))
        sum += s;
    return {2 * n + 1, sum};
}
