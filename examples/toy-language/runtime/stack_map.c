/* The stack map that RewriteStatepointsForGC leaves: for each return address of compiled code, where its frame on the stack
 * holds tracked pointers at that time. https://llvm.org/docs/StackMaps.html#stack-map-format has the format:
 *
 *     header     version and padding (4 bytes), numbers of functions, constants and records (4 bytes each)
 *     functions  address, stack size, number of records (8 bytes each)
 *     constants  8 bytes each
 *     records    id (8), offset of the return address in the function (4), flags (2), number of locations (2);
 *                the locations, 12 bytes each; padding to 8; 2 unused bytes, number of live-outs (2); the live-outs, 4 bytes
 *                each; padding to 8
 *     location   kind (1), 0 (1), size (2), register (2), 0 (2), offset or small constant (4)
 *
 * The locations of a statepoint: calling convention, flags and the number n of deoptimisation values, as constants; n values;
 * then a base pointer and a derived pointer, by turns, for each pointer. */
#include "stack_map.h"
#include "toy.h"

#include <stdlib.h>
#include <string.h>

extern const uint8_t __LLVM_StackMaps[];

enum { HEADER = 16, FUNCTION = 24, CONSTANT = 8, RECORD = 16, LOCATION = 12, FIXED_LOCATIONS = 3 };
enum { LOCATION_IN_MEMORY = 3, LOCATION_CONSTANT = 4 };  /* memory: [register + offset] */
enum { FRAME_POINTER = 6, STACK_POINTER = 7 };           /* DWARF's numbers of rbp and rsp */

typedef struct entry {
  uint64_t return_address;
  const uint8_t *record;
} entry;

static entry *entries; /* by return address */
static size_t entry_count;

/* The map has no alignment that C could count on. */
static uint16_t read16(const uint8_t *at) { uint16_t v; memcpy(&v, at, sizeof v); return v; }
static uint32_t read32(const uint8_t *at) { uint32_t v; memcpy(&v, at, sizeof v); return v; }
static uint64_t read64(const uint8_t *at) { uint64_t v; memcpy(&v, at, sizeof v); return v; }

static const uint8_t *aligned(const uint8_t *at) { return at + (8 - (at - __LLVM_StackMaps) % 8) % 8; }

static const uint8_t *after_record(const uint8_t *record) {
  const uint8_t *live_outs = aligned(record + RECORD + LOCATION * read16(record + 14));
  return aligned(live_outs + 4 + 4 * read16(live_outs + 2));
}

static int by_address(const void *a, const void *b) {
  uint64_t left = ((const entry *)a)->return_address, right = ((const entry *)b)->return_address;
  return (left > right) - (left < right);
}

void stack_map_read(void) {
  uint32_t functions = read32(__LLVM_StackMaps + 4), constants = read32(__LLVM_StackMaps + 8);
  const uint8_t *function = __LLVM_StackMaps + HEADER;
  const uint8_t *record = function + FUNCTION * functions + CONSTANT * constants;
  if (__LLVM_StackMaps[0] != 3)
    fail("this stack map has another version than 3");
  entries = calloc(read32(__LLVM_StackMaps + 12), sizeof *entries);
  if (entries == NULL)
    fail("no memory");
  for (; functions > 0; functions--, function += FUNCTION) {
    uint64_t left = read64(function + 16);
    for (; left > 0; left--, record = after_record(record))
      entries[entry_count++] = (entry){read64(function) + read32(record + 8), record};
  }
  qsort(entries, entry_count, sizeof *entries, by_address);
}

static const uint8_t *find(uint64_t return_address) {
  entry key = {return_address, NULL};
  entry *found = bsearch(&key, entries, entry_count, sizeof *entries, by_address);
  return found == NULL ? NULL : found->record;
}

/* The word of the stack that a location names. */
static void **word_at(const uint8_t *location, char *stack_pointer, char *frame_pointer) {
  int32_t offset = (int32_t)read32(location + 8);
  switch (read16(location + 4)) {
  case STACK_POINTER:
    return (void **)(stack_pointer + offset);
  case FRAME_POINTER:
    return (void **)(frame_pointer + offset);
  default:
    fail("a location of the stack map has an unexpected register");
  }
}

static void visit_record(const uint8_t *record, char *stack_pointer, char *frame_pointer,
                         void (*visit)(void **slot, void *context), void *context) {
  const uint8_t *location = record + RECORD, *end = location + LOCATION * read16(record + 14);
  uint32_t deoptimisation_values = read32(location + 2 * LOCATION + 8);
  location += LOCATION * (FIXED_LOCATIONS + deoptimisation_values);
  for (; location < end; location += 2 * LOCATION) {
    void **base, **derived;
    if (location[0] == LOCATION_CONSTANT) /* null */
      continue;
    if (location[0] != LOCATION_IN_MEMORY)
      fail("a location of the stack map is not in memory");
    base = word_at(location, stack_pointer, frame_pointer);
    derived = word_at(location + LOCATION, stack_pointer, frame_pointer);
    /* toyc computes no addresses inside of objects. A compiler that does has pairs of two words here: the collector moves
     * the base, and the derived pointer keeps its distance from it. */
    if (base != derived)
      fail("a derived pointer");
    visit(base, context);
  }
}

/* A function's frame address points to the saved frame address of its caller. The return address is in the next word, and the
 * caller's stack pointer points to the word after that. */
void stack_map_visit(void **frame_address, void **end, void (*visit)(void **slot, void *context), void *context) {
  for (; frame_address != end; frame_address = frame_address[0]) {
    const uint8_t *record = find((uint64_t)frame_address[1]);
    if (record != NULL) /* otherwise the caller is C, which has KEEP */
      visit_record(record, (char *)(frame_address + 2), frame_address[0], visit, context);
  }
}
