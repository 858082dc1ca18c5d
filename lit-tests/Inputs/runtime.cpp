// What the execution tests call. Frames get guards on both sides and garbage
// inside, before and after their life; whatever a split coroutine does wrong
// with them ends the program with a message and a failing status.
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <map>
#include <unistd.h>

namespace {
constexpr int64_t guardBytes = 128;
constexpr unsigned char guard = 0xA5, fresh = 0xCD, dead = 0xDD;

struct Block {
  char *memory; // the guard, the block, the guard
  int64_t size;
  bool freed;
};

[[noreturn]] void fail(const char *what) {
  printf("runtime: %s\n", what);
  fflush(stdout);
  _exit(9);
}

bool filled(const char *from, int64_t count, unsigned char with) {
  for (int64_t i = 0; i < count; ++i)
    if ((unsigned char)from[i] != with)
      return false;
  return true;
}

struct Heap {
  std::map<char *, Block> blocks;
  void *pointer = nullptr; // of keep()

  void checkGuards(char *start, const Block &block) {
    if (!filled(start - guardBytes, guardBytes, guard))
      fail("written before a frame");
    if (!filled(start + block.size, guardBytes, guard))
      fail("written after a frame");
  }

  // At the end of the program: nothing leaked, nothing written after its end.
  ~Heap() {
    for (auto &[start, block] : blocks) {
      checkGuards(start, block);
      if (!block.freed)
        fail("a frame was not freed");
      if (!filled(start, block.size, dead))
        fail("written into a freed frame");
    }
  }
} heap;
} // namespace

extern "C" {
void *allocate(int64_t size, int64_t align) {
  if (size < 16 || align < 1 || align > guardBytes || (align & (align - 1)))
    fail("allocate: absurd size or alignment");
  int64_t inner = (size + guardBytes - 1) / guardBytes * guardBytes;
  char *memory = (char *)aligned_alloc(guardBytes, inner + 2 * guardBytes);
  memset(memory, guard, inner + 2 * guardBytes);
  // As misaligned as the request allows.
  char *start = memory + guardBytes + (align < guardBytes && size + align <= inner ? align : 0);
  memset(start, fresh, size);
  heap.blocks[start] = {memory, size, false};
  return start;
}

void deallocate(void *pointer) {
  if (!pointer) // the frame lies in the caller
    return;
  auto found = heap.blocks.find((char *)pointer);
  if (found == heap.blocks.end())
    fail("freed what is no frame");
  if (found->second.freed)
    fail("a frame was freed twice");
  heap.checkGuards(found->first, found->second);
  found->second.freed = true;
  memset(found->first, dead, found->second.size);
}

void *CustomAlloc(int32_t size) {
  puts("CustomAlloc");
  return allocate(size, 16);
}
void CustomFree(void *pointer) {
  puts("CustomFree");
  deallocate(pointer);
}

void print(int32_t value) { printf("print %d\n", value); }
void print64(int64_t value) { printf("print64 %lld\n", (long long)value); }
void printf64(double value) { printf("printf %g\n", value); }
void say(const char *text) { printf("say %s\n", text); }
void data(const unsigned char *bytes, int64_t count) {
  printf("data");
  for (int64_t i = 0; i < count; ++i)
    printf(" %02x", bytes[i]);
  puts("");
}

int32_t opaque(int32_t value) { return value; }
int64_t opaque64(int64_t value) { return value; }
void *opaque_ptr(void *value) { return value; }
bool odd(int32_t value) { return value & 1; }
void check_aligned(void *pointer, int64_t align) {
  if ((uintptr_t)pointer % align)
    fail("misaligned");
  puts("aligned");
}
void keep(void *pointer) { heap.pointer = pointer; }
void *kept() { return heap.pointer; }

void throw_int(int32_t value) { throw value; }
int32_t throw_if(int32_t value) {
  if (value)
    throw value;
  return 7;
}
}
