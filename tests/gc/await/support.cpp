// What the await programs share. A program is a function `program`; it checks its results with check().
#include "gc.hpp"
#include "threads.hpp"

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

// ---- threads ----

// What all threads share: a queue of handles, and the results of the tasks. Pointers: the results, then the places; numbers: how many
// handles were put and taken, and of each place which thread has put it.
constexpr uint64_t places = 256;

static void start_queue(int64_t results) {
  gc_ref made = gc_alloc(1 + places, 8 * (2 + places)), table = gc_alloc(static_cast<uint32_t>(results), 0);
  gc_store(made, 0, table);
  gc_share(made);
}

static gc::Inside<uint64_t> queue_numbers(gc_ref queue) { return gc::bytes<uint64_t>(queue, 1 + places); }

[[gnu::noinline]] void put_handle(gc_ref handle) {
  gc::Lock lock;
  gc_ref queue = gc_shared();
  uint64_t place = queue_numbers(queue)[0]++ % places;
  gc_store(queue, 1 + place, handle);
  queue_numbers(queue)[2 + place] = gc::this_thread;
}

// Null if there is none for this thread.
[[gnu::noinline]] static gc_ref take_handle() {
  gc::Lock lock;
  gc_ref queue = gc_shared();
  auto numbers = queue_numbers(queue);
  for (uint64_t i = numbers[1]; i < numbers[0]; i++) {
    uint64_t place = i % places, first = numbers[1] % places;
    if (!gc::may_follow(static_cast<uint32_t>(numbers[2 + place])))
      continue;
    gc_ref handle = gc::child(queue, 1 + place);
    gc_store(queue, 1 + place, gc::child(queue, 1 + first));
    gc_store(queue, 1 + first, nullptr);
    numbers[2 + place] = numbers[2 + first];
    numbers[1]++;
    return handle;
  }
  return nullptr;
}

// A task says what came out of it.
void set_result(int64_t number, int64_t value) {
  gc_ref box = gc::boxed(value), results = gc::child(gc_shared(), 0);
  gc_store(results, static_cast<uint64_t>(number), box);
}
int64_t result_of(int64_t number) {
  gc_ref box = gc::child(gc::child(gc_shared(), 0), static_cast<uint64_t>(number));
  return box ? gc::unboxed(box) : -1;
}

static std::atomic<int64_t> tasks_left;
static std::atomic<uint64_t> turns;

static void take_turns() {
  while (tasks_left > 0)
    if (gc_ref handle = take_handle()) {
      if (gc_ref next = resumed(handle, static_cast<int64_t>(turns++)))
        put_handle(next);
      else
        tasks_left--;
    } else
      gc::wait_a_little();
}

// How often there was no further handle.
static std::atomic<int64_t> ends;

// Calls each handle twice; two threads may do so at the same time.
static void take_turns_twice() {
  while (tasks_left > 0)
    if (gc_ref handle = take_handle()) {
      if (gc_ref next = resumed(handle, 0)) {
        tasks_left += 2;
        put_handle(next);
        put_handle(next);
      } else
        ends++;
      tasks_left--;
    } else
      gc::wait_a_little();
}

// Runs tasks on so many threads, each turn of a task on another thread than the turn before. Program defines `begun(number)`: a handle.
[[gnu::weak]] gc_ref begun(int64_t number);
void on_threads(int64_t threads, int64_t tasks) {
  start_queue(tasks);
  tasks_left = tasks;
  for (int64_t number = 0; number < tasks; number++)
    put_handle(begun(number));
  gc::on_threads<take_turns>(static_cast<uint32_t>(threads));
}

static std::atomic<int64_t> total;
void add_to_total(int64_t value) { total += value; }

// Runs all that a task of multi-shot awaits can become, if each handle is called twice. Returns a thousand times what was
// added to the total, and the number of ends.
int64_t called_twice(int64_t threads) {
  start_queue(1);
  tasks_left = 2;
  total = ends = 0;
  gc_ref handle = begun(0);
  put_handle(handle);
  put_handle(handle);
  gc::on_threads<take_turns_twice>(static_cast<uint32_t>(threads));
  return total * 1000 + ends;
}

// ---- threads that all call the same handle ----

static std::atomic<int64_t> refused, ran;

// A turn of the handle that all share, which is refused if another thread has it.
static void contended_turn() {
  if (gc_ref handle = gc::child(gc_shared(), 1); gc_ref next = resumed(handle, gc::this_thread)) {
    ran++;
    gc_store(gc_shared(), 1, next);
  } else
    tasks_left--;
}

static void contend() {
  while (tasks_left > 0)
    if (!gc_guarded(contended_turn)) {
      refused++;
      gc::wait_a_little();
    }
}

// All threads call the handle of one task until it has ended. Returns how many of the turns were not refused.
int64_t contended(int64_t threads) {
  start_queue(1);
  tasks_left = 1;
  ran = refused = 0;
  gc_ref handle = begun(0);
  gc_store(gc_shared(), 1, handle);
  gc::on_threads<contend>(static_cast<uint32_t>(threads));
  std::printf("refused: %lld\n", static_cast<long long>(refused));
  return ran;
}

int gc_main() {
  program();
  return checks.status();
}
}
