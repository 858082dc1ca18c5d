// range-v3's generators in its own views: fibonacci, primes, a walk over text, all as ranges.
// range-v3 0.12 does not know that clang has them.
#define RANGES_CXX_COROUTINES 201703L
#define RANGES_COROUTINES_HEADER <coroutine>
#define RANGES_COROUTINES_NS std
#include <cstdio>
#include <range/v3/experimental/utility/generator.hpp>
#include <range/v3/numeric/accumulate.hpp>
#include <range/v3/view/filter.hpp>
#include <range/v3/view/take.hpp>
#include <range/v3/view/transform.hpp>
#include <string>
#include <vector>

using ranges::experimental::generator;

generator<unsigned long> fibonacci() {
    unsigned long a = 0, b = 1;
    for (;;) {
        co_yield a;
        a = std::exchange(b, a + b);
    }
}

generator<int> primes() {
    std::vector<int> found;
    for (int n = 2;; ++n) {
        bool prime = true;
        for (int p : found)
            if (p * p > n)
                break;
            else if (n % p == 0) {
                prime = false;
                break;
            }
        if (prime) {
            found.push_back(n);
            co_yield n;
        }
    }
}

generator<std::string const> words(std::string text) {
    std::string word;
    for (char c : text) {
        if (c != ' ') {
            word += c;
            continue;
        }
        co_yield word;
        word.clear();
    }
    co_yield word;
}

int main() {
    auto even = fibonacci() | ranges::views::filter([](unsigned long x) { return x % 2 == 0; }) | ranges::views::take(20);
    std::printf("%lu\n", ranges::accumulate(even, 0ul));
    auto squares = primes() | ranges::views::transform([](int p) { return p * p; }) | ranges::views::take(50);
    std::printf("%d\n", ranges::accumulate(squares, 0));
    std::size_t length = 0;
    for (auto const& word : words("the quick brown fox jumps over the lazy dog"))
        length = length * 3 + word.size();
    std::printf("%zu\n", length);
}
