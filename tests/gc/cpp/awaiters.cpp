// Awaiters with references in them: they are memory of the frame, because await_suspend gets their address, and it
// keeps that address, collects, and changes what stands there.
// FAULTS: empty-maps store-at-definition
#include "coroutines.hpp"

using gc::Ref;

struct Work {
  struct promise_type : gc::Promise {
    Work get_return_object() { return {std::coroutine_handle<promise_type>::from_promise(*this)}; }
    std::suspend_always initial_suspend() noexcept { return {}; }
    std::suspend_always final_suspend() noexcept { return {}; }
    void return_void() noexcept {}
  };
  std::coroutine_handle<promise_type> handle;
};

// An event loop with one place: an awaiter leaves its address here and waits to be answered.
struct Question;
static Question *asked;

struct Question {
  int64_t number; // references between bytes: the map must name the right words
  Ref argument;
  char kind;
  Ref answer;
  Ref also;

  bool await_ready() const noexcept { return false; }
  [[gnu::noinline]] void await_suspend(std::coroutine_handle<>) noexcept {
    also = gc::cons(number, nullptr);
    gc_poll();
    asked = this;
  }
  [[gnu::noinline]] int64_t await_resume() noexcept {
    gc_poll();
    return gc::unboxed(argument) * 1000 + gc::unboxed(answer) * 10 + gc::head(also) + (kind == 'k');
  }
};

GC_COROUTINE static Work asking(Ref results, int64_t count) {
  for (int64_t i = 0; i < count; i++) {
    Ref kept = gc::boxed(i * i);
    int64_t answered = co_await Question{i, gc::boxed(i + 1), 'k', nullptr, nullptr};
    // Two awaits in one expression: one awaiter is done, the other waits.
    int64_t twice = co_await Question{i, kept, 'n', nullptr, nullptr} + co_await Question{i + 1, kept, 'k', nullptr, nullptr};
    Ref cell = gc::cons(answered + twice + gc::unboxed(kept), gc::child(results, 0));
    gc_store(results, 0, cell);
  }
}

extern "C" int gc_main() {
  gc::Checks checks;
  constexpr int64_t count = 12;
  Ref results = gc_alloc(1, 0);
  Work work = asking(results, count);
  int64_t answers = 0;
  work.handle.resume();
  while (!work.handle.done()) {
    Ref answer = gc::boxed(answers++);
    asked->answer = answer;
    gc_poll();
    work.handle.resume();
  }
  work.handle.destroy();

  int64_t got = 0, wanted = 0;
  for (Ref cell = gc::child(results, 0); cell; cell = gc::tail(cell))
    got = (got * 3 + gc::head(cell)) % 1'000'003;
  for (int64_t i = count - 1; i >= 0; i--) {
    int64_t answered = (i + 1) * 1000 + 3 * i * 10 + i + 1;
    int64_t twice = i * i * 1000 + (3 * i + 1) * 10 + i + i * i * 1000 + (3 * i + 2) * 10 + i + 1 + 1;
    wanted = (wanted * 3 + answered + twice + i * i) % 1'000'003;
  }
  checks.equal("answers", answers, 3 * count);
  checks.equal("results", got, wanted);
  return checks.status();
}
