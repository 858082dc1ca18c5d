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
