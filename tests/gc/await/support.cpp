// What the await programs share. A program is a function `program`; it checks its results with check().
#include "gc.hpp"

extern "C" {

void program();

static gc::Checks checks;

void check(int64_t got, int64_t expected) { checks.equal("result", got, expected); }
void expect_dead(uint32_t watch) { checks.dead("watched", watch); }
void expect_alive(uint32_t watch) { checks.alive("watched", watch); }

gc_ref boxed(int64_t value) { return gc::boxed(value); }
int64_t unboxed(gc_ref box) { return gc::unboxed(box); }

gc_ref cons(int64_t value, gc_ref rest) { return gc::cons(value, rest); }
int64_t head(gc_ref cell) { return gc::head(cell); }
gc_ref tail(gc_ref cell) { return gc::tail(cell); }

// Whether the list has the value.
bool contains(gc_ref list, int64_t value) {
  for (; list; list = gc::tail(list))
    if (gc::head(list) == value)
      return true;
  return false;
}

// The list's numbers as the digits of one, the first cell's the last.
int64_t number_of(gc_ref list) {
  int64_t number = 0, power = 1;
  for (; list; list = gc::tail(list), power *= 10)
    number += gc::head(list) * power;
  return number;
}

gc_ref pair(gc_ref first, gc_ref second) {
  gc_ref made = gc_alloc(2, 0);
  gc_store(made, 0, first);
  gc_store(made, 1, second);
  return made;
}
gc_ref first(gc_ref pair) { return gc::child(pair, 0); }
gc_ref second(gc_ref pair) { return gc::child(pair, 1); }

// A balanced tree of the numbers from `least` to `most`.
gc_ref tree_of(int64_t least, int64_t most) {
  if (least > most)
    return nullptr;
  int64_t middle = (least + most) / 2;
  gc_ref made = gc::node<2>(middle), left = tree_of(least, middle - 1);
  gc_store(made, 0, left);
  gc_ref right = tree_of(middle + 1, most);
  gc_store(made, 1, right);
  return made;
}
int64_t node_number(gc_ref node) { return gc::number<2>(node); }

// An array of the numbers 1, 2, ..., count.
gc_ref array(int64_t count) {
  gc_ref made = gc_alloc(0, static_cast<uint32_t>(count * 8));
  for (int64_t i = 0; i < count; i++)
    gc::bytes<int64_t>(made, 0)[i] = i + 1;
  return made;
}

// Leaves something after on the stack that is no reference.
[[gnu::noinline]] void scribble() {
  volatile unsigned char area[2048];
  for (volatile unsigned char &byte : area)
    byte = 0xAA;
}

// ---- for programs that define `resumed`: calls the continuation with a number, and returns the next handle or null ----

[[gnu::weak]] gc_ref resumed(gc_ref handle, int64_t argument);

// A place to come back to: where to go on, what to come back to after that, and what was tried.
static gc_ref choice_point(gc_ref handle, gc_ref earlier) {
  gc_ref made = gc::node<2>(0);
  gc_store(made, 0, handle);
  gc_store(made, 1, earlier);
  return made;
}

// Tries all choices at each await, the last await first.
void search(gc_ref handle, int64_t choices) {
  gc_ref open = choice_point(handle, nullptr);
  while (open) {
    int64_t choice = (*gc::bytes<int64_t>(open, 2))++;
    if (choice == choices) {
      open = gc::child(open, 1);
      continue;
    }
    if (gc_ref reached = resumed(gc::child(open, 0), choice))
      open = choice_point(reached, open);
  }
}

// Tries the choices 0 and 1 at each await, the first await first: all frames of one depth are there together.
void grow(gc_ref root) {
  for (gc_ref level = pair(root, nullptr), next = nullptr; level; level = next, next = nullptr)
    for (; level; level = second(level))
      for (int64_t choice = 0; choice < 2; choice++)
        if (gc_ref reached = resumed(first(level), choice))
          next = pair(reached, next);
}

// ---- for programs that define these: a task and its next handle, or null ----

[[gnu::weak]] gc_ref started(int64_t number, gc_ref outbox);
[[gnu::weak]] gc_ref given(gc_ref handle, gc_ref message);

// Tasks in turn, each given what the one before it has left, until all have ended; returns the last message.
int64_t round_robin(int64_t tasks) {
  gc_ref outbox = pair(gc::boxed(0), nullptr), front = nullptr, back = nullptr;
  auto append = [&](gc_ref handle) __attribute__((always_inline)) {
    gc_ref cell = pair(handle, nullptr);
    if (back)
      gc_store(back, 1, cell);
    else
      front = cell;
    back = cell;
  };
  for (int64_t number = 0; number < tasks; number++)
    append(started(number, outbox));
  while (front) {
    gc_ref handle = first(front);
    front = second(front);
    back = front ? back : nullptr;
    if (gc_ref next = given(handle, first(outbox)))
      append(next);
  }
  return gc::unboxed(first(outbox));
}

// The sum of all messages that are given.
int64_t round_robin_plain(int64_t tasks, int64_t rounds) {
  int64_t message = 0, sum = 0;
  for (int64_t round = 0; round < rounds; round++)
    for (int64_t number = 0; number < tasks; number++) {
      sum += message;
      message += number + round;
    }
  return sum;
}

int gc_main() {
  program();
  return checks.status();
}
}
