/* The beginning: types, and the Python part of the runtime. */
#include "gcpy.h"
#include <stddef.h>

PyObject *gcpy_support;

/* Where generated code finds the fields of a coroutine object, from its frame: `io`, `status`, `awaiting`, `takes_ints`, `number`. */
void gcpy_layout(int64_t *offsets) {
  int64_t frame = offsetof(GcpyCoro, frame);
  offsets[0] = (int64_t)offsetof(GcpyCoro, io) - frame;
  offsets[1] = (int64_t)offsetof(GcpyCoro, status) - frame;
  offsets[2] = (int64_t)offsetof(GcpyCoro, awaiting) - frame;
  offsets[3] = (int64_t)offsetof(GcpyCoro, takes_ints) - frame;
  offsets[4] = (int64_t)offsetof(GcpyCoro, number) - frame;
}

int gcpy_init(PyObject *module) {
  gcpy_support = PyImport_ImportModule("gc_coro_python._support");
  if (!gcpy_support)
    return -1;
  if (PyType_Ready(&GcpyPin_Type) < 0 || gcpy_init_functions(module) < 0 || gcpy_init_coroutines(module) < 0)
    return -1;
  return gcpy_init_async_generators(module);
}
