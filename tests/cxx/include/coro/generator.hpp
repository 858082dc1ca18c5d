// A synchronous generator over values, references or move-only types, with plain operator new.
#pragma once
#include <coroutine>
#include <cstddef>
#include <exception>
#include <iterator>
#include <memory>
#include <ranges>
#include <type_traits>
#include <utility>

namespace coro {

template <class T> class generator : public std::ranges::view_base {
public:
    using value = std::remove_cvref_t<T>;
    using object = std::remove_reference_t<T>;
    using reference = std::conditional_t<std::is_reference_v<T>, T, T&&>;

    struct promise_type {
        object* current = nullptr;
        std::exception_ptr error;

        generator get_return_object() { return generator(handle_type::from_promise(*this)); }
        std::suspend_always initial_suspend() noexcept { return {}; }
        std::suspend_always final_suspend() noexcept { return {}; }
        // The operand of co_yield is live across the suspension, so that its address is enough.
        std::suspend_always yield_value(object& v) noexcept {
            current = std::addressof(v);
            return {};
        }
        std::suspend_always yield_value(object&& v) noexcept {
            current = std::addressof(v);
            return {};
        }
        void return_void() noexcept {}
        void unhandled_exception() noexcept { error = std::current_exception(); }
    };
    using handle_type = std::coroutine_handle<promise_type>;

    class iterator {
    public:
        using value_type = value;
        using difference_type = std::ptrdiff_t;
        iterator() = default;
        explicit iterator(handle_type h) : handle(h) {}
        reference operator*() const { return static_cast<reference>(*handle.promise().current); }
        iterator& operator++() {
            advance(handle);
            return *this;
        }
        void operator++(int) { ++*this; }
        friend bool operator==(const iterator& i, std::default_sentinel_t) { return i.handle.done(); }

    private:
        handle_type handle;
    };

    generator() = default;
    generator(generator&& other) noexcept : handle(std::exchange(other.handle, {})) {}
    generator& operator=(generator&& other) noexcept {
        std::swap(handle, other.handle);
        return *this;
    }
    ~generator() {
        if (handle)
            handle.destroy();
    }

    iterator begin() {
        advance(handle);
        return iterator(handle);
    }
    std::default_sentinel_t end() const { return {}; }

    // One step; false at the end.
    bool next() {
        advance(handle);
        return !handle.done();
    }
    reference get() const { return static_cast<reference>(*handle.promise().current); }
    bool done() const { return handle.done(); }

private:
    explicit generator(handle_type h) : handle(h) {}
    static void advance(handle_type h) {
        h.resume();
        if (h.promise().error)
            std::rethrow_exception(std::exchange(h.promise().error, nullptr));
    }
    handle_type handle;
};

} // namespace coro
