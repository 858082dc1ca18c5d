// The promise's constructor may take the coroutine's parameters (the copies in the frame) and, for members, the object.
// EXPECT: named: named:a name with more than sixteen characters 16 [a name with more than sixteen characters+] a name with more than sixteen characters (changed in the frame) a name with more than sixteen characters+ [a name with more than sixteen characters+] ~a name with more than sixteen characters+ caller's=5
// EXPECT: plain: default [default7] [default7] ~default7
// EXPECT: member: member:prefix-name 1 [prefix-name/name] [prefix-name/name] ~prefix-name/name changed
// EXPECT: live frames: 0
#include "include/coro/counter.hpp"
#include "include/coro/log.hpp"
#include <coroutine>
#include <exception>
#include <string>

using coro::note;

struct job {
    struct promise_type : coro::counted_frame {
        std::string name = "default";
        const void* seen = nullptr;
        promise_type() { note("default"); }
        promise_type(const std::string& n, int& counter) : name(n), seen(&n) {
            note("named:%s", n.c_str());
            ++counter; // the copy in the frame
        }
        template <class Object> promise_type(Object& o, const std::string& n) : name(o.prefix + n), seen(&o) { note("member:%s", name.c_str()); }
        ~promise_type() { note("~%s", name.c_str()); }
        job get_return_object() { return {std::coroutine_handle<promise_type>::from_promise(*this)}; }
        std::suspend_always initial_suspend() noexcept { return {}; }
        std::suspend_always final_suspend() noexcept { return {}; }
        std::suspend_always yield_value(std::string s) {
            name += s;
            return {};
        }
        void return_void() {}
        void unhandled_exception() { std::terminate(); }
        // gives the promise's address without a suspend
        struct self {
            promise_type* p = nullptr;
            bool await_ready() const noexcept { return false; }
            bool await_suspend(std::coroutine_handle<promise_type> h) noexcept {
                p = &h.promise();
                return false;
            }
            promise_type& await_resume() const noexcept { return *p; }
        };
    };
    std::coroutine_handle<promise_type> handle;
};

static job named(std::string n, int counter) {
    auto& p = co_await job::promise_type::self();
    note("%d%d", p.seen == &n, counter);
    n += " (changed in the frame)";
    co_yield "+";
    note("%s %s", n.c_str(), p.name.c_str());
}
static job plain(double d) {
    co_yield std::to_string(static_cast<int>(d));
}
struct object {
    std::string prefix = "prefix-";
    job member(std::string n) {
        auto& p = co_await job::promise_type::self();
        note("%d", p.seen == this);
        co_yield "/" + n;
        prefix = "changed";
    }
};

static void run(job j) {
    while (!j.handle.done()) {
        j.handle.resume();
        note("[%s]", j.handle.promise().name.c_str());
    }
    j.handle.destroy();
}

int main() {
    int counter = 5;
    run(named("a name with more than sixteen characters", counter));
    note("caller's=%d", counter);
    coro::show("named");
    run(plain(7.5));
    coro::show("plain");
    object o;
    run(o.member("name"));
    note("%s", o.prefix.c_str());
    coro::show("member");
    coro::show_live_frames();
}
