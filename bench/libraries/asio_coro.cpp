// asio's experimental::coro: generators and tasks that await each other and timers.
// FLAGS: -pthread
#define ASIO_STANDALONE
// asio 1.22 knows only the experimental header when the compiler is clang.
#define ASIO_HAS_CO_AWAIT 1
#define ASIO_HAS_STD_COROUTINE 1
#include <asio.hpp>
#include <asio/experimental/co_spawn.hpp>
#include <asio/experimental/coro.hpp>
#include <asio/experimental/use_coro.hpp>
#include <cstdio>

using asio::experimental::coro;
using asio::experimental::use_coro;

coro<long> count(asio::any_io_executor executor, long n) {
    asio::steady_timer timer(executor);
    for (long i = 0; i < n; ++i) {
        if (i % 8 == 7) {
            timer.expires_after(std::chrono::microseconds(10));
            co_await timer.async_wait(use_coro);
        }
        co_yield i * 3;
    }
}

coro<void, long> sum(asio::any_io_executor executor, long n) {
    auto numbers = count(executor, n);
    long total = 0;
    while (auto x = co_await numbers)
        total += *x;
    co_return total;
}

int main() {
    asio::io_context context;
    auto task = sum(context.get_executor(), 100);
    asio::experimental::co_spawn(std::move(task), [](std::exception_ptr, long total) { std::printf("%ld\n", total); });
    context.run();
}
