/* LLVM's stack map section, version 3, as llc writes it (LLVM's StackMaps document, "Stack Map Format"). */
#ifndef GC_CORO_TESTS_STACKMAP_FORMAT_H
#define GC_CORO_TESTS_STACKMAP_FORMAT_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>

enum { VERSION = 3, INDIRECT = 3, CONSTANT = 4, CONSTANT_INDEX = 5, RBP = 6, RSP = 7 };

typedef struct {
  uint8_t version, reserved[3];
  uint32_t functions, constants, records;
} map_header;

typedef struct {
  uint64_t address, stack_size, records;
} map_function;

typedef struct {
  uint64_t id;
  uint32_t instruction_offset;
  uint16_t reserved, locations;
} map_record;

typedef struct {
  uint8_t kind, reserved0;
  uint16_t size, dwarf_register, reserved1;
  int32_t offset;
} map_location;

static inline const uint8_t *align8(const uint8_t *p) {
  return (const uint8_t *)(((uintptr_t)p + 7) & ~(uintptr_t)7);
}

static inline const map_location *locations_of(const map_record *record) { return (const map_location *)(record + 1); }

static inline int is_constant(const map_location *location) {
  return location->kind == CONSTANT || location->kind == CONSTANT_INDEX;
}

/* After the functions and the constants. */
static inline const map_record *first_record(const map_header *header) {
  const map_function *functions = (const map_function *)(header + 1);
  return (const map_record *)((const uint64_t *)(functions + header->functions) + header->constants);
}

/* After the locations: padding to 8, two bytes, the number of live-outs, four bytes for each, padding to 8. */
static inline const map_record *next_record(const map_record *record) {
  const uint8_t *live_outs = align8((const uint8_t *)(locations_of(record) + record->locations));
  uint16_t count;
  memcpy(&count, live_outs + 2, sizeof count);
  return (const map_record *)align8(live_outs + 4 + (size_t)count * 4);
}

#endif
