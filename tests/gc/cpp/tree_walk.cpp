// Walks over a tree by nested generators: each level holds the generator of the level below, and its own node.
// FAULTS: store-at-definition
#include "coroutines.hpp"

using gc::Generator;
using gc::Ref;

static Ref insert(Ref root, int64_t key) {
  if (!root)
    return gc::node<2>(key);
  uint64_t side = key < gc::number<2>(root) ? 0 : 1;
  gc_store(root, side, insert(gc::child(root, side), key));
  return root;
}

GC_COROUTINE static Generator<Ref> in_order(Ref root) {
  if (!root)
    co_return;
  for (auto left = in_order(gc::child(root, 0)); left.next();)
    co_yield left.value();
  co_yield root;
  for (auto right = in_order(gc::child(root, 1)); right.next();)
    co_yield right.value();
}

// With the parent of each node: two references for each step.
GC_COROUTINE static Generator<Ref> leaves_with_parent(Ref root, Ref parent) {
  Ref left = gc::child(root, 0), right = gc::child(root, 1);
  if (!left && !right) {
    Ref both = gc::node<2>(0);
    gc_store(both, 0, root);
    gc_store(both, 1, parent);
    co_yield both;
  }
  for (uint64_t side = 0; side < 2; side++) {
    Ref below = side ? right : left;
    if (!below)
      continue;
    auto inner = leaves_with_parent(below, root);
    while (inner.next())
      co_yield inner.value();
  }
}

static int64_t leaf_sum(Ref root, Ref parent) {
  if (!root)
    return 0;
  if (!gc::child(root, 0) && !gc::child(root, 1))
    return gc::number<2>(root) * 1000 + gc::number<2>(parent);
  return leaf_sum(gc::child(root, 0), root) + leaf_sum(gc::child(root, 1), root);
}

extern "C" int gc_main() {
  gc::Checks checks;
  constexpr int64_t count = 64;
  Ref root = nullptr;
  for (int64_t i = 0; i < count; i++)
    root = insert(root, (i * 37 + 11) % count);

  int64_t position = 0, in_place = 0, sum = 0;
  for (auto walk = in_order(root); walk.next(); position++) {
    gc_poll();
    in_place += gc::number<2>(walk.value()) == position;
    sum += gc::number<2>(walk.value());
  }
  checks.equal("nodes in order", in_place, count);
  checks.equal("sum", sum, count * (count - 1) / 2);

  int64_t leaves = 0;
  for (auto walk = leaves_with_parent(root, root); walk.next();) {
    gc_poll();
    leaves += gc::number<2>(gc::child(walk.value(), 0)) * 1000 + gc::number<2>(gc::child(walk.value(), 1));
  }
  checks.equal("leaves with parents", leaves, leaf_sum(root, root));
  return checks.status();
}
