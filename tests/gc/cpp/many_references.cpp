// Frames with more references than a map has bits in a word, live in changing sets: each phase uses some of them for the
// last time and makes others.
// FAULTS: empty-maps store-at-definition
#include "coroutines.hpp"

#include <cstddef>

using gc::Generator;
using gc::Ref;

template <std::size_t... I> [[gnu::always_inline]] static inline int64_t sum_of(const Ref (&all)[sizeof...(I)], std::index_sequence<I...>) {
  return (0 + ... + (gc::unboxed(all[I]) * static_cast<int64_t>(I + 1)));
}

// The arrays are taken apart into 80 references, because all indices are constants.
template <std::size_t... I>
[[gnu::always_inline]] static inline void make(Ref (&all)[sizeof...(I)], int64_t seed, std::index_sequence<I...>) {
  ((all[I] = gc::boxed(seed + static_cast<int64_t>(I))), ...);
}

GC_COROUTINE static Generator<int64_t> phases(int64_t seed) {
  constexpr std::size_t count = 80;
  Ref all[count];
  make(all, seed, std::make_index_sequence<count>{});
  co_yield 1;
  co_yield sum_of(all, std::make_index_sequence<count>{});
  // Only the last ones go on; new ones take the others' places.
  Ref fresh[3] = {gc::cons(seed, nullptr), gc::boxed(2 * seed), gc::boxed(3 * seed)};
  co_yield gc::unboxed(all[0]) - gc::unboxed(all[79]);
  co_yield gc::head(fresh[0]) + gc::unboxed(fresh[1]) + gc::unboxed(all[78]);
  Ref kept = all[70];
  gc_poll();
  co_yield gc::unboxed(fresh[2]) + gc::unboxed(kept);
}

extern "C" int gc_main() {
  gc::Checks checks;
  for (int64_t seed : {1, 1000}) {
    int64_t weighted = 0;
    for (int64_t i = 0; i < 80; i++)
      weighted += (seed + i) * (i + 1);
    const int64_t expected[] = {1, weighted, -79, seed + 2 * seed + seed + 78, 3 * seed + seed + 70};
    auto run = phases(seed);
    for (int64_t value : expected) {
      run.next();
      gc_poll();
      checks.equal("phase", run.value(), value);
    }
  }
  return checks.status();
}
