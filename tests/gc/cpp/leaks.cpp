// What is dead after a suspension does not live on because of the frame: locals, parameters, what stands in the promise,
// and memory of the frame with references in it. Each is watched, at each suspension.
// FAULTS: full-maps no-nulls empty-maps
#include "coroutines.hpp"

using gc::Generator;
using gc::Ref;

// The watches of one run, in the bytes of an object.
static Ref new_watches(uint32_t count) { return gc_alloc(0, count * 4); }
static gc::Inside<uint32_t> watch_at(Ref watches, uint32_t index) { return gc::bytes<uint32_t>(watches, 0) + index; }

GC_COROUTINE static Generator<int64_t> phases(Ref watches, Ref parameter) {
  *watch_at(watches, 0) = gc_watch(parameter);
  Ref one = gc::boxed(1);
  *watch_at(watches, 1) = gc_watch(one);
  co_yield gc::unboxed(parameter);
  int64_t sum = gc::unboxed(one) + gc::unboxed(parameter); // the last use of the parameter
  Ref two = gc::boxed(2);
  *watch_at(watches, 2) = gc_watch(two);
  co_yield sum;
  sum += gc::unboxed(one); // the last use of `one`
  co_yield sum;
  sum += gc::unboxed(two); // the last use of `two`
  co_yield sum;
  co_yield gc_collections() > 0;
}

static void check_phases(gc::Checks &checks, bool finished) {
  Ref watches = new_watches(3);
  auto run = phases(watches, gc::boxed(40));
  // For each suspension: which of parameter, one, two is live.
  const bool live[5][3] = {{true, true, false}, {false, true, true}, {false, false, true}, {false, false, false}, {false, false, false}};
  const char *names[3] = {"parameter", "one", "two"};
  for (int step = 0; step < (finished ? 5 : 3); step++) {
    run.next();
    gc_poll();
    for (uint32_t which = 0; which < (step == 0 ? 2u : 3u); which++) {
      uint32_t watch = *watch_at(watches, which);
      if (live[step][which])
        checks.alive(names[which], watch);
      else
        checks.dead(names[which], watch);
    }
  }
}

// A branch that needs another reference on each side: a suspension's map holds what is live at that one only.
GC_COROUTINE static Generator<int64_t> branches(Ref watches, bool left) {
  Ref one = gc::boxed(10), other = gc::boxed(20);
  *watch_at(watches, 0) = gc_watch(one);
  *watch_at(watches, 1) = gc_watch(other);
  co_yield 0;
  if (left) {
    co_yield 1;
    co_yield gc::unboxed(one);
  } else {
    co_yield 2;
    co_yield gc::unboxed(other);
  }
}

static void check_branches(gc::Checks &checks, bool left) {
  Ref watches = new_watches(2);
  auto run = branches(watches, left);
  run.next();
  gc_poll();
  checks.alive("one before the branch", *watch_at(watches, 0));
  checks.alive("other before the branch", *watch_at(watches, 1));
  run.next();
  gc_poll();
  left ? checks.alive("one", *watch_at(watches, 0)) : checks.dead("one", *watch_at(watches, 0));
  left ? checks.dead("other", *watch_at(watches, 1)) : checks.alive("other", *watch_at(watches, 1));
  run.next();
  checks.equal("branch", run.value(), left ? 10 : 20);
  gc_poll();
  checks.dead("one at the end", *watch_at(watches, 0));
  checks.dead("other at the end", *watch_at(watches, 1));
}

// The promise holds what was yielded until the next yield, and no longer.
GC_COROUTINE static Generator<Ref> yielding(int64_t count) {
  for (int64_t i = 0; i < count; i++)
    co_yield gc::boxed(i);
}

static void check_promise(gc::Checks &checks) {
  auto run = yielding(3);
  uint32_t before = 0;
  for (int64_t i = 0; run.next(); i++) {
    uint32_t watch = gc_watch(run.value());
    gc_poll();
    checks.alive("yielded", watch);
    checks.equal("value", gc::unboxed(run.value()), i);
    if (i > 0)
      checks.dead("yielded before", before);
    before = watch;
  }
  gc_poll();
  checks.dead("yielded last", before); // return_void clears the promise
}

// Memory with references whose address escapes, so that it stays memory; it ends with its scope.
struct Pair {
  Ref one, other;
  int64_t sum;
};

[[gnu::noinline]] static void fill(Pair *pair, Ref watches) {
  pair->one = gc::boxed(3);
  pair->other = gc::boxed(4);
  pair->sum = gc::unboxed(pair->one) + gc::unboxed(pair->other);
  *watch_at(watches, 0) = gc_watch(pair->one);
  *watch_at(watches, 1) = gc_watch(pair->other);
}

[[gnu::noinline]] static int64_t total(const Pair *pair) { return gc::unboxed(pair->one) * 100 + gc::unboxed(pair->other) * 10 + pair->sum; }

GC_COROUTINE static Generator<int64_t> scoped(Ref watches) {
  {
    Pair pair{};
    fill(&pair, watches);
    co_yield 1;
    co_yield total(&pair);
  }
  co_yield 2;
  co_yield 3;
}

static void check_scoped(gc::Checks &checks, int steps) {
  Ref watches = new_watches(2);
  {
    auto run = scoped(watches);
    for (int step = 1; step <= steps; step++) {
      run.next();
      gc_poll();
      if (step == 2)
        checks.equal("total", run.value(), 347);
      if (step == 1) {
        checks.alive("pair.one", *watch_at(watches, 0));
        checks.alive("pair.other", *watch_at(watches, 1));
      } else if (step >= 3) {
        checks.dead("pair.one after its scope", *watch_at(watches, 0));
        checks.dead("pair.other after its scope", *watch_at(watches, 1));
      }
    }
  }
  gc_poll();
  checks.dead("pair.one when destroyed", *watch_at(watches, 0));
}

// Destroyed while suspended: nothing that the frame held lives on.
static void check_destroyed(gc::Checks &checks) {
  for (int steps = 1; steps <= 3; steps++) {
    Ref watches = new_watches(3);
    {
      auto run = phases(watches, gc::boxed(7));
      for (int i = 0; i < steps; i++)
        run.next();
      gc_poll();
    }
    gc_poll();
    for (uint32_t which = 0; which < (steps == 1 ? 2u : 3u); which++)
      checks.dead("destroyed", *watch_at(watches, which));
  }
}

extern "C" int gc_main() {
  gc::Checks checks;
  check_phases(checks, true);
  check_phases(checks, false);
  check_branches(checks, true);
  check_branches(checks, false);
  check_promise(checks);
  for (int steps = 1; steps <= 4; steps++)
    check_scoped(checks, steps);
  check_destroyed(checks);
  return checks.status();
}
