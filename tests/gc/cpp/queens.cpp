// N queens by backtracking generators: each solution is a list that shares its end with others.
#include "coroutines.hpp"

using gc::Generator;
using gc::Ref;

static bool safe(Ref placed, int64_t column) {
  for (int64_t distance = 1; placed; placed = gc::tail(placed), distance++)
    if (gc::head(placed) == column || gc::head(placed) - column == distance || column - gc::head(placed) == distance)
      return false;
  return true;
}

GC_COROUTINE static Generator<Ref> queens(Ref placed, int64_t rows, int64_t size) {
  if (rows == 0) {
    co_yield placed;
    co_return;
  }
  for (int64_t column = 0; column < size; column++)
    if (safe(placed, column))
      for (auto below = queens(gc::cons(column, placed), rows - 1, size); below.next();)
        co_yield below.value();
}

static int64_t plain(int64_t *placed, int64_t row, int64_t size, int64_t *checksum) {
  if (row == size) {
    int64_t value = 0;
    for (int64_t i = size - 1; i >= 0; i--)
      value = value * size + placed[i];
    *checksum = (*checksum * 7 + value) % 1'000'003;
    return 1;
  }
  int64_t found = 0;
  for (int64_t column = 0; column < size; column++) {
    bool fits = true;
    for (int64_t other = 0; other < row; other++)
      fits = fits && placed[other] != column && placed[other] - column != row - other && column - placed[other] != row - other;
    if (fits) {
      placed[row] = column;
      found += plain(placed, row + 1, size, checksum);
    }
  }
  return found;
}

extern "C" int gc_main() {
  gc::Checks checks;
  constexpr int64_t size = 6;
  int64_t count = 0, checksum = 0;
  for (auto all = queens(nullptr, size, size); all.next(); count++) {
    gc_poll();
    int64_t value = 0;
    for (Ref cell = all.value(); cell; cell = gc::tail(cell))
      value = value * size + gc::head(cell);
    checksum = (checksum * 7 + value) % 1'000'003;
  }
  int64_t placed[size], expected = 0, found = plain(placed, 0, size, &expected);
  checks.equal("solutions", count, found);
  checks.equal("checksum", checksum, expected);
  return checks.status();
}
