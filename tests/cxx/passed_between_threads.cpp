// FLAGS: -pthread
// Each activation of a coroutine runs on another thread than the one before, and another thread destroys it: at its end, or while it
// waits. A lock is all that orders the threads. RACY leaves the order out: then ThreadSanitizer has to report.
// RACES: -DRACY
// EXPECT: results 133695414
// EXPECT: destroyed 276
#include <atomic>
#include <coroutine>
#include <cstdio>
#include <cstdlib>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

constexpr int threads = 8, tasks = 24, steps = 30;

static thread_local int self = threads;
static std::atomic<long> alive, results, destroyed;

class lock_of_queue {
public:
#ifdef RACY
    // Excludes the other threads, but orders nothing.
    void lock() {
        while (taken.exchange(true, std::memory_order_relaxed))
            std::this_thread::yield();
    }
    void unlock() { taken.store(false, std::memory_order_relaxed); }

private:
    std::atomic<bool> taken = false;
#else
    void lock() { mutex.lock(); }
    void unlock() { mutex.unlock(); }

private:
    std::mutex mutex;
#endif
};

// Coroutines, each with the thread that has left it.
class queue {
public:
    // Room for all: how long a queue gets depends on the threads, and the number of allocations must not.
    queue() { places.reserve(1000); }
    void put(std::coroutine_handle<> handle) {
        std::lock_guard guard(lock);
        places.push_back({handle, self});
    }
    std::coroutine_handle<> take() {
        std::lock_guard guard(lock);
        for (auto place = places.begin(); place != places.end(); ++place)
            if (place->by != self) {
                auto handle = place->handle;
                places.erase(place);
                return handle;
            }
        return {};
    }

private:
    struct place {
        std::coroutine_handle<> handle;
        int by;
    };
    lock_of_queue lock;
    std::vector<place> places;
};

static queue ready, ended;

struct pass_to {
    queue& other;
    bool await_ready() const noexcept { return false; }
    void await_suspend(std::coroutine_handle<> handle) const noexcept { other.put(handle); }
    void await_resume() const noexcept {}
};

struct task {
    struct promise_type {
        task get_return_object() { return {std::coroutine_handle<promise_type>::from_promise(*this)}; }
        std::suspend_always initial_suspend() noexcept { return {}; }
        pass_to final_suspend() noexcept { return {ended}; }
        void return_void() noexcept {}
        void unhandled_exception() noexcept { std::abort(); }
    };
    std::coroutine_handle<> handle;
};

struct note_of_end {
    std::string name;
    ~note_of_end() { destroyed += std::stol(name); }
};

static task work(int name) {
    note_of_end note{std::to_string(name)};
    std::vector<long> numbers;
    long table[8] = {};
    for (int i = 0; i < steps; i++) {
        numbers.push_back(name * 100 + i);
        int before = self;
        co_await pass_to{name % 4 == 3 && i == steps / 2 ? ended : ready};
        if (self == before)
            std::puts("the same thread");
        table[i % 8] += numbers.back();
    }
    long sum = 0;
    for (long number : numbers)
        sum += number;
    for (long number : table)
        sum = sum * 2 - number;
    results += sum;
}

static void run(int number) {
    self = number;
    while (alive > 0)
        if (auto handle = ready.take())
            handle.resume();
        else if (auto over = ended.take()) {
            over.destroy();
            alive--;
        } else
            std::this_thread::yield();
}

int main() {
    alive = tasks;
    for (int name = 0; name < tasks; name++)
        ready.put(work(name).handle);
    std::vector<std::thread> others;
    for (int number = 0; number < threads; number++)
        others.emplace_back(run, number);
    for (auto& other : others)
        other.join();
    std::printf("results %ld\ndestroyed %ld\n", results.load(), destroyed.load());
}
