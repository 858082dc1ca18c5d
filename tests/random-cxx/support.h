// What each random program stands on; the generator puts this text at its beginning.
//
// A body is there twice: as a coroutine, and as a plain function whose awaits are calls. Both write the events of
// one trace. Everything that happens is decided by values, never by addresses, so that the traces must be equal.

#include <coroutine>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <exception>
#include <new>

using u64 = unsigned long long;
using u32 = unsigned;
using u8 = unsigned char;
using u128 = unsigned __int128;
#define NOINLINE [[gnu::noinline]]

// ---- one run, and its trace ----

struct Event {
  char kind;
  u64 a, b;
};
constexpr u64 MOST_EVENTS = 1 << 14, MOST_OBJECTS = 1 << 15, MOST_STEPS = 500;
struct Run {
  Event events[MOST_EVENTS];
  u64 count;
  u64 ended_at;  // where the destruction from outside begins
};
static Run runs[2];
static Run *now;
static u64 fuse, fuse_period, cancel_at;          // what is to go wrong in this run
static u64 points, suspends, ids, steps;          // what has happened in it
static long live, frames;
static bool broken;
static u8 alive[MOST_OBJECTS];
static std::coroutine_handle<> pending;
static thread_local u64 of_thread;

struct Err {
  u64 site;
};
struct Cancelled {};

NOINLINE void ev(char kind, u64 a, u64 b = 0) {
  if (now->count < MOST_EVENTS) now->events[now->count] = {kind, a, b};
  ++now->count;
}

NOINLINE void bad(const char *what, u64 a, u64 b = 0) {
  static int said;
  if (++said < 6) std::printf("%s run: %s (%llu, %llu)\n", now == runs ? "plain" : "coroutine", what, a, b);
  broken = true;
  ev('!', a, b);
}

// A place where an exception may come from.
NOINLINE void point(u64 site) {
  ++points;
  if (points == fuse || (fuse_period && points % fuse_period == 0)) {
    ev('x', site, points);
    throw Err{site * 1000 + points};
  }
}

NOINLINE bool tick() { return ++steps < MOST_STEPS; }
// Whether a coroutine calls itself here.
NOINLINE bool deeper() { return ++steps % 3 == 1 && steps < MOST_STEPS / 2; }
NOINLINE u64 opaque(u64 x) {
  asm volatile("" : "+r"(x));
  return x;
}
inline u64 mix(u64 x) { return (x * 0x9E3779B97F4A7C15ull) >> 40; }
NOINLINE void put(u64 value) { ev('p', value); }
NOINLINE void bump(u64 *value, u64 by) { *value = *value * 3 + by; }

// ---- classes ----

template <class T> constexpr T &&moved(T &value) { return static_cast<T &&>(value); }

// Knows its address, and whether it has been destroyed.
template <int Id, unsigned Align, unsigned Words, bool Copies> struct alignas(Align) Obj {
  const void *self;
  u64 id, v;
  u64 pad[Words];

  explicit Obj(u64 value) {
    point(Id);
    begin(value);
    ev('C', id, v);
  }
  Obj(const Obj &from) requires Copies {
    from.check();
    point(100 + Id);
    begin(from.v);
    ev('K', id, from.id);
  }
  Obj(Obj &&from) {
    from.check();
    point(200 + Id);
    begin(from.v);
    from.set(from.v / 2);
    ev('M', id, from.id);
  }
  Obj &operator=(const Obj &from) requires Copies {
    from.check(), check();
    point(300 + Id);
    set(from.v);
    ev('=', id, v);
    return *this;
  }
  Obj &operator=(Obj &&from) {
    from.check(), check();
    point(400 + Id);
    set(from.v);
    ev('=', id, v);
    return *this;
  }
  ~Obj() {
    check();
    if (!alive[id % MOST_OBJECTS]) bad("destroyed twice", id, v);
    alive[id % MOST_OBJECTS] = 0;
    --live;
    ev('D', id, v);
    self = nullptr;
  }
  u64 get() const {
    check();
    return v;
  }
  void set(u64 value) {
    v = value;
    for (u64 i = 0; i < Words; ++i) pad[i] = value + i;
  }

 private:
  void begin(u64 value) {
    self = this;
    if (reinterpret_cast<u64>(opaque_address(this)) % Align) bad("not aligned", Id, Align);
    id = ++ids;
    if (id < MOST_OBJECTS) alive[id] = 1;
    ++live;
    set(value);
  }
  static const void *opaque_address(const void *address) {
    asm("" : "+r"(address));
    return address;
  }
  void check() const {
    if (self != this) bad("an object elsewhere than it was made", Id, id);
    for (u64 i = 0; i < Words; ++i)
      if (pad[i] != v + i) bad("content lost", Id, i);
  }
};

// Trivially copyable ones: large, and in registers.
struct Big {
  u64 a[16];
  explicit Big(u64 value) {
    for (u64 i = 0; i < 16; ++i) a[i] = value + i;
  }
  u64 get() const {
    u64 sum = 0;
    for (u64 i = 0; i < 16; ++i) sum = sum * 3 + a[i];
    return sum;
  }
};
struct Small {
  u32 a;
  u8 b;
  explicit Small(u64 value) : a(u32(value)), b(u8(value >> 3)) {}
  u64 get() const { return a * 5ull + b; }
};
typedef u64 u64x2 __attribute__((vector_size(16)));
struct Vec {
  u64x2 x;
  explicit Vec(u64 value) : x{value, value * 7} {}
  u64 get() const { return x[0] + x[1] * 3; }
};

using O = Obj<1, 8, 1, true>;
using M = Obj<2, 8, 2, false>;
using W = Obj<3, 64, 2, true>;
using H = Obj<4, 8, 24, true>;

// For structured bindings.
struct Pair {
  O one;
  u64 two;
  explicit Pair(u64 value) : one(value), two(value + 1) {}
  u64 get() const { return one.get() * 7 + two; }
};
struct Three {
  u64 one;
  u32 two;
  u8 three;
  explicit Three(u64 value) : one(value), two(u32(value * 5)), three(u8(value)) {}
  u64 get() const { return one + two * 3ull + three; }
};

// A parameter: a coroutine moves it into its frame and keeps it longer, so its life is not in the trace.
template <unsigned Align> struct alignas(Align) Param {
  const void *self;
  u64 v;
  Param(u64 value) : self(this), v(value) { ++live; }
  Param(const Param &from) : self(this), v(from.get()) { ++live; }
  Param(Param &&from) : self(this), v(from.get()) { ++live; }
  ~Param() {
    get();
    --live;
    self = nullptr;
  }
  u64 get() const {
    if (self != this) bad("a parameter elsewhere than it was made", v);
    return v;
  }
};
using Par = Param<8>;
using ParWide = Param<64>;

inline u64 val(u64 value) { return value; }
template <class T> u64 val(const T &value) requires requires { value.get(); } { return value.get(); }
template <class T> void touch(T &value) { asm volatile("" : : "r"(&value) : "memory"); }

template <class T> NOINLINE T mk(u64 value) {  // by NRVO
  T made(value);
  touch(made);
  point(500);
  return made;
}
template <class T> T pass(T value) { return moved(value); }
template <class... A> NOINLINE u64 use(const A &...a) {
  u64 sum = 0;
  point(501);
  ((sum = sum * 31 + val(a)), ...);
  ev('u', sum);
  return sum;
}
template <class... A> NOINLINE u64 eat(A... a) {
  u64 sum = 1;
  ((sum = sum * 31 + val(a)), ...);
  ev('e', sum);
  point(502);
  return sum;
}
template <class T> NOINLINE const T &same(const T &value) { return value; }

// Owns an object on the heap.
struct Own {
  O *at;
  explicit Own(u64 value) : at(new O(value)) {}
  Own(Own &&from) : at(from.at) { from.at = nullptr; }
  ~Own() { delete at; }
  u64 get() const { return at ? at->get() : 5; }
};

// Room for an object that comes later.
template <class T> struct Maybe {
  union {
    T value;
  };
  bool has = false;
  Maybe() {}
  ~Maybe() {
    if (has) value.~T();
  }
  void put(T &&from) {
    if (has) value.~T();
    has = false;
    new (&value) T(static_cast<T &&>(from));
    has = true;
  }
  u64 get() const { return has ? value.get() : 9; }
};

// What is on the stack only until the next suspension.
NOINLINE u64 fill(u64 *room, u64 count, u64 value) {
  u64 sum = 0;
  for (u64 i = 0; i < count; ++i) room[i] = value * (i + 1);
  touch(room);
  for (u64 i = 0; i < count; ++i) sum = sum * 3 + room[i];
  return sum;
}

inline u64 on_stack(u64 count, u64 value) {
  u64 *room = static_cast<u64 *>(__builtin_alloca(count * sizeof(u64)));
  return fill(room, count, value);
}

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
template <class T, bool Eager = false> struct Task {
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
    void unhandled_exception() { error = std::current_exception(); }
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

// ---- both runs, compared ----

static void begin_run(int which) {
  now = &runs[which];
  now->count = 0;
  now->ended_at = ~0ull;
  points = suspends = ids = steps = 0;
  live = frames = 0;
  of_thread = 1;
  std::memset(alive, 0, sizeof alive);
}

static void end_run() {
  if (live) bad("objects are left", live);
  if (frames) bad("frames are left", frames);
}

template <bool Eager> void run_plain(PTask<u64, Eager> (*body)(u64), u64 input) {
  begin_run(0);
  try {
    ev('=', pawait(body(input)));
  } catch (Err &error) {
    ev('E', error.site);
  } catch (Cancelled) {
  }
  end_run();
}

template <bool Eager> void run_coroutine(Task<u64, Eager> (*body)(u64), u64 input) {
  begin_run(1);
  try {
    Task<u64, Eager> task = body(input);
    if (!Eager) task.handle.resume();
    while (!task.handle.done() && ++suspends != cancel_at) pending.resume();
    if (task.handle.done()) ev('=', task.await_resume());
    else now->ended_at = now->count;
  } catch (Err &error) {
    ev('E', error.site);
  }
  end_run();
}

static int by_kind(const void *one, const void *other) { return std::memcmp(one, other, sizeof(Event)); }

// What is destroyed from outside is destroyed in another order where a task or generator outlives what came after it.
static void sort_ends(Run &run) {
  u64 count = run.count < MOST_EVENTS ? run.count : MOST_EVENTS;
  if (run.ended_at >= count) return;
  Event *begin = run.events + run.ended_at;
  for (Event *at = begin; at != run.events + count; ++at) {
    Event plain = *at;
    std::memset(static_cast<void *>(at), 0, sizeof(Event));
    at->kind = plain.kind, at->a = plain.a, at->b = plain.b;
  }
  std::qsort(begin, count - run.ended_at, sizeof(Event), by_kind);
}

static void show(const char *whose, const Run &run, u64 at) {
  std::printf("  %-10s", whose);
  for (u64 i = at < 6 ? 0 : at - 6; i < at + 3 && i < run.count && i < MOST_EVENTS; ++i)
    std::printf(i == at ? "  **%c %llu %llu**" : "  %c %llu %llu", run.events[i].kind, run.events[i].a, run.events[i].b);
  std::printf("\n");
}

static bool compare(u64 input) {
  u64 count = runs[0].count < runs[1].count ? runs[1].count : runs[0].count;
  for (u64 i = 0; i < count && i < MOST_EVENTS && !broken; ++i) {
    const Event &one = runs[0].events[i], &other = runs[1].events[i];
    if (i < runs[0].count && i < runs[1].count && one.kind == other.kind && one.a == other.a && one.b == other.b) continue;
    std::printf("event %llu is different\n", i);
    show("plain", runs[0], i);
    show("coroutine", runs[1], i);
    broken = true;
  }
  if (runs[0].count != runs[1].count && !broken) broken = true;
  if (broken)
    std::printf("input %llu, exception at %llu, exception each %llu, destroyed at %llu\n", input, fuse, fuse_period, cancel_at);
  return !broken;
}

template <bool Eager> bool both(PTask<u64, Eager> (*plain)(u64), Task<u64, Eager> (*coroutine)(u64), u64 input) {
  run_plain(plain, input);
  u64 stops = suspends, places = points;
  run_coroutine(coroutine, input);
  if (UNORDERED_ENDS) sort_ends(runs[0]), sort_ends(runs[1]);
  suspends = stops, points = places;
  return compare(input);
}

template <bool Eager> int drive(PTask<u64, Eager> (*plain)(u64), Task<u64, Eager> (*coroutine)(u64)) {
  for (u64 input = 1; input < 4; ++input) {
    fuse = fuse_period = cancel_at = 0;
    if (!both(plain, coroutine, input)) return 1;
    u64 stops = suspends, places = points;
    for (cancel_at = 1; cancel_at <= stops && cancel_at <= 60; ++cancel_at)
      if (!both(plain, coroutine, input)) return 1;
    u64 step = places / 150 + 1;
    cancel_at = 0;
    for (fuse = input; fuse <= places; fuse += step)
      if (!both(plain, coroutine, input)) return 1;
    fuse = 0;
    for (fuse_period = 5 + input; fuse_period < 80; fuse_period = fuse_period * 2 + input)
      for (cancel_at = 0; cancel_at <= stops && cancel_at < 12; cancel_at += 1 + input)
        if (!both(plain, coroutine, input)) return 1;
  }
  return 0;
}
