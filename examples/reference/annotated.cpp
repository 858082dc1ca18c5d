// One coroutine that gc-coro splits, and one that it leaves to LLVM.
//
//     clang++-22 -std=c++20 -O2 -fpass-plugin=$PLUGIN -Rpass=gc-coro -Rpass-missed=gc-coro -c examples/reference/annotated.cpp

#include <coroutine>
#include <exception>

struct task {
    struct promise_type {
        task get_return_object() { return {std::coroutine_handle<promise_type>::from_promise(*this)}; }
        std::suspend_always initial_suspend() noexcept { return {}; }
        std::suspend_always final_suspend() noexcept { return {}; }
        void return_void() noexcept {}
        void unhandled_exception() { std::terminate(); }
    };
    std::coroutine_handle<promise_type> handle;
};

[[clang::annotate("gc-coro")]] task ours() { co_return; }

task theirs() { co_return; }
