// Frames that are counted and fenced: a promise that inherits from counted_frame finds out when its frame leaks,
// is freed with another size than it was allocated with, or is written after its end; a freed frame is
// overwritten so that a use after it shows. Nothing printed here depends on whether an allocation was elided.
// With -DCORO_PLAIN_FRAMES it does nothing at all, for measurements.
#pragma once
#include <cstddef>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <new>

namespace coro {

inline int& live_frames() {
    static int count = 0;
    return count;
}

#ifdef CORO_PLAIN_FRAMES
struct counted_frame {};
#else
struct counted_frame {
    static constexpr std::size_t header = 16, fence = 16;

    static void* operator new(std::size_t size) {
        auto* block = static_cast<unsigned char*>(std::malloc(header + size + fence));
        if (!block)
            std::abort();
        std::memcpy(block, &size, sizeof size);
        std::memset(block + header + size, 0xA5, fence);
        ++live_frames();
        return block + header;
    }

    static void operator delete(void* frame, std::size_t size) {
        auto* block = static_cast<unsigned char*>(frame) - header;
        std::size_t allocated;
        std::memcpy(&allocated, block, sizeof allocated);
        if (allocated != size)
            std::puts("frame freed with another size");
        for (std::size_t i = 0; i < fence; ++i)
            if (block[header + allocated + i] != 0xA5)
                std::puts("frame written after its end");
        std::memset(block, 0xDD, header + allocated + fence);
        asm volatile("" : : "r"(block) : "memory"); // keeps the stores before free
        --live_frames();
        std::free(block);
    }
};
#endif

// Prints the frames that are still alive; programs end with it.
inline void show_live_frames() { std::printf("live frames: %d\n", live_frames()); }

} // namespace coro
