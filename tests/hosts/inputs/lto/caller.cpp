#include "task.h"
#include <cstdio>
#include <new>

static long allocations;

void *operator new(std::size_t bytes) {
  ++allocations;
  if (void *memory = std::malloc(bytes))
    return memory;
  std::abort();
}
void operator delete(void *memory) noexcept { std::free(memory); }
void operator delete(void *memory, std::size_t) noexcept { std::free(memory); }

static task sum(long count) {
  long result = 0;
  for (long number = 0; number < count; number++)
    result += co_await twice(number);
  co_return result;
}

int main() {
  task whole = sum(1000);
  whole.start();
  std::printf("%ld, allocations: %ld\n", whole.result(), allocations);
}
