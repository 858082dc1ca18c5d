// A generator of collected objects, while a collector moves all of them at every step.
//
// primes() keeps a list of the primes that it has found. The list is in the collected heap: each new cell is an allocation,
// at which the collector (tests/gc/runtime/semispace.c) copies every object, overwrites the place where it was, and
// finds the generator's pointers by the map of its frame (include/gc_coro.h). One stale pointer, and the program ends.
//
// A tracked reference is a pointer in address space 1 (tests/gc/include/gc.hpp). The code goes through gc-coro-split, then
// RewriteStatepointsForGC. scripts/run.sh builds it like that, shows the frame with its map, and expects these lines:
//
// EXPECT: primes: 2 3 5 7 11 13 17 19 23 29 31 37 41 43 47
// EXPECT: the list that the last step left: 47 43 41 37 31 29 23 19 17 13 11 7 5 3 2
// EXPECT: collections: 30, objects moved: 225
#include "coroutines.hpp"

using gc::Generator;
using gc::Ref;

static bool has_divisor(int64_t number, Ref primes) {
  for (; primes; primes = gc::tail(primes))
    if (number % gc::head(primes) == 0)
      return true;
  return false;
}

// Yields the list of all primes so far, the newest first.
GC_COROUTINE static Generator<Ref> primes(int64_t end) {
  Ref found = nullptr;
  for (int64_t number = 2; number < end; number++) {
    if (has_divisor(number, found))
      continue;
    found = gc::cons(number, found);
    co_yield found;
  }
}

extern "C" int gc_main() {
  std::printf("primes:");
  Ref list = nullptr;
  for (auto generator = primes(50); generator.next(); gc_poll()) {
    list = generator.value();
    std::printf(" %lld", static_cast<long long>(gc::head(list)));
  }
  std::printf("\nthe list that the last step left:");
  for (; list; list = gc::tail(list))
    std::printf(" %lld", static_cast<long long>(gc::head(list)));
  std::printf("\ncollections: %llu, objects moved: %llu\n", static_cast<unsigned long long>(gc_collections()),
              static_cast<unsigned long long>(gc_moves()));
  return 0;
}
