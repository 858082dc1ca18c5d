// A treap filled by coroutines, and read in order by a generator that keeps its own stack as a list of cells.
#include "coroutines.hpp"

#include <map>

using gc::Generator;
using gc::Ref;

// A node: 0 left, 1 right, 2 value; bytes: key, priority.
static Ref make(int64_t key, Ref value) {
  Ref made = gc_alloc(3, 16);
  gc::bytes<int64_t>(made, 3)[0] = key;
  gc::bytes<int64_t>(made, 3)[1] = key * 7919 % 1009;
  gc_store(made, 2, value);
  return made;
}
static int64_t key(Ref node) { return gc::bytes<int64_t>(node, 3)[0]; }
static int64_t priority(Ref node) { return gc::bytes<int64_t>(node, 3)[1]; }

static Ref rotate(Ref root, uint64_t up) {
  Ref child = gc::child(root, up);
  gc_store(root, up, gc::child(child, 1 - up));
  gc_store(child, 1 - up, root);
  return child;
}

static Ref insert(Ref root, int64_t at, Ref value) {
  if (!root)
    return make(at, value);
  if (key(root) == at) {
    gc_store(root, 2, value);
    return root;
  }
  uint64_t side = at < key(root) ? 0 : 1;
  gc_store(root, side, insert(gc::child(root, side), at, value));
  return priority(gc::child(root, side)) > priority(root) ? rotate(root, side) : root;
}

// The map's root changes while its users are suspended, so it stands in a box.
GC_COROUTINE static Generator<int64_t> fill(Ref box, int64_t step, int64_t count) {
  for (int64_t i = 0; i < count; i++) {
    int64_t at = i * step % 101;
    Ref value = gc::cons(i, nullptr);
    co_yield at;
    Ref root = insert(gc::child(box, 0), at, gc::cons(step, value));
    gc_store(box, 0, root);
  }
}

GC_COROUTINE static Generator<Ref> in_order(Ref root) {
  Ref stack = nullptr;
  for (Ref node = root; node || stack;) {
    for (; node; node = gc::child(node, 0)) {
      Ref cell = gc_alloc(2, 0);
      gc_store(cell, 0, stack);
      gc_store(cell, 1, node);
      stack = cell;
    }
    node = gc::child(stack, 1);
    stack = gc::child(stack, 0);
    co_yield node;
    node = gc::child(node, 1);
  }
}

extern "C" int gc_main() {
  gc::Checks checks;
  constexpr int64_t count = 60;
  Ref box = gc_alloc(1, 0);
  {
    auto one = fill(box, 17, count), other = fill(box, 40, count);
    while (one.next() && other.next())
      gc_poll();
    other.next();
  }
  std::map<int64_t, int64_t> expected;
  for (int64_t i = 0; i < count; i++) {
    expected[i * 17 % 101] = 17 * 1000 + i;
    expected[i * 40 % 101] = 40 * 1000 + i;
  }
  int64_t got = 0, wanted = 0, seen = 0;
  for (auto [at, value] : expected)
    wanted = (wanted * 5 + at * 3 + value) % 1'000'003;
  for (auto walk = in_order(gc::child(box, 0)); walk.next(); seen++) {
    gc_poll();
    Ref value = gc::child(walk.value(), 2);
    got = (got * 5 + key(walk.value()) * 3 + gc::head(value) * 1000 + gc::head(gc::tail(value))) % 1'000'003;
  }
  checks.equal("keys", seen, static_cast<int64_t>(expected.size()));
  checks.equal("content", got, wanted);
  return checks.status();
}
