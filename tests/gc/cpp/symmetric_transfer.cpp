// Symmetric transfer: two coroutines that throw a ball (an object) back and forth, and a deep chain of tasks, with a
// collection in every hop. The stack does not grow.
// SHADOW-STACK: yes
#include "coroutines.hpp"

using gc::Ref;
using gc::Task;

struct Player;
struct PlayerPromise : gc::Promise {
  std::coroutine_handle<PlayerPromise> partner;
  Ref ball = nullptr;

  Player get_return_object();
  std::suspend_always initial_suspend() noexcept { return {}; }
  std::suspend_always final_suspend() noexcept { return {}; }
  void return_void() noexcept {}
};
struct Player : gc::Owner<PlayerPromise> {
  using Owner::Owner;
};
Player PlayerPromise::get_return_object() { return Player(std::coroutine_handle<PlayerPromise>::from_promise(*this)); }

// Hands the ball over and goes on with whoever has it.
struct Throw {
  Ref ball;
  bool await_ready() const noexcept { return false; }
  std::coroutine_handle<> await_suspend(std::coroutine_handle<PlayerPromise> self) noexcept {
    me = self;
    self.promise().partner.promise().ball = ball;
    return self.promise().partner;
  }
  Ref await_resume() const noexcept { return std::exchange(me.promise().ball, nullptr); }
  std::coroutine_handle<PlayerPromise> me{};
};

GC_COROUTINE static Player play(int64_t weight, int64_t throws, Ref log) {
  Ref mine = gc::boxed(weight);
  Ref ball = co_await Throw{gc::boxed(0)};
  for (int64_t i = 0; i < throws; i++) {
    Ref next = gc::boxed((gc::unboxed(ball) * 3 + gc::unboxed(mine)) % 1'000'003);
    gc_poll();
    ball = co_await Throw{next};
  }
  gc_store(log, 0, ball);
}

GC_COROUTINE static Task<Ref> chain(int64_t depth) {
  if (depth == 0)
    co_return nullptr;
  Ref before = gc::boxed(depth);
  auto task = chain(depth - 1);
  Ref list = co_await task;
  co_return gc::cons(gc::unboxed(before), list);
}

extern "C" int gc_main() {
  gc::Checks checks;
  constexpr int64_t throws = 4000;
  Ref log = gc_alloc(1, 0);
  {
    Player one = play(5, throws, log), other = play(8, throws, nullptr);
    one.get().promise().partner = other.get();
    other.get().promise().partner = one.get();
    one.get().resume();
    checks.equal("one is done", one.get().done(), 1);
    checks.equal("the other waits", other.get().done(), 0);
  }
  gc_poll();
  int64_t ball = 0;
  for (int64_t i = 0; i < throws; i++)
    ball = ((ball * 3 + 5) % 1'000'003 * 3 + 8) % 1'000'003;
  checks.equal("ball", gc::unboxed(gc::child(log, 0)), ball);

  auto task = chain(300);
  task.start();
  int64_t sum = 0, expected = 0, place = 0;
  for (Ref cell = task.result(); cell; cell = gc::tail(cell)) {
    gc_poll();
    sum += gc::head(cell) * ++place;
  }
  for (int64_t i = 1; i <= 300; i++)
    expected += i * (301 - i);
  checks.equal("chain", sum, expected);
  { auto gone = std::move(task); }
  return checks.status();
}
