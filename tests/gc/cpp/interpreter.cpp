// An interpreter of expressions, each evaluation a coroutine; values, environments and expressions are objects. A `yield`
// expression suspends the whole tower and goes on with what the outside answers.
// FAULTS: store-at-definition
// SHADOW-STACK: yes
#include "coroutines.hpp"

using gc::Ref;
using gc::Task;

// Expressions: pointers left and right, the operator as a number.
enum : int64_t { Constant = 100, Variable, Add, Multiply, Let, IfPositive, Ask };

static Ref binary(int64_t op, Ref left, Ref right) {
  Ref made = gc::node<2>(op);
  gc_store(made, 0, left);
  gc_store(made, 1, right);
  return made;
}
static Ref constant(int64_t value) { return binary(Constant, gc::boxed(value), nullptr); }
static Ref variable(int64_t depth) { return binary(Variable, gc::boxed(depth), nullptr); }

// Where the outside leaves its answers, and where an asking coroutine waits.
static std::coroutine_handle<> waiting;
static int64_t question, answer;

struct Asking {
  int64_t value;
  bool await_ready() const noexcept { return false; }
  void await_suspend(std::coroutine_handle<> self) const noexcept {
    question = value;
    waiting = self;
  }
  int64_t await_resume() const noexcept { return answer; }
};

// An environment is a list of values: cells with pointers to the rest and to the value.
static Ref bound(Ref value, Ref environment) {
  Ref cell = gc_alloc(2, 0);
  gc_store(cell, 0, environment);
  gc_store(cell, 1, value);
  return cell;
}

GC_COROUTINE static Task<Ref> evaluate(Ref expression, Ref environment) {
  int64_t op = gc::number<2>(expression);
  if (op == Constant)
    co_return gc::child(expression, 0);
  if (op == Variable) {
    for (int64_t depth = gc::unboxed(gc::child(expression, 0)); depth > 0; depth--)
      environment = gc::child(environment, 0);
    co_return gc::child(environment, 1);
  }
  auto first = evaluate(gc::child(expression, 0), environment);
  Ref left = co_await first;
  if (op == Let)
    environment = bound(left, environment);
  if (op == Ask)
    co_return gc::boxed(co_await Asking{gc::unboxed(left)} + gc::unboxed(left));
  if (op == IfPositive && gc::unboxed(left) <= 0)
    co_return left;
  auto second = evaluate(gc::child(expression, 1), environment);
  Ref right = co_await second;
  if (op == Let || op == IfPositive)
    co_return right;
  int64_t result = op == Add ? gc::unboxed(left) + gc::unboxed(right) : gc::unboxed(left) * gc::unboxed(right) % 10'007;
  co_return gc::boxed(result);
}

// let x = ask(seed) in (x * x + ask(x)) * (if x - 5 then x + seed), nested `depth` times
static Ref program(int64_t depth, int64_t seed) {
  Ref asked = binary(Ask, constant(seed), nullptr);
  Ref square = binary(Multiply, variable(0), variable(0));
  Ref again = depth > 0 ? program(depth - 1, seed + 3) : binary(Ask, variable(0), nullptr);
  Ref sum = binary(Add, square, again);
  Ref condition = binary(Add, variable(0), constant(-5));
  Ref choice = binary(IfPositive, condition, binary(Add, variable(0), constant(seed)));
  return binary(Let, asked, binary(Multiply, sum, choice));
}

static int64_t asked_plainly(int64_t value) { return value * 7 % 13; }

static int64_t plainly(int64_t depth, int64_t seed) {
  int64_t x = asked_plainly(seed) + seed;
  int64_t again = depth > 0 ? plainly(depth - 1, seed + 3) : asked_plainly(x) + x;
  int64_t choice = x - 5 > 0 ? x + seed : x - 5;
  return (x * x % 10'007 + again) * choice % 10'007;
}

extern "C" int gc_main() {
  gc::Checks checks;
  for (int64_t seed = 0; seed < 4; seed++) {
    auto task = evaluate(program(4, seed), nullptr);
    task.start();
    while (!task.done()) {
      gc_poll();
      answer = asked_plainly(question);
      waiting.resume();
    }
    gc_poll();
    checks.equal("value", gc::unboxed(task.result()), plainly(4, seed));
  }
  return checks.status();
}
