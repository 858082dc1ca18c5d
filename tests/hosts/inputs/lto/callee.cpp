#include "task.h"

task twice(long number) { co_return number * 2; }
