// Trees built by coroutines that await each other: both children are live across the other's construction, and the
// tasks go on by symmetric transfer.
// FAULTS: empty-maps
// SHADOW-STACK: yes
#include "coroutines.hpp"

using gc::Ref;
using gc::Task;

static Ref tree(int64_t key, Ref left, Ref right) {
  Ref made = gc::node<2>(key);
  gc_store(made, 0, left);
  gc_store(made, 1, right);
  return made;
}

GC_COROUTINE static Task<Ref> balanced(int64_t low, int64_t high) {
  if (low > high)
    co_return nullptr;
  int64_t middle = (low + high) / 2;
  auto left_task = balanced(low, middle - 1);
  Ref left = co_await left_task;
  auto right_task = balanced(middle + 1, high);
  Ref right = co_await right_task;
  Ref made = gc::node<2>(middle);
  gc_store(made, 0, left);
  gc_store(made, 1, right);
  co_return made;
}

// A tree with every node new and left and right exchanged.
GC_COROUTINE static Task<Ref> mirrored(Ref root) {
  if (!root)
    co_return nullptr;
  auto first = mirrored(gc::child(root, 1));
  auto second = mirrored(gc::child(root, 0));
  Ref made = tree(gc::number<2>(root), nullptr, nullptr);
  gc_store(made, 0, co_await first);
  Ref right = co_await second;
  gc_store(made, 1, right);
  co_return made;
}

// The checksum depends on the shape.
static int64_t shape(Ref root, int64_t depth) {
  if (!root)
    return 1;
  return (shape(gc::child(root, 0), depth + 1) * 31 + gc::number<2>(root) * depth + shape(gc::child(root, 1), depth + 1) * 17) %
         1'000'003;
}

static int64_t expected_shape(int64_t low, int64_t high, int64_t depth, bool mirror) {
  if (low > high)
    return 1;
  int64_t middle = (low + high) / 2;
  int64_t left = expected_shape(low, middle - 1, depth + 1, mirror), right = expected_shape(middle + 1, high, depth + 1, mirror);
  return ((mirror ? right : left) * 31 + middle * depth + (mirror ? left : right) * 17) % 1'000'003;
}

template <class T> static T run(Task<T> task) {
  task.start();
  return task.result();
}

extern "C" int gc_main() {
  gc::Checks checks;
  Ref root = run(balanced(1, 120));
  gc_poll();
  checks.equal("balanced", shape(root, 1), expected_shape(1, 120, 1, false));
  Ref other = run(mirrored(root));
  gc_poll();
  checks.equal("mirrored", shape(other, 1), expected_shape(1, 120, 1, true));
  checks.equal("original", shape(root, 1), expected_shape(1, 120, 1, false));
  return checks.status();
}
