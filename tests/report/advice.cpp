// Frames that could be smaller. With -DADVISED the source has the changes that the report advises: then each frame has just the bytes
// that the report has promised.
#include <coroutine>
#include <exception>

struct Park {
  bool await_ready() { return false; }
  void await_suspend(std::coroutine_handle<>) {}
  void await_resume() {}
};

struct Task {
  struct promise_type {
    Task get_return_object() { return {}; }
    std::suspend_never initial_suspend() noexcept { return {}; }
    std::suspend_never final_suspend() noexcept { return {}; }
    void unhandled_exception() { std::terminate(); }
    void return_void() {}
  };
};

int fill(char *buffer, int size);
void use(int number);
void use_wide(void *wide);

#ifdef ADVISED
#define SCOPE_BEGINS {
#define SCOPE_ENDS }
#define ALIGNED(N) alignas(16)
#else
#define SCOPE_BEGINS
#define SCOPE_ENDS
#define ALIGNED(N) alignas(N)
#endif

// Its address is known to fill, so that it is kept as long as it is in scope.
Task scope(int number) {
  SCOPE_BEGINS
  char buffer[1024];
  number += fill(buffer, sizeof buffer);
  SCOPE_ENDS
  co_await Park{};
  use(number);
}

// It is in use after the first suspension, not after the second.
Task two_phases(int number) {
  SCOPE_BEGINS
  char buffer[512];
  number += fill(buffer, sizeof buffer);
  co_await Park{};
  number += fill(buffer, 7);
  SCOPE_ENDS
  char other[500];
  number += fill(other, sizeof other);
  co_await Park{};
  number += fill(other, 3);
  use(number);
}

// Only its destructor runs after the suspension.
struct Buffer {
  char bytes[300];
  Buffer();
  ~Buffer();
  int sum();
};
Task destructor(int number) {
  SCOPE_BEGINS
  Buffer buffer;
  number += buffer.sum();
  SCOPE_ENDS
  co_await Park{};
  use(number);
}

// More alignment than an allocation gives.
Task align(int number) {
  ALIGNED(128) long wide = number;
  use_wide(&wide);
  co_await Park{};
  use_wide(&wide);
}

// Without optimisation each of the arrays has bytes of its own.
Task arrays(long number) {
  long one[20] = {number};
  co_await Park{};
  number += one[0];
  long other[20] = {number};
  co_await Park{};
  use(static_cast<int>(number + other[0]));
}

// Nothing to save.
Task needed(int number) {
  char buffer[64];
  fill(buffer, sizeof buffer);
  co_await Park{};
  use(fill(buffer, number));
}
