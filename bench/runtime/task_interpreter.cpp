// A bytecode interpreter as a coroutine: a switch in a loop, with a suspension in one of the instructions.
#include "coro/sync_wait.hpp"
#include "measured.hpp"

enum op : unsigned char { op_push, op_add, op_mul, op_dup, op_swap, op_wait, op_loop };

static const unsigned char code[] = {op_push, 5, op_dup, op_mul, op_wait, op_add, op_push, 3, op_swap, op_add, op_wait, op_loop};

[[gnu::noinline]] static coro::task<long> interpret(coro::scheduler& s, long n) {
    long stack[8] = {}, *top = stack + 1, rounds = 0;
    const unsigned char* pc = code;
    while (rounds < n) {
        switch (static_cast<op>(*pc++)) {
        case op_push: *top++ = *pc++; break;
        case op_add: --top, top[-1] += *top; break;
        case op_mul: --top, top[-1] *= *top; break;
        case op_dup: *top = top[-1], ++top; break;
        case op_swap: std::swap(top[-1], top[-2]); break;
        case op_wait: co_await s.yield(); break;
        case op_loop: top[-1] &= 0xffff, ++rounds, pc = code; break;
        }
    }
    co_return stack[0];
}

measured run(long n) {
    coro::scheduler s;
    return {2 * n + 1, coro::sync_wait(interpret(s, n), &s)};
}
