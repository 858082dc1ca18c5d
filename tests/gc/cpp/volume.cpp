// Suspensions by the million, of which scripts/test-gc.sh --volume says how many: old frames with young objects, frames that live for a
// few steps, derived pointers, chains of tasks. What each step gives is known.
// ENV: GC_PROTECT=0
// FAULTS: empty-maps
#include "coroutines.hpp"

using gc::Generator;
using gc::Ref;
using gc::Task;

static int64_t suspensions;

[[gnu::noinline]] static int64_t wanted_suspensions() {
  const char *text = std::getenv("GC_SUSPENSIONS");
  return text ? std::atoll(text) : 20'000;
}

// A list of up to eight new cells: the frame gets old, what it holds does not. Gives the sum of the list.
GC_COROUTINE static Generator<int64_t> growing(int64_t from) {
  Ref list = nullptr;
  for (int64_t i = 0;; i++) {
    list = gc::cons(from + i, i % 8 ? list : nullptr);
    int64_t sum = 0;
    for (Ref cell = list; cell; cell = gc::tail(cell))
      sum += gc::head(cell);
    co_yield sum;
  }
}

// Two references that are swapped at each step, and a derived pointer into one of them.
GC_COROUTINE static Generator<int64_t> swapping(int64_t from) {
  Ref one = gc::boxed(from), other = gc::boxed(from + 1);
  for (;;) {
    auto inside = gc::bytes<int64_t>(one, 0);
    co_yield *inside;
    *inside += 2;
    Ref third = one;
    one = other;
    other = third;
  }
}

// The sum of 1 to `depth`, each number in an object that lives across the call.
GC_COROUTINE static Task<int64_t> total(int64_t depth) {
  if (depth == 0)
    co_return 0;
  Ref mine = gc::boxed(depth);
  Task<int64_t> rest = total(depth - 1);
  int64_t sum = co_await rest;
  co_return sum + gc::unboxed(mine);
}

static int64_t sum_of_list(int64_t from, int64_t step) {
  int64_t sum = 0;
  for (int64_t i = step - step % 8; i <= step; i++)
    sum += from + i;
  return sum;
}

// One round: 400 steps of the old generators, of which one is made anew each 64 rounds, and short lives beside them.
static int64_t round_of(Generator<int64_t> &list, Generator<int64_t> &swaps, int64_t from, int64_t age) {
  constexpr int64_t steps = 200, depth = 12;
  int64_t wrong = 0;
  for (int64_t i = 0; i < steps; i++) {
    list.next();
    wrong += list.value() != sum_of_list(from, age * steps + i);
    swaps.next();
    wrong += swaps.value() != from + age * steps + i;
  }
  auto brief = growing(7);
  for (int64_t i = 0; i < 5; i++) {
    brief.next();
    wrong += brief.value() != sum_of_list(7, i);
  }
  auto sum = total(depth);
  sum.start();
  wrong += sum.result() != depth * (depth + 1) / 2;
  suspensions += 2 * steps + 5 + 2 * depth;
  return wrong;
}

extern "C" int gc_main() {
  gc::Checks checks;
  int64_t wrong = 0, wanted = wanted_suspensions();
  for (int64_t life = 0; suspensions < wanted; life++) {
    auto list = growing(life);
    auto swaps = swapping(life);
    for (int64_t age = 0; age < 64 && suspensions < wanted; age++)
      wrong += round_of(list, swaps, life, age);
  }
  checks.equal("wrong values", wrong, 0);
  checks.equal("all of them", suspensions >= wanted, 1);
  return checks.status();
}
