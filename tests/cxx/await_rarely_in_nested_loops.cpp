// Nested loops around an await that suspends in one turn only: what is computed from the outer loop's variable is computed again
// after the suspension, and must be that of the turn it is used in.
// EXPECT: 0 1 2 10 11 12 20 21 22
// EXPECT: 0 0 100 101 200 202 1000 1010
#include <coroutine>
#include <cstdio>
#include <cstdlib>

namespace {

struct Task {
    struct promise_type {
        Task get_return_object() { return {std::coroutine_handle<promise_type>::from_promise(*this)}; }
        std::suspend_never initial_suspend() { return {}; }
        std::suspend_always final_suspend() noexcept { return {}; }
        void return_void() {}
        void unhandled_exception() { std::abort(); }
    };
    std::coroutine_handle<promise_type> handle;
};

volatile long waits_for = 1;
long shown[64];
int count;

[[gnu::noinline]] void show(long value) { shown[count++] = value; }

struct Awaiter {
    long value;
    bool await_ready() { return value != waits_for; }
    void await_suspend(std::coroutine_handle<>) {}
    long await_resume() { return value; }
};

Task table(long rows) {
    for (long i = 0; i < rows; ++i)
        for (long j = 0; j < 3; ++j) {
            show(i * 10 + j);
            co_await Awaiter{i * 10 + j};
        }
}

Task cube(long n) {
    for (long i = 0; i < n; ++i) {
        long plane = i * 1000;
        for (long j = 0; j < 3; ++j) {
            long row = plane + j * 100;
            for (long k = 0; k < 2; ++k) {
                if (i == 1 && j > 0)
                    co_return;
                show(row + k * (i * 10 + j));
                co_await Awaiter{row + k};
            }
        }
    }
}

void run(Task task) {
    while (!task.handle.done())
        task.handle.resume();
    task.handle.destroy();
    for (int i = 0; i < count; ++i)
        std::printf(i ? " %ld" : "%ld", shown[i]);
    std::puts("");
    count = 0;
}

} // namespace

int main() {
    run(table(3));
    waits_for = 101;
    run(cube(2));
}
