/* The runtime of compiled Python functions: what the generated code calls, and the objects that stand for coroutines.
 *
 * Compiled code calls the functions gcpy_*. Most of them take operands from the value stack: the first argument is then a mask
 * whose bit i says that operand i is owned, and the function releases it. The others are borrowed (a local variable, a constant).
 * An object that is returned is owned by the caller; NULL says that the error indicator is set. */
#ifndef GCPY_H
#define GCPY_H

#define PY_SSIZE_T_CLEAN
#include <Python.h>
#include <stdint.h>

#if PY_VERSION_HEX < 0x030b0000 || PY_VERSION_HEX >= 0x030e0000
#error "CPython 3.11, 3.12 or 3.13"
#endif

/* The interpreter exports these, and does not declare all of them in each version. */
int _PyGen_SetStopIterationValue(PyObject *value);
int _PyGen_FetchStopIterationValue(PyObject **value);
PyObject *_PyErr_FormatFromCause(PyObject *type, const char *format, ...);

/* An object and a word: generated code gets both in registers. */
typedef struct {
  PyObject *object;
  int64_t word;
} GcpyPair;

typedef PyObject *(*GcpyFunctionEntry)(PyObject **arguments, PyObject *closure);
typedef char *(*GcpyRamp)(char *frame, PyObject **arguments, PyObject *closure);

/* One code object with its globals: compiled when it is called first, and shared by all functions made of it. What runs compiled code
 * holds a function, which owns the globals and builtins. */
typedef struct GcpyUnit {
  PyCodeObject *code;
  PyObject *globals;  /* borrowed */
  PyObject *builtins; /* borrowed */
  void *entry;      /* GcpyFunctionEntry or GcpyRamp */
  int state;        /* GCPY_NEW, GCPY_COMPILED, GCPY_REFUSED */
  int strict;       /* what cannot be translated is an exception */
  int slots;        /* arguments with *args and **kwargs */
  int is_simple;    /* positional arguments only */
  int64_t frame_size;
  void *report;     /* what the compiler tells of it */
  struct GcpyCoro *unused; /* memory of coroutines that are gone, linked by `io` */
  int unused_count;
  struct GcpyUnit *next;
} GcpyUnit;

enum { GCPY_NEW, GCPY_COMPILED, GCPY_REFUSED };

/* A function: the interpreter's function object, and the unit of its code. */
typedef struct {
  PyObject_HEAD
  vectorcallfunc vectorcall;
  PyFunctionObject *function;
  GcpyUnit *unit;
  PyObject *weak;
} GcpyFunction;

/* What a coroutine has done, in `status`. */
enum { GCPY_YIELDED = 0, GCPY_RETURNED = 1, GCPY_RAISED = 2, GCPY_YIELDED_ITEM = 3, GCPY_YIELDED_INT = 4 };
enum { GCPY_CREATED, GCPY_SUSPENDED, GCPY_RUNNING, GCPY_DONE };

/* A generator, coroutine or asynchronous generator. Its frame is the end of the object. */
typedef struct GcpyCoro {
  PyObject_HEAD
  PyObject *io;       /* in: what is sent, or NULL if the error indicator is thrown; out: what comes back */
  PyObject *awaiting; /* borrowed: what it waits for while it is suspended in an await or `yield from` */
  int32_t status;     /* in: GCPY_RETURNED if `io` is the result of `awaiting`; out: what has been done */
  int8_t state;
  int8_t takes_ints; /* in: an int may be yielded as a number, with the status GCPY_YIELDED_INT */
  int8_t hooks_called;  /* asynchronous generators: the hooks have been called */
  int8_t is_closed;     /* aclose() or athrow() has begun */
  int8_t is_iterating;  /* asend(), athrow() or aclose() is running */
  int64_t number; /* what is yielded as a number */
  _PyErr_StackItem handled; /* the exceptions that it is handling */
  GcpyUnit *unit;
  GcpyFunction *function;
  PyObject *name;
  PyObject *qualname;
  PyObject *extra; /* cr_origin, or the finaliser of an asynchronous generator */
  PyObject *weak;
  char frame[] __attribute__((aligned(16)));
} GcpyCoro;

extern PyTypeObject *GcpyGenerator_Type, *GcpyCoroutine_Type, *GcpyAsyncGenerator_Type;
extern PyTypeObject GcpyFunction_Type, GcpyPin_Type;
extern PyObject *gcpy_support; /* the Python part of the runtime, gc_coro_python._support */

#define GCPY_IS_CORO(o) (Py_TYPE(o) == GcpyCoroutine_Type)
#define GCPY_IS_GENERATOR(o) (Py_TYPE(o) == GcpyGenerator_Type)
#define GCPY_IS_ASYNC_GENERATOR(o) (Py_TYPE(o) == GcpyAsyncGenerator_Type)
#define GCPY_IS_OURS(o) (GCPY_IS_CORO(o) || GCPY_IS_GENERATOR(o))

/* A returned object that is no object: iteration has ended; see gcpy_iter_next. */
#define GCPY_ERROR ((PyObject *)1)

#define GCPY_RELEASE1(mask, a) do { if ((mask) & 1) Py_DECREF(a); } while (0)
#define GCPY_RELEASE2(mask, a, b) do { GCPY_RELEASE1(mask, a); if ((mask) & 2) Py_DECREF(b); } while (0)
#define GCPY_RELEASE3(mask, a, b, c) do { GCPY_RELEASE2(mask, a, b); if ((mask) & 4) Py_DECREF(c); } while (0)
#define GCPY_RELEASE4(mask, a, b, c, d) do { GCPY_RELEASE3(mask, a, b, c); if ((mask) & 8) Py_DECREF(d); } while (0)

/* coroutine.c */
PySendResult gcpy_resume(GcpyCoro *coro, PyObject *sent, PyObject **result);
GcpyPair gcpy_next_int(GcpyCoro *coro);
PySendResult gcpy_resume_returned(GcpyCoro *coro, PyObject *value, PyObject **result);
PySendResult gcpy_throw(GcpyCoro *coro, int close_on_exit, PyObject *type, PyObject *value, PyObject *tb, PyObject **result);
PyObject *gcpy_close(GcpyCoro *coro);
int gcpy_close_iterator(PyObject *iterator);
int gcpy_parse_throw(const char *name, PyObject *const *args, Py_ssize_t count, PyObject **three);
PyObject *gcpy_send_result(PySendResult kind, PyObject *value);
void gcpy_destroy(GcpyCoro *coro);
int gcpy_init_coroutines(PyObject *module);
PyObject *gcpy_new_coroutine(GcpyFunction *function, PyObject **arguments);
int gcpy_coro_traverse(PyObject *self, visitproc visit, void *arg);
int gcpy_coro_clear(PyObject *self);
void gcpy_coro_dealloc(PyObject *self);
void gcpy_coro_finalize(PyObject *self);
PyObject *gcpy_coro_frame(GcpyCoro *coro);
PyObject *gcpy_coro_getattro(PyObject *self, PyObject *name);

/* What the types of generators, coroutines and async generators have in common. */
#define GCPY_CORO_SLOTS                                                                                               \
  .tp_basicsize = offsetof(GcpyCoro, frame), .tp_itemsize = 1,                                                        \
  .tp_flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC | Py_TPFLAGS_HAVE_FINALIZE, .tp_getattro = gcpy_coro_getattro,  \
  .tp_traverse = gcpy_coro_traverse, .tp_clear = gcpy_coro_clear, .tp_dealloc = gcpy_coro_dealloc,                    \
  .tp_finalize = gcpy_coro_finalize, .tp_weaklistoffset = offsetof(GcpyCoro, weak)

/* async_generator.c */
int gcpy_init_async_generators(PyObject *module);
PyObject *gcpy_async_next(PyObject *self);
void gcpy_async_finalize(GcpyCoro *coro);

/* units.c */
GcpyUnit *gcpy_unit_of(PyObject *code, PyObject *globals, PyObject *builtins);

/* function.c */
PyObject *gcpy_function_new(PyObject *function, int strict);
int gcpy_init_functions(PyObject *module);

/* await.c */
PyObject *gcpy_awaitable(PyObject *object);

/* Compiles a unit (the Rust part). 0, or -1 with the error indicator set; the state says if it was refused. */
int gcpy_compile_unit(GcpyUnit *unit, PyObject *const *arguments, int64_t count);

/* traceback.c */
PyObject *gcpy_from_support(PyObject *result);
PyObject *gcpy_new_frame(GcpyUnit *unit, int lasti);

/* module.c: makes the types, and finds the Python part. 0, or -1 with an exception. */
int gcpy_init(PyObject *module);

/* The symbols that generated code refers to. */
typedef struct {
  const char *name;
  void *address;
} GcpySymbol;
extern const GcpySymbol gcpy_symbols[];

#endif
