// Counts what a program allocates, and what of it is frames of coroutines. It is linked into each program whose allocations
// are compared. When the program ends, the counts stand in the file that GC_CORO_COUNTS names, as four numbers: calls of
// the allocator, their bytes, frames allocated, their bytes.
//
// The C library allows a program to replace malloc, and operator new calls it. The frames are told apart by a call of
// gc_coro_bench_frame, which bench/front.py puts before the allocation of each frame that is left after optimisation.
#include <atomic>
#include <cerrno>
#include <cstddef>
#include <cstdio>
#include <cstdlib>

// glibc's own allocator, by the names that it has for this purpose.
extern "C" void* __libc_malloc(std::size_t);
extern "C" void* __libc_calloc(std::size_t, std::size_t);
extern "C" void* __libc_realloc(void*, std::size_t);
extern "C" void* __libc_memalign(std::size_t, std::size_t);

namespace {

// Programs with threads allocate in each of them.
std::atomic<unsigned long> calls, bytes, frames, frame_bytes;

void count(std::size_t size) {
    calls.fetch_add(1, std::memory_order_relaxed);
    bytes.fetch_add(size, std::memory_order_relaxed);
}

// After the destructors of the program's own objects. What stdio itself allocates here is no longer counted.
[[gnu::destructor(101)]] void write_counts() {
    unsigned long const counted[] = {calls, bytes, frames, frame_bytes};
    char const* name = std::getenv("GC_CORO_COUNTS");
    std::FILE* file = name ? std::fopen(name, "w") : nullptr;
    if (!file)
        return;
    for (unsigned long one : counted)
        std::fprintf(file, "%lu ", one);
    std::fclose(file);
}

} // namespace

extern "C" {

void gc_coro_bench_frame(std::size_t size) {
    frames.fetch_add(1, std::memory_order_relaxed);
    frame_bytes.fetch_add(size, std::memory_order_relaxed);
}

void* malloc(std::size_t size) {
    count(size);
    return __libc_malloc(size);
}

void* calloc(std::size_t number, std::size_t size) {
    count(number * size);
    return __libc_calloc(number, size);
}

void* realloc(void* old, std::size_t size) {
    count(size);
    return __libc_realloc(old, size);
}

void* memalign(std::size_t align, std::size_t size) {
    count(size);
    return __libc_memalign(align, size);
}

void* aligned_alloc(std::size_t align, std::size_t size) { return memalign(align, size); }

int posix_memalign(void** result, std::size_t align, std::size_t size) {
    void* memory = memalign(align, size);
    if (!memory)
        return ENOMEM;
    *result = memory;
    return 0;
}

} // extern "C"
