// gc.hpp: tracked references for C++ programs.
//
// A reference is a pointer in address space 1, by value only: in locals, parameters, results, promises, awaiters and
// members of coroutine frames, but never in memory of the stack (RewriteStatepointsForGC does not see it there) nor in
// static or malloc'd memory (which is no root). A pointer to a field is a derived pointer: it may be live wherever a
// reference may, but is no argument or result of a function that is not inlined, because RewriteStatepointsForGC takes
// arguments for bases.
#pragma once

#define GC_REF __attribute__((address_space(1)))
#include "gc_runtime.h"

#include <cstdint>
#include <cstdio>
#include <cstdlib>

// A coroutine whose frame stays on the heap, whatever the optimizer sees of its caller: it is not inlined.
#define GC_COROUTINE [[gnu::noinline]]

namespace gc {

using Ref = gc_ref;

// A derived pointer: to a T inside of an object.
template <class T> using Inside = T GC_REF *;

inline uint32_t pointer_count(Ref object) { return gc_header_pointers(object->header); }
inline uint32_t byte_count(Ref object) { return gc_header_bytes(object->header); }

inline Inside<Ref> pointers(Ref object) { return reinterpret_cast<Inside<Ref>>(object) + 1; }
inline Ref child(Ref object, uint64_t index) { return pointers(object)[index]; }

// The bytes begin after the pointers; programs that know how many those are say so.
template <class T> Inside<T> bytes(Ref object, uint64_t pointers_before) {
  return reinterpret_cast<Inside<T>>(reinterpret_cast<Inside<uint64_t>>(object) + 1 + pointers_before);
}
template <class T> Inside<T> bytes(Ref object) { return bytes<T>(object, pointer_count(object)); }

// An object with one 64-bit number after its pointers: the usual node.
template <uint32_t Pointers> Ref node(int64_t number) {
  Ref object = gc_alloc(Pointers, 8);
  *bytes<int64_t>(object, Pointers) = number;
  return object;
}
template <uint32_t Pointers> int64_t number(Ref object) { return *bytes<int64_t>(object, Pointers); }

inline Ref boxed(int64_t value) { return node<0>(value); }
inline int64_t unboxed(Ref box) { return number<0>(box); }

// A list cell: pointer 0 is the rest of the list.
inline Ref cons(int64_t value, Ref rest) {
  Ref cell = node<1>(value);
  gc_store(cell, 0, rest);
  return cell;
}
inline int64_t head(Ref cell) { return number<1>(cell); }
inline Ref tail(Ref cell) { return child(cell, 0); }

// Compares with what the same computation gives without coroutines.
struct Checks {
  int failed = 0;

  void equal(const char *what, int64_t got, int64_t expected) {
    std::printf("%s: %lld\n", what, static_cast<long long>(got));
    if (got != expected) {
      std::printf("WRONG: %s should be %lld\n", what, static_cast<long long>(expected));
      failed++;
    }
  }
  void dead(const char *what, uint32_t watch) { life(what, watch, false); }
  void alive(const char *what, uint32_t watch) { life(what, watch, true); }

  // The exit status; a program that ends must have deleted its frames and collected now and then.
  int status() {
    equal("frames left", static_cast<int64_t>(gc_frames_alive()), 0);
    // One of MMTk's plans collects and moves nothing.
    if (gc_collections() == 0 || (gc_moves() == 0 && !std::getenv("GC_PLAN"))) {
      std::printf("WRONG: nothing was moved\n");
      failed++;
    }
    return failed == 0 ? 0 : GC_WRONG_STATUS;
  }

private:
  void life(const char *what, uint32_t watch, bool expected) {
    bool got = gc_watch_alive(watch) != 0;
    std::printf("%s: %s\n", what, got ? "alive" : "dead");
    if (got != expected) {
      std::printf("WRONG: %s should be %s\n", what, expected ? "alive" : "dead");
      failed++;
    }
  }
};

} // namespace gc
