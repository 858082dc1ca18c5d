// A hash map of references, filled and emptied by coroutines that are interleaved; it grows while they are suspended.
#include "coroutines.hpp"

#include <map>

using gc::Generator;
using gc::Ref;

// The map: pointer 0 is the array of buckets; the number is the count of entries. An entry: 0 next, 1 value, number key.
static Ref new_map(uint32_t buckets) {
  Ref map = gc::node<1>(0);
  Ref array = gc_alloc(buckets, 0);
  gc_store(map, 0, array);
  return map;
}

static uint64_t bucket(Ref array, int64_t key) {
  return static_cast<uint64_t>(key) * 0x9E3779B97F4A7C15u % gc::pointer_count(array);
}

static Ref find(Ref map, int64_t key) {
  Ref array = gc::child(map, 0);
  Ref entry = gc::child(array, bucket(array, key));
  while (entry && gc::number<2>(entry) != key)
    entry = gc::child(entry, 0);
  return entry;
}

static void grow(Ref map) {
  Ref larger = gc_alloc(gc::pointer_count(gc::child(map, 0)) * 2 + 1, 0), old = gc::child(map, 0);
  for (uint32_t i = 0; i < gc::pointer_count(old); i++)
    for (Ref entry = gc::child(old, i); entry;) {
      Ref next = gc::child(entry, 0);
      uint64_t to = bucket(larger, gc::number<2>(entry));
      gc_store(entry, 0, gc::child(larger, to));
      gc_store(larger, to, entry);
      entry = next;
    }
  gc_store(map, 0, larger);
}

static void put(Ref map, int64_t key, Ref value) {
  if (Ref entry = find(map, key)) {
    gc_store(entry, 1, value);
    return;
  }
  if (gc::number<1>(map) >= gc::pointer_count(gc::child(map, 0)))
    grow(map);
  Ref entry = gc::node<2>(key), array = gc::child(map, 0);
  gc_store(entry, 0, gc::child(array, bucket(array, key)));
  gc_store(entry, 1, value);
  gc_store(array, bucket(array, key), entry);
  ++*gc::bytes<int64_t>(map, 1);
}

GC_COROUTINE static Generator<int64_t> fill(Ref map, int64_t factor, int64_t count) {
  for (int64_t i = 0; i < count; i++) {
    int64_t key = i * factor % 97;
    Ref value = gc::boxed(key * factor + i);
    co_yield key;
    put(map, key, value);
  }
}

// Yields entries; the map may grow meanwhile, so it goes by key.
GC_COROUTINE static Generator<Ref> entries(Ref map, int64_t below) {
  for (int64_t key = 0; key < below; key++)
    if (Ref entry = find(map, key))
      co_yield entry;
}

extern "C" int gc_main() {
  gc::Checks checks;
  Ref map = new_map(3);
  {
    auto one = fill(map, 5, 60), other = fill(map, 13, 50), third = fill(map, 29, 70);
    for (bool more = true; more;) {
      bool a = one.next(), b = other.next(), c = third.next();
      more = a || b || c;
      // next() of a coroutine that is done must not be called again.
      if (!a || !b || !c) {
        while (a && one.next()) {}
        while (b && other.next()) {}
        while (c && third.next()) {}
        more = false;
      }
    }
  }

  // The same without coroutines: each step's value is put one step later.
  std::map<int64_t, int64_t> expected;
  const int64_t factors[] = {5, 13, 29}, counts[] = {60, 50, 70};
  for (int64_t i = 0; i < 50; i++)
    for (int which = 0; which < 3; which++)
      expected[i * factors[which] % 97] = i * factors[which] % 97 * factors[which] + i;
  for (int which : {0, 2})
    for (int64_t i = 50; i < counts[which]; i++)
      expected[i * factors[which] % 97] = i * factors[which] % 97 * factors[which] + i;

  int64_t sum = 0, wanted = 0, count = 0;
  for (auto [key, value] : expected)
    wanted = (wanted * 3 + key * 7 + value) % 1'000'003;
  for (auto all = entries(map, 97); all.next(); gc_poll(), count++)
    sum = (sum * 3 + gc::number<2>(all.value()) * 7 + gc::unboxed(gc::child(all.value(), 1))) % 1'000'003;
  checks.equal("entries", count, static_cast<int64_t>(expected.size()));
  checks.equal("count", gc::number<1>(map), static_cast<int64_t>(expected.size()));
  checks.equal("content", sum, wanted);
  return checks.status();
}
