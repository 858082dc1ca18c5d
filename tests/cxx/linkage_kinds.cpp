// Coroutines of every linkage: external, static, inline, template, explicitly instantiated, in an unnamed namespace,
// extern "C", weak, hidden, in a section of its own, aligned, cold, noinline and optnone.
// EXPECT: table: 1 2 103 104 205 206 307 308 409 9 512 513 614 615 716 717 818 819 920 921 1022 1023 1124 1125 1226 1227 1330 1331
// EXPECT: others: 1009 9 120 2028 2029
#include "include/coro/generator.hpp"
#include "include/coro/log.hpp"

using gen = coro::generator<int>;
#pragma GCC diagnostic ignored "-Wreturn-type-c-linkage"
#pragma GCC diagnostic ignored "-Wunknown-warning-option"

gen external(int n) { co_yield n + 1; co_yield n + 2; }
static gen internal(int n) { co_yield n + 3; co_yield n + 4; }
inline gen inlined(int n) { co_yield n + 5; co_yield n + 6; }
namespace {
gen unnamed(int n) { co_yield n + 7; co_yield n + 8; }
} // namespace
template <int A, class T> gen templated(T n) { co_yield static_cast<int>(n) + A; co_yield A; }
template gen templated<9, long>(long);
template <> gen templated<11, char>(char c) { co_yield c; }
extern "C" gen c_name(int n) { co_yield n + 12; co_yield n + 13; }
[[gnu::weak]] gen weak(int n) { co_yield n + 14; co_yield n + 15; }
[[gnu::visibility("hidden")]] gen hidden(int n) { co_yield n + 16; co_yield n + 17; }
[[gnu::section(".text.coroutines")]] gen in_section(int n) { co_yield n + 18; co_yield n + 19; }
[[gnu::noinline]] gen not_inlined(int n) { co_yield n + 20; co_yield n + 21; }
[[gnu::cold]] gen cold(int n) { co_yield n + 22; co_yield n + 23; }
[[gnu::aligned(64)]] gen aligned(int n) { co_yield n + 24; co_yield n + 25; }
struct holder {
    static gen member(int n) { co_yield n + 26; co_yield n + 27; }
    template <class T> gen member_template(T n) const { co_yield n + 28; co_yield n + 29; }
};
[[clang::optnone]] gen not_optimized(int n) { co_yield n + 30; co_yield n + 31; }

// A coroutine whose address is taken, called through tables and member pointers.
static gen (*const table[])(int) = {external, internal, inlined, unnamed, templated<9, int>, c_name, weak, hidden,
                                    in_section, not_inlined, cold, aligned, holder::member, not_optimized};

int main() {
    int base = 0;
    for (auto function : table) {
        for (int i : function(base))
            coro::note("%d", i);
        base += 100;
    }
    coro::show("table");
    for (int i : templated<9, long>(1000))
        coro::note("%d", i);
    for (int i : templated<11, char>('x'))
        coro::note("%d", i);
    holder h;
    gen (holder::*member)(int) const = &holder::member_template<int>;
    for (int i : (h.*member)(2000))
        coro::note("%d", i);
    coro::show("others");
}
