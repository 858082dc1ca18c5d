/* What a lowering of regions would see: each is a pair of calls, with the object as it is there. */
#include <stdint.h>
#include <stdio.h>

void region_begin(const int64_t *object) { printf("begin %lld ", (long long)*object); }
void region_end(void) { printf("end "); }
void *get_task(void) {
  static char task[64];
  return task;
}
