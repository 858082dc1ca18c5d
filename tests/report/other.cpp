// A second unit of the same program: with an inline coroutine that both units have.
#include "shared.hpp"

Task other(int number) {
  co_await Park{};
  use(number);
  shared(number);
}
