// A bounded channel between coroutines: full and empty waits, hand-over to the other side, close, multiple consumers.
// EXPECT: channel: s0 b0 s1 b1 s2 a4 s3 b9 s4 a16 s5 b25 s6 a36 s7 closed b49 b. a.
// EXPECT: capacity 1: sum 140
// EXPECT: channel: s0 s1 s2 b0 b1 b4 s3 s4 s5 b9 b16 b25 s6 s7 closed b36 b49 b. a.
// EXPECT: capacity 3: sum 140
// EXPECT: channel: s0 s1 s2 s3 s4 s5 s6 s7 closed b0 b1 b4 b9 b16 b25 b36 b49 b. a.
// EXPECT: capacity 20: sum 140
// EXPECT: live frames: 0
#include "include/coro/eager.hpp"
#include "include/coro/log.hpp"
#include "include/coro/scheduler.hpp"
#include <deque>
#include <memory>
#include <optional>

using coro::note;
using item = std::unique_ptr<int>;

class channel {
public:
    channel(coro::scheduler& s, std::size_t room) : queue(s), capacity(room) {}

    struct sender {
        channel& c;
        item value;
        bool await_ready() const { return c.items.size() < c.capacity; }
        void await_suspend(std::coroutine_handle<> h) { c.senders.push_back(h); }
        void await_resume() {
            c.items.push_back(std::move(value));
            c.wake(c.receivers);
        }
    };
    struct receiver {
        channel& c;
        bool await_ready() const { return !c.items.empty() || c.closed; }
        void await_suspend(std::coroutine_handle<> h) { c.receivers.push_back(h); }
        std::optional<item> await_resume() {
            if (c.items.empty())
                return std::nullopt;
            std::optional<item> i(std::move(c.items.front()));
            c.items.pop_front();
            c.wake(c.senders);
            return i;
        }
    };
    sender send(item i) { return {*this, std::move(i)}; }
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
    std::size_t capacity;
    bool closed = false;
    std::deque<item> items;
    std::deque<std::coroutine_handle<>> senders, receivers;
};

static coro::detached produce(channel& c, int count) {
    for (int i = 0; i < count; ++i) {
        co_await c.send(std::make_unique<int>(i * i));
        note("s%d", i);
    }
    c.close();
    note("closed");
}

static coro::detached consume(channel& c, char name, int& sum) {
    while (!c.drained()) {
        auto i = co_await c.receive();
        if (!i)
            continue; // another consumer was faster
        sum += **i;
        note("%c%d", name, **i);
    }
    note("%c.", name);
}

int main() {
    for (std::size_t capacity : {1, 3, 20}) {
        coro::scheduler s;
        channel c(s, capacity);
        int a = 0, b = 0;
        consume(c, 'a', a);
        produce(c, 8);
        consume(c, 'b', b);
        s.run();
        coro::show("channel");
        std::printf("capacity %zu: sum %d\n", capacity, a + b);
    }
    coro::show_live_frames();
}
