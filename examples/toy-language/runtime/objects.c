/* Integers, strings and pairs. What begins with toy_ is called by compiled code. */
#include "toy.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void fail(const char *message) {
  fflush(stdout);
  fprintf(stderr, "toy: %s\n", message);
  exit(1);
}

/* ---- integers ---- */

object *toy_integer(int64_t value) {
  integer *result = allocate(INTEGER, sizeof *result);
  result->value = value;
  return &result->header;
}

static int64_t number(object *o) {
  if (o == NULL || o->kind != INTEGER)
    fail("an integer is needed here");
  return ((integer *)o)->value;
}

/* Integers wrap at 64 bits; the conversions keep C from calling that undefined. */
object *toy_subtract(object *a, object *b) { return toy_integer((int64_t)((uint64_t)number(a) - (uint64_t)number(b))); }
object *toy_multiply(object *a, object *b) { return toy_integer((int64_t)((uint64_t)number(a) * (uint64_t)number(b))); }

static int64_t divisor(object *o) {
  int64_t value = number(o);
  if (value == 0)
    fail("division by zero");
  return value;
}

object *toy_divide(object *a, object *b) { return toy_integer(number(a) / divisor(b)); }
object *toy_remainder(object *a, object *b) { return toy_integer(number(a) % divisor(b)); }
object *toy_less(object *a, object *b) { return toy_integer(number(a) < number(b)); }
object *toy_less_equal(object *a, object *b) { return toy_integer(number(a) <= number(b)); }
object *toy_greater(object *a, object *b) { return toy_integer(number(a) > number(b)); }
object *toy_greater_equal(object *a, object *b) { return toy_integer(number(a) >= number(b)); }

/* ---- strings ---- */

object *toy_string(const char *text, int64_t length) {
  string *result = allocate(STRING, sizeof *result + (size_t)length);
  result->length = length;
  memcpy(result->text, text, (size_t)length);
  return &result->header;
}

static object *joined(object *a, object *b) {
  size_t left = (size_t)((string *)a)->length, right = (size_t)((string *)b)->length;
  string *result;
  KEEP(a);
  KEEP(b);
  result = allocate(STRING, sizeof *result + left + right);
  RELEASE(2);
  result->length = (int64_t)(left + right);
  memcpy(result->text, ((string *)a)->text, left);
  memcpy(result->text + left, ((string *)b)->text, right);
  return &result->header;
}

/* The sum of integers; strings one after the other. */
object *toy_add(object *a, object *b) {
  if (a != NULL && a->kind == STRING && b != NULL && b->kind == STRING)
    return joined(a, b);
  return toy_integer((int64_t)((uint64_t)number(a) + (uint64_t)number(b)));
}

/* ---- pairs: a list is none, or a pair of its first element and the rest ---- */

object *toy_pair(object *head, object *tail) {
  pair *result;
  KEEP(head);
  KEEP(tail);
  result = allocate(PAIR, sizeof *result);
  RELEASE(2);
  result->head = head;
  result->tail = tail;
  return &result->header;
}

static pair *checked_pair(object *o) {
  if (o == NULL || o->kind != PAIR)
    fail("a pair is needed here");
  return (pair *)o;
}

object *toy_head(object *o) { return checked_pair(o)->head; }
object *toy_tail(object *o) { return checked_pair(o)->tail; }

/* ---- truth and equality ---- */

/* none and 0 are false. */
bool toy_truth(object *o) { return o != NULL && (o->kind != INTEGER || ((integer *)o)->value != 0); }

object *toy_not(object *o) { return toy_integer(!toy_truth(o)); }

static bool equal(object *a, object *b) {
  if (a == NULL || b == NULL || a->kind != b->kind)
    return a == b;
  if (a->kind == INTEGER)
    return ((integer *)a)->value == ((integer *)b)->value;
  if (a->kind == STRING)
    return a->size == b->size && ((string *)a)->length == ((string *)b)->length &&
           memcmp(((string *)a)->text, ((string *)b)->text, (size_t)((string *)a)->length) == 0;
  return a == b;
}

object *toy_equal(object *a, object *b) { return toy_integer(equal(a, b)); }
object *toy_unequal(object *a, object *b) { return toy_integer(!equal(a, b)); }

/* ---- text ---- */

static void write_object(FILE *out, object *o) {
  if (o == NULL) {
    fputs("none", out);
  } else if (o->kind == INTEGER) {
    fprintf(out, "%" PRId64, ((integer *)o)->value);
  } else if (o->kind == STRING) {
    fwrite(((string *)o)->text, 1, (size_t)((string *)o)->length, out);
  } else if (o->kind == PAIR) {
    fputc('(', out);
    for (; o != NULL && o->kind == PAIR; o = ((pair *)o)->tail) {
      write_object(out, ((pair *)o)->head);
      if (((pair *)o)->tail != NULL)
        fputs(((pair *)o)->tail->kind == PAIR ? " " : " . ", out);
    }
    if (o != NULL)
      write_object(out, o);
    fputc(')', out);
  } else {
    fputs("<coroutine>", out);
  }
}

object *toy_print(object *o) {
  write_object(stdout, o);
  putchar('\n');
  return NULL;
}

object *toy_str(object *o) {
  char *text;
  size_t length;
  object *result;
  FILE *out = open_memstream(&text, &length);
  if (out == NULL)
    fail("no memory");
  write_object(out, o);
  fclose(out);
  result = toy_string(text, (int64_t)length);
  free(text);
  return result;
}
