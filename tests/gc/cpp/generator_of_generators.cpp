// Coroutines that hold coroutines: a generator that yields generators, one that takes turns among many, and one whose
// generators are in an object's bytes.
#include "coroutines.hpp"

using gc::Generator;
using gc::Ref;

using Inner = Generator<Ref>;

GC_COROUTINE static Inner multiples(Ref factor, int64_t count) {
  for (int64_t i = 1; i <= count; i++) {
    Ref product = gc::boxed(gc::unboxed(factor) * i);
    co_yield product;
    gc_poll();
  }
}

// Yields handles: the receiver owns what it gets.
GC_COROUTINE static Generator<void *> tables(Ref list) {
  for (; list; list = gc::tail(list)) {
    auto inner = multiples(gc::boxed(gc::head(list)), gc::head(list));
    co_yield inner.release().address();
  }
}

static Inner owned(void *address) { return Inner(Inner::Handle::from_address(address)); }

static Ref numbers(int64_t count) {
  Ref list = nullptr;
  for (int64_t i = count; i > 0; i--)
    list = gc::cons(i, list);
  return list;
}

// Takes turns: the generators' handles are bytes of an object that this coroutine holds.
GC_COROUTINE static Generator<Ref> round_robin(Ref list, int64_t count) {
  Ref handles = gc_alloc(0, static_cast<uint32_t>(count * 8));
  int64_t made = 0, running = count;
  for (auto all = tables(list); all.next();)
    gc::bytes<void *>(handles, 0)[made++] = all.value();
  while (running > 0)
    for (int64_t i = 0; i < count; i++) {
      void *address = gc::bytes<void *>(handles, 0)[i];
      if (!address)
        continue;
      Inner inner = owned(address);
      if (inner.next()) {
        Ref value = inner.value();
        inner.release();
        co_yield value;
      } else {
        gc::bytes<void *>(handles, 0)[i] = nullptr;
        running--;
      }
    }
}

extern "C" int gc_main() {
  gc::Checks checks;
  constexpr int64_t count = 9;
  int64_t nested = 0, expected = 0;
  for (auto all = tables(numbers(count)); all.next();)
    for (auto inner = owned(all.value()); inner.next();)
      nested = (nested * 3 + gc::unboxed(inner.value())) % 1'000'003;
  for (int64_t i = 1; i <= count; i++)
    for (int64_t k = 1; k <= i; k++)
      expected = (expected * 3 + i * k) % 1'000'003;
  checks.equal("nested", nested, expected);

  int64_t turns = 0, wanted = 0;
  for (auto robin = round_robin(numbers(count), count); robin.next(); gc_poll())
    turns = (turns * 3 + gc::unboxed(robin.value())) % 1'000'003;
  for (int64_t k = 1; k <= count; k++)
    for (int64_t i = k; i <= count; i++)
      wanted = (wanted * 3 + i * k) % 1'000'003;
  checks.equal("in turns", turns, wanted);
  return checks.status();
}
