// A manual scheduler: a queue of handles that somebody runs.
#pragma once
#include <coroutine>
#include <cstddef>
#include <deque>

namespace coro {

class scheduler {
public:
    struct turn {
        scheduler& owner;
        bool await_ready() const noexcept { return false; }
        void await_suspend(std::coroutine_handle<> h) { owner.ready.push_back(h); }
        void await_resume() const noexcept {}
    };

    // `co_await s.yield()` goes to the end of the queue.
    turn yield() noexcept { return {*this}; }
    void post(std::coroutine_handle<> h) { ready.push_back(h); }
    bool step() {
        if (ready.empty())
            return false;
        auto h = ready.front();
        ready.pop_front();
        h.resume();
        return true;
    }
    std::size_t run() {
        std::size_t steps = 0;
        while (step())
            ++steps;
        return steps;
    }
    std::size_t waiting() const { return ready.size(); }

private:
    std::deque<std::coroutine_handle<>> ready;
};

} // namespace coro
