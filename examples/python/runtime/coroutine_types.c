/* The types of generators and coroutines: their attributes, and what the collector of cycles needs. */
#include "interpreter.h"
#include "internal/pycore_object.h"
#include "gc_coro.h"
#include <stddef.h>

typedef struct {
  visitproc visit;
  void *arg;
  int result;
} Visit;

static void visit_word(void **word, void *context) {
  Visit *visit = context;
  if (*word && !visit->result)
    visit->result = visit->visit((PyObject *)*word, visit->arg);
}

/* A coroutine that runs has taken its references back from its frame. */
int gcpy_coro_traverse(PyObject *self, visitproc visit, void *arg) {
  GcpyCoro *coro = (GcpyCoro *)self;
  Py_VISIT(coro->handled.exc_value);
  Py_VISIT(coro->extra);
  Py_VISIT(coro->function);
  if (coro->state != GCPY_CREATED && coro->state != GCPY_SUSPENDED)
    return 0;
  Visit context = {visit, arg, 0};
  gc_coro_visit(coro->frame, visit_word, &context);
  return context.result;
}

int gcpy_coro_clear(PyObject *self) {
  GcpyCoro *coro = (GcpyCoro *)self;
  gcpy_destroy(coro);
  Py_CLEAR(coro->handled.exc_value);
  Py_CLEAR(coro->extra);
  return 0;
}

enum { KEPT = 4 };

/* Keeps the memory of a coroutine whose finaliser was not called for the next one of its unit. */
static int keep_memory(GcpyCoro *coro) {
  GcpyUnit *unit = coro->unit;
  if (unit->unused_count >= KEPT)
    return 0;
  coro->io = (PyObject *)unit->unused;
  unit->unused = coro;
  unit->unused_count++;
  return 1;
}

static inline GcpyCoro *new_memory(PyTypeObject *type, GcpyUnit *unit) {
  GcpyCoro *coro = unit->unused;
  if (!coro)
    return (GcpyCoro *)PyObject_GC_NewVar(PyVarObject, type, unit->frame_size);
  unit->unused = (GcpyCoro *)coro->io;
  unit->unused_count--;
  PyObject_Init((PyObject *)coro, type);
  return coro;
}

void gcpy_coro_dealloc(PyObject *self) {
  GcpyCoro *coro = (GcpyCoro *)self;
  int is_done = coro->state == GCPY_DONE;
  if (!is_done && PyObject_CallFinalizerFromDealloc(self))
    return;
  PyObject_GC_UnTrack(self);
  if (coro->weak)
    PyObject_ClearWeakRefs(self);
  gcpy_coro_clear(self);
  Py_CLEAR(coro->function);
  Py_CLEAR(coro->name);
  Py_CLEAR(coro->qualname);
  if (!is_done || PyObject_GC_IsFinalized(self) || !keep_memory(coro))
    PyObject_GC_Del(self);
}

/* The function of the module `warnings` says where the coroutine was made; without it there is a plain warning. */
static void warn_never_awaited(GcpyCoro *coro) {
  PyObject *warnings = PyImport_ImportModule("warnings");
  PyObject *function = warnings ? PyObject_GetAttrString(warnings, "_warn_unawaited_coroutine") : NULL;
  PyErr_Clear();
  PyObject *result = function ? PyObject_CallOneArg(function, (PyObject *)coro) : NULL;
  int failed = !result;
  if (!function)
    failed = PyErr_WarnFormat(PyExc_RuntimeWarning, 1, "coroutine '%S' was never awaited", coro->qualname) < 0;
  if (failed)
    PyErr_WriteUnraisable((PyObject *)coro);
  Py_XDECREF(result);
  Py_XDECREF(function);
  Py_XDECREF(warnings);
}

void gcpy_coro_finalize(PyObject *self) {
  GcpyCoro *coro = (GcpyCoro *)self;
  if (coro->state == GCPY_DONE || coro->state == GCPY_RUNNING)
    return;
  if (coro->state == GCPY_CREATED && !GCPY_IS_CORO(coro))
    return;
  PyObject *type, *value, *tb;
  PyErr_Fetch(&type, &value, &tb);
  if (GCPY_IS_ASYNC_GENERATOR(coro)) {
    gcpy_async_finalize(coro);
  } else if (coro->state == GCPY_CREATED) {
    warn_never_awaited(coro);
  } else {
    PyObject *result = gcpy_close(coro);
    if (!result)
      PyErr_WriteUnraisable(self);
    Py_XDECREF(result);
  }
  PyErr_Restore(type, value, tb);
}

PyObject *gcpy_new_coroutine(GcpyFunction *function, PyObject **arguments) {
  GcpyUnit *unit = function->unit;
  int flags = unit->code->co_flags;
  PyTypeObject *type = flags & CO_COROUTINE         ? GcpyCoroutine_Type
                       : flags & CO_ASYNC_GENERATOR ? GcpyAsyncGenerator_Type
                                                    : GcpyGenerator_Type;
  GcpyCoro *coro = new_memory(type, unit);
  if (!coro)
    return NULL;
  memset((char *)coro + sizeof(PyObject), 0, offsetof(GcpyCoro, frame) - sizeof(PyObject) + (size_t)unit->frame_size);
  coro->unit = unit;
  coro->function = (GcpyFunction *)Py_NewRef(function);
  coro->name = Py_NewRef(function->function->func_name);
  coro->qualname = Py_NewRef(function->function->func_qualname);
  ((GcpyRamp)unit->entry)(coro->frame, arguments, function->function->func_closure);
  coro->state = GCPY_CREATED;
  PyObject_GC_Track(coro);
  if (type == GcpyCoroutine_Type && _PyThreadState_GET()->coroutine_origin_tracking_depth > 0) {
    coro->extra = PyObject_CallMethod(gcpy_support, "origin", "i", PyThreadState_Get()->coroutine_origin_tracking_depth);
    if (!coro->extra)
      Py_CLEAR(coro);
  }
  return (PyObject *)coro;
}

/* What isinstance() takes it for. Code that asks for the exact type sees that it is another one. */
PyObject *gcpy_coro_getattro(PyObject *self, PyObject *name) {
  if (PyUnicode_CompareWithASCIIString(name, "__class__") == 0)
    return Py_NewRef(GCPY_IS_CORO(self) ? &PyCoro_Type : GCPY_IS_ASYNC_GENERATOR(self) ? &PyAsyncGen_Type : &PyGen_Type);
  return PyObject_GenericGetAttr(self, name);
}

static PyObject *method_send(PyObject *self, PyObject *value) {
  PyObject *result;
  PySendResult kind = gcpy_resume((GcpyCoro *)self, value, &result);
  return gcpy_send_result(kind, result);
}

static PyObject *method_throw(PyObject *self, PyObject *const *args, Py_ssize_t count) {
  PyObject *three[3], *result;
  if (gcpy_parse_throw("throw", args, count, three) < 0)
    return NULL;
  PySendResult kind = gcpy_throw((GcpyCoro *)self, 1, three[0], three[1], three[2], &result);
  return gcpy_send_result(kind, result);
}

static PyObject *method_close(PyObject *self, PyObject *unused) { return gcpy_close((GcpyCoro *)self); }

static PySendResult slot_send(PyObject *self, PyObject *value, PyObject **result) {
  return gcpy_resume((GcpyCoro *)self, value, result);
}

static PyObject *generator_next(PyObject *self) {
  PyObject *result;
  PySendResult kind = gcpy_resume((GcpyCoro *)self, Py_None, &result);
  if (kind == PYGEN_RETURN && result == Py_None) {
    Py_DECREF(result);
    return NULL;
  }
  return gcpy_send_result(kind, result);
}

static PyObject *generator_await(PyObject *self) {
  if (((GcpyCoro *)self)->unit->code->co_flags & CO_ITERABLE_COROUTINE)
    return Py_NewRef(self);
  PyErr_SetString(PyExc_TypeError, "object generator can't be used in 'await' expression");
  return NULL;
}

static PyObject *coro_repr(PyObject *self) {
  return PyUnicode_FromFormat("<%s object %S at %p>",
                              GCPY_IS_CORO(self) ? "coroutine" : GCPY_IS_ASYNC_GENERATOR(self) ? "async_generator" : "generator",
                              ((GcpyCoro *)self)->qualname, self);
}

/* A new frame object, as long as the coroutine is not done. It has no local variables. */
PyObject *gcpy_coro_frame(GcpyCoro *coro) {
  if (coro->state == GCPY_DONE)
    Py_RETURN_NONE;
  return gcpy_new_frame(coro->unit, -1);
}

static PyObject *get_frame(PyObject *self, void *unused) { return gcpy_coro_frame((GcpyCoro *)self); }
static PyObject *get_code(PyObject *self, void *unused) { return Py_NewRef(((GcpyCoro *)self)->unit->code); }
static PyObject *get_running(PyObject *self, void *unused) { return PyBool_FromLong(((GcpyCoro *)self)->state == GCPY_RUNNING); }

static PyObject *get_suspended(PyObject *self, void *unused) {
  return PyBool_FromLong(((GcpyCoro *)self)->state == GCPY_SUSPENDED);
}

static PyObject *get_awaiting(PyObject *self, void *unused) {
  GcpyCoro *coro = (GcpyCoro *)self;
  return Py_NewRef(coro->state == GCPY_SUSPENDED && coro->awaiting ? coro->awaiting : Py_None);
}

static PyObject *get_origin(PyObject *self, void *unused) {
  GcpyCoro *coro = (GcpyCoro *)self;
  return Py_NewRef(coro->extra ? coro->extra : Py_None);
}

/* __name__ and __qualname__: the closure says how far they are from the beginning of the object. */
static PyObject *get_name(PyObject *self, void *offset) { return Py_NewRef(*(PyObject **)((char *)self + (size_t)offset)); }

static int set_name(PyObject *self, PyObject *value, void *offset) {
  PyObject **word = (PyObject **)((char *)self + (size_t)offset);
  if (!value || !PyUnicode_Check(value)) {
    PyErr_Format(PyExc_TypeError, "__%s__ must be set to a string object",
                 (size_t)offset == offsetof(GcpyCoro, name) ? "name" : "qualname");
    return -1;
  }
  Py_SETREF(*word, Py_NewRef(value));
  return 0;
}

#define NAMES                                                                                                                    \
  {"__name__", get_name, set_name, "name", (void *)offsetof(GcpyCoro, name)},                                                    \
      {"__qualname__", get_name, set_name, "qualified name", (void *)offsetof(GcpyCoro, qualname)}

static PyGetSetDef generator_attributes[] = {
    NAMES,
    {"gi_yieldfrom", get_awaiting, NULL, "what the generator yields from, or None", NULL},
    {"gi_running", get_running, NULL, NULL, NULL},
    {"gi_suspended", get_suspended, NULL, NULL, NULL},
    {"gi_frame", get_frame, NULL, "a new frame object without local variables, or None", NULL},
    {"gi_code", get_code, NULL, NULL, NULL},
    {NULL},
};

static PyGetSetDef coroutine_attributes[] = {
    NAMES,
    {"cr_await", get_awaiting, NULL, "what the coroutine awaits, or None", NULL},
    {"cr_running", get_running, NULL, NULL, NULL},
    {"cr_suspended", get_suspended, NULL, NULL, NULL},
    {"cr_frame", get_frame, NULL, "a new frame object without local variables, or None", NULL},
    {"cr_code", get_code, NULL, NULL, NULL},
    {"cr_origin", get_origin, NULL, NULL, NULL},
    {NULL},
};

static PyMethodDef methods[] = {
    {"send", method_send, METH_O, "send(value): resumes, and returns what is yielded next"},
    {"throw", (PyCFunction)(void (*)(void))method_throw, METH_FASTCALL, "throw(exception): raises it where it is suspended"},
    {"close", method_close, METH_NOARGS, "close(): raises GeneratorExit where it is suspended"},
    {NULL},
};

static PyAsyncMethods generator_slots = {.am_await = generator_await, .am_send = slot_send};

static PyTypeObject generator_type = {
    PyVarObject_HEAD_INIT(NULL, 0).tp_name = "generator",
    GCPY_CORO_SLOTS,
    .tp_as_async = &generator_slots,
    .tp_iter = PyObject_SelfIter,
    .tp_iternext = generator_next,
    .tp_methods = methods,
    .tp_getset = generator_attributes,
    .tp_repr = coro_repr,
};

/* What __await__() returns: an iterator over a coroutine. */
typedef struct {
  PyObject_HEAD
  GcpyCoro *coro;
} Wrapper;

static PyTypeObject wrapper_type;

static PyObject *coroutine_await(PyObject *self) {
  Wrapper *wrapper = PyObject_GC_New(Wrapper, &wrapper_type);
  if (!wrapper)
    return NULL;
  wrapper->coro = (GcpyCoro *)Py_NewRef(self);
  PyObject_GC_Track(wrapper);
  return (PyObject *)wrapper;
}

static void wrapper_dealloc(PyObject *self) {
  PyObject_GC_UnTrack(self);
  Py_CLEAR(((Wrapper *)self)->coro);
  PyObject_GC_Del(self);
}

static int wrapper_traverse(PyObject *self, visitproc visit, void *arg) {
  Py_VISIT(((Wrapper *)self)->coro);
  return 0;
}

static PyObject *wrapper_next(PyObject *self) { return method_send((PyObject *)((Wrapper *)self)->coro, Py_None); }
static PyObject *wrapper_send(PyObject *self, PyObject *value) { return method_send((PyObject *)((Wrapper *)self)->coro, value); }
static PyObject *wrapper_close(PyObject *self, PyObject *unused) { return gcpy_close(((Wrapper *)self)->coro); }

static PyObject *wrapper_throw(PyObject *self, PyObject *const *args, Py_ssize_t count) {
  return method_throw((PyObject *)((Wrapper *)self)->coro, args, count);
}

static PySendResult wrapper_slot_send(PyObject *self, PyObject *value, PyObject **result) {
  return gcpy_resume(((Wrapper *)self)->coro, value, result);
}

static PyMethodDef wrapper_methods[] = {
    {"send", wrapper_send, METH_O, NULL},
    {"throw", (PyCFunction)(void (*)(void))wrapper_throw, METH_FASTCALL, NULL},
    {"close", wrapper_close, METH_NOARGS, NULL},
    {NULL},
};

static PyAsyncMethods wrapper_slots = {.am_send = wrapper_slot_send};

static PyTypeObject wrapper_type = {
    PyVarObject_HEAD_INIT(NULL, 0).tp_name = "coroutine_wrapper",
    .tp_basicsize = sizeof(Wrapper),
    .tp_flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC,
    .tp_as_async = &wrapper_slots,
    .tp_iter = PyObject_SelfIter,
    .tp_iternext = wrapper_next,
    .tp_methods = wrapper_methods,
    .tp_traverse = wrapper_traverse,
    .tp_dealloc = wrapper_dealloc,
};

static PyAsyncMethods coroutine_slots = {.am_await = coroutine_await, .am_send = slot_send};

static PyTypeObject coroutine_type = {
    PyVarObject_HEAD_INIT(NULL, 0).tp_name = "coroutine",
    GCPY_CORO_SLOTS,
    .tp_as_async = &coroutine_slots,
    .tp_methods = methods,
    .tp_getset = coroutine_attributes,
    .tp_repr = coro_repr,
};

int gcpy_init_coroutines(PyObject *module) {
  GcpyGenerator_Type = &generator_type;
  GcpyCoroutine_Type = &coroutine_type;
  if (PyType_Ready(&generator_type) < 0 || PyType_Ready(&coroutine_type) < 0 || PyType_Ready(&wrapper_type) < 0)
    return -1;
  if (PyModule_AddObjectRef(module, "generator", (PyObject *)&generator_type) < 0)
    return -1;
  return PyModule_AddObjectRef(module, "coroutine", (PyObject *)&coroutine_type);
}
