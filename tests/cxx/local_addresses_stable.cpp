// Pointers into the coroutine's own locals, kept in other locals, in the heap and outside: the addresses never change.
// EXPECT: changed from outside: 0 70 111 2 3 73 inner=41 2 gfedcba 170 12
// EXPECT: left alone: 0 60 111 2 3 60 inner=40 2 gfedcba 260 12
#include "include/coro/generator.hpp"
#include "include/coro/log.hpp"
#include <memory>

using coro::note;

struct node {
    int value;
    node* next;
};

struct self_referring {
    int value;
    int* me;
    explicit self_referring(int v) : value(v), me(&value) {}
    self_referring(const self_referring&) = delete;
    bool intact() const { return me == &value; }
};

static int* published;

static coro::generator<int> body(int parameter) {
    int local = 5;
    int* to_local = &local;
    int* to_parameter = &parameter;
    int** to_pointer = &to_local;
    auto heap = std::make_unique<int*>(&local);
    self_referring self(7);
    node ring[3] = {{1, &ring[1]}, {2, &ring[2]}, {3, &ring[0]}};
    node* at = &ring[0];
    published = &local;
    char text[8] = "abcdefg";
    char *first = text, *last = text + 6;
    co_yield 0;
    **to_pointer += 1;
    **heap *= 10;
    *to_parameter += local;
    co_yield local;
    note("%d%d%d", to_local == &local, *heap == to_local, self.intact());
    for (int i = 0; i < 4; ++i) {
        at->value *= 2;
        at = at->next;
        std::swap(*first++, *last--);
        co_yield at->value;
        if (i == 1) {
            int inner = 40; // a new object in a scope of its own
            int* outside = std::exchange(published, &inner);
            co_yield *outside;
            note("inner=%d", inner);
            published = outside;
        }
        if (first >= last)
            break;
    }
    note("%s %d", text, parameter);
    self.value = ring[0].value + ring[1].value + ring[2].value;
    co_yield *self.me;
}

int main() {
    auto a = body(100), b = body(200);
    while (a.next()) {
        note("%d", a.get());
        ++*published; // changes a local of the suspended coroutine
    }
    coro::show("changed from outside");
    while (b.next())
        note("%d", b.get());
    coro::show("left alone");
}
