// Exceptions before the body: in a parameter's move, the promise's constructor, get_return_object, initial_suspend and
// its await_resume. Whatever was built is destroyed and the frame is freed; only the last one lands in the promise.
// EXPECT: nowhere: +p >p move +promise constructor return_object initial +awaiter ready -moved | resume -awaiter +local body done=0 -local -promise -p
// EXPECT: move: +p >p move -p -moved caught:move
// EXPECT: constructor: +p >p move +promise constructor -promise -p -moved caught:constructor
// EXPECT: return_object: +p >p move +promise constructor return_object -promise -p -moved caught:return_object
// EXPECT: initial: +p >p move +promise constructor return_object initial -promise -p -moved caught:initial
// EXPECT: ready: +p >p move +promise constructor return_object initial +awaiter ready -awaiter -promise -p -moved caught:ready
// EXPECT: resume: +p >p move +promise constructor return_object initial +awaiter ready -moved | resume unhandled -awaiter done=1 -promise -p
// EXPECT: body: +p >p move +promise constructor return_object initial +awaiter ready -moved | resume -awaiter +local body -local unhandled done=1 -promise -p
// EXPECT: live frames: 0
#include "include/coro/counter.hpp"
#include "include/coro/log.hpp"
#include <coroutine>
#include <stdexcept>

enum class where { nowhere, move, constructor, return_object, initial, initial_ready, initial_resume, body };
static where fail_at;
static void maybe(where w, const char* what) {
    coro::note("%s", what);
    if (fail_at == w)
        throw std::runtime_error(what);
}

struct parameter {
    coro::loud l;
    parameter() : l("p") {}
    parameter(parameter&& other) : l(std::move(other.l)) { maybe(where::move, "move"); }
};

struct job {
    struct promise_type : coro::counted_frame {
        coro::loud member{"promise"};
        promise_type() { maybe(where::constructor, "constructor"); }
        job get_return_object() {
            maybe(where::return_object, "return_object");
            return {std::coroutine_handle<promise_type>::from_promise(*this)};
        }
        struct initial_awaiter {
            coro::loud member{"awaiter"};
            bool await_ready() {
                maybe(where::initial_ready, "ready");
                return false;
            }
            void await_suspend(std::coroutine_handle<>) noexcept {}
            void await_resume() { maybe(where::initial_resume, "resume"); }
        };
        initial_awaiter initial_suspend() {
            maybe(where::initial, "initial");
            return {};
        }
        std::suspend_always final_suspend() noexcept { return {}; }
        void return_void() {}
        void unhandled_exception() { coro::note("unhandled"); }
    };
    std::coroutine_handle<promise_type> handle;
};

static job body([[maybe_unused]] parameter p) {
    coro::loud l("local");
    maybe(where::body, "body");
    co_await std::suspend_always();
}

int main() {
    const char* titles[] = {"nowhere", "move", "constructor", "return_object", "initial", "ready", "resume", "body"};
    for (int i = 0; i < 8; ++i) {
        fail_at = static_cast<where>(i);
        job j{};
        try {
            j = body(parameter());
            coro::note("|");
            j.handle.resume();
            coro::note("done=%d", j.handle.done());
            j.handle.destroy();
        } catch (const std::runtime_error& e) {
            coro::note("caught:%s", e.what());
        }
        coro::show(titles[i]);
    }
    coro::show_live_frames();
}
