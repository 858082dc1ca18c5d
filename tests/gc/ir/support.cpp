// What all IR programs share. A program is a function `program`: it reports numbers as the computation without coroutines
// gives them, says expected_ends(), and reports the same numbers from a coroutine that drive() runs.
#include "gc.hpp"

#include <coroutine>
#include <utility>

extern "C" {

void program();

static gc::Checks checks;
static int64_t sum, expected, reports;

void report(int64_t value) {
  sum = (sum * 31 + value) % 1'000'003;
  reports++;
}

void expected_ends() { expected = std::exchange(sum, 0); }

void *frame_new(uint64_t bytes) { return gc_frame_new(bytes, 16); }

gc_ref boxed(int64_t value) { return gc::boxed(value); }
int64_t unboxed(gc_ref box) { return gc::unboxed(box); }

// An array of the numbers 1, 2, ..., count.
gc_ref array(int64_t count) {
  gc_ref made = gc_alloc(0, static_cast<uint32_t>(count * 8));
  for (int64_t i = 0; i < count; i++)
    gc::bytes<int64_t>(made, 0)[i] = i + 1;
  return made;
}

// Where `value` is in a chain of cells, and how far that is.
struct Found {
  gc_ref where;
  int64_t steps;
};
[[gnu::noinline]] Found found(gc_ref list, int64_t value) {
  int64_t steps = 0;
  for (; list && gc::head(list) != value; list = gc::tail(list))
    steps++;
  gc_poll();
  return {list, steps};
}

// Runs a suspended coroutine to its end, with a collection before each step, and destroys it.
void drive(void *frame) {
  auto coroutine = std::coroutine_handle<>::from_address(frame);
  while (!coroutine.done()) {
    gc_poll();
    coroutine.resume();
  }
  gc_poll();
  coroutine.destroy();
}

void expect_dead(uint32_t watch) { checks.dead("watched", watch); }
void expect_alive(uint32_t watch) { checks.alive("watched", watch); }

int gc_main() {
  program();
  checks.equal("checksum", sum, expected);
  checks.equal("reports were made", reports > 0, 1);
  return checks.status();
}
}
