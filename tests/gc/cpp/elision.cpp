// Coroutines whose whole life the optimizer sees: their frames would become stack memory of their callers, where no
// collector looks for references. They stay on the heap.
// FAULTS: elision
#include "coroutines.hpp"

using gc::Generator;
using gc::Ref;

// The frame is in the caller's hands, but the steps are not inlined.
static Generator<Ref> cells(Ref list) {
  Ref first = list;
  for (; list; list = gc::tail(list)) {
    co_yield list;
    gc_poll();
    if (gc::head(list) % 2 == 0)
      co_yield first;
  }
}

static Generator<Ref> doubled(Ref list) {
  for (auto inner = cells(list); inner.next();) {
    Ref cell = gc::cons(2 * gc::head(inner.value()), inner.value());
    co_yield cell;
    co_yield gc::tail(cell);
  }
}

[[gnu::noinline]] static int64_t digest(Ref list) {
  int64_t sum = 0;
  for (auto walk = doubled(list); walk.next(); gc_poll())
    sum = (sum * 3 + gc::head(walk.value())) % 1'000'003;
  return sum;
}

extern "C" int gc_main() {
  gc::Checks checks;
  Ref list = nullptr;
  for (int64_t i = 12; i > 0; i--)
    list = gc::cons(i, list);
  uint64_t frames = gc_frames_alive();
  auto walk = cells(list);
  checks.equal("frames on the heap", static_cast<int64_t>(gc_frames_alive() - frames), 1);
  while (walk.next())
    gc_poll();

  int64_t expected = 0;
  for (int64_t i = 1; i <= 12; i++) {
    expected = ((expected * 3 + 2 * i) * 3 + i) % 1'000'003;
    if (i % 2 == 0)
      expected = ((expected * 3 + 2) * 3 + 1) % 1'000'003;
  }
  checks.equal("digest", digest(list), expected);
  { auto gone = std::move(walk); }
  return checks.status();
}
