// Sorting lists by merging generators: each merge holds two generators and the two elements that it compares.
#include "coroutines.hpp"

using gc::Generator;
using gc::Ref;

GC_COROUTINE static Generator<Ref> merged(Generator<Ref> left, Generator<Ref> right) {
  bool more_left = left.next(), more_right = right.next();
  while (more_left && more_right) {
    Ref one = left.value(), other = right.value();
    gc_poll();
    if (gc::head(one) <= gc::head(other)) {
      co_yield one;
      more_left = left.next();
    } else {
      co_yield other;
      more_right = right.next();
    }
  }
  for (; more_left; more_left = left.next())
    co_yield left.value();
  for (; more_right; more_right = right.next())
    co_yield right.value();
}

GC_COROUTINE static Generator<Ref> single(Ref cell) { co_yield gc::cons(gc::head(cell), nullptr); }

static Generator<Ref> sorted(Ref list, int64_t count) {
  if (count == 1)
    return single(list);
  Ref middle = list;
  for (int64_t i = 0; i < count / 2; i++)
    middle = gc::tail(middle);
  Generator<Ref> left = sorted(list, count / 2);
  // The list itself is no longer needed, but nothing here knows where it is after the next allocation but the stack map.
  return merged(std::move(left), sorted(middle, count - count / 2));
}

extern "C" int gc_main() {
  gc::Checks checks;
  constexpr int64_t count = 64;
  Ref list = nullptr;
  int64_t value = 17;
  int64_t histogram[101] = {};
  for (int64_t i = 0; i < count; i++) {
    value = (value * 57 + 13) % 101;
    histogram[value]++;
    list = gc::cons(value, list);
  }
  int64_t expected = 0, got = 0;
  for (int64_t i = 0; i <= 100; i++)
    for (int64_t k = 0; k < histogram[i]; k++)
      expected = (expected * 3 + i) % 1'000'003;
  for (auto all = sorted(list, count); all.next(); gc_poll())
    got = (got * 3 + gc::head(all.value())) % 1'000'003;
  checks.equal("sorted", got, expected);
  return checks.status();
}
