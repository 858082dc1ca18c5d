// Generators over linked lists: one walks a list that its caller keeps, one makes the list that it walks, one filters
// another. Each step allocates, so each list moves between any two elements.
// FAULTS: empty-maps store-at-definition
#include "coroutines.hpp"

using gc::Generator;
using gc::Ref;

GC_COROUTINE static Generator<Ref> cells(Ref list) {
  for (; list; list = gc::tail(list))
    co_yield list;
}

// Yields boxes that nobody else holds.
GC_COROUTINE static Generator<Ref> squares(Ref list) {
  for (; list; list = gc::tail(list)) {
    Ref box = gc::boxed(gc::head(list) * gc::head(list));
    gc_poll();
    co_yield box;
    gc_poll();
    if (gc::unboxed(box) % 3 == 0)
      co_yield gc::boxed(-gc::unboxed(box));
  }
}

GC_COROUTINE static Generator<Ref> reversed_while_reading(Ref list) {
  Ref reversed = nullptr;
  for (auto inner = cells(list); inner.next();) {
    reversed = gc::cons(gc::head(inner.value()), reversed);
    co_yield reversed;
  }
}

static Ref numbers(int64_t count) {
  Ref list = nullptr;
  for (int64_t i = count; i > 0; i--)
    list = gc::cons(i, list);
  return list;
}

static int64_t sum_of_squares(int64_t count) {
  int64_t sum = 0;
  for (int64_t i = 1; i <= count; i++)
    sum = sum * 7 + i * i + (i * i % 3 == 0 ? -3 * i * i : 0);
  return sum % 1000003;
}

extern "C" int gc_main() {
  gc::Checks checks;
  int64_t sum = 0;
  for (auto walk = cells(numbers(60)); walk.next(); gc_poll())
    sum += gc::head(walk.value());
  checks.equal("sum of cells", sum, 60 * 61 / 2);

  int64_t weighted = 0;
  for (auto made = squares(numbers(15)); made.next();) {
    int64_t value = gc::unboxed(made.value());
    weighted = value >= 0 ? weighted * 7 + value : weighted + 3 * value;
  }
  checks.equal("weighted squares", weighted % 1000003, sum_of_squares(15));

  int64_t heads = 0;
  for (auto reversing = reversed_while_reading(numbers(40)); reversing.next();)
    for (Ref cell = reversing.value(); cell; cell = gc::tail(cell))
      heads += gc::head(cell);
  int64_t expected = 0;
  for (int64_t i = 1; i <= 40; i++)
    expected += i * (i + 1) / 2;
  checks.equal("heads of reversed", heads, expected);
  return checks.status();
}
