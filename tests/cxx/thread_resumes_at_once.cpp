// FLAGS: -pthread
// await_suspend hands the coroutine to a worker thread that resumes it at once: everything must be saved before
// await_suspend is called, and nothing in the frame may be written after it.
// EXPECT: result 173292
// EXPECT: live frames: 0
#include "include/coro/eager.hpp"
#include <array>
#include <atomic>
#include <condition_variable>
#include <cstdio>
#include <mutex>
#include <string>
#include <thread>

class worker {
public:
    worker() : thread([this] { run(); }) {}
    ~worker() {
        post(nullptr, true);
        thread.join();
    }
    void post(std::coroutine_handle<> h, bool last = false) {
        std::unique_lock lock(mutex);
        changed.wait(lock, [this] { return !next; });
        next = h;
        stop = last;
        changed.notify_all();
    }

private:
    void run() {
        std::unique_lock lock(mutex);
        for (;;) {
            changed.wait(lock, [this] { return next || stop; });
            if (!next)
                return;
            auto h = std::exchange(next, nullptr);
            changed.notify_all();
            lock.unlock();
            h.resume();
            lock.lock();
        }
    }
    std::mutex mutex;
    std::condition_variable changed;
    std::coroutine_handle<> next;
    bool stop = false;
    std::thread thread;
};

struct move_to {
    worker& target;
    bool await_ready() const noexcept { return false; }
    void await_suspend(std::coroutine_handle<> h) const { target.post(h); }
    void await_resume() const noexcept {}
};

static coro::detached body(worker& a, worker& b, int rounds, std::atomic<long>& result) {
    long sum = 0;
    std::array<int, 16> table{};
    std::string text;
    for (int i = 0; i < rounds; ++i) {
        auto before = std::this_thread::get_id();
        co_await move_to{i % 2 ? a : b};
        sum += before != std::this_thread::get_id();
        table[static_cast<unsigned>(i) % 16] += i;
        text += static_cast<char>('a' + i % 26);
    }
    for (int t : table)
        sum = sum * 3 % 1000003 + t;
    result = sum + static_cast<long>(text.size());
    result.notify_one();
}

int main() {
    std::atomic<long> result = -1;
    {
        worker a, b;
        body(a, b, 300, result);
        result.wait(-1);
    }
    std::printf("result %ld\n", result.load());
    coro::show_live_frames();
}
