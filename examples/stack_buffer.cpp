// A generator whose frame is on its caller's stack: the caller asks how large the frame is, and nothing is allocated.
//
// One function creates the coroutine and another one destroys it, so elision does not keep its frame off the heap. The caller asks
// gc.coro.size.bytes, which the pass await-size answers after the split: a constant, so that the buffer is an ordinary local array.
// C++ gives the buffer to the coroutine by the promise's operator new, which gets the coroutine's arguments. scripts/run.sh expects
// these lines:
//
// EXPECT: sum of 0 to 999999: 499999500000
// EXPECT: allocations: 0
// EXPECT: the frame fits its buffer exactly
#include <coroutine>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <new>

static unsigned long allocations;

void *operator new(std::size_t size) {
  allocations++;
  if (void *memory = std::malloc(size))
    return memory;
  throw std::bad_alloc();
}
void operator delete(void *memory) noexcept { std::free(memory); }
void operator delete(void *memory, std::size_t) noexcept { std::free(memory); }

// The await-size query, in C++: what a frame of the coroutine needs, in bytes. The argument is the coroutine itself.
std::size_t frame_bytes(void *coroutine) noexcept __asm__("gc.coro.size.bytes");

struct Buffer {
  void *memory;
  std::size_t size;
};
static bool fits;

struct Generator {
  struct promise_type {
    int64_t current;
    Generator get_return_object() { return {std::coroutine_handle<promise_type>::from_promise(*this)}; }
    std::suspend_always initial_suspend() noexcept { return {}; }
    std::suspend_always final_suspend() noexcept { return {}; }
    std::suspend_always yield_value(int64_t value) noexcept { return current = value, std::suspend_always(); }
    void return_void() {}
    void unhandled_exception() { std::terminate(); }

    // The frame of a coroutine with a Buffer among its arguments goes there.
    static void *operator new(std::size_t size, Buffer &buffer, int64_t) {
      fits = size == buffer.size;
      return size <= buffer.size ? buffer.memory : ::operator new(size);
    }
    static void operator delete(void *) {} // The buffer's function frees it.
  };

  std::coroutine_handle<promise_type> handle;
  bool next() { return handle.resume(), !handle.done(); }
  int64_t value() const { return handle.promise().current; }
};

__attribute__((noinline)) static Generator count(Buffer, int64_t end) {
  for (int64_t i = 0; i < end; i++)
    co_yield i;
}

__attribute__((noinline)) static int64_t sum_up(Generator generator) {
  int64_t sum = 0;
  while (generator.next())
    sum += generator.value();
  generator.handle.destroy();
  return sum;
}

static int64_t sum_of(int64_t end) {
  std::size_t size = frame_bytes(reinterpret_cast<void *>(&count));
  Buffer buffer{__builtin_alloca_with_align(size, 8 * alignof(std::max_align_t)), size};
  return sum_up(count(buffer, end));
}

int main() {
  std::printf("sum of 0 to 999999: %lld\n", static_cast<long long>(sum_of(1000000)));
  std::printf("allocations: %lu\n", allocations);
  std::puts(fits ? "the frame fits its buffer exactly" : "the frame has another size");
}
