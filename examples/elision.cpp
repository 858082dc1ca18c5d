// Coroutines that call coroutines, and how many frames that allocates.
//
//     clang++-22 -std=c++20 -O2 -fpass-plugin=$PLUGIN -mllvm -gc-coro-split-all examples/elision.cpp -o elision && ./elision
//
// docs/elision.md shows what clang prints with the plugin and without it.

#include <coroutine>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <new>
#include <utility>

static int allocations = 0;

void* operator new(std::size_t size) {
    ++allocations;
    if (void* memory = std::malloc(size))
        return memory;
    throw std::bad_alloc();
}
void operator delete(void* memory) noexcept { std::free(memory); }
void operator delete(void* memory, std::size_t) noexcept { std::free(memory); }

// Owns a coroutine: the last owner destroys it.
template <class Promise> class owner {
public:
    explicit owner(std::coroutine_handle<Promise> handle) : handle(handle) {}
    owner(owner&& other) noexcept : handle(std::exchange(other.handle, {})) {}
    ~owner() {
        if (handle)
            handle.destroy();
    }

protected:
    std::coroutine_handle<Promise> handle;
};

struct generator_promise;

struct generator : owner<generator_promise> {
    using promise_type = generator_promise;
    using owner::owner;
    bool next();
    long value() const;
};

struct generator_promise {
    long value = 0;

    generator get_return_object() {
        return generator(std::coroutine_handle<generator_promise>::from_promise(*this));
    }
    std::suspend_always initial_suspend() noexcept { return {}; }
    std::suspend_always final_suspend() noexcept { return {}; }
    std::suspend_always yield_value(long next) noexcept {
        value = next;
        return {};
    }
    void return_void() noexcept {}
    void unhandled_exception() { std::terminate(); }
};

bool generator::next() {
    handle.resume();
    return !handle.done();
}
long generator::value() const { return handle.promise().value; }

struct task_promise;

// Begins when it is awaited, and then resumes whoever awaits it.
struct task : owner<task_promise> {
    using promise_type = task_promise;
    using owner::owner;
    bool await_ready() noexcept { return false; }
    std::coroutine_handle<> await_suspend(std::coroutine_handle<> caller) noexcept;
    long await_resume();
    long run();
};

struct task_promise {
    long result = 0;
    std::coroutine_handle<> caller = std::noop_coroutine();

    struct last {
        bool await_ready() noexcept { return false; }
        std::coroutine_handle<> await_suspend(std::coroutine_handle<task_promise> done) noexcept {
            return done.promise().caller;
        }
        void await_resume() noexcept {}
    };
    task get_return_object() { return task(std::coroutine_handle<task_promise>::from_promise(*this)); }
    std::suspend_always initial_suspend() noexcept { return {}; }
    last final_suspend() noexcept { return {}; }
    void return_value(long value) { result = value; }
    void unhandled_exception() { std::terminate(); }
};

std::coroutine_handle<> task::await_suspend(std::coroutine_handle<> caller) noexcept {
    handle.promise().caller = caller;
    return handle;
}
long task::await_resume() { return handle.promise().result; }
long task::run() {
    handle.resume();
    return handle.promise().result;
}

static generator count(long from, long to) {
    for (long i = from; i < to; ++i)
        co_yield i;
}

// A generator over generators: the inner ones are destroyed in each iteration.
static generator triangle(long rows) {
    for (long row = 0; row < rows; ++row)
        for (generator numbers = count(0, row); numbers.next();)
            co_yield numbers.value();
}

static task digit(long number) { co_return number % 10; }

static task sum_of_digits(long number) {
    long sum = 0;
    for (; number; number /= 10)
        sum += co_await digit(number);
    co_return sum;
}

static task sum_of_sums(long numbers) {
    long sum = 0;
    for (long i = 0; i < numbers; ++i)
        sum += co_await sum_of_digits(i);
    co_return sum;
}

// The task leaves the function, so its frame cannot be inside of the function's.
[[gnu::noinline]] static task* later(long number) { return new task(sum_of_digits(number)); }

static void report(const char* name, long result) {
    std::printf("%s: %ld, allocations: %d\n", name, result, std::exchange(allocations, 0));
}

int main() {
    long sum = 0;
    for (generator numbers = triangle(1000); numbers.next();)
        sum += numbers.value();
    report("generator over generators", sum);

    report("chain of tasks", sum_of_sums(1000).run());

    task* kept = later(123);
    sum = kept->run();
    delete kept;
    report("task of another function", sum);
}
