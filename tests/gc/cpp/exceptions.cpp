// Exceptions of C++ through suspended coroutines, with references that are live where they are caught, where destructors
// run on their path, and where they are thrown again. Every landing pad is of C++'s type, so gc-coro-landing-pads has to separate
// the invokes, and rewrite-statepoints-for-gc makes invalid code without it.
// FLAGS: -fexceptions
// FAULTS: empty-maps store-at-definition stale-landing-pads
// LANDING-PADS: needed
#include "coroutines.hpp"

#include <exception>
#include <vector>

using gc::Inside;
using gc::Ref;

namespace {

struct Error {
  int64_t number;
};
struct Worse : Error {
  explicit Worse(int64_t number) : Error{number} {}
};

// Collects, so that every reference of the callers moves; then it may throw one of three types.
[[gnu::noinline]] int64_t may_throw(Ref box) {
  Ref other = gc::boxed(1);
  int64_t number = gc::unboxed(box) * gc::unboxed(other);
  switch (number % 5) {
  case 1: throw Error{number};
  case 2: throw Worse(number);
  case 4: throw static_cast<long>(number);
  default: return number;
  }
}

// What becomes of a number by the handlers of the coroutines below.
int64_t handled(int64_t number) {
  switch (number % 5) {
  case 1: return number + 1000;
  case 2: return number + 2000;
  case 4: return number + 3000;
  default: return number;
  }
}

// Has a reference, and wants it when an exception passes by: its destructor runs in a landing pad. It is inlined, so that the
// reference is in no memory of the stack.
int64_t passed_by;
struct Guard {
  Ref box;
  bool armed = true;
  explicit Guard(Ref box) : box(box) {}
  Guard(const Guard &) = delete;
  [[gnu::always_inline]] ~Guard() {
    if (armed) {
      gc_poll();
      passed_by += gc::unboxed(box);
    }
  }
};

// An exception that leaves the body leaves the coroutine, too, to who resumed it.
template <class T> struct ThrowingPromise;
template <class T> class Throwing : public gc::Owner<ThrowingPromise<T>> {
public:
  using gc::Owner<ThrowingPromise<T>>::Owner;
  bool next() {
    this->handle.resume();
    return !this->handle.done();
  }
  T value() const { return this->handle.promise().current; }
  bool done() const { return this->handle.done(); }
};
template <class T> struct ThrowingPromise : gc::Promise {
  T current{};
  Throwing<T> get_return_object() { return Throwing<T>(std::coroutine_handle<ThrowingPromise>::from_promise(*this)); }
  std::suspend_always initial_suspend() noexcept { return {}; }
  std::suspend_always final_suspend() noexcept { return {}; }
  std::suspend_always yield_value(T value) noexcept {
    current = value;
    return {};
  }
  void return_void() noexcept {}
  void unhandled_exception() { throw; }
};

// A task that keeps the exception of its body, and throws it again where it is awaited.
struct TaskPromise;
class Task : public gc::Owner<TaskPromise> {
public:
  using gc::Owner<TaskPromise>::Owner;
  auto operator co_await() const noexcept;
  int64_t run() const;
};
struct TaskPromise : gc::Promise {
  int64_t result = 0;
  std::exception_ptr failure;
  std::coroutine_handle<> continuation = std::noop_coroutine();

  struct Final {
    bool await_ready() const noexcept { return false; }
    std::coroutine_handle<> await_suspend(std::coroutine_handle<TaskPromise> done) const noexcept {
      return done.promise().continuation;
    }
    void await_resume() const noexcept {}
  };
  Task get_return_object() { return Task(std::coroutine_handle<TaskPromise>::from_promise(*this)); }
  std::suspend_always initial_suspend() noexcept { return {}; }
  Final final_suspend() noexcept { return {}; }
  void return_value(int64_t value) noexcept { result = value; }
  void unhandled_exception() noexcept { failure = std::current_exception(); }
  int64_t outcome() {
    if (failure)
      std::rethrow_exception(failure);
    return result;
  }
};
auto Task::operator co_await() const noexcept {
  struct Awaiter {
    std::coroutine_handle<TaskPromise> callee;
    bool await_ready() const noexcept { return false; }
    std::coroutine_handle<> await_suspend(std::coroutine_handle<> caller) const noexcept {
      callee.promise().continuation = caller;
      return callee;
    }
    int64_t await_resume() const { return callee.promise().outcome(); }
  };
  return Awaiter{handle};
}
int64_t Task::run() const {
  handle.resume();
  return handle.promise().outcome();
}

// Catches in the resume clone: a box, a list, and a pointer into an object are live where it does.
GC_COROUTINE gc::Generator<int64_t> catching(int64_t count) {
  Ref list = gc::cons(-1, nullptr);
  Ref sums = gc_alloc(0, 64);
  Inside<int64_t> sum = gc::bytes<int64_t>(sums, 0) + 3;
  for (int64_t i = 0; i < count; i++) {
    Ref box = gc::boxed(i);
    int64_t value;
    try {
      co_yield gc::head(list);
      value = may_throw(box);
    } catch (const Worse &error) {
      gc_poll();
      value = error.number + 2000 + gc::unboxed(box) - i;
    } catch (const Error &error) {
      value = error.number + 1000 + gc::unboxed(gc::boxed(0));
    } catch (long number) {
      value = number + 3000;
    }
    *sum += value;
    list = gc::cons(value, list);
    co_yield gc::unboxed(box) + *sum;
  }
  for (; list; list = gc::tail(list))
    co_yield gc::head(list);
}

void check_catching(gc::Checks &checks) {
  constexpr int64_t count = 20;
  std::vector<int64_t> expected, list = {-1};
  int64_t sum = 0;
  for (int64_t i = 0; i < count; i++) {
    expected.push_back(list.back());
    list.push_back(handled(i));
    expected.push_back(i + (sum += handled(i)));
  }
  expected.insert(expected.end(), list.rbegin(), list.rend());
  std::size_t at = 0;
  for (auto values = catching(count); values.next(); at++) {
    gc_poll();
    checks.equal("caught", values.value(), expected.at(at));
  }
  checks.equal("values", static_cast<int64_t>(at), static_cast<int64_t>(expected.size()));
}

// Throws out of its resumption, past a destructor that wants a reference; some exceptions it catches, looks at and throws again.
GC_COROUTINE Throwing<int64_t> leaving(int64_t first) {
  Ref kept = gc::boxed(first * 7);
  co_yield gc::unboxed(kept);
  for (int64_t i = first;; i++) {
    Guard guard(gc::boxed(i * 10));
    co_yield gc::unboxed(guard.box);
    try {
      co_yield may_throw(gc::boxed(i));
    } catch (const Error &error) {
      Ref note = gc::boxed(gc::unboxed(kept));
      gc_poll();
      passed_by += gc::unboxed(note) + error.number;
      throw;
    }
    guard.armed = false;
  }
}

void check_leaving(gc::Checks &checks) {
  for (int64_t first = 0; first < 10; first++) {
    passed_by = 0;
    int64_t steps = 0, caught = 0;
    Ref mine = gc::boxed(first);
    auto values = leaving(first);
    try {
      for (; values.next(); steps++)
        gc_poll();
    } catch (const Error &error) {
      gc_poll();
      caught = error.number + gc::unboxed(mine) - first;
    } catch (long number) {
      gc_poll();
      caught = number + gc::unboxed(mine);
    }
    int64_t last = first;
    while (last % 5 == 0 || last % 5 == 3)
      last++;
    bool is_error = last % 5 != 4;
    checks.equal("left with", caught, is_error ? last : last + first);
    checks.equal("steps", steps, 1 + 2 * (last - first) + 1);
    checks.equal("passed by", passed_by, last * 10 + (is_error ? first * 7 + last : 0));
    checks.equal("done", values.done(), true);
  }
}

// A chain of tasks: the innermost throws, each one on the path has a reference and a destructor, and every third one catches.
GC_COROUTINE Task chain(int64_t depth, int64_t number) {
  Ref mine = gc::boxed(depth);
  if (depth == 0) {
    Guard guard(gc::boxed(5));
    int64_t value = may_throw(gc::boxed(number));
    guard.armed = false;
    co_return value;
  }
  int64_t value;
  {
    Guard guard(mine);
    Task inner = chain(depth - 1, number);
    if (depth % 3 == 0) {
      try {
        value = co_await inner;
      } catch (const Error &error) {
        Ref again = gc::boxed(error.number + gc::unboxed(mine));
        value = gc::unboxed(again);
        if (value % 2 == 0)
          throw Worse(value);
      }
    } else {
      value = co_await inner;
    }
    guard.armed = false;
  }
  co_return value + gc::unboxed(mine);
}

// The same without coroutines and references. Whether it was thrown, and of which type, is in `kind`: 0, 'e' or 'l'.
int64_t expected_chain(int64_t depth, int64_t number, char &kind, int64_t &passed) {
  if (depth == 0) {
    kind = number % 5 == 1 || number % 5 == 2 ? 'e' : number % 5 == 4 ? 'l' : 0;
    passed += kind ? 5 : 0;
    return number;
  }
  int64_t value = expected_chain(depth - 1, number, kind, passed);
  if (depth % 3 == 0 && kind == 'e') {
    value += depth;
    kind = value % 2 == 0 ? 'e' : 0;
  }
  passed += kind ? depth : 0;
  return kind ? value : value + depth;
}

void check_chain(gc::Checks &checks) {
  for (int64_t depth = 0; depth < 9; depth++)
    for (int64_t number = 0; number < 5; number++) {
      char kind = 0, caught = 0;
      int64_t passed = 0, result, expected = expected_chain(depth, number, kind, passed);
      passed_by = 0;
      Ref mine = gc::boxed(depth);
      {
        Task task = chain(depth, number);
        gc_poll();
        try {
          result = task.run();
        } catch (const Error &error) {
          caught = 'e';
          result = error.number;
        } catch (long thrown) {
          caught = 'l';
          result = thrown;
        }
      }
      gc_poll();
      checks.equal("chain", result, expected);
      checks.equal("kind", caught, kind);
      checks.equal("passed by", passed_by, passed);
      checks.equal("depth", gc::unboxed(mine), depth);
    }
}

} // namespace

extern "C" int gc_main() {
  gc::Checks checks;
  check_catching(checks);
  check_leaving(checks);
  check_chain(checks);
  return checks.status();
}
