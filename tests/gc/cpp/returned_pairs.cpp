// Functions that return a reference and a number in one struct: what the optimizer leaves as an aggregate is taken apart
// before it can cross a suspension.
// FAULTS: whole-aggregates
#include "coroutines.hpp"

using gc::Generator;
using gc::Ref;

struct Found {
  Ref where;
  int64_t index;
};

struct Both {
  Ref one, other;
};

[[gnu::noinline]] static Found find(Ref list, int64_t value) {
  gc_poll();
  int64_t index = 0;
  for (; list && gc::head(list) != value; list = gc::tail(list))
    index++;
  return {list, index};
}

[[gnu::noinline]] static Both split(Ref list) {
  Ref even = nullptr, odd = nullptr;
  for (; list; list = gc::tail(list)) {
    Ref cell = gc::cons(gc::head(list), gc::head(list) % 2 == 0 ? even : odd);
    (gc::head(list) % 2 == 0 ? even : odd) = cell;
  }
  return {even, odd};
}

GC_COROUTINE static Generator<int64_t> searching(Ref list, int64_t count) {
  for (int64_t wanted = 1; wanted <= count; wanted++) {
    Found found = find(list, wanted);
    co_yield found.index;
    co_yield gc::head(found.where) * 100 + found.index;
  }
}

GC_COROUTINE static Generator<Ref> unzipped(Ref list) {
  Both parts = split(list);
  while (parts.one || parts.other) {
    if (parts.one) {
      co_yield parts.one;
      parts = {gc::tail(parts.one), parts.other};
    }
    if (parts.other) {
      co_yield parts.other;
      parts.other = gc::tail(parts.other);
    }
  }
}

extern "C" int gc_main() {
  gc::Checks checks;
  constexpr int64_t count = 20;
  Ref list = nullptr;
  for (int64_t i = 1; i <= count; i++)
    list = gc::cons(i, list);
  int64_t got = 0, wanted = 0;
  for (auto search = searching(list, count); search.next(); gc_poll())
    got = (got * 3 + search.value()) % 1'000'003;
  for (int64_t i = 1; i <= count; i++) {
    wanted = (wanted * 3 + count - i) % 1'000'003;
    wanted = (wanted * 3 + i * 100 + count - i) % 1'000'003;
  }
  checks.equal("searching", got, wanted);

  got = wanted = 0;
  for (auto all = unzipped(list); all.next(); gc_poll())
    got = (got * 3 + gc::head(all.value())) % 1'000'003;
  for (int64_t i = 1; i <= count; i += 2) {
    wanted = (wanted * 3 + i + 1) % 1'000'003;
    wanted = (wanted * 3 + i) % 1'000'003;
  }
  checks.equal("unzipped", got, wanted);
  return checks.status();
}
