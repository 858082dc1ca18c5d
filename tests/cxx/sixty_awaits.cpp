// Sixty suspends in a row with values that live in phases: each value is used a few suspends after its definition, so that
// a frame with one slot per value would be large, and mixed up slots change the sum.
// EXPECT: sequence: 14:669261 29:720773 44:478775 59:978687 resumed 60 = 483379
// EXPECT: sequence: 14:719210 29:394624 44:280958 59:792322 resumed 60 = 650517
// EXPECT: sequence: 14:105496 29:927487 44:874328 59:889329 resumed 60 = 414993
// EXPECT: with destructors: resumed 30 = 6330
// EXPECT: live frames: 0
#include "include/coro/log.hpp"
#include "include/coro/sync_wait.hpp"
#include "include/coro/value.hpp"
#include <string>

using coro::later;
using coro::note;

static coro::task<long> sequence(long seed) {
    long total = seed;
    int v0 = co_await later{static_cast<int>(total + 0)};
    float v1 = co_await later{static_cast<float>(total % 1000) * 0.25f};
    double v2 = co_await later{static_cast<double>(total % 1000) * 0.5};
    unsigned v3 = co_await later{static_cast<unsigned>(total + 3)};
    unsigned char v4 = co_await later{static_cast<unsigned char>(total + 4)};
    total = (total * 31 + static_cast<long>(v1)) % 1000003;
    long v5 = co_await later{static_cast<long>(total + 5)};
    total = (total * 31 + static_cast<long>(v2)) % 1000003;
    total = (total * 31 + static_cast<long>(v4)) % 1000003;
    bool v6 = co_await later{total % 3 != 0};
    unsigned char v7 = co_await later{static_cast<unsigned char>(total + 7)};
    long v8 = co_await later{static_cast<long>(total + 8)};
    total = (total * 31 + static_cast<long>(v0)) % 1000003;
    total = (total * 31 + static_cast<long>(v6)) % 1000003;
    total = (total * 31 + static_cast<long>(v7)) % 1000003;
    bool v9 = co_await later{total % 6 != 0};
    short v10 = co_await later{static_cast<short>(total + 10)};
    total = (total * 31 + static_cast<long>(v5)) % 1000003;
    total = (total * 31 + static_cast<long>(v8)) % 1000003;
    total = (total * 31 + static_cast<long>(v9)) % 1000003;
    int v11 = co_await later{static_cast<int>(total + 11)};
    total = (total * 31 + static_cast<long>(v3)) % 1000003;
    float v12 = co_await later{static_cast<float>(total % 1000) * 0.25f};
    double v13 = co_await later{static_cast<double>(total % 1000) * 0.5};
    total = (total * 31 + static_cast<long>(v10)) % 1000003;
    int v14 = co_await later{static_cast<int>(total + 14)};
    total = (total * 31 + static_cast<long>(v12)) % 1000003;
    note("%d:%ld", 14, total);
    float v15 = co_await later{static_cast<float>(total % 1000) * 0.25f};
    double v16 = co_await later{static_cast<double>(total % 1000) * 0.5};
    total = (total * 31 + static_cast<long>(v11)) % 1000003;
    total = (total * 31 + static_cast<long>(v15)) % 1000003;
    unsigned v17 = co_await later{static_cast<unsigned>(total + 17)};
    unsigned char v18 = co_await later{static_cast<unsigned char>(total + 18)};
    total = (total * 31 + static_cast<long>(v13)) % 1000003;
    long v19 = co_await later{static_cast<long>(total + 19)};
    total = (total * 31 + static_cast<long>(v17)) % 1000003;
    total = (total * 31 + static_cast<long>(v18)) % 1000003;
    bool v20 = co_await later{total % 2 != 0};
    unsigned char v21 = co_await later{static_cast<unsigned char>(total + 21)};
    total = (total * 31 + static_cast<long>(v19)) % 1000003;
    long v22 = co_await later{static_cast<long>(total + 22)};
    total = (total * 31 + static_cast<long>(v14)) % 1000003;
    bool v23 = co_await later{total % 5 != 0};
    short v24 = co_await later{static_cast<short>(total + 24)};
    total = (total * 31 + static_cast<long>(v16)) % 1000003;
    total = (total * 31 + static_cast<long>(v21)) % 1000003;
    total = (total * 31 + static_cast<long>(v22)) % 1000003;
    int v25 = co_await later{static_cast<int>(total + 25)};
    total = (total * 31 + static_cast<long>(v20)) % 1000003;
    float v26 = co_await later{static_cast<float>(total % 1000) * 0.25f};
    total = (total * 31 + static_cast<long>(v24)) % 1000003;
    total = (total * 31 + static_cast<long>(v25)) % 1000003;
    double v27 = co_await later{static_cast<double>(total % 1000) * 0.5};
    int v28 = co_await later{static_cast<int>(total + 28)};
    total = (total * 31 + static_cast<long>(v23)) % 1000003;
    total = (total * 31 + static_cast<long>(v26)) % 1000003;
    float v29 = co_await later{static_cast<float>(total % 1000) * 0.25f};
    note("%d:%ld", 29, total);
    double v30 = co_await later{static_cast<double>(total % 1000) * 0.5};
    unsigned v31 = co_await later{static_cast<unsigned>(total + 31)};
    unsigned char v32 = co_await later{static_cast<unsigned char>(total + 32)};
    total = (total * 31 + static_cast<long>(v30)) % 1000003;
    long v33 = co_await later{static_cast<long>(total + 33)};
    total = (total * 31 + static_cast<long>(v31)) % 1000003;
    total = (total * 31 + static_cast<long>(v32)) % 1000003;
    bool v34 = co_await later{total % 6 != 0};
    total = (total * 31 + static_cast<long>(v29)) % 1000003;
    total = (total * 31 + static_cast<long>(v33)) % 1000003;
    unsigned char v35 = co_await later{static_cast<unsigned char>(total + 35)};
    total = (total * 31 + static_cast<long>(v27)) % 1000003;
    long v36 = co_await later{static_cast<long>(total + 36)};
    total = (total * 31 + static_cast<long>(v28)) % 1000003;
    total = (total * 31 + static_cast<long>(v34)) % 1000003;
    bool v37 = co_await later{total % 4 != 0};
    total = (total * 31 + static_cast<long>(v35)) % 1000003;
    short v38 = co_await later{static_cast<short>(total + 38)};
    total = (total * 31 + static_cast<long>(v36)) % 1000003;
    int v39 = co_await later{static_cast<int>(total + 39)};
    total = (total * 31 + static_cast<long>(v37)) % 1000003;
    float v40 = co_await later{static_cast<float>(total % 1000) * 0.25f};
    double v41 = co_await later{static_cast<double>(total % 1000) * 0.5};
    total = (total * 31 + static_cast<long>(v38)) % 1000003;
    int v42 = co_await later{static_cast<int>(total + 42)};
    total = (total * 31 + static_cast<long>(v39)) % 1000003;
    total = (total * 31 + static_cast<long>(v40)) % 1000003;
    float v43 = co_await later{static_cast<float>(total % 1000) * 0.25f};
    double v44 = co_await later{static_cast<double>(total % 1000) * 0.5};
    total = (total * 31 + static_cast<long>(v42)) % 1000003;
    note("%d:%ld", 44, total);
    unsigned v45 = co_await later{static_cast<unsigned>(total + 45)};
    total = (total * 31 + static_cast<long>(v43)) % 1000003;
    unsigned char v46 = co_await later{static_cast<unsigned char>(total + 46)};
    total = (total * 31 + static_cast<long>(v44)) % 1000003;
    long v47 = co_await later{static_cast<long>(total + 47)};
    bool v48 = co_await later{total % 5 != 0};
    total = (total * 31 + static_cast<long>(v47)) % 1000003;
    unsigned char v49 = co_await later{static_cast<unsigned char>(total + 49)};
    total = (total * 31 + static_cast<long>(v41)) % 1000003;
    total = (total * 31 + static_cast<long>(v46)) % 1000003;
    long v50 = co_await later{static_cast<long>(total + 50)};
    total = (total * 31 + static_cast<long>(v45)) % 1000003;
    bool v51 = co_await later{total % 3 != 0};
    total = (total * 31 + static_cast<long>(v48)) % 1000003;
    short v52 = co_await later{static_cast<short>(total + 52)};
    total = (total * 31 + static_cast<long>(v50)) % 1000003;
    int v53 = co_await later{static_cast<int>(total + 53)};
    total = (total * 31 + static_cast<long>(v51)) % 1000003;
    float v54 = co_await later{static_cast<float>(total % 1000) * 0.25f};
    total = (total * 31 + static_cast<long>(v49)) % 1000003;
    total = (total * 31 + static_cast<long>(v53)) % 1000003;
    double v55 = co_await later{static_cast<double>(total % 1000) * 0.5};
    total = (total * 31 + static_cast<long>(v52)) % 1000003;
    int v56 = co_await later{static_cast<int>(total + 56)};
    float v57 = co_await later{static_cast<float>(total % 1000) * 0.25f};
    total = (total * 31 + static_cast<long>(v54)) % 1000003;
    double v58 = co_await later{static_cast<double>(total % 1000) * 0.5};
    total = (total * 31 + static_cast<long>(v55)) % 1000003;
    unsigned v59 = co_await later{static_cast<unsigned>(total + 59)};
    total = (total * 31 + static_cast<long>(v58)) % 1000003;
    note("%d:%ld", 59, total);
    total = (total * 31 + static_cast<long>(v56)) % 1000003;
    total = (total * 31 + static_cast<long>(v57)) % 1000003;
    total = (total * 31 + static_cast<long>(v59)) % 1000003;
    co_return total;
}

static coro::task<std::size_t> with_destructors() {
    std::size_t total = 0;
    {
        std::string a = co_await later{std::string(20, 'a')}, b = a + co_await later{std::string("0")};
        total += co_await later{b.size()} * a.size();
    }
    {
        std::string a = co_await later{std::string(21, 'b')}, b = a + co_await later{std::string("1")};
        total += co_await later{b.size()} * a.size();
    }
    {
        std::string a = co_await later{std::string(22, 'c')}, b = a + co_await later{std::string("2")};
        total += co_await later{b.size()} * a.size();
    }
    {
        std::string a = co_await later{std::string(23, 'd')}, b = a + co_await later{std::string("3")};
        total += co_await later{b.size()} * a.size();
    }
    {
        std::string a = co_await later{std::string(24, 'e')}, b = a + co_await later{std::string("4")};
        total += co_await later{b.size()} * a.size();
    }
    {
        std::string a = co_await later{std::string(25, 'f')}, b = a + co_await later{std::string("5")};
        total += co_await later{b.size()} * a.size();
    }
    {
        std::string a = co_await later{std::string(26, 'g')}, b = a + co_await later{std::string("6")};
        total += co_await later{b.size()} * a.size();
    }
    {
        std::string a = co_await later{std::string(27, 'h')}, b = a + co_await later{std::string("7")};
        total += co_await later{b.size()} * a.size();
    }
    {
        std::string a = co_await later{std::string(28, 'i')}, b = a + co_await later{std::string("8")};
        total += co_await later{b.size()} * a.size();
    }
    {
        std::string a = co_await later{std::string(29, 'j')}, b = a + co_await later{std::string("9")};
        total += co_await later{b.size()} * a.size();
    }
    co_return total;
}

int main() {
    for (long seed : {1L, 20L, 300L}) {
        auto t = sequence(seed);
        t.get().resume();
        int resumed = coro::drive();
        note("resumed %d = %ld", resumed, t.await_resume());
        coro::show("sequence");
    }
    auto t = with_destructors();
    t.get().resume();
    int resumed = coro::drive();
    note("resumed %d = %zu", resumed, t.await_resume());
    coro::show("with destructors");
    t = {};
    coro::show_live_frames();
}
