/* Asynchronous generators, and what their methods return: awaitables for asend() and __anext__(), athrow() and aclose(). */
#include "gcpy.h"
#include <stddef.h>

PyTypeObject *GcpyAsyncGenerator_Type;
static PyTypeObject send_type, throw_type;

enum { NEW, ITERATING, CLOSED };

typedef struct {
  PyObject_HEAD
  GcpyCoro *generator;
  PyObject *three[3]; /* asend(): the value; athrow(): what is thrown; aclose(): nothing */
  int state;
} Awaitable;

static int call_hooks(GcpyCoro *generator) {
  if (generator->hooks_called)
    return 0;
  generator->hooks_called = 1;
  PyThreadState *thread = PyThreadState_Get();
  generator->extra = Py_XNewRef(thread->async_gen_finalizer);
  PyObject *first = Py_XNewRef(thread->async_gen_firstiter);
  if (!first)
    return 0;
  PyObject *result = PyObject_CallOneArg(first, (PyObject *)generator);
  Py_DECREF(first);
  Py_XDECREF(result);
  return result ? 0 : -1;
}

/* Memory of awaitables that are gone, linked by `generator`. */
static Awaitable *unused;
static int unused_count;

static PyObject *new_awaitable(PyTypeObject *type, PyObject *generator, PyObject **three, int count) {
  if (call_hooks((GcpyCoro *)generator) < 0)
    return NULL;
  Awaitable *awaitable = unused;
  if (awaitable) {
    unused = (Awaitable *)awaitable->generator;
    unused_count--;
    PyObject_Init((PyObject *)awaitable, type);
  } else {
    awaitable = PyObject_GC_New(Awaitable, type);
    if (!awaitable)
      return NULL;
  }
  awaitable->generator = (GcpyCoro *)Py_NewRef(generator);
  for (int i = 0; i < 3; i++)
    awaitable->three[i] = i < count ? Py_XNewRef(three[i]) : NULL;
  awaitable->state = NEW;
  PyObject_GC_Track(awaitable);
  return (PyObject *)awaitable;
}

static int awaitable_traverse(PyObject *self, visitproc visit, void *arg) {
  Awaitable *awaitable = (Awaitable *)self;
  Py_VISIT(awaitable->generator);
  for (int i = 0; i < 3; i++)
    Py_VISIT(awaitable->three[i]);
  return 0;
}

static void awaitable_dealloc(PyObject *self) {
  Awaitable *awaitable = (Awaitable *)self;
  if (awaitable->state == NEW && PyObject_CallFinalizerFromDealloc(self))
    return;
  PyObject_GC_UnTrack(self);
  Py_CLEAR(awaitable->generator);
  for (int i = 0; i < 3; i++)
    Py_CLEAR(awaitable->three[i]);
  if (unused_count < 32 && !PyObject_GC_IsFinalized(self)) {
    awaitable->generator = (GcpyCoro *)unused;
    unused = awaitable;
    unused_count++;
  } else {
    PyObject_GC_Del(self);
  }
}

#if PY_VERSION_HEX >= 0x030d0000
static void never_awaited(Awaitable *self, const char *method) {
  PyObject *type, *value, *tb;
  if (self->state != NEW)
    return;
  PyErr_Fetch(&type, &value, &tb);
  if (PyErr_WarnFormat(PyExc_RuntimeWarning, 1, "coroutine method '%s' of %R was never awaited", method,
                       self->generator->qualname) < 0)
    PyErr_WriteUnraisable((PyObject *)self);
  PyErr_Restore(type, value, tb);
}

static void send_finalize(PyObject *self) { never_awaited((Awaitable *)self, "asend"); }

static void throw_finalize(PyObject *self) {
  never_awaited((Awaitable *)self, ((Awaitable *)self)->three[0] ? "athrow" : "aclose");
}
#else
#define send_finalize NULL
#define throw_finalize NULL
#endif

/* What a step of the generator means to who awaits: an item ends the await. */
static PyObject *step_result(GcpyCoro *generator, PySendResult kind, PyObject *value) {
  if (kind == PYGEN_NEXT && generator->status != GCPY_YIELDED_ITEM)
    return value;
  generator->is_iterating = 0;
  if (kind == PYGEN_NEXT)
    return gcpy_send_result(PYGEN_RETURN, value);
  if (kind == PYGEN_RETURN) {
    Py_DECREF(value);
    PyErr_SetNone(PyExc_StopAsyncIteration);
  }
  if (PyErr_ExceptionMatches(PyExc_StopAsyncIteration) || PyErr_ExceptionMatches(PyExc_GeneratorExit))
    generator->is_closed = 1;
  return NULL;
}

static int reused(Awaitable *self, const char *what) {
  if (self->state != CLOSED)
    return 0;
  PyErr_Format(PyExc_RuntimeError, "cannot reuse already awaited %s", what);
  return 1;
}

static int begin(Awaitable *self, const char *what) {
  if (self->generator->is_iterating) {
    self->state = CLOSED;
    PyErr_Format(PyExc_RuntimeError, "%s: asynchronous generator is already running", what);
    return -1;
  }
  self->state = ITERATING;
  self->generator->is_iterating = 1;
  return 0;
}

/* One step without an exception for the end of the await: an item of the generator is what it returns. */
PySendResult gcpy_async_send(PyObject *object, PyObject *value, PyObject **result) {
  Awaitable *self = (Awaitable *)object;
  *result = NULL;
  if (reused(self, "__anext__()/asend()"))
    return PYGEN_ERROR;
  if (self->state == NEW) {
    if (value == Py_None)
      value = self->three[0];
    if (begin(self, "anext()") < 0)
      return PYGEN_ERROR;
  }
  GcpyCoro *generator = self->generator;
  PySendResult kind = gcpy_resume(generator, value, result);
  if (kind == PYGEN_NEXT && generator->status != GCPY_YIELDED_ITEM)
    return PYGEN_NEXT;
  self->state = CLOSED;
  if (kind == PYGEN_NEXT) {
    generator->is_iterating = 0;
    return PYGEN_RETURN;
  }
  step_result(generator, kind, *result);
  *result = NULL;
  return PYGEN_ERROR;
}

static PyObject *send_send(PyObject *object, PyObject *value) {
  PyObject *result;
  PySendResult kind = gcpy_async_send(object, value, &result);
  return gcpy_send_result(kind, result);
}

static PyObject *send_next(PyObject *self) { return send_send(self, Py_None); }

static PyObject *throw_now(Awaitable *self, PyObject **three) {
  PyObject *result;
  PySendResult kind = gcpy_throw(self->generator, 1, three[0], three[1], three[2], &result);
  result = step_result(self->generator, kind, result);
  if (!result)
    self->state = CLOSED;
  return result;
}

static PyObject *send_throw(PyObject *object, PyObject *const *args, Py_ssize_t count) {
  Awaitable *self = (Awaitable *)object;
  PyObject *three[3];
  if (reused(self, "__anext__()/asend()") || gcpy_parse_throw("throw", args, count, three) < 0)
    return NULL;
#if PY_VERSION_HEX >= 0x030d0000
  if (self->state == NEW && begin(self, "anext()") < 0)
    return NULL;
#endif
  return throw_now(self, three);
}

#if PY_VERSION_HEX >= 0x030d0000
static PyObject *close_result(PyObject *result) {
  if (result) {
    Py_DECREF(result);
    PyErr_SetString(PyExc_RuntimeError, "coroutine ignored GeneratorExit");
    return NULL;
  }
  if (!PyErr_ExceptionMatches(PyExc_StopIteration) && !PyErr_ExceptionMatches(PyExc_StopAsyncIteration) &&
      !PyErr_ExceptionMatches(PyExc_GeneratorExit))
    return NULL;
  PyErr_Clear();
  Py_RETURN_NONE;
}
#endif

static PyObject *send_close(PyObject *object, PyObject *unused) {
  Awaitable *self = (Awaitable *)object;
#if PY_VERSION_HEX >= 0x030d0000
  if (self->state == CLOSED)
    Py_RETURN_NONE;
  return close_result(send_throw(object, &PyExc_GeneratorExit, 1));
#else
  self->state = CLOSED;
  Py_RETURN_NONE;
#endif
}

static PyObject *ignored_exit(Awaitable *self, PyObject *item) {
  Py_DECREF(item);
  self->generator->is_iterating = 0;
  self->state = CLOSED;
  PyErr_SetString(PyExc_RuntimeError, "async generator ignored GeneratorExit");
  return NULL;
}

static PyObject *throw_error(Awaitable *self, int is_close) {
  self->generator->is_iterating = 0;
  self->state = CLOSED;
  if (is_close && (PyErr_ExceptionMatches(PyExc_StopAsyncIteration) || PyErr_ExceptionMatches(PyExc_GeneratorExit))) {
    PyErr_Clear();
    PyErr_SetNone(PyExc_StopIteration);
  }
  return NULL;
}

static PyObject *throw_step(Awaitable *self, PySendResult kind, PyObject *result) {
  int is_close = !self->three[0];
  if (!is_close) {
    result = step_result(self->generator, kind, result);
    return result ? result : PyErr_ExceptionMatches(PyExc_StopIteration) ? (self->state = CLOSED, NULL) : throw_error(self, 0);
  }
  if (kind == PYGEN_NEXT)
    return self->generator->status == GCPY_YIELDED_ITEM ? ignored_exit(self, result) : result;
  if (kind == PYGEN_RETURN) {
    Py_DECREF(result);
    PyErr_SetNone(PyExc_StopAsyncIteration);
  }
  return throw_error(self, 1);
}

static PyObject *throw_begin(Awaitable *self, PyObject *value) {
  GcpyCoro *generator = self->generator;
  PyObject *result;
  int is_close = !self->three[0];
  if (generator->is_iterating)
    return begin(self, is_close ? "aclose()" : "athrow()"), NULL;
  if (generator->is_closed) {
    self->state = CLOSED;
    PyErr_SetNone(PyExc_StopAsyncIteration);
    return NULL;
  }
  if (value != Py_None) {
    PyErr_SetString(PyExc_RuntimeError, "can't send non-None value to a just-started coroutine");
    return NULL;
  }
  begin(self, "");
  PySendResult kind;
  if (is_close) {
    generator->is_closed = 1;
    kind = gcpy_throw(generator, 0, PyExc_GeneratorExit, NULL, NULL, &result);
  } else {
    kind = gcpy_throw(generator, 0, self->three[0], self->three[1], self->three[2], &result);
  }
  return throw_step(self, kind, result);
}

static PyObject *throw_send(PyObject *object, PyObject *value) {
  Awaitable *self = (Awaitable *)object;
  PyObject *result;
  if (reused(self, "aclose()/athrow()"))
    return NULL;
  if (self->generator->state == GCPY_DONE) {
    self->state = CLOSED;
    PyErr_SetNone(PyExc_StopIteration);
    return NULL;
  }
  if (self->state == NEW)
    return throw_begin(self, value);
  PySendResult kind = gcpy_resume(self->generator, value, &result);
  return throw_step(self, kind, result);
}

static PyObject *throw_next(PyObject *self) { return throw_send(self, Py_None); }

static PyObject *throw_throw(PyObject *object, PyObject *const *args, Py_ssize_t count) {
  Awaitable *self = (Awaitable *)object;
  PyObject *three[3], *result;
  if (reused(self, "aclose()/athrow()") || gcpy_parse_throw("throw", args, count, three) < 0)
    return NULL;
#if PY_VERSION_HEX >= 0x030d0000
  if (self->state == NEW && begin(self, self->three[0] ? "athrow()" : "aclose()") < 0)
    return NULL;
#endif
  PySendResult kind = gcpy_throw(self->generator, 1, three[0], three[1], three[2], &result);
  return throw_step(self, kind, result);
}

static PyObject *throw_close(PyObject *object, PyObject *unused) {
  Awaitable *self = (Awaitable *)object;
#if PY_VERSION_HEX >= 0x030d0000
  if (self->state == CLOSED)
    Py_RETURN_NONE;
  return close_result(throw_throw(object, &PyExc_GeneratorExit, 1));
#else
  self->state = CLOSED;
  Py_RETURN_NONE;
#endif
}

#define send_am_send gcpy_async_send
#define throw_am_send NULL
#define AWAITABLE(variable, name, prefix)                                                                                        \
  static PyMethodDef prefix##_methods[] = {                                                                                      \
      {"send", prefix##_send, METH_O, NULL},                                                                                     \
      {"throw", (PyCFunction)(void (*)(void))prefix##_throw, METH_FASTCALL, NULL},                                               \
      {"close", prefix##_close, METH_NOARGS, NULL},                                                                              \
      {NULL},                                                                                                                    \
  };                                                                                                                             \
  static PyAsyncMethods prefix##_slots = {.am_await = PyObject_SelfIter, .am_send = prefix##_am_send};                                                        \
  static PyTypeObject variable = {                                                                                               \
      PyVarObject_HEAD_INIT(NULL, 0).tp_name = name,                                                                             \
      .tp_basicsize = sizeof(Awaitable),                                                                                         \
      .tp_flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC,                                                                       \
      .tp_as_async = &prefix##_slots,                                                                                            \
      .tp_iter = PyObject_SelfIter,                                                                                              \
      .tp_iternext = prefix##_next,                                                                                              \
      .tp_methods = prefix##_methods,                                                                                            \
      .tp_traverse = awaitable_traverse,                                                                                         \
      .tp_finalize = prefix##_finalize,                                                                                          \
      .tp_dealloc = awaitable_dealloc,                                                                                           \
  }

AWAITABLE(send_type, "async_generator_asend", send);
AWAITABLE(throw_type, "async_generator_athrow", throw);

PyObject *gcpy_async_next(PyObject *self) {
  PyObject *none[1] = {Py_None};
  return new_awaitable(&send_type, self, none, 1);
}

static PyObject *method_asend(PyObject *self, PyObject *value) { return new_awaitable(&send_type, self, &value, 1); }
static PyObject *method_aclose(PyObject *self, PyObject *unused) { return new_awaitable(&throw_type, self, NULL, 0); }

static PyObject *method_athrow(PyObject *self, PyObject *const *args, Py_ssize_t count) {
  PyObject *three[3];
  if (gcpy_parse_throw("athrow", args, count, three) < 0)
    return NULL;
  return new_awaitable(&throw_type, self, three, 3);
}

void gcpy_async_finalize(GcpyCoro *generator) {
  PyObject *result;
  if (generator->extra && !generator->is_closed)
    result = PyObject_CallOneArg(generator->extra, (PyObject *)generator);
  else
    result = gcpy_close(generator);
  if (!result)
    PyErr_WriteUnraisable((PyObject *)generator);
  Py_XDECREF(result);
}

static PyObject *get_awaiting(PyObject *self, void *unused) {
  GcpyCoro *coro = (GcpyCoro *)self;
  return Py_NewRef(coro->state == GCPY_SUSPENDED && coro->awaiting ? coro->awaiting : Py_None);
}

static PyObject *get_frame(PyObject *self, void *unused) { return gcpy_coro_frame((GcpyCoro *)self); }
static PyObject *get_code(PyObject *self, void *unused) { return Py_NewRef(((GcpyCoro *)self)->unit->code); }
static PyObject *get_running(PyObject *self, void *unused) { return PyBool_FromLong(((GcpyCoro *)self)->is_iterating); }

static PyObject *get_suspended(PyObject *self, void *unused) {
  return PyBool_FromLong(((GcpyCoro *)self)->state == GCPY_SUSPENDED);
}

static PyObject *get_name(PyObject *self, void *offset) { return Py_NewRef(*(PyObject **)((char *)self + (size_t)offset)); }

static int set_name(PyObject *self, PyObject *value, void *offset) {
  PyObject **word = (PyObject **)((char *)self + (size_t)offset);
  if (!value || !PyUnicode_Check(value)) {
    PyErr_SetString(PyExc_TypeError, "__name__ must be set to a string object");
    return -1;
  }
  Py_SETREF(*word, Py_NewRef(value));
  return 0;
}

static PyGetSetDef attributes[] = {
    {"__name__", get_name, set_name, "name", (void *)offsetof(GcpyCoro, name)},
    {"__qualname__", get_name, set_name, "qualified name", (void *)offsetof(GcpyCoro, qualname)},
    {"ag_await", get_awaiting, NULL, "what the generator awaits, or None", NULL},
    {"ag_running", get_running, NULL, NULL, NULL},
    {"ag_suspended", get_suspended, NULL, NULL, NULL},
    {"ag_frame", get_frame, NULL, "a new frame object without local variables, or None", NULL},
    {"ag_code", get_code, NULL, NULL, NULL},
    {NULL},
};

static PyMethodDef methods[] = {
    {"asend", method_asend, METH_O, "asend(value): an awaitable for the next item"},
    {"athrow", (PyCFunction)(void (*)(void))method_athrow, METH_FASTCALL, "athrow(exception): raises it where it is suspended"},
    {"aclose", method_aclose, METH_NOARGS, "aclose(): raises GeneratorExit where it is suspended"},
    {"__class_getitem__", Py_GenericAlias, METH_O | METH_CLASS, NULL},
    {NULL},
};

static PyAsyncMethods slots = {.am_aiter = PyObject_SelfIter, .am_anext = gcpy_async_next};

static PyObject *repr(PyObject *self) {
  return PyUnicode_FromFormat("<async_generator object %S at %p>", ((GcpyCoro *)self)->qualname, self);
}

static PyTypeObject generator_type = {
    PyVarObject_HEAD_INIT(NULL, 0).tp_name = "async_generator",
    GCPY_CORO_SLOTS,
    .tp_as_async = &slots,
    .tp_methods = methods,
    .tp_getset = attributes,
    .tp_repr = repr,
};

int gcpy_init_async_generators(PyObject *module) {
  GcpyAsyncGenerator_Type = &generator_type;
  if (PyType_Ready(&generator_type) < 0 || PyType_Ready(&send_type) < 0 || PyType_Ready(&throw_type) < 0)
    return -1;
  return PyModule_AddObjectRef(module, "async_generator", (PyObject *)&generator_type);
}
