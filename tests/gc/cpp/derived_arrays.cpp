// Derived pointers that are live across suspensions: cursors into arrays, forwards and backwards, one that changes the
// array, and cursors into arrays of references.
// FAULTS: raw-derived
#include "coroutines.hpp"

using gc::Generator;
using gc::Inside;
using gc::Ref;

static Ref numbers(uint32_t count) {
  Ref array = gc_alloc(0, count * 8);
  for (uint32_t i = 0; i < count; i++)
    gc::bytes<int64_t>(array, 0)[i] = i + 1;
  return array;
}

GC_COROUTINE static Generator<int64_t> forwards(Ref array, uint32_t count) {
  Inside<int64_t> cursor = gc::bytes<int64_t>(array, 0), end = cursor + count;
  for (; cursor != end; ++cursor) {
    co_yield *cursor;
    gc_poll();
  }
}

// Only the cursor is live: the array itself is not needed after the first line.
GC_COROUTINE static Generator<int64_t> backwards(Ref array, uint32_t from, uint32_t count) {
  Inside<int64_t> last = gc::bytes<int64_t>(array, 0) + from;
  while (count-- > 0) {
    co_yield *last;
    *last = -*last;
    --last;
  }
}

// The cursor comes out of one of two arrays, by turns.
GC_COROUTINE static Generator<int64_t> alternating(Ref one, Ref other, uint32_t count) {
  Inside<int64_t> left = gc::bytes<int64_t>(one, 0), right = gc::bytes<int64_t>(other, 0);
  for (uint32_t i = 0; i < 2 * count; i++) {
    Inside<int64_t> cursor = i % 3 == 0 ? left++ : right++;
    co_yield *cursor;
    gc_poll();
    *cursor += 100;
    if (left == gc::bytes<int64_t>(one, 0) + count || right == gc::bytes<int64_t>(other, 0) + count)
      co_return;
  }
}

GC_COROUTINE static Generator<Ref> elements(Ref array) {
  Inside<Ref> slot = gc::pointers(array), end = slot + gc::pointer_count(array);
  for (; slot < end; slot++)
    co_yield *slot;
}

static void check_alternating(gc::Checks &checks) {
  constexpr uint32_t count = 24;
  Ref one = numbers(count), other = numbers(count);
  int64_t got = 0, wanted = 0, left = 0, right = 0;
  for (auto turns = alternating(one, other, count); turns.next();)
    got = (got * 5 + turns.value()) % 1'000'003;
  for (uint32_t i = 0; i < 2 * count && left < count && right < count; i++)
    wanted = (wanted * 5 + (i % 3 == 0 ? ++left : ++right)) % 1'000'003;
  checks.equal("alternating", got, wanted);
  int64_t total = 0;
  for (uint32_t i = 0; i < count; i++)
    total += gc::bytes<int64_t>(one, 0)[i] + gc::bytes<int64_t>(other, 0)[i];
  checks.equal("both arrays", total, count * (count + 1) + 100 * (left + right));
}

extern "C" int gc_main() {
  gc::Checks checks;
  constexpr uint32_t count = 50;
  Ref array = numbers(count);
  int64_t sum = 0, turned = 0;
  for (auto walk = forwards(array, count); walk.next(); gc_poll())
    sum += walk.value();
  checks.equal("forwards", sum, count * (count + 1) / 2);

  for (auto walk = backwards(array, count - 1, count - 10); walk.next(); gc_poll())
    turned += walk.value();
  checks.equal("backwards", turned, sum - 55);
  int64_t after = 0;
  for (uint32_t i = 0; i < count; i++)
    after += gc::bytes<int64_t>(array, 0)[i];
  checks.equal("after", after, 55 - turned);

  check_alternating(checks);

  Ref references = gc_alloc(20, 0);
  for (uint32_t i = 0; i < 20; i++)
    gc_store(references, i, gc::boxed(i * i));
  int64_t squares = 0;
  for (auto walk = elements(references); walk.next(); gc_poll())
    squares += gc::unboxed(walk.value());
  checks.equal("squares", squares, 19 * 20 * 39 / 6);
  return checks.status();
}
