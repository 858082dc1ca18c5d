/* Checks elided frames of coroutines while the program runs. include/gc_coro_elision.h says what is called when.
 *
 * The table has each elided frame from its beginning to the end of its owner. A frame that ends gets another destroy function into its
 * header, so that a second destruction through a handle is noticed, and so that it can be told from the end of another frame which
 * LLVM has put to the same place: that one has written its own header. */
#include "gc_coro_elision.h"
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

enum state { BEGINNING, ALIVE, DESTROYED };

struct record {
  struct record *next_frame, *next_owner; /* in the bucket of the frame, in that of the owner */
  uintptr_t frame, owner;
  uint64_t bytes;
  const char *callee;
  enum state state;
};

/* Two views of the same records. The number of buckets is a power of two. */
static struct record **by_frame, **by_owner;
static size_t buckets, count;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

static size_t bucket_of(uintptr_t address) {
  return (size_t)(((uint64_t)address >> 3) * UINT64_C(0x9e3779b97f4a7c15) >> 32) & (buckets - 1);
}

static void fail(const char *callee, const char *what) {
  fprintf(stderr, "gc-coro: elision of '%s' is wrong: %s\n", callee, what);
  abort();
}

static void insert(struct record *record) {
  struct record **frame = &by_frame[bucket_of(record->frame)], **owner = &by_owner[bucket_of(record->owner)];
  record->next_frame = *frame, *frame = record;
  record->next_owner = *owner, *owner = record;
}

static void grow(void) {
  struct record **old = by_frame;
  size_t old_buckets = buckets;
  buckets = buckets ? 2 * buckets : 64;
  free(by_owner);
  by_frame = calloc(buckets, sizeof *by_frame), by_owner = calloc(buckets, sizeof *by_owner);
  if (!by_frame || !by_owner) fprintf(stderr, "gc-coro: no memory for the check of elision\n"), abort();
  for (size_t i = 0; i < old_buckets; ++i)
    for (struct record *record = old[i], *next; record; record = next) next = record->next_frame, insert(record);
  free(old);
}

static struct record *find(void *frame) {
  struct record *record = buckets ? by_frame[bucket_of((uintptr_t)frame)] : NULL;
  while (record && record->frame != (uintptr_t)frame) record = record->next_frame;
  return record;
}

/* Takes the record that `*link`, in the bucket of its owner, points to out of the table. */
static void drop(struct record **link) {
  struct record *record = *link, **other = &by_frame[bucket_of(record->frame)];
  while (*other != record) other = &(*other)->next_frame;
  *other = record->next_frame, *link = record->next_owner;
  --count;
  free(record);
}

/* Takes all records of an owner out of the table that do not lie wholly outside of [begin, end). With `problem`, none may be alive. */
static void drop_records(void *owner, uintptr_t begin, uintptr_t end, const char *problem) {
  struct record **link = buckets ? &by_owner[bucket_of((uintptr_t)owner)] : NULL;
  while (link && *link) {
    struct record *record = *link;
    if (record->owner != (uintptr_t)owner || record->frame >= end || record->frame + record->bytes <= begin) {
      link = &record->next_owner;
      continue;
    }
    if (problem && record->state == ALIVE) fail(record->callee, problem);
    drop(link);
  }
}

/* The destroy function of a frame that has ended. Compilers call it as they call any function with one pointer. */
static void destroyed_again(void *frame) {
  pthread_mutex_lock(&lock);
  struct record *record = find(frame);
  fail(record ? record->callee : "a coroutine", "it is destroyed a second time");
}

void gc_coro_elision_owner_begins(void *owner) {
  pthread_mutex_lock(&lock);
  drop_records(owner, 0, UINTPTR_MAX, NULL);
  pthread_mutex_unlock(&lock);
}

void gc_coro_elision_frame_begins(void *frame, uint64_t bytes, void *owner, const char *callee) {
  pthread_mutex_lock(&lock);
  drop_records(owner, (uintptr_t)frame, (uintptr_t)frame + bytes, "its frame is used again while it is alive");
  /* What another owner had here did not come to its end, and is no more. */
  struct record *stale = find(frame);
  if (stale) {
    struct record **link = &by_owner[bucket_of(stale->owner)];
    while (*link != stale) link = &(*link)->next_owner;
    drop(link);
  }
  if (count >= buckets) grow();
  struct record *record = malloc(sizeof *record);
  if (!record) fprintf(stderr, "gc-coro: no memory for the check of elision\n"), abort();
  *record = (struct record){NULL, NULL, (uintptr_t)frame, (uintptr_t)owner, bytes, callee, BEGINNING};
  insert(record);
  ++count;
  pthread_mutex_unlock(&lock);
}

void gc_coro_elision_frame_is_complete(void *frame) {
  pthread_mutex_lock(&lock);
  struct record *record = find(frame);
  if (record && record->state == BEGINNING) record->state = ALIVE;
  pthread_mutex_unlock(&lock);
}

void gc_coro_elision_frame_ends(void *frame) {
  pthread_mutex_lock(&lock);
  struct record *record = find(frame);
  void (**destroy)(void *) = (void (**)(void *))frame + 1;
  if (record && record->state == DESTROYED) {
    if (*destroy == destroyed_again) fail(record->callee, "it is destroyed a second time");
  } else if (record) {
    record->state = DESTROYED;
    *destroy = destroyed_again;
  }
  pthread_mutex_unlock(&lock);
}

void gc_coro_elision_owner_ends(void *owner) {
  pthread_mutex_lock(&lock);
  drop_records(owner, 0, UINTPTR_MAX, "it is alive when the frame of its caller ends");
  pthread_mutex_unlock(&lock);
}
