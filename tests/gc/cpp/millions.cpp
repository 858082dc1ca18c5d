// Ten million suspensions with a collection at each: what a frame holds must be right every single time.
// ENV: GC_PROTECT=0
// RUNTIMES: semispace
// FAULTS: empty-maps
#include "coroutines.hpp"

using gc::Generator;
using gc::Ref;

// Keeps a ring of cells and walks it for ever; each step moves all of it.
GC_COROUTINE static Generator<int64_t> around(int64_t count) {
  Ref last = gc::cons(count, nullptr), ring = last;
  for (int64_t i = count - 1; i > 0; i--)
    ring = gc::cons(i, ring);
  gc_store(last, 0, ring);
  for (int64_t lap = 0;; lap++) {
    co_yield gc::head(ring) + lap % 2;
    ring = gc::tail(ring);
  }
}

// Two references that are swapped at each step, and a derived pointer into one of them.
GC_COROUTINE static Generator<int64_t> swapping() {
  Ref one = gc::boxed(1), other = gc::boxed(2);
  for (;;) {
    auto inside = gc::bytes<int64_t>(one, 0);
    co_yield *inside;
    *inside += 2;
    Ref third = one;
    one = other;
    other = third;
  }
}

extern "C" int gc_main() {
  gc::Checks checks;
  constexpr int64_t steps = 5'100'000, length = 7;

  int64_t sum = 0, expected = 0;
  auto walk = around(length);
  for (int64_t i = 0; i < steps; i++) {
    walk.next();
    sum += walk.value();
    gc_poll();
    expected += i % length + 1 + i % 2;
  }
  checks.equal("sum around the ring", sum, expected);

  int64_t mixed = 0, one = 1, other = 2, wanted = 0;
  auto swaps = swapping();
  for (int64_t i = 0; i < steps; i++) {
    swaps.next();
    mixed = (mixed * 3 + swaps.value()) % 1'000'003;
    gc_poll();
    wanted = (wanted * 3 + one) % 1'000'003;
    int64_t third = one + 2;
    one = other;
    other = third;
  }
  checks.equal("mixed", mixed, wanted);
  checks.equal("collections", gc_collections() >= 10'000'000, 1);
  { auto gone = std::move(walk); auto also = std::move(swaps); }
  return checks.status();
}
