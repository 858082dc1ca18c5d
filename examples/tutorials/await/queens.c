/* The runtime of queens.ll. It has no collector: frames are never freed. */
#include "gc_coro.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>

int64_t queens(int64_t rows);

static int frames_made;

/* The hook "gc-coro-allocate": a new frame, all zero. */
void *frame_new(const gc_coro_descriptor *descriptor) {
  frames_made++;
  return calloc(1, descriptor->frame_size);
}

/* Whether a queen in one of the rows before `row` attacks this square. */
bool is_attacked(const int64_t *board, int64_t row, int64_t column) {
  for (int64_t other = 0; other < row; other++) {
    int64_t distance = board[other] - column;
    if (distance == 0 || distance == row - other || distance == other - row)
      return true;
  }
  return false;
}

int main(void) {
  int64_t solutions = queens(6);
  printf("%d solutions, %d frames\n", (int)solutions, frames_made);
  return 0;
}
