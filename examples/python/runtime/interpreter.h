/* What the interpreter keeps to its own modules: the thread's state without a call, and the layout of attributes. */
#ifndef GCPY_INTERPRETER_H
#define GCPY_INTERPRETER_H

#define Py_BUILD_CORE_MODULE
#include "gcpy.h"
#include "internal/pycore_pystate.h"
#undef _PyGC_FINALIZED

/* numbers.c: an object becomes a number, if it is one. */
GcpyPair gcpy_unbox_int(PyObject *object);

#define LIKELY(x) __builtin_expect(!!(x), 1)
#define UNLIKELY(x) __builtin_expect(!!(x), 0)

#endif
