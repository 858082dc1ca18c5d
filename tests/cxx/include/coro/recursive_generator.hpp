// A generator that yields all elements of another one of its kind with `co_yield elements_of(g)`: the
// innermost coroutine of the stack is resumed directly, entering and leaving is symmetric transfer.
#pragma once
#include "counter.hpp"
#include <coroutine>
#include <exception>
#include <memory>
#include <utility>

namespace coro {

template <class T> class recursive_generator;

template <class T> struct elements_of {
    recursive_generator<T> inner;
    explicit elements_of(recursive_generator<T> g) : inner(std::move(g)) {}
};

template <class T> class recursive_generator {
public:
    struct promise_type;
    using handle_type = std::coroutine_handle<promise_type>;

    struct promise_type : counted_frame {
        const T* current = nullptr;
        promise_type* root = this; // the outermost coroutine, which the user holds
        promise_type* leaf = this; // the innermost one; meaningful in the root only
        promise_type* parent = nullptr;
        std::exception_ptr error;

        recursive_generator get_return_object() { return recursive_generator(handle_type::from_promise(*this)); }
        std::suspend_always initial_suspend() noexcept { return {}; }

        struct leave {
            bool await_ready() noexcept { return false; }
            std::coroutine_handle<> await_suspend(handle_type h) noexcept {
                promise_type& self = h.promise();
                if (!self.parent)
                    return std::noop_coroutine();
                self.root->leaf = self.parent;
                return handle_type::from_promise(*self.parent);
            }
            void await_resume() noexcept {}
        };
        leave final_suspend() noexcept { return {}; }

        std::suspend_always yield_value(const T& v) noexcept {
            root->current = std::addressof(v);
            return {};
        }

        struct enter {
            recursive_generator inner;
            bool await_ready() { return inner.handle.done(); }
            handle_type await_suspend(handle_type h) {
                promise_type &outer = h.promise(), &child = inner.handle.promise();
                child.root = outer.root;
                child.parent = &outer;
                outer.root->leaf = &child;
                return inner.handle;
            }
            void await_resume() {
                if (auto e = std::exchange(inner.handle.promise().error, nullptr))
                    std::rethrow_exception(e);
            }
        };
        enter yield_value(elements_of<T> all) noexcept { return enter{std::move(all.inner)}; }

        void return_void() noexcept {}
        void unhandled_exception() noexcept { error = std::current_exception(); }
    };

    recursive_generator(recursive_generator&& other) noexcept : handle(std::exchange(other.handle, {})) {}
    recursive_generator& operator=(recursive_generator&&) = delete;
    ~recursive_generator() {
        if (handle)
            handle.destroy();
    }

    bool next() {
        handle_type::from_promise(*handle.promise().leaf).resume();
        if (handle.promise().error)
            std::rethrow_exception(std::exchange(handle.promise().error, nullptr));
        return !handle.done();
    }
    const T& get() const { return *handle.promise().current; }

private:
    explicit recursive_generator(handle_type h) : handle(h) {}
    handle_type handle;
};

} // namespace coro
