// A small library of tasks with the parts that such libraries have: lazy tasks with results, references and exceptions, when_all,
// a mutex, async generators, and sync_wait. One thread; nothing here starts one.
#pragma once
#include <coroutine>
#include <cstdlib>
#include <exception>
#include <optional>
#include <tuple>
#include <utility>
#include <variant>

namespace tasks {

// Resumes whoever awaits the coroutine that has just ended.
struct final_awaiter {
    bool await_ready() const noexcept { return false; }
    template <class P> std::coroutine_handle<> await_suspend(std::coroutine_handle<P> ended) const noexcept {
        return ended.promise().continuation;
    }
    void await_resume() const noexcept {}
};

struct promise_base {
    std::coroutine_handle<> continuation = std::noop_coroutine();
    std::suspend_always initial_suspend() const noexcept { return {}; }
    final_awaiter final_suspend() const noexcept { return {}; }
};

template <class T> struct promise_of : promise_base {
    std::variant<std::monostate, T, std::exception_ptr> result;
    template <class U> void return_value(U&& value) { result.template emplace<1>(std::forward<U>(value)); }
    void unhandled_exception() noexcept { result.template emplace<2>(std::current_exception()); }
    T take() {
        if (result.index() == 2)
            std::rethrow_exception(std::get<2>(result));
        return std::move(std::get<1>(result));
    }
};

template <class T> struct promise_of<T&> : promise_base {
    T* result = nullptr;
    std::exception_ptr error;
    void return_value(T& value) noexcept { result = &value; }
    void unhandled_exception() noexcept { error = std::current_exception(); }
    T& take() {
        if (error)
            std::rethrow_exception(error);
        return *result;
    }
};

template <> struct promise_of<void> : promise_base {
    std::exception_ptr error;
    void return_void() const noexcept {}
    void unhandled_exception() noexcept { error = std::current_exception(); }
    void take() {
        if (error)
            std::rethrow_exception(error);
    }
};

// Starts when it is awaited. An awaited temporary gives its result away.
template <class T = void> class [[nodiscard]] task {
public:
    struct promise_type : promise_of<T> {
        task get_return_object() noexcept { return task(std::coroutine_handle<promise_type>::from_promise(*this)); }
    };

    task() noexcept = default;
    task(task&& other) noexcept : handle(std::exchange(other.handle, nullptr)) {}
    task& operator=(task&& other) noexcept {
        if (this != &other) {
            if (handle)
                handle.destroy();
            handle = std::exchange(other.handle, nullptr);
        }
        return *this;
    }
    ~task() {
        if (handle)
            handle.destroy();
    }

    auto operator co_await() && noexcept {
        struct awaiter {
            std::coroutine_handle<promise_type> handle;
            bool await_ready() const noexcept { return !handle || handle.done(); }
            std::coroutine_handle<> await_suspend(std::coroutine_handle<> continuation) noexcept {
                handle.promise().continuation = continuation;
                return handle;
            }
            T await_resume() {
                if (!handle)
                    std::abort();
                return handle.promise().take();
            }
        };
        return awaiter{handle};
    }

private:
    explicit task(std::coroutine_handle<promise_type> handle) noexcept : handle(handle) {}
    std::coroutine_handle<promise_type> handle;
};

// ---- tasks at once ----

struct counter {
    std::size_t left;
    std::coroutine_handle<> continuation;
};

// Starts a task at once and counts down when it has ended. Its frame is destroyed by when_all.
template <class T> struct counted {
    struct promise_type {
        counter* count = nullptr;
        std::optional<T> value;
        std::exception_ptr error;
        struct last {
            bool await_ready() const noexcept { return false; }
            std::coroutine_handle<> await_suspend(std::coroutine_handle<promise_type> ended) const noexcept {
                counter& count = *ended.promise().count;
                return --count.left == 0 ? count.continuation : std::noop_coroutine();
            }
            void await_resume() const noexcept {}
        };
        counted get_return_object() noexcept { return counted(std::coroutine_handle<promise_type>::from_promise(*this)); }
        std::suspend_always initial_suspend() const noexcept { return {}; }
        last final_suspend() const noexcept { return {}; }
        void return_value(T v) { value.emplace(std::move(v)); }
        void unhandled_exception() noexcept { error = std::current_exception(); }
    };
    explicit counted(std::coroutine_handle<promise_type> handle) noexcept : handle(handle) {}
    counted(counted&& other) noexcept : handle(std::exchange(other.handle, nullptr)) {}
    ~counted() {
        if (handle)
            handle.destroy();
    }
    void start(counter& count) {
        handle.promise().count = &count;
        handle.resume();
    }
    T take() {
        if (handle.promise().error)
            std::rethrow_exception(handle.promise().error);
        return std::move(*handle.promise().value);
    }
    std::coroutine_handle<promise_type> handle;
};

template <class T> counted<T> count_down(task<T> one) { co_return co_await std::move(one); }

template <class... C> struct all_started {
    std::tuple<C...>& all;
    counter count{sizeof...(C) + 1, nullptr};
    bool await_ready() const noexcept { return false; }
    bool await_suspend(std::coroutine_handle<> continuation) {
        count.continuation = continuation;
        std::apply([&](C&... one) { (one.start(count), ...); }, all);
        return --count.left != 0;
    }
    void await_resume() const noexcept {}
};

template <class... T> task<std::tuple<T...>> when_all(task<T>... given) {
    std::tuple<counted<T>...> all{count_down(std::move(given))...};
    co_await all_started<counted<T>...>{all};
    co_return std::apply([](counted<T>&... one) { return std::tuple<T...>{one.take()...}; }, all);
}

// ---- awaiting each other ----

// Whoever passes is suspended until it is opened. First in, first out, without memory of its own: awaiters are the list.
class turnstile {
public:
    struct awaiter {
        turnstile& gate;
        std::coroutine_handle<> waiting;
        awaiter* next = nullptr;
        bool await_ready() const noexcept { return false; }
        void await_suspend(std::coroutine_handle<> h) noexcept {
            waiting = h;
            (gate.last ? gate.last->next : gate.first) = this;
            gate.last = this;
        }
        void await_resume() const noexcept {}
    };
    awaiter pass() noexcept { return {*this, nullptr}; }
    // Lets one through; false if nobody waits.
    bool open_once() {
        if (!first)
            return false;
        awaiter* one = first;
        first = one->next;
        if (!first)
            last = nullptr;
        one->waiting.resume();
        return true;
    }

private:
    awaiter *first = nullptr, *last = nullptr;
};

class mutex {
public:
    class lock_guard {
    public:
        explicit lock_guard(mutex& held) noexcept : held(&held) {}
        lock_guard(lock_guard&& other) noexcept : held(std::exchange(other.held, nullptr)) {}
        ~lock_guard() {
            if (held)
                held->unlock();
        }

    private:
        mutex* held;
    };
    struct awaiter {
        mutex& wanted;
        turnstile::awaiter place;
        bool await_ready() noexcept { return !std::exchange(wanted.locked, true); }
        void await_suspend(std::coroutine_handle<> h) noexcept { place.await_suspend(h); }
        lock_guard await_resume() noexcept { return lock_guard(wanted); }
    };
    awaiter lock() noexcept { return {*this, waiting.pass()}; }

private:
    void unlock() {
        // The lock goes on to the next in the queue; without one it is free.
        if (!waiting.open_once())
            locked = false;
    }
    bool locked = false;
    turnstile waiting;
};

// Yields elements to a task that asks for them; between elements its body may await.
class async_generator {
public:
    struct promise_type {
        std::coroutine_handle<> consumer;
        long* element = nullptr;
        std::exception_ptr error;
        struct to_consumer {
            bool await_ready() const noexcept { return false; }
            std::coroutine_handle<> await_suspend(std::coroutine_handle<promise_type> h) const noexcept {
                return h.promise().consumer;
            }
            void await_resume() const noexcept {}
        };
        async_generator get_return_object() noexcept {
            return async_generator(std::coroutine_handle<promise_type>::from_promise(*this));
        }
        std::suspend_always initial_suspend() const noexcept { return {}; }
        to_consumer final_suspend() noexcept {
            element = nullptr;
            return {};
        }
        to_consumer yield_value(long& value) noexcept {
            element = &value;
            return {};
        }
        to_consumer yield_value(long&& value) noexcept {
            element = &value;
            return {};
        }
        void return_void() const noexcept {}
        void unhandled_exception() noexcept { error = std::current_exception(); }
    };
    async_generator(async_generator&& other) noexcept : handle(std::exchange(other.handle, nullptr)) {}
    ~async_generator() {
        if (handle)
            handle.destroy();
    }
    auto next() noexcept {
        struct awaiter {
            std::coroutine_handle<promise_type> handle;
            bool await_ready() const noexcept { return handle.done(); }
            std::coroutine_handle<> await_suspend(std::coroutine_handle<> consumer) noexcept {
                handle.promise().consumer = consumer;
                return handle;
            }
            long* await_resume() {
                if (handle.promise().error)
                    std::rethrow_exception(std::exchange(handle.promise().error, nullptr));
                return handle.done() ? nullptr : handle.promise().element;
            }
        };
        return awaiter{handle};
    }

private:
    explicit async_generator(std::coroutine_handle<promise_type> handle) noexcept : handle(handle) {}
    std::coroutine_handle<promise_type> handle;
};

// ---- from outside of coroutines ----

template <class T> struct driver {
    struct promise_type {
        std::optional<T> value;
        std::exception_ptr error;
        driver get_return_object() noexcept { return driver{std::coroutine_handle<promise_type>::from_promise(*this)}; }
        std::suspend_never initial_suspend() const noexcept { return {}; }
        std::suspend_always final_suspend() const noexcept { return {}; }
        void return_value(T v) { value.emplace(std::move(v)); }
        void unhandled_exception() noexcept { error = std::current_exception(); }
    };
    std::coroutine_handle<promise_type> handle;
};

template <class T> driver<T> drive(task<T> one) { co_return co_await std::move(one); }

// Runs a task to its end; `work` goes on with whatever the task waits for, and returns false when there is nothing.
template <class T, class Work> T sync_wait(task<T> one, Work work) {
    driver<T> driven = drive(std::move(one));
    while (!driven.handle.done())
        if (!work())
            std::abort();
    auto& promise = driven.handle.promise();
    std::exception_ptr error = promise.error;
    std::optional<T> value = std::move(promise.value);
    driven.handle.destroy();
    if (error)
        std::rethrow_exception(error);
    return std::move(*value);
}

template <class T> T sync_wait(task<T> one) {
    return sync_wait(std::move(one), [] { return false; });
}

} // namespace tasks
