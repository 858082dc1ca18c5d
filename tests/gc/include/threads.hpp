// threads.hpp: what programs with threads share. A turn of a coroutine goes to another thread than the one that has just run it.
#pragma once

#include "gc.hpp"

#include <atomic>
#include <pthread.h>
#include <sched.h>

namespace gc {

// The number of the running thread, and how many there are.
inline thread_local uint32_t this_thread = 0;
inline uint32_t thread_count = 1;

// Whether the running thread may go on with what thread `other` has left: it has to be another one, if there is another one.
[[gnu::noinline]] inline bool may_follow(uint32_t other) { return thread_count == 1 || other != this_thread; }

// No safepoint comes between the two.
class Lock {
public:
  [[gnu::noinline]] Lock() { pthread_mutex_lock(&mutex); }
  [[gnu::noinline]] ~Lock() { pthread_mutex_unlock(&mutex); }

private:
  static inline pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
};

// A thread that has nothing to do lets others go on, and collect.
[[gnu::noinline]] inline void wait_a_little() {
  gc_thread_poll();
  sched_yield();
}

// Runs `body` on so many threads.
template <void (*Body)()> void on_threads(uint32_t count) {
  thread_count = count;
  gc_threads_run(count, [](uint32_t number) {
    this_thread = number;
    Body();
  });
}

} // namespace gc
