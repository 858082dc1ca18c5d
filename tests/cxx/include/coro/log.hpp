// A trace of what a program did, printed in one line per step, so that a lost, doubled or reordered
// effect changes the output.
#pragma once
#include <cstdarg>
#include <cstdio>
#include <string>
#include <utility>

namespace coro {

inline std::string& trace() {
    static std::string text;
    return text;
}

// Appends one word to the trace.
[[gnu::format(printf, 1, 2)]] inline void note(const char* format, ...) {
    char word[128];
    va_list arguments;
    va_start(arguments, format);
    std::vsnprintf(word, sizeof word, format, arguments);
    va_end(arguments);
    trace() += ' ';
    trace() += word;
}

// Prints the trace so far under a title, and begins a new one.
inline void show(const char* title) {
    std::printf("%s:%s\n", title, trace().c_str());
    trace().clear();
}

// Notes its construction and destruction: the order of cleanups becomes output.
struct loud {
    const char* name;
    explicit loud(const char* n) : name(n) { note("+%s", name); }
    loud(loud&& other) noexcept : name(std::exchange(other.name, "moved")) { note(">%s", name); }
    loud(const loud&) = delete;
    loud& operator=(const loud&) = delete;
    ~loud() { note("-%s", name); }
};

} // namespace coro
