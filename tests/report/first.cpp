#include "shared.hpp"

static Task local(int number) {
  co_await Park{};
  use(number);
}

Task first(int number) {
  local(number);
  shared(number);
  co_await Park{};
#ifdef LARGER
  char more[200];
  fill(more);
  co_await Park{};
  fill(more);
#endif
  use(number);
}
