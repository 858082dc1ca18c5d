// A C++20 generator, and three coroutines that use it: one loop, one chain, and one with phases.
//
//     CXX=scripts/cxx; $CXX -std=c++20 -O2 examples/generator.cpp -o generator && ./generator
//
// scripts/run.sh builds it like that, shows the frames, and expects these lines:
//
// EXPECT: fibonacci: 0 1 1 2 3 5 8 13 21 34
// EXPECT: odd squares: 1 9 25 49 81
// EXPECT: tour: 1 4 9 | 1 3 6 | 2 4 8
// EXPECT: left early: 1 4

#include <coroutine>
#include <cstdint>
#include <cstdio>
#include <exception>
#include <utility>

using number = std::uint64_t;

// Yields numbers to a range-for. The promise holds the current one; the frame goes with the generator.
class generator {
public:
    struct promise_type {
        number current = 0;

        generator get_return_object() { return generator(handle::from_promise(*this)); }
        std::suspend_always initial_suspend() noexcept { return {}; }
        std::suspend_always final_suspend() noexcept { return {}; }
        std::suspend_always yield_value(number value) noexcept {
            current = value;
            return {};
        }
        void return_void() noexcept {}
        void unhandled_exception() { std::terminate(); }
    };
    using handle = std::coroutine_handle<promise_type>;

    struct end_mark {};
    struct iterator {
        handle coroutine;

        iterator& operator++() {
            coroutine.resume();
            return *this;
        }
        number operator*() const { return coroutine.promise().current; }
        bool operator!=(end_mark) const { return !coroutine.done(); }
    };

    generator(generator&& other) noexcept : coroutine(std::exchange(other.coroutine, {})) {}
    ~generator() {
        if (coroutine)
            coroutine.destroy();
    }

    iterator begin() {
        coroutine.resume();
        return {coroutine};
    }
    end_mark end() const { return {}; }

private:
    explicit generator(handle coroutine) : coroutine(coroutine) {}
    handle coroutine;
};

// Two values go around the loop, across the suspend point.
generator fibonacci(int count) {
    number a = 0, b = 1;
    for (int i = 0; i < count; ++i) {
        co_yield a;
        a = std::exchange(b, a + b);
    }
}

generator squares(number from, number to) {
    for (number i = from; i <= to; ++i)
        co_yield i * i;
}

// A generator in the frame of a generator.
generator odd(generator source) {
    for (number value : source)
        if (value % 2)
            co_yield value;
}

// Three phases one after the other. What one of them needs is dead in the next, so that they can share their slots.
generator tour(number length) {
    for (number i = 1, step = 3; i <= length * length; i += step, step += 2)
        co_yield i;
    for (number i = 1, sum = 1; i <= length; ++i, sum += i)
        co_yield sum;
    for (number left = length, power = 2; left; --left, power *= 2)
        co_yield power;
}

static void print(const char* name, generator numbers) {
    std::printf("%s:", name);
    for (number value : numbers)
        std::printf(" %llu", static_cast<unsigned long long>(value));
    std::puts("");
}

int main() {
    print("fibonacci", fibonacci(10));
    print("odd squares", odd(squares(1, 10)));

    std::printf("tour:");
    number position = 0;
    for (number value : tour(3)) {
        std::printf(" %llu", static_cast<unsigned long long>(value));
        if (++position % 3 == 0 && position < 9)
            std::printf(" |");
    }
    std::puts("");

    std::printf("left early:"); // the frame is destroyed at the suspend point where it stands
    for (number value : tour(3)) {
        if (value > 4)
            break;
        std::printf(" %llu", static_cast<unsigned long long>(value));
    }
    std::puts("");
}
