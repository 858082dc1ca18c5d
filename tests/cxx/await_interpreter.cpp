// A switch inside an endless loop, with suspends in some of its cases: what a bytecode interpreter looks like.
// (clang does not accept labels as values in coroutines.)
// EXPECT: program: ?3 !3 ?2 !2 ?2 !2 ?2 !2 ?2 !2 ?2 !2 resumed 6 = 96
// EXPECT: program: ?6 !6 ?43 !43 resumed 2 = 43
// EXPECT: program: ?1 !1 ?1 !1 ?2 !2 ?6 !6 ?24 !24 ?120 !120 resumed 6 = 720
// EXPECT: live frames: 0
#include "include/coro/log.hpp"
#include "include/coro/sync_wait.hpp"
#include "include/coro/value.hpp"

enum op : unsigned char { op_push, op_add, op_mul, op_dup, op_swap, op_yield, op_loop, op_call, op_halt };

static coro::task<int> interpret(const unsigned char* code, int argument) {
    int stack[8] = {argument}, *top = stack + 1;
    const unsigned char* pc = code;
    for (;;) {
        switch (static_cast<op>(*pc++)) {
        case op_push:
            *top++ = *pc++;
            break;
        case op_add:
            --top;
            top[-1] += *top;
            break;
        case op_mul:
            --top;
            top[-1] *= co_await coro::ask{*top};
            break;
        case op_dup:
            *top = top[-1];
            ++top;
            break;
        case op_swap:
            std::swap(top[-1], top[-2]);
            break;
        case op_yield:
            co_await coro::ask{top[-1]};
            break;
        case op_loop:
            if (--top[-2] > 0)
                pc -= *pc;
            else
                ++pc;
            break;
        case op_call: { // the same program with a smaller argument
            int inner = top[-1] > 1 ? co_await interpret(code, top[-1] - 1) : 1;
            *top++ = inner;
            break;
        }
        case op_halt:
            co_return top[-1];
        }
    }
}

int main() {
    const unsigned char powers[] = {op_push, 5, op_push, 3, op_yield, op_push, 2, op_mul, op_loop, 4, op_halt};
    const unsigned char square[] = {op_dup, op_mul, op_push, 7, op_swap, op_add, op_yield, op_halt};
    const unsigned char factorial[] = {op_call, op_mul, op_halt};
    for (const unsigned char* code : {powers, square, factorial}) {
        auto t = interpret(code, 6);
        t.get().resume();
        int resumed = coro::drive();
        coro::note("resumed %d = %d", resumed, t.await_resume());
        coro::show("program");
    }
    coro::show_live_frames();
}
