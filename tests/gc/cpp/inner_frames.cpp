// Frames inside of frames: what is awaited at once has its frame in that of its caller (clang 20 and later mark such calls). A
// collector finds its references through the outer frame, while both are suspended and while they run.
// FAULTS: no-inner-frames
// FAULTS-FROM: 20
#include "coroutines.hpp"

#include <algorithm>
#include <vector>

using gc::Ref;

#if __clang_major__ >= 20
#define IN_CALLER [[clang::coro_await_elidable]]
constexpr bool is_inner = true;
#else
#define IN_CALLER
constexpr bool is_inner = false;
#endif

// A lazy task that its caller awaits where it makes it.
template <class T> class IN_CALLER Part : public gc::TaskOf<T, Part> {
public:
  using gc::TaskOf<T, ::Part>::TaskOf;
};

// Whoever waits for the driver.
static std::coroutine_handle<> waiting;

struct Pause {
  bool await_ready() const noexcept { return false; }
  void await_suspend(std::coroutine_handle<> handle) const noexcept { waiting = handle; }
  void await_resume() const noexcept {}
};

// Waits with two references at a time.
static Part<Ref> reversed(Ref list) {
  Ref result = nullptr;
  for (; list; list = gc::tail(list)) {
    co_await Pause{};
    result = gc::cons(gc::head(list), result);
    gc_poll();
  }
  co_return result;
}

// Its own frame is in that of its caller, and has a place for another one, which is used again and again.
static Part<Ref> turned(Ref list, int64_t turns) {
  for (int64_t turn = 0; turn < turns; turn++) {
    list = gc::cons(100 + turn, co_await reversed(list));
    gc_poll();
    co_await Pause{};
  }
  co_return list;
}

// The same place holds a new frame in each round, and none in between.
static Part<int64_t> rounds(Ref list, int64_t count) {
  int64_t sum = 0;
  for (int64_t round = 0; round < count; round++) {
    Ref now = co_await turned(list, 2 + round);
    co_await Pause{};
    for (Ref cell = now; cell; cell = gc::tail(cell)) {
      sum = (sum * 3 + gc::head(cell)) % 1'000'003;
      gc_poll();
    }
  }
  co_return sum;
}

extern "C" int gc_main() {
  constexpr int64_t count = 5, length = 6;
  gc::Checks checks;
  Ref list = nullptr;
  for (int64_t i = length; i > 0; i--)
    list = gc::cons(i, list);
  uint64_t frames = gc_frames_alive(), most = 0;
  auto task = rounds(list, count);
  task.start();
  while (!task.done()) {
    uint64_t now = gc_frames_alive() - frames;
    most = now > most ? now : most;
    gc_poll();
    // Garbage, so that a stale reference shows.
    for (int i = 0; i < 4; i++)
      gc::boxed(-i);
    waiting.resume();
  }
  int64_t expected = 0;
  for (int64_t round = 0; round < count; round++) {
    std::vector<int64_t> numbers{1, 2, 3, 4, 5, 6};
    for (int64_t turn = 0; turn < 2 + round; turn++) {
      std::reverse(numbers.begin(), numbers.end());
      numbers.insert(numbers.begin(), 100 + turn);
    }
    for (int64_t number : numbers)
      expected = (expected * 3 + number) % 1'000'003;
  }
  checks.equal("result", task.result(), expected);
  checks.equal("frames on the heap at a time", static_cast<int64_t>(most), is_inner ? 1 : 3);
  { auto gone = std::move(task); }
  checks.equal("frames left", static_cast<int64_t>(gc_frames_alive() - frames), 0);
  return checks.status();
}
