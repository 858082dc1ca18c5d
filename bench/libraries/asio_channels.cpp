// asio's experimental channels and awaitable operators: producers and consumers, a race against a timer, two awaits at once.
// FLAGS: -pthread
#define ASIO_STANDALONE
// asio 1.22 knows only the experimental header when the compiler is clang.
#define ASIO_HAS_CO_AWAIT 1
#define ASIO_HAS_STD_COROUTINE 1
#include <asio.hpp>
#include <asio/experimental/awaitable_operators.hpp>
#include <asio/experimental/channel.hpp>
#include <chrono>
#include <cstdio>
#include <variant>

using namespace asio::experimental::awaitable_operators;
using asio::awaitable;
using asio::use_awaitable;
using conduit = asio::experimental::channel<void(asio::error_code, long)>;

awaitable<void> produce(conduit& out, long count) {
    for (long i = 0; i < count; ++i)
        co_await out.async_send(asio::error_code{}, i * i, use_awaitable);
    out.close();
}

awaitable<void> square(conduit& in, conduit& out) {
    try {
        for (;;) {
            long x = co_await in.async_receive(use_awaitable);
            long half = x / 2;
            co_await out.async_send(asio::error_code{}, x + half, use_awaitable);
        }
    } catch (const asio::system_error&) {
        out.close();
    }
}

awaitable<long> sum(conduit& in) {
    long total = 0;
    try {
        for (;;)
            total += co_await in.async_receive(use_awaitable);
    } catch (const asio::system_error&) {
    }
    co_return total;
}

awaitable<long> wait(std::chrono::milliseconds time) {
    asio::steady_timer timer(co_await asio::this_coro::executor, time);
    co_await timer.async_wait(use_awaitable);
    co_return time.count();
}

awaitable<void> all(long& total, long& first) {
    auto executor = co_await asio::this_coro::executor;
    conduit a(executor, 2), b(executor, 3);
    asio::co_spawn(executor, produce(a, 100), asio::detached);
    asio::co_spawn(executor, square(a, b), asio::detached);
    total = co_await sum(b);
    auto both = co_await (wait(std::chrono::milliseconds(1)) && wait(std::chrono::milliseconds(2)));
    auto either = co_await (wait(std::chrono::milliseconds(1)) || wait(std::chrono::seconds(50)));
    first = std::get<0>(both) + std::get<1>(both) + static_cast<long>(either.index());
}

int main() {
    asio::io_context context;
    long total = 0, first = -1;
    asio::co_spawn(context, all(total, first), asio::detached);
    context.run();
    std::printf("%ld %ld\n", total, first);
}
