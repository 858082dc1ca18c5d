/* The roots on the stack of a program that was compiled into memory, by LLVM's stack map.
 *
 * x86-64; the stack is walked along rbp. The places of a program's calls are kept in a table that is sorted by return
 * address: small, and quickly forgotten for the next program.
 */
#include "../../gc/runtime/stackmap_format.h"
#include "in_process.h"

#include <stdlib.h>
#include <string.h>

typedef struct {
  uint64_t return_address;
  const map_record *record;
} site;

static site *sites;
static size_t site_count, site_room;
static void *outermost;

static int by_address(const void *a, const void *b) {
  uint64_t left = ((const site *)a)->return_address, right = ((const site *)b)->return_address;
  return (left > right) - (left < right);
}

void stack_map_read(const void *map) {
  const map_header *header = map;
  const map_function *function = (const map_function *)(header + 1);
  const map_record *record = first_record(header);
  uint32_t index;
  uint64_t left;
  if (header->version != VERSION)
    abort();
  if (header->records > site_room) {
    site_room = header->records;
    sites = realloc(sites, site_room * sizeof *sites);
  }
  site_count = 0;
  for (index = 0; index < header->functions; index++, function++)
    for (left = function->records; left > 0; left--, record = next_record(record))
      sites[site_count++] = (site){function->address + record->instruction_offset, record};
  qsort(sites, site_count, sizeof *sites, by_address);
}

void stack_map_outermost(void *frame_pointer) { outermost = frame_pointer; }

static const map_record *find(uint64_t return_address) {
  site wanted = {return_address, NULL}, *found;
  found = site_count == 0 ? NULL : bsearch(&wanted, sites, site_count, sizeof *sites, by_address);
  return found == NULL ? NULL : found->record;
}

static uint64_t *slot_at(const map_location *location, char *rbp, char *rsp, int lane) {
  if (location->dwarf_register != RBP && location->dwarf_register != RSP)
    oracle_fail("the stack map has a slot that is not at rbp or rsp");
  return (uint64_t *)((location->dwarf_register == RBP ? rbp : rsp) + location->offset + 8 * lane);
}

/* A statepoint's locations: three constants, the last of them the number of deopt operands; these; then pairs of base and
 * derived pointer. A vector is one location with a pointer in each 8 bytes. */
static void visit_record(const map_record *record, char *rbp, char *rsp, void (*visit)(uint64_t *, uint64_t *)) {
  const map_location *locations = locations_of(record);
  uint32_t index;
  int lane;
  if (record->locations < 3 || locations[2].kind != CONSTANT)
    oracle_fail("the stack map has a record that is no statepoint's");
  for (index = 3 + (uint32_t)locations[2].offset; index + 1 < record->locations; index += 2) {
    const map_location *base = &locations[index], *derived = &locations[index + 1];
    if (is_constant(base) && is_constant(derived))
      continue;
    if (base->kind != INDIRECT || derived->kind != INDIRECT)
      oracle_fail("the stack map has a pointer that is neither in a stack slot nor null");
    if (base->size != derived->size || base->size % 8 != 0)
      oracle_fail("the stack map has a base and a derived pointer that do not fit");
    for (lane = 0; lane < base->size / 8; lane++)
      visit(slot_at(base, rbp, rsp, lane), slot_at(derived, rbp, rsp, lane));
  }
}

/* An activation's rbp points to its caller's rbp; above that stands the return address, and there the caller's rsp was
 * before the call. */
void stack_map_visit(void *frame_pointer, void (*visit)(uint64_t *base, uint64_t *derived)) {
  uint64_t *rbp = frame_pointer;
  while (rbp != outermost) {
    char *caller = (char *)rbp[0];
    const map_record *record = find(rbp[1]);
    if (record != NULL)
      visit_record(record, caller, (char *)(rbp + 2), visit);
    if (caller <= (char *)rbp || caller > (char *)outermost)
      oracle_fail("the chain of frame pointers is broken");
    rbp = (uint64_t *)caller;
  }
}
