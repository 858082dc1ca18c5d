// Permutations of an array object, by recursion (Heap's method) and by insertion into lists.
#include "coroutines.hpp"

#include <algorithm>
#include <array>

using gc::Generator;
using gc::Ref;

// Exchanges elements in place, so all levels see the same array; its cursors are derived pointers.
GC_COROUTINE static Generator<Ref> permuted(Ref array, uint32_t count) {
  if (count == 1) {
    co_yield array;
    co_return;
  }
  for (uint32_t i = 0; i < count; i++) {
    for (auto inner = permuted(array, count - 1); inner.next();) {
      gc_poll();
      co_yield inner.value();
    }
    uint32_t other = count % 2 == 0 ? i : 0;
    Ref one = gc::child(array, other), last = gc::child(array, count - 1);
    gc_store(array, other, last);
    gc_store(array, count - 1, one);
  }
}

// Every result of putting `value` into `list`.
GC_COROUTINE static Generator<Ref> inserted(int64_t value, Ref list) {
  co_yield gc::cons(value, list);
  if (!list)
    co_return;
  for (auto rest = inserted(value, gc::tail(list)); rest.next();)
    co_yield gc::cons(gc::head(list), rest.value());
}

GC_COROUTINE static Generator<Ref> arrangements(int64_t count) {
  if (count == 0) {
    co_yield nullptr;
    co_return;
  }
  for (auto shorter = arrangements(count - 1); shorter.next();)
    for (auto place = inserted(count, shorter.value()); place.next();)
      co_yield place.value();
}

template <class Values> static int64_t weight(const Values &values) {
  int64_t sum = 0;
  for (int64_t value : values)
    sum = sum * 7 + value;
  return sum % 1'000'003 * (sum % 1009) % 1'000'003;
}

extern "C" int gc_main() {
  gc::Checks checks;
  constexpr uint32_t count = 5;
  int64_t expected = 0, total = 0;
  std::array<int64_t, count> plain{1, 2, 3, 4, 5};
  do
    expected += weight(plain), total++;
  while (std::next_permutation(plain.begin(), plain.end()));

  int64_t sum = 0, seen = 0;
  Ref array = gc_alloc(count, 0);
  for (uint32_t i = 0; i < count; i++)
    gc_store(array, i, gc::boxed(i + 1));
  for (auto all = permuted(array, count); all.next(); seen++) {
    std::array<int64_t, count> values{};
    for (uint32_t i = 0; i < count; i++)
      values[i] = gc::unboxed(gc::child(all.value(), i));
    sum += weight(values);
  }
  checks.equal("in place", seen, total);
  checks.equal("weights in place", sum, expected);

  sum = seen = 0;
  for (auto all = arrangements(count); all.next(); seen++) {
    gc_poll();
    std::array<int64_t, count> values{};
    Ref cell = all.value();
    for (uint32_t i = 0; i < count; i++, cell = gc::tail(cell))
      values[i] = gc::head(cell);
    sum += weight(values);
  }
  checks.equal("by insertion", seen, total);
  checks.equal("weights by insertion", sum, expected);
  return checks.status();
}
