/* Generators, tasks, and the event loop. What begins with toy_ is called by compiled code. */
#include "toy.h"

#include <stdio.h>
#include <stdlib.h>

/* ---- what a coroutine says about itself ---- */

/* Called once by each coroutine, when its frame has begun. */
object *toy_generator(void *frame) {
  coroutine *result = allocate(COROUTINE, sizeof *result);
  result->frame = frame;
  frame_has_owner(frame);
  return &result->header;
}

void toy_yield(object *self, object *value) { ((coroutine *)self)->value = value; }

object *toy_value(object *self) { return ((coroutine *)self)->value; }

static coroutine *checked_coroutine(object *o) {
  if (o == NULL || o->kind != COROUTINE)
    fail("a generator or a task is needed here");
  return (coroutine *)o;
}

static void resume(coroutine *self) {
  KEEP(self); /* a running coroutine's object is reachable, and so is its frame */
  coroutine_resume(self->frame);
  RELEASE(1);
}

/* ---- generators ---- */

/* Runs a generator to its next value. False if it has ended instead. */
bool toy_advance(object *o) {
  coroutine *self = checked_coroutine(o);
  KEEP(self);
  if (!self->ended) {
    self->value = NULL;
    resume(self);
  }
  RELEASE(1);
  return !self->ended;
}

object *toy_next(object *o) {
  object *result;
  KEEP(o);
  result = toy_advance(o) ? toy_value(o) : NULL;
  RELEASE(1);
  return result;
}

/* ---- tasks ---- */

static coroutine *queue; /* of the event loop, by time; a root from the first task on */
static int64_t now;

static void enqueue(coroutine *task, int64_t when) {
  coroutine **place = &queue;
  while (*place != NULL && (*place)->wake_at <= when)
    place = &(*place)->next;
  task->wake_at = when;
  task->next = *place;
  *place = task;
}

/* A new task waits in the queue for its first turn. */
object *toy_task(void *frame) {
  object *result = toy_generator(frame);
  enqueue((coroutine *)result, now);
  return result;
}

/* The coroutine has come to its end; its frame is freed next, by itself. Whoever awaits it may go on. */
void toy_finish(object *o, object *value) {
  coroutine *self = (coroutine *)o, *waiter, *next;
  self->frame = NULL;
  self->value = value;
  self->ended = true;
  for (waiter = self->waiter; waiter != NULL; waiter = next) {
    next = waiter->next;
    enqueue(waiter, now);
  }
  self->waiter = NULL;
}

/* True if the task has ended. Otherwise `self` is resumed when it has. */
bool toy_await(object *o, object *awaited) {
  coroutine *self = (coroutine *)o, *task = checked_coroutine(awaited);
  if (task->ended)
    return true;
  self->next = task->waiter;
  task->waiter = self;
  return false;
}

/* A task that ends when this time has passed. */
object *toy_sleep(object *duration) {
  int64_t time = duration != NULL && duration->kind == INTEGER ? ((integer *)duration)->value : 0;
  coroutine *task = allocate(COROUTINE, sizeof *task);
  enqueue(task, now + time);
  return &task->header;
}

/* A task that never ends. */
object *toy_forever(void) { return allocate(COROUTINE, sizeof(coroutine)); }

/* The event loop: runs until this task has ended, and returns its result. */
object *toy_run(object *o) {
  coroutine *task = checked_coroutine(o);
  KEEP(task);
  while (!task->ended) {
    coroutine *first = queue;
    if (first == NULL)
      fail("all tasks wait for ever");
    queue = first->next;
    now = first->wake_at;
    if (first->frame != NULL)
      resume(first);
    else
      toy_finish(&first->header, NULL);
  }
  RELEASE(1);
  return task->value;
}

/* ---- the program ---- */

int main(void) {
  heap_start(__builtin_frame_address(0));
  KEEP(queue);
  program_main();
  if (getenv("TOY_STATISTICS") != NULL)
    heap_report();
  return 0;
}
