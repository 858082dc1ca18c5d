// Reference parameters: the frame holds the reference only; const, rvalue, array, function and pointer references.
// EXPECT: body: 1 2 44 9 35 seen+++++ a string that is moved from the caller
// EXPECT: mine '', array 3 6 0, pointer at 2
// EXPECT: right!! left!
#include "include/coro/generator.hpp"
#include "include/coro/log.hpp"
#include <string>
#include <utility>

using coro::note;

static int triple(int x) { return 3 * x; }

static coro::generator<int> body(int& counter, const std::string& text, std::string&& mine, int (&array)[3], int (&function)(int),
                                 const int*& pointer, const double& number) {
    std::string taken = std::move(mine);
    while (counter < 3) {
        ++counter;
        array[counter - 1] = function(counter);
        co_yield counter;
        ++pointer;
    }
    co_yield static_cast<int>(text.size() + taken.size());
    co_yield int(*pointer);
    co_yield static_cast<int>(number * 10);
    note("%s %s", text.c_str(), taken.c_str());
}

template <class T> static coro::generator<T&> each(T& first, T& second) {
    co_yield first;
    co_yield second;
    std::swap(first, second);
    co_yield first;
}

int main() {
    int counter = 0, array[3] = {}, data[] = {7, 8, 9, 10};
    const int* pointer = data;
    double number = 1.5;
    std::string text = "seen", mine = "a string that is moved from the caller";
    auto g = body(counter, text, std::move(mine), array, triple, pointer, number);
    while (g.next()) {
        note("%d", g.get());
        text += '+'; // the coroutine sees it
        number += 0.5;
        if (g.get() == 2)
            counter += 10;
    }
    coro::show("body");
    std::printf("mine '%s', array %d %d %d, pointer at %td\n", mine.c_str(), array[0], array[1], array[2], pointer - data);

    std::string a = "left", b = "right";
    for (std::string& s : each(a, b))
        s += "!";
    std::printf("%s %s\n", a.c_str(), b.c_str());
}
