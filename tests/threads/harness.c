/* Runs the tasks of awaits.ll on threads, without a collector.
 *
 *   program handed    each turn of a task runs on another thread than the turn before; a lock passes the handles on
 *   program racy      the same, and what passes the handles on orders nothing: a race that a sanitizer has to report
 *   program called    all threads call the handle of one task at the same time: one runs the turn, the others are refused
 *
 * Exit status 0 if the results are those of one thread. */
#include "gc_coro.h"

#include <pthread.h>
#include <sched.h>
#include <setjmp.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { THREADS = 8, TASKS = 16, TURNS = 100, PLACES = 64, LAST = 300 };

/* awaits.ll */
void *made(int64_t number, int64_t last);
void *filled(int64_t number, int64_t last);
void *resumed(void *handle, int64_t thread);

/* ---- what awaits.ll calls ---- */

/* Nothing is freed before the end: who calls an old handle finds the frame. */
static void *allocate(size_t size) {
  void *memory = calloc(1, size);
  if (memory == NULL)
    abort();
  return memory;
}

void *frame_new(const gc_coro_descriptor *descriptor) {
  void **frame = allocate(descriptor->frame_size);
  frame[1] = (void *)descriptor;
  return frame;
}

void *boxed(int64_t value) {
  int64_t *box = allocate(sizeof *box);
  *box = value;
  return box;
}
int64_t unboxed(const int64_t *box) { return *box; }
void note(int64_t *variable, int64_t value) { variable[0] = variable[3] = value; }

static _Atomic int64_t results[TASKS];
static atomic_int tasks_left;

void finish(int64_t number, int64_t sum) { results[number] = sum; }

static _Thread_local jmp_buf guard;
_Noreturn void refused(void) { longjmp(guard, 1); }

/* ---- the queue: each handle with the thread that has put it ---- */

static _Atomic(void *) handles[PLACES];
static atomic_int owners[PLACES];
static int is_racy;
static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static atomic_flag spin = ATOMIC_FLAG_INIT;

/* The racy one excludes others as well, but what a thread did before is not ordered before what the next one does. */
static void lock(void) {
  if (!is_racy)
    pthread_mutex_lock(&mutex);
  else
    while (atomic_flag_test_and_set_explicit(&spin, memory_order_relaxed))
      sched_yield();
}
static void unlock(void) {
  if (!is_racy)
    pthread_mutex_unlock(&mutex);
  else
    atomic_flag_clear_explicit(&spin, memory_order_relaxed);
}

static void put(void *handle, int self) {
  int place;
  lock();
  for (place = 0; atomic_load_explicit(&handles[place], memory_order_relaxed) != NULL; place++)
    ;
  atomic_store_explicit(&owners[place], self, memory_order_relaxed);
  atomic_store_explicit(&handles[place], handle, memory_order_relaxed);
  unlock();
}

static void *take(int self) {
  void *handle = NULL;
  int place;
  lock();
  for (place = 0; handle == NULL && place < PLACES; place++)
    if (atomic_load_explicit(&owners[place], memory_order_relaxed) != self)
      handle = atomic_exchange_explicit(&handles[place], NULL, memory_order_relaxed);
  unlock();
  return handle;
}

static void *take_turns(void *number) {
  int self = (int)(intptr_t)number;
  while (atomic_load_explicit(&tasks_left, memory_order_relaxed) > 0) {
    void *handle = take(self);
    if (handle == NULL)
      sched_yield();
    else if ((handle = resumed(handle, self)) != NULL)
      put(handle, self);
    else
      atomic_fetch_sub_explicit(&tasks_left, 1, memory_order_relaxed);
  }
  return NULL;
}

/* ---- one handle that all threads call, in rounds ---- */

static _Atomic(void *) newest;
static atomic_int ran, turned_away;
/* Two, so that who leaves one late is not ordered after who has come to the next one. */
static pthread_barrier_t begins, ends;

/* Within a round nothing but the handle itself orders the threads. */
static void *call_newest(void *number) {
  int volatile round;
  for (round = 0; round < LAST; round++) {
    void *handle = atomic_load_explicit(&newest, memory_order_relaxed);
    pthread_barrier_wait(&begins);
    if (handle != NULL && setjmp(guard) == 0) {
      void *next = resumed(handle, (intptr_t)number);
      atomic_store_explicit(&newest, next, memory_order_relaxed);
      atomic_fetch_add_explicit(&ran, 1, memory_order_relaxed);
    } else if (handle != NULL)
      atomic_fetch_add_explicit(&turned_away, 1, memory_order_relaxed);
    pthread_barrier_wait(&ends);
  }
  return NULL;
}

/* ---- */

static void on_threads(void *(*body)(void *)) {
  pthread_t threads[THREADS];
  intptr_t number;
  for (number = 0; number < THREADS; number++)
    if (pthread_create(&threads[number], NULL, body, (void *)number) != 0)
      abort();
  for (number = 0; number < THREADS; number++)
    pthread_join(threads[number], NULL);
}

static int is_wrong(const char *what, long long got, long long expected) {
  printf("%s: %lld\n", what, got);
  if (got != expected)
    printf("WRONG: %s should be %lld\n", what, expected);
  return got != expected;
}

/* 0 + 0 + 1 + 1 + ... */
static int64_t sum_of(int64_t turns) { return turns * (turns - 1); }

int main(int count, char **words) {
  const char *mode = count == 2 ? words[1] : "";
  int wrong = 0, number;
  is_racy = strcmp(mode, "racy") == 0;
  if (strcmp(mode, "called") == 0)
    for (number = 0; number < 2; number++) {
      ran = 0;
      pthread_barrier_init(&begins, NULL, THREADS);
      pthread_barrier_init(&ends, NULL, THREADS);
      newest = number == 0 ? filled(number, LAST) : made(number, LAST);
      on_threads(call_newest);
      wrong += is_wrong("turns", ran, LAST) + is_wrong("sum", results[number], sum_of(LAST));
    }
  else {
    tasks_left = TASKS;
    for (number = 0; number < TASKS; number++)
      put(number % 2 == 0 ? filled(number, TURNS) : made(number, TURNS), THREADS);
    on_threads(take_turns);
    for (number = 0; number < TASKS; number++)
      wrong += is_wrong("sum", results[number], sum_of(TURNS));
  }
  fprintf(stderr, "refused: %lld\n", (long long)turned_away);
  return wrong != 0;
}
