// [[clang::coro_await_elidable]] tasks (clang 20 and later): frames of awaited temporaries may become part of the caller's
// frame. The results and the order of everything stay the same; counted frames balance.
// LARGER: _ZL3topv: it has the frames of all its children, of which LLVM leaves out those after the first suspensions
// EXPECT: elidable: +leaf ?1 | -leaf
// EXPECT: elidable: +leaf ?1 !1 -leaf +leaf ?2 | -leaf
// EXPECT: elidable: +leaf ?1 !1 -leaf +leaf ?2 !2 -leaf +leaf ?2 !2 -leaf +leaf ?3 | -leaf
// EXPECT: elidable: +leaf ?1 !1 -leaf +leaf ?2 !2 -leaf +leaf ?2 !2 -leaf +leaf ?3 !3 -leaf +leaf ?20 !20 -leaf +leaf ?12 !12 -leaf +leaf ?13 | -leaf
// EXPECT: elidable: +leaf ?1 !1 -leaf +leaf ?2 !2 -leaf +leaf ?2 !2 -leaf +leaf ?3 !3 -leaf +leaf ?20 !20 -leaf +leaf ?12 !12 -leaf +leaf ?13 !13 -leaf caught:thirteen +leaf ?30 !30 -leaf = 132 |
// EXPECT: live frames: 0
#include "include/coro/counter.hpp"
#include "include/coro/log.hpp"
#include "include/coro/value.hpp"
#include <coroutine>
#include <exception>
#include <stdexcept>
#include <utility>

#if __has_cpp_attribute(clang::coro_await_elidable)
#define ELIDABLE [[clang::coro_await_elidable]]
#else
#define ELIDABLE
#endif

using coro::note;

class ELIDABLE task {
public:
    struct promise_type : coro::counted_frame {
        int value = 0;
        std::exception_ptr error;
        std::coroutine_handle<> continuation = std::noop_coroutine();
        task get_return_object() { return task(std::coroutine_handle<promise_type>::from_promise(*this)); }
        std::suspend_always initial_suspend() noexcept { return {}; }
        struct finish {
            bool await_ready() noexcept { return false; }
            std::coroutine_handle<> await_suspend(std::coroutine_handle<promise_type> h) noexcept { return h.promise().continuation; }
            void await_resume() noexcept {}
        };
        finish final_suspend() noexcept { return {}; }
        void return_value(int v) { value = v; }
        void unhandled_exception() { error = std::current_exception(); }
    };
    task(task&& o) noexcept : handle(std::exchange(o.handle, {})) {}
    ~task() {
        if (handle)
            handle.destroy();
    }
    bool await_ready() noexcept { return false; }
    std::coroutine_handle<> await_suspend(std::coroutine_handle<> h) noexcept {
        handle.promise().continuation = h;
        return handle;
    }
    int await_resume() {
        if (handle.promise().error)
            std::rethrow_exception(handle.promise().error);
        return handle.promise().value;
    }
    std::coroutine_handle<promise_type> handle;

private:
    explicit task(std::coroutine_handle<promise_type> h) : handle(h) {}
};

static task leaf(int n) {
    coro::loud l("leaf");
    int answer = co_await coro::ask{n};
    if (n == 13)
        throw std::runtime_error("thirteen");
    co_return answer * 2;
}

static task middle(int n, bool deep) {
    char buffer[64] = {};
    int sum = 0;
    for (int i = 0; i < 2; ++i) {
        sum += co_await leaf(n + i); // the same place in each round
        buffer[i * 40] = static_cast<char>(sum);
    }
    if (deep)
        sum += co_await middle(n * 2, false);
    co_return sum + buffer[40];
}

static task top() {
    int a = co_await middle(1, true) + co_await leaf(20); // two at once in one expression
    try {
        a += co_await middle(12, false);
    } catch (const std::runtime_error& e) {
        note("caught:%s", e.what());
    }
    task kept = leaf(30); // a name: must not be elided with the expression
    a += co_await std::move(kept);
    co_return a;
}

int main() {
    for (int k : {0, 1, 3, 6, 100}) {
        {
            task t = top();
            t.handle.resume();
            for (int i = 0; i < k && coro::parked(); ++i)
                std::exchange(coro::parked(), {}).resume();
            coro::parked() = {};
            if (t.handle.done())
                note("= %d", t.await_resume());
            note("|");
        }
        coro::show("elidable");
    }
    coro::show_live_frames();
}
