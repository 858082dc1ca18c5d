// Runs a task to its end from ordinary code, with or without a scheduler that its parts wait for.
#pragma once
#include "scheduler.hpp"
#include "task.hpp"
#include <cstdio>
#include <cstdlib>

namespace coro {

template <class T> T sync_wait(task<T> t, scheduler* queue = nullptr) {
    t.get().resume();
    if (queue)
        queue->run();
    if (!t.get().done()) {
        std::puts("sync_wait: the task is still suspended");
        std::abort();
    }
    return t.await_resume();
}

} // namespace coro
