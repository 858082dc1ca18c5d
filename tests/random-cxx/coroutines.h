// Awaiters, tasks and generators, and for each its plain twin.

// ---- awaiters ----

enum { NEVER, MOSTLY, ALWAYS };                        // ready
enum { VOID, BOOL, HANDLE, BOUNCE };                   // what await_suspend returns
enum { DIRECT, NAMED, CALLED };                        // how await_resume makes its result

std::coroutine_handle<> bouncer();

template <class T, int Ready, int Kind, int Result> struct Aw {
  u64 v;

  bool await_ready() {
    point(600);
    ev('r', v);
    return Ready == ALWAYS || (Ready == MOSTLY && mix(v) % 5 != 0);
  }
  // Whether the coroutine stays suspended.
  bool suspend() {
    point(601);
    bool stays = Kind == VOID || mix(v) % 3 != 0;
    ev('S', v, stays);
    return stays;
  }
  auto await_suspend(std::coroutine_handle<> handle) {
    bool stays = suspend();
    pending = handle;
    if constexpr (Kind == BOOL) return stays;
    if constexpr (Kind == HANDLE) return stays ? std::coroutine_handle<>(std::noop_coroutine()) : handle;
    if constexpr (Kind == BOUNCE) return stays ? std::coroutine_handle<>(std::noop_coroutine()) : bouncer();
  }
  T await_resume() {
    point(602);
    ev('R', v);
    if constexpr (Result == NAMED) {
      T made(v * 3 + 1);
      touch(made);
      return made;
    } else if constexpr (Result == CALLED) {
      return mk<T>(v * 5 + 2);
    } else {
      return T(v + 3);
    }
  }
};

// An awaiter with a destructor, whose result is in it.
template <class T, int Ready, int Kind> struct AwIn {
  T inside;
  Aw<u64, Ready, Kind, DIRECT> await;
  explicit AwIn(u64 value) : inside(value), await{value} {}
  bool await_ready() { return await.await_ready(); }
  bool suspend() { return await.suspend(); }
  auto await_suspend(std::coroutine_handle<> handle) { return await.await_suspend(handle); }
  T &await_resume() {
    await.await_resume();
    return inside;
  }
};

// Awaited by a reference to something of the coroutine: writes there while it is suspended.
template <int Ready, int Kind> struct AwWrite {
  u64 *to;
  u64 v;
  Aw<u64, Ready, Kind, DIRECT> await{v};
  bool await_ready() { return await.await_ready(); }
  bool suspend() {
    *to += 7;
    return await.suspend();
  }
  auto await_suspend(std::coroutine_handle<> handle) {
    *to += 7;
    return await.await_suspend(handle);
  }
  void await_resume() { *to = *to * 3 + await.await_resume(); }
};

template <class A> decltype(auto) pawait(A &&awaiter) {
  if (!awaiter.await_ready() && awaiter.suspend() && ++suspends == cancel_at) {
    now->ended_at = now->count;
    throw Cancelled{};
  }
  return awaiter.await_resume();
}

// ---- memory of frames ----

struct CountedFrame {
  static void *operator new(std::size_t size) {
    ++frames;
    char *memory = static_cast<char *>(std::aligned_alloc(128, (size + 16 + 127) / 128 * 128));
    std::memset(memory, 0xA5, size + 16);
    return memory;
  }
  static void operator delete(void *memory, std::size_t size) {
    --frames;
    for (int i = 0; i < 16; ++i)
      if (static_cast<u8 *>(memory)[size + i] != 0xA5) bad("written past a frame", size, i);
    std::memset(memory, 0x5A, size);
    asm volatile("" : : "r"(memory) : "memory");
    std::free(memory);
  }
};
struct UsualFrame {};

// ---- tasks ----

// Begins when it is awaited, or at once.
template <class T, bool Eager = false> struct TASK_ATTRIBUTE Task {
  struct promise_type;
  using Handle = std::coroutine_handle<promise_type>;
  struct Final {
    bool await_ready() noexcept { return false; }
    std::coroutine_handle<> await_suspend(Handle handle) noexcept { return handle.promise().then; }
    void await_resume() noexcept {}
  };
  struct promise_type : FRAME_MEMORY {
    std::coroutine_handle<> then = std::noop_coroutine();
    std::exception_ptr error;
    bool has_value = false;
    union {
      T value;
    };
    promise_type() {}
    ~promise_type() {
      if (has_value) value.~T();
    }
    Task get_return_object() { return Task(Handle::from_promise(*this)); }
    auto initial_suspend() {
      if constexpr (Eager) return std::suspend_never{};
      else return std::suspend_always{};
    }
    Final final_suspend() noexcept { return {}; }
    template <class U> void return_value(U &&from) {
      new (&value) T(static_cast<U &&>(from));
      has_value = true;
    }
    void unhandled_exception() { error = std::current_exception(); }
#if AWAIT_TRANSFORM
    template <class A> A &&await_transform(A &&awaiter) { return static_cast<A &&>(awaiter); }
#endif
  };

  Handle handle;
  explicit Task(Handle from) : handle(from) {}
  Task(const Task &) = delete;
  ~Task() {
    if (handle) handle.destroy();
  }
  bool await_ready() { return Eager && handle.done(); }
  std::coroutine_handle<> await_suspend(std::coroutine_handle<> then) {
    handle.promise().then = then;
    return Eager ? std::coroutine_handle<>(std::noop_coroutine()) : handle;
  }
  T await_resume() {
    if (handle.promise().error) std::rethrow_exception(handle.promise().error);
    return static_cast<T &&>(handle.promise().value);
  }
};

template <class T, bool Eager = false> struct PTask {
  T value;
  template <class U> explicit PTask(U &&from) : value(static_cast<U &&>(from)) {}
  PTask(const PTask &) = delete;
};
template <class T, bool Eager> T pawait(PTask<T, Eager> &&task) { return static_cast<T &&>(task.value); }

// ---- generators ----

template <class T> struct Gen {
  struct promise_type : FRAME_MEMORY {
    T *value;
    std::exception_ptr error;
    Gen get_return_object() { return Gen(std::coroutine_handle<promise_type>::from_promise(*this)); }
    std::suspend_always initial_suspend() { return {}; }
    std::suspend_always final_suspend() noexcept { return {}; }
    std::suspend_always yield_value(T &&from) {
      value = &from;
      return {};
    }
    std::suspend_always yield_value(T &from) {
      value = &from;
      return {};
    }
    void return_void() {}
    void unhandled_exception() {
      if (RETHROW) throw;
      error = std::current_exception();
    }
    void await_transform() = delete;
  };
  std::coroutine_handle<promise_type> handle;
  explicit Gen(std::coroutine_handle<promise_type> from) : handle(from) {}
  Gen(const Gen &) = delete;
  ~Gen() { handle.destroy(); }
  bool next() {
    handle.resume();
    if (handle.promise().error) std::rethrow_exception(handle.promise().error);
    return !handle.done();
  }
  T &value() { return *handle.promise().value; }
};

// A generator that awaits as well.
template <class T> struct AGen {
  struct promise_type;
  using Handle = std::coroutine_handle<promise_type>;
  struct Back {
    bool await_ready() noexcept { return false; }
    std::coroutine_handle<> await_suspend(Handle handle) noexcept { return handle.promise().then; }
    void await_resume() noexcept {}
  };
  struct promise_type : FRAME_MEMORY {
    T *value;
    std::coroutine_handle<> then;
    std::exception_ptr error;
    AGen get_return_object() { return AGen(Handle::from_promise(*this)); }
    std::suspend_always initial_suspend() { return {}; }
    Back final_suspend() noexcept { return {}; }
    Back yield_value(T &&from) {
      value = &from;
      return {};
    }
    Back yield_value(T &from) {
      value = &from;
      return {};
    }
    void return_void() {}
    void unhandled_exception() { error = std::current_exception(); }
  };
  struct Next {
    Handle handle;
    bool await_ready() { return false; }
    std::coroutine_handle<> await_suspend(std::coroutine_handle<> then) {
      handle.promise().then = then;
      return handle;
    }
    bool await_resume() {
      if (handle.promise().error) std::rethrow_exception(handle.promise().error);
      return !handle.done();
    }
  };
  Handle handle;
  explicit AGen(Handle from) : handle(from) {}
  AGen(const AGen &) = delete;
  ~AGen() { handle.destroy(); }
  Next next() { return {handle}; }
  T &value() { return *handle.promise().value; }
};

// The plain generator calls the consumer's body, and is left by an exception that nobody else catches.
struct Stop {};
template <class T> struct Sink {
  void *body;
  bool (*call)(void *, T &);
  std::exception_ptr error;
  void put(T &&value) { put(value); }
  void put(T &value) {
    bool more = false;
    try {
      more = call(body, value);
    } catch (...) {
      error = std::current_exception();
    }
    if (!more) throw Stop{};
  }
};
template <class T, class Generator, class Body> void consume(Generator generator, Body body) {
  Sink<T> sink{&body, [](void *at, T &value) { return (*static_cast<Body *>(at))(value); }, {}};
  try {
    generator(sink);
  } catch (Stop) {
    if (sink.error) std::rethrow_exception(sink.error);
  }
}

// ---- symmetric transfer to another coroutine and back ----

struct Bouncer {
  struct promise_type {
    Bouncer get_return_object() { return {std::coroutine_handle<promise_type>::from_promise(*this)}; }
    std::suspend_always initial_suspend() { return {}; }
    std::suspend_always final_suspend() noexcept { return {}; }
    void return_void() {}
    void unhandled_exception() {}
  };
  std::coroutine_handle<> handle;
};
struct BackToPending {
  bool await_ready() { return false; }
  std::coroutine_handle<> await_suspend(std::coroutine_handle<>) { return pending; }
  void await_resume() {}
};
Bouncer bounce() {
  for (;;) co_await BackToPending{};
}
inline std::coroutine_handle<> bouncer() {
  static Bouncer only = bounce();
  return only.handle;
}
