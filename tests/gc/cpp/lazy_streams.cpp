// Lazy streams: a cell's tail is made when it is first wanted, by a coroutine whose handle stands in the cell; what was
// made stays. Two readers of one stream; primes by filtering streams.
#include "coroutines.hpp"

using gc::Generator;
using gc::Ref;

// A cell: 0 tail, 1 value; bytes: the handle of the coroutine that makes the tail, null if it was made.
static gc::Inside<void *> maker(Ref cell) { return gc::bytes<void *>(cell, 2); }

static Ref cell_of(Generator<Ref> source) {
  if (!source.next())
    return nullptr;
  Ref cell = gc_alloc(2, 8);
  gc_store(cell, 1, source.value());
  *maker(cell) = source.release().address();
  return cell;
}

static Ref rest(Ref cell) {
  if (void *address = *maker(cell)) {
    *maker(cell) = nullptr;
    Ref made = cell_of(Generator<Ref>(Generator<Ref>::Handle::from_address(address)));
    gc_store(cell, 0, made);
  }
  return gc::child(cell, 0);
}

static int64_t value(Ref cell) { return gc::unboxed(gc::child(cell, 1)); }

GC_COROUTINE static Generator<Ref> counting(int64_t from, int64_t to) {
  for (; from <= to; from++)
    co_yield gc::boxed(from);
}

// Reads a stream that others read as well.
GC_COROUTINE static Generator<Ref> not_divided_by(Ref stream, Ref prime) {
  for (; stream; stream = rest(stream)) {
    gc_poll();
    if (value(stream) % gc::unboxed(prime) != 0)
      co_yield gc::child(stream, 1);
  }
}

GC_COROUTINE static Generator<Ref> sums(Ref one, Ref other) {
  while (one && other) {
    co_yield gc::boxed(value(one) + value(other));
    one = rest(one);
    other = rest(other);
  }
}

static int64_t digest(Ref stream) {
  int64_t sum = 0;
  for (; stream; stream = rest(stream)) {
    gc_poll();
    sum = (sum * 3 + value(stream)) % 1'000'003;
  }
  return sum;
}

extern "C" int gc_main() {
  gc::Checks checks;
  Ref odd = cell_of(not_divided_by(cell_of(counting(2, 60)), gc::boxed(2)));
  Ref sieved = cell_of(not_divided_by(odd, gc::boxed(3)));
  Ref both = cell_of(sums(odd, sieved));

  int64_t sum_wanted = 0, odd_wanted = 0, left = 3;
  for (int64_t i = 3; i < 60; i += 2)
    odd_wanted = (odd_wanted * 3 + i) % 1'000'003;
  for (int64_t i = 3; i < 60; i++)
    if (i % 2 != 0 && i % 3 != 0) {
      sum_wanted = (sum_wanted * 3 + i + left) % 1'000'003;
      left += 2;
    }
  checks.equal("sums", digest(both), sum_wanted);
  checks.equal("odd", digest(odd), odd_wanted);
  int64_t again = digest(odd);
  checks.equal("odd again", again, odd_wanted);
  return checks.status();
}
