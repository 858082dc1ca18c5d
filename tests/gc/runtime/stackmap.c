/* Reads LLVM's stack map once, into a hash table from return addresses to pairs of stack slots. */
#include "stackmap.h"
#include "gc_runtime.h"
#include "stackmap_format.h"

#include <stdlib.h>
#include <string.h>

extern uint8_t __LLVM_StackMaps[];

/* ---- the table ---- */

typedef struct {
  int32_t offset;
  uint32_t from_rbp; /* else from rsp */
} slot;

typedef struct {
  slot base, derived;
} pair;

typedef struct {
  uint64_t return_address; /* 0: an empty place */
  uint32_t first, count;   /* of `pairs` */
} site;

static site *sites;
static uint64_t site_mask;
static pair *pairs;
static uint32_t pair_count;
/* Of each thread: where the program's activations end. */
static _Thread_local void *outermost;

static uint64_t hash(uint64_t address) { return (address * UINT64_C(0x9E3779B97F4A7C15)) >> 32; }

static site *find(uint64_t return_address) {
  uint64_t at = hash(return_address) & site_mask;
  while (sites[at].return_address != 0 && sites[at].return_address != return_address)
    at = (at + 1) & site_mask;
  return &sites[at];
}

static slot slot_of(const map_location *location, int32_t lane) {
  slot result = {location->offset + 8 * lane, location->dwarf_register == RBP};
  if (location->dwarf_register != RBP && location->dwarf_register != RSP)
    gc_fail("the stack map has a slot that is not at rbp or rsp");
  return result;
}

/* A statepoint's locations: calling convention, flags, number of deopt operands (constants); these operands; then pairs of
 * base and derived pointer. A vector is one location with a pointer in each 8 bytes. */
static void add_site(uint64_t return_address, const map_record *record) {
  const map_location *locations = locations_of(record);
  uint32_t index;
  int32_t lane;
  site *place = find(return_address);
  place->return_address = return_address;
  place->first = pair_count;
  if (record->locations < 3 || locations[2].kind != CONSTANT)
    gc_fail("the stack map has a record that is no statepoint's");
  for (index = 3 + (uint32_t)locations[2].offset; index + 1 < record->locations; index += 2) {
    const map_location *base = &locations[index], *derived = &locations[index + 1];
    if (is_constant(base) && is_constant(derived))
      continue; /* null */
    if (base->kind != INDIRECT || derived->kind != INDIRECT)
      gc_fail("the stack map has a pointer that is neither in a stack slot nor null");
    if (base->size != derived->size || base->size % 8 != 0)
      gc_fail("the stack map has a base and a derived pointer that do not fit");
    for (lane = 0; lane < base->size / 8; lane++) {
      pairs[pair_count].base = slot_of(base, lane);
      pairs[pair_count].derived = slot_of(derived, lane);
      pair_count++;
    }
  }
  place->count = pair_count - place->first;
}

static uint64_t power_of_two(uint64_t at_least) {
  uint64_t size = 16;
  while (size < at_least)
    size *= 2;
  return size;
}

/* How many pairs there are at most: a location may be a vector. */
static uint64_t pairs_at_most(const map_record *record) {
  const map_location *locations = locations_of(record);
  uint64_t words = 0;
  uint32_t index;
  for (index = 0; index < record->locations; index++)
    words += locations[index].size / 8;
  return words;
}

/* One map: a program is one object. (A linker would put the maps of multiple one after the other.) */
static void read_map(void) {
  const map_header *header = (const map_header *)__LLVM_StackMaps;
  const map_function *function = (const map_function *)(header + 1);
  const map_record *record = first_record(header);
  uint64_t room = 0, left;
  uint32_t index;
  if (header->version != VERSION)
    gc_fail("the stack map is not of version 3");
  for (index = 0; index < header->records; index++, record = next_record(record))
    room += pairs_at_most(record);
  site_mask = power_of_two((uint64_t)header->records * 4) - 1;
  sites = calloc(site_mask + 1, sizeof *sites);
  pairs = calloc(room + 1, sizeof *pairs);
  if (sites == NULL || pairs == NULL)
    gc_fail("no memory for the stack map");
  for (index = 0, record = first_record(header); index < header->functions; index++, function++)
    for (left = function->records; left > 0; left--, record = next_record(record))
      add_site(function->address + record->instruction_offset, record);
}

void gc_stack_start(void *outermost_frame_pointer) {
  gc_stack_start_thread(outermost_frame_pointer);
  read_map();
}

void gc_stack_start_thread(void *outermost_frame_pointer) { outermost = outermost_frame_pointer; }

/* ---- the walk ---- */

/* An activation's rbp points to its caller's rbp; above that stands the return address, and there the caller's rsp was
 * before the call. */
void gc_stack_visit(void *frame_pointer, void (*visit)(uint64_t *base, uint64_t *derived, void *context), void *context) {
  uint64_t *rbp = frame_pointer;
  while (rbp != outermost) {
    char *caller_rbp = (char *)rbp[0], *caller_rsp = (char *)(rbp + 2);
    const site *place = find(rbp[1]);
    uint32_t index;
    for (index = place->first; index < place->first + place->count; index++) {
      slot base = pairs[index].base, derived = pairs[index].derived;
      visit((uint64_t *)((base.from_rbp ? caller_rbp : caller_rsp) + base.offset),
            (uint64_t *)((derived.from_rbp ? caller_rbp : caller_rsp) + derived.offset), context);
    }
    if (caller_rbp <= (char *)rbp || caller_rbp > (char *)outermost)
      gc_fail("the chain of frame pointers is broken");
    rbp = (uint64_t *)caller_rbp;
  }
}
