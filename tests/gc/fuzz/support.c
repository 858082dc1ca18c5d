/* What the random programs call, and the loop over all programs of an executable. Nothing here holds a reference over a
 * safepoint but in memory that belongs to the program's frames. */
#include "gc_runtime.h"

#include <stdio.h>
#include <stdlib.h>

extern void (*const fuzz_programs[])(void);
extern const uint64_t fuzz_count;

/* ---- leaves ---- */

void trace(int64_t value) { printf("%lld\n", (long long)value); }
/* What LLVM cannot see through. */
int64_t opaque(int64_t value) { return value; }
void touch(const void *object) { (void)object; }
int64_t peek(const int64_t *at) { return *at; }

void swap_words(void **first, void **second) {
  void *kept = *first;
  *first = *second;
  *second = kept;
}

/* Landing pads need one; nothing is thrown. */
int fuzz_personality(void) { return gc_fail("something was thrown"), 0; }

/* ---- safepoints ---- */

void swap_words_later(void **first, void **second) {
  gc_poll();
  swap_words(first, second);
  gc_poll();
}

/* FUZZ_FIRST: the number of the first program to run; those before it have been seen to fail. */
int gc_main(void) {
  const char *first = getenv("FUZZ_FIRST");
  uint64_t index = first ? strtoull(first, NULL, 10) : 0;
  if (getenv("FUZZ_UNBUFFERED"))
    setvbuf(stdout, NULL, _IONBF, 0);
  for (; index < fuzz_count; index++) {
    uint64_t frames = gc_frames_alive();
    printf("program %llu\n", (unsigned long long)index);
    fflush(stdout);
    fuzz_programs[index]();
    printf("frames %lld\nend\n", (long long)(gc_frames_alive() - frames));
    fflush(stdout);
  }
  return 0;
}
