// A producer and two consumers over a bounded channel.
#include "coro/eager.hpp"
#include "coro/scheduler.hpp"
#include "measured.hpp"
#include <optional>

class channel {
public:
    explicit channel(coro::scheduler& s) : queue(s) {}

    struct sender {
        channel& c;
        long value;
        bool await_ready() const { return c.items.size() < 4; }
        void await_suspend(std::coroutine_handle<> h) { c.senders.push_back(h); }
        void await_resume() {
            c.items.push_back(value);
            c.wake(c.receivers);
        }
    };
    struct receiver {
        channel& c;
        bool await_ready() const { return !c.items.empty() || c.closed; }
        void await_suspend(std::coroutine_handle<> h) { c.receivers.push_back(h); }
        std::optional<long> await_resume() {
            if (c.items.empty())
                return std::nullopt;
            std::optional<long> i(c.items.front());
            c.items.pop_front();
            c.wake(c.senders);
            return i;
        }
    };
    sender send(long i) { return {*this, i}; }
    receiver receive() { return {*this}; }
    bool drained() const { return closed && items.empty(); }
    void close() {
        closed = true;
        while (!receivers.empty())
            wake(receivers);
    }

private:
    void wake(std::deque<std::coroutine_handle<>>& side) {
        if (side.empty())
            return;
        queue.post(side.front());
        side.pop_front();
    }
    coro::scheduler& queue;
    bool closed = false;
    std::deque<long> items;
    std::deque<std::coroutine_handle<>> senders, receivers;
};

[[gnu::noinline]] static coro::detached produce(channel& c, long count) {
    for (long i = 0; i < count; ++i)
        co_await c.send(i * i % 31);
    c.close();
}

[[gnu::noinline]] static coro::detached consume(channel& c, long& sum) {
    while (!c.drained()) {
        auto i = co_await c.receive();
        if (i)
            sum = sum * 3 + *i;
    }
}

measured run(long n) {
    coro::scheduler s;
    channel c(s);
    long a = 0, b = 0;
    consume(c, a);
    produce(c, n);
    consume(c, b);
    long turns = static_cast<long>(s.run());
    return {turns, a ^ b};
}
