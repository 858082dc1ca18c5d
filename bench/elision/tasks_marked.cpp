// The same with the attribute by which an author promises that an awaited temporary may be elided.
// clang 19 ignores it.
// FLAGS: -Wno-unknown-attributes
#define LAZY_TASK_ATTRIBUTE [[clang::coro_await_elidable]]
#include "task_chain.hpp"
