// What IR programs need of C++ exceptions: a function that collects and may throw, and one that catches. Landing pads of type
// token do not give the exception, so it is noted here.
#include <cstddef>
#include <cstdint>
#include <unwind.h>

extern "C" {

void gc_poll(void);
void *__cxa_allocate_exception(std::size_t) noexcept;
[[noreturn]] void __cxa_throw(void *, void *, void (*)(void *));
void *__cxa_begin_catch(void *) noexcept;
void __cxa_end_catch(void);
extern char type_of_number[] __asm__("_ZTIl");

static int64_t *thrown;

// Each third number is thrown. The collection moves the object: its address in here is not used after that.
int64_t may_throw(void *, int64_t number) {
  gc_poll();
  if (number % 3 != 2)
    return number;
  thrown = static_cast<int64_t *>(__cxa_allocate_exception(sizeof *thrown));
  *thrown = number;
  __cxa_throw(thrown, type_of_number, nullptr);
}

// The exception that the unwinder knows stands before what was thrown.
int64_t caught(void) {
  int64_t number = *static_cast<int64_t *>(__cxa_begin_catch(reinterpret_cast<_Unwind_Exception *>(thrown) - 1));
  __cxa_end_catch();
  return number + 1000;
}
}
