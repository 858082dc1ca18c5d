/* A toy runtime with counted references and a collector of cycles, as CPython's: it subtracts from the count of each object the
 * references that objects and suspended coroutines have. What is left over comes from outside. What only a cycle keeps is cleared.
 *
 * Objects are not freed before the end, so each use after the last release is noticed. */
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "gc_coro.h"

#define SLOTS 2
#define MOST_STEPS 60
#define RUNS 3

typedef struct object {
  int64_t outside; /* while a collection runs */
  int64_t count;   /* at COUNT_OFFSET of generate.py */
  bool is_dead, is_marked;
  struct object *slots[SLOTS];
  unsigned next_slot;
  void *frame; /* of a coroutine */
  bool is_running;
  struct object *next;
} object;

typedef void *program(object *first, object *second);
extern program *const programs[];
extern const int32_t program_count;

typedef struct numbered {
  object *made;
  int32_t number;
} numbered;

static object *all;
static int64_t alive, frames;
static uint64_t random_state;
static int32_t current, last_number;
static int stopped_at;
static bool last_same;

static void fail(const char *why) {
  printf("program%d, stopped at %d: %s\n", current, stopped_at, why);
  exit(1);
}

object *new_object(void) {
  object *made = calloc(1, sizeof *made);
  made->count = 1;
  made->next = all;
  all = made;
  alive++;
  return made;
}

numbered new_numbered(void) { return (numbered){new_object(), ++last_number}; }

void check_number(int32_t number) {
  if (number != last_number)
    fail("a number is not what it was");
}

bool are_same(object *one, object *other) { return last_same = one == other; }

void check_same(bool same) {
  if (same != last_same)
    fail("a comparison is not what it was");
}

void look_at(object *o) {
  if (o != NULL && (o->is_dead || o->count <= 0))
    fail("a released object is used");
}

void retain(object *o) {
  look_at(o);
  if (o != NULL)
    o->count++;
}

object *another(object *o) {
  retain(o);
  return o;
}

static void destroy(void *frame) { ((void (**)(void *))frame)[1](frame); }

void release(object *o);

/* Gives up what an object refers to. */
static void clear(object *o) {
  void *frame = o->frame;
  o->frame = NULL;
  if (frame != NULL)
    destroy(frame);
  for (int i = 0; i < SLOTS; i++) {
    object *held = o->slots[i];
    o->slots[i] = NULL;
    if (held != NULL)
      release(held);
  }
}

void release(object *o) {
  look_at(o);
  if (o == NULL || --o->count > 0)
    return;
  o->is_dead = true;
  alive--;
  clear(o);
}

/* The count is zero already. */
void last_release(object *o) {
  o->count = 1;
  release(o);
}

void link(object *from, object *to) {
  look_at(from);
  if (from == NULL)
    return;
  retain(to);
  object **slot = &from->slots[from->next_slot++ % SLOTS];
  object *old = *slot;
  *slot = to;
  if (old != NULL)
    release(old);
}

bool coin(void) {
  random_state = random_state * 6364136223846793005u + 1442695040888963407u;
  return random_state >> 62 & 1;
}

void *frame_memory(uint64_t size) {
  frames++;
  return calloc(1, size);
}

void frame_free(void *frame) {
  frames--;
  free(frame);
}

/* What an object and its suspended coroutine refer to: a running one has taken its references back. */
static void traverse(object *o, void (*visit)(void **, void *)) {
  for (int i = 0; i < SLOTS; i++)
    visit((void **)&o->slots[i], NULL);
  if (o->frame != NULL && !o->is_running)
    gc_coro_visit(o->frame, visit, NULL);
}

static void subtract(void **slot, void *context) {
  (void)context;
  object *o = *slot;
  look_at(o);
  if (o != NULL && --o->outside < 0)
    fail("an object has more references than were counted");
}

static void mark(void **slot, void *context) {
  (void)context;
  object *o = *slot;
  if (o == NULL || o->is_marked)
    return;
  o->is_marked = true;
  traverse(o, mark);
}

static void collect(void) {
  for (object *o = all; o != NULL; o = o->next) {
    o->outside = o->count;
    o->is_marked = false;
  }
  for (object *o = all; o != NULL; o = o->next)
    if (!o->is_dead)
      traverse(o, subtract);
  for (object *o = all; o != NULL; o = o->next)
    if (!o->is_dead && o->outside > 0)
      mark((void **)&o, NULL);
  for (object *o = all; o != NULL; o = o->next) {
    if (o->is_dead || o->is_marked)
      continue;
    /* It must not go away while it is cleared. */
    retain(o);
    clear(o);
    release(o);
  }
}

static bool is_done(object *coroutine) { return *(void **)coroutine->frame == NULL; }

static void resume(object *coroutine) {
  coroutine->is_running = true;
  (*(void (**)(void *))coroutine->frame)(coroutine->frame);
  coroutine->is_running = false;
}

/* Runs a program to suspension number `stop`, if there is one, and drops it there. In a cycle, an argument of the coroutine refers to
 * it. Whether the program came to its end before. */
static bool run(int run, int stop, bool in_cycle) {
  random_state = (uint64_t)run * 77 + 5;
  stopped_at = stop;
  last_number = 0;
  last_same = false;
  object *coroutine = new_object(), *first = new_object();
  if (in_cycle)
    link(first, coroutine);
  coroutine->frame = programs[current](first, new_object());
  collect();
  int step = 0;
  for (; step < stop && !is_done(coroutine); step++) {
    resume(coroutine);
    collect();
  }
  bool was_done = is_done(coroutine);
  release(coroutine);
  collect();
  if (alive != 0 || frames != 0)
    fail(alive != 0 ? "an object is left" : "a frame is left");
  while (all != NULL) {
    object *next = all->next;
    if (all->count != 0)
      fail("an object was released too often");
    free(all);
    all = next;
  }
  return was_done;
}

int main(void) {
  int64_t runs = 0;
  for (current = 0; current < program_count; current++)
    for (int number = 0; number < RUNS; number++)
      for (int in_cycle = 0; in_cycle < 2; in_cycle++)
        for (int stop = 0; stop < MOST_STEPS; stop++, runs++)
          if (run(number, stop, in_cycle))
            break;
  printf("%lld runs\n", (long long)runs);
  return 0;
}
