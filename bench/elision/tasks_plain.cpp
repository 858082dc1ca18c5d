// Lazy tasks that await lazy tasks, without any attribute.
#include "task_chain.hpp"
