/* The runtime of the toy language: objects, what the compiled program calls, and what a heap has to offer.
 *
 * objects.c       integers, strings, pairs, print
 * coroutines.c    generators, tasks, the event loop
 * heap_malloc.c   a heap without a collector  \  one of the two
 * heap_copying.c  a copying collector         /
 * stack_map.c     how the copying collector finds the pointers on the stack
 */
#ifndef TOY_H
#define TOY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* ---- objects. NULL is the value `none`. ---- */

enum kind { INTEGER, STRING, PAIR, COROUTINE, MOVED };

typedef struct object {
  uint32_t kind;
  uint32_t size; /* of the whole object, in bytes, a multiple of 8 */
} object;

typedef struct integer {
  object header;
  int64_t value;
} integer;

typedef struct string {
  object header;
  int64_t length;
  char text[];
} string;

typedef struct pair {
  object header;
  object *head, *tail;
} pair;

/* A generator or a task, as the program sees it. The frame is memory of its own, which does not move; it belongs to this object. */
typedef struct coroutine {
  object header;
  void *frame;              /* NULL when the coroutine has ended, and of a task that is not code (sleep, forever) */
  object *value;            /* what was yielded last, or the result */
  struct coroutine *waiter; /* the tasks that await this one: the first of a list by `next` */
  struct coroutine *next;   /* the next one in the event loop's queue, or in a list of waiters */
  int64_t wake_at;          /* when the event loop resumes it */
  bool ended;
} coroutine;

/* ---- what a heap offers ---- */

/* A new object, zero but for its header. A collection may happen here, and then every object moves: local variables of C
 * that are used afterwards have to be among the roots (KEEP). */
void *allocate(enum kind kind, size_t size);

/* KEEP(variable) makes a local variable that points to an object a root, so that a collection changes it; RELEASE(n) ends
 * that for the last n. Compiled code needs neither, because the stack map describes it. */
#define KEEP(variable) keep((object **)&(variable))
#define RELEASE(count) release(count)
void keep(object **variable);
void release(int count);

/* The frame of a coroutine, which is not an object: new ones are zero. */
void *toy_frame_new(size_t size);
void toy_frame_delete(void *frame);

/* From now on the frame is alive as long as its object is. */
void frame_has_owner(void *frame);

/* To be called before and after the program. `stack_end` is the frame address of the C function that calls it. */
void heap_start(void *stack_end);
void heap_report(void);

/* Counted for TOY_STATISTICS. */
extern unsigned long frames_made, frames_freed;

/* ---- what the compiled program defines ---- */

object *program_main(void);
void coroutine_resume(void *frame);
void coroutine_destroy(void *frame);

_Noreturn void fail(const char *message);

#endif
