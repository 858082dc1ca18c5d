// Pointers of all kinds across suspends: to functions, data members, (virtual) member functions, null ones, references.
// EXPECT: base: 49 2 6 6 -1 15 no 0 12012 3
// EXPECT: derived: 49 2 6 112 215 11 no 1 12012 3
// EXPECT: base: 14 6 21 21 -1 15 yes 0 21012 3
// EXPECT: derived: 14 6 21 112 230 11 yes 1 21012 3
#include "include/coro/generator.hpp"
#include "include/coro/log.hpp"
#include <typeinfo>

using coro::note;

struct base {
    int a = 1, b = 2;
    virtual ~base() = default;
    virtual int who() const { return a; }
    int plain(int x) { return a += x; }
};
struct other {
    int z = 9;
    virtual ~other() = default;
    virtual int extra() { return z; }
};
struct derived : base, other {
    int who() const override { return 100 + b; }
    int extra() override { return 200 + z + a; }
};

static int twice(int x) { return 2 * x; }
static int square(int x) { return x * x; }

static coro::generator<int> body(base& object, bool flag) {
    int (*function)(int) = flag ? twice : square;
    int base::*data = flag ? &base::a : &base::b;
    int base::*none = nullptr;
    int (base::*plain)(int) = &base::plain;
    int (base::*virtual_one)() const = &base::who;
    int (derived::*second)() = static_cast<int (derived::*)()>(&other::extra);
    int (base::*null_function)(int) = nullptr;
    int& reference = object.*data;
    auto* as_derived = dynamic_cast<derived*>(&object);
    other* as_other = as_derived;
    const std::type_info& type = typeid(object);
    const char* literal = flag ? "yes" : "no";
    void** table[2] = {nullptr, nullptr};
    int (&array_reference)[3] = *new int[1][3]{{1, 2, 3}};
    co_yield function(7);
    co_yield object.*data;
    reference += 10;
    co_yield (object.*plain)(5);
    co_yield (object.*virtual_one)();
    co_yield as_derived ? (as_derived->*second)() : -1;
    co_yield (none == nullptr) + 2 * (null_function == nullptr) + 4 * (as_other == nullptr) + 8 * (table[1] == nullptr);
    note("%s %d", literal, type == typeid(derived));
    data = &base::b;
    co_yield reference * 1000 + object.*data;
    co_yield array_reference[2];
    delete[] &array_reference;
}

int main() {
    base b;
    derived d;
    for (bool flag : {false, true}) {
        for (int i : body(b, flag))
            note("%d", i);
        coro::show("base");
        for (int i : body(d, flag))
            note("%d", i);
        coro::show("derived");
    }
}
