// One coroutine with many suspensions, destroyed at each of them: what it held is dead then, and its destructors have
// run with the references that were live.
// FAULTS: full-maps
#include "coroutines.hpp"

using gc::Generator;
using gc::Ref;

static int64_t destroyed;

// A local whose destructor wants memory: it collects while the frame is being destroyed.
struct Closing {
  int64_t amount;
  explicit Closing(int64_t amount) : amount(amount) {}
  ~Closing() {
    Ref box = gc::boxed(amount);
    gc_poll();
    destroyed += gc::unboxed(box);
  }
};

GC_COROUTINE static Generator<int64_t> many(Ref list) {
  Closing first(1);
  Ref held = gc::cons(10, list);
  co_yield gc::head(held);
  {
    Closing second(100);
    Ref inner = gc::cons(20, held);
    co_yield gc::head(inner) + gc::head(gc::tail(inner));
    for (Ref cell = inner; cell; cell = gc::tail(cell)) {
      Closing third(10'000);
      co_yield gc::head(cell);
    }
    co_yield gc::head(inner);
  }
  co_yield gc::head(held) + 5;
}

static int64_t expected_destroyed(int step, int cells) {
  if (step <= 0)
    return 0; // not begun: nothing was constructed
  if (step == 1)
    return 1;
  if (step == 2)
    return 101;
  int loops = step - 2 < cells ? step - 2 : cells;
  return loops * 10'000 + 100 + 1;
}

extern "C" int gc_main() {
  gc::Checks checks;
  constexpr int cells = 5, suspensions = 2 + cells + 2;
  for (int step = 0; step <= suspensions; step++) {
    destroyed = 0;
    uint32_t watch;
    {
      Ref list = gc::cons(1, gc::cons(2, gc::cons(3, nullptr)));
      watch = gc_watch(list);
      auto task = many(list);
      for (int i = 0; i < step; i++)
        task.next();
      gc_poll();
      // After the last yield nothing wants it any more.
      if (step < suspensions)
        checks.alive("the list while suspended", watch);
      else
        checks.dead("the list while suspended", watch);
    }
    gc_poll();
    checks.dead("the list when destroyed", watch);
    checks.equal("destroyed", destroyed, expected_destroyed(step, cells));
  }
  return checks.status();
}
