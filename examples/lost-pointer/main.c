/* Gives a string to the coroutine of hold.ll, collects, and resumes the coroutine.
 *
 * The objects and the collector are those of examples/toy-language. It runs with TOY_COLLECT=always: each allocation is a
 * collection, which moves all objects and overwrites their old places with 0xdd. */
#include "toy.h"

#include <stdio.h>

object *toy_string(const char *text, int64_t length);
object *toy_integer(int64_t value);
void *hold(object *o);

/* What the coroutine calls when it is resumed. */
void show(object *o) {
  if (o->kind == STRING)
    printf("  the coroutine has its string: %.*s\n", (int)((string *)o)->length, ((string *)o)->text);
  else
    printf("  the coroutine has lost its string: its pointer leads to overwritten memory (%08x)\n", (unsigned)o->kind);
}

object *program_main(void) {
  void *frame = hold(toy_string("hello", 5));
  toy_integer(1); /* an allocation, and so a collection: the string moves */
  coroutine_resume(frame);
  return NULL;
}
