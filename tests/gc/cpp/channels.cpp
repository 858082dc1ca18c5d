// A pipeline of channels: the sieve of Eratosthenes, one filter for each prime. A channel is an object; sender and
// receiver wait for each other by symmetric transfer.
#include "coroutines.hpp"

using gc::Ref;

// A channel: 0 the message; bytes: the handles of who waits to receive and to send.
static Ref new_channel() { return gc_alloc(1, 16); }
static gc::Inside<void *> waiting(Ref channel, int side) { return gc::bytes<void *>(channel, 1) + side; }

static std::coroutine_handle<> woken(Ref channel, int side) {
  void *address = *waiting(channel, side);
  *waiting(channel, side) = nullptr;
  return address ? std::coroutine_handle<>::from_address(address) : std::noop_coroutine();
}

struct Process {
  struct promise_type : gc::Promise {
    Process get_return_object() { return {std::coroutine_handle<promise_type>::from_promise(*this)}; }
    std::suspend_always initial_suspend() noexcept { return {}; }
    std::suspend_always final_suspend() noexcept { return {}; }
    void return_void() noexcept {}
  };
  std::coroutine_handle<promise_type> handle;
};

struct Send {
  Ref channel, message;
  bool await_ready() const noexcept { return false; }
  std::coroutine_handle<> await_suspend(std::coroutine_handle<> self) const noexcept {
    gc_store(channel, 0, message);
    *waiting(channel, 1) = self.address();
    return woken(channel, 0);
  }
  void await_resume() const noexcept {}
};

struct Receive {
  Ref channel;
  bool await_ready() const noexcept { return gc::child(channel, 0) != nullptr; }
  std::coroutine_handle<> await_suspend(std::coroutine_handle<> self) const noexcept {
    *waiting(channel, 0) = self.address();
    return woken(channel, 1);
  }
  Ref await_resume() const noexcept {
    Ref message = gc::child(channel, 0);
    gc_store(channel, 0, nullptr);
    return message;
  }
};

GC_COROUTINE static Process numbers(Ref to, int64_t limit) {
  for (int64_t i = 2; i <= limit; i++)
    co_await Send{to, gc::boxed(i)};
  co_await Send{to, gc::boxed(0)};
}

// Passes on what the prime does not divide; the end (0) as well.
GC_COROUTINE static Process filter(Ref from, Ref to, Ref prime) {
  for (;;) {
    Ref message = co_await Receive{from};
    gc_poll();
    int64_t value = gc::unboxed(message);
    if (value == 0 || value % gc::unboxed(prime) != 0)
      co_await Send{to, message};
    if (value == 0)
      co_return;
  }
}

// The end of the pipeline: makes it longer with each prime, and keeps the primes and the processes in lists.
// `results`: 0 primes, 1 cells with the handles of all processes.
static void remember(Ref results, Process process) {
  int64_t address = reinterpret_cast<int64_t>(process.handle.address());
  Ref cell = gc::cons(address, gc::child(results, 1));
  gc_store(results, 1, cell);
}

GC_COROUTINE static Process collect(Ref from, Ref results) {
  for (;;) {
    Ref message = co_await Receive{from};
    if (gc::unboxed(message) == 0)
      co_return;
    Ref cell = gc::cons(gc::unboxed(message), gc::child(results, 0));
    gc_store(results, 0, cell);
    Ref next = new_channel();
    Process made = filter(from, next, message);
    remember(results, made);
    from = next;
    made.handle.resume();
  }
}

extern "C" int gc_main() {
  gc::Checks checks;
  constexpr int64_t limit = 60;
  Ref results = gc_alloc(2, 0), first = new_channel();
  Process source = numbers(first, limit), sink = collect(first, results);
  remember(results, source);
  remember(results, sink);
  sink.handle.resume();
  while (!sink.handle.done()) {
    gc_poll();
    source.handle.resume();
  }
  for (Ref cell = gc::child(results, 1); cell; cell = gc::tail(cell))
    std::coroutine_handle<>::from_address(reinterpret_cast<void *>(gc::head(cell))).destroy();

  int64_t got = 0, wanted = 0;
  for (Ref cell = gc::child(results, 0); cell; cell = gc::tail(cell)) {
    gc_poll();
    got = (got * 3 + gc::head(cell)) % 1'000'003;
  }
  for (int64_t i = limit; i >= 2; i--) {
    bool prime = true;
    for (int64_t k = 2; k * k <= i; k++)
      prime = prime && i % k != 0;
    wanted = prime ? (wanted * 3 + i) % 1'000'003 : wanted;
  }
  checks.equal("primes", got, wanted);
  return checks.status();
}
