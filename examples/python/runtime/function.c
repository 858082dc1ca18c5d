/* Functions: an object that calls compiled code, and has the attributes of the interpreter's function object. */
#include "gcpy.h"
#include <stddef.h>

static int is_same_name(PyObject *a, PyObject *b) { return a == b || PyObject_RichCompareBool(a, b, Py_EQ) == 1; }

/* One keyword argument. 0, or -1 if the function has no such parameter. */
static int bind_keyword(PyCodeObject *code, PyObject *name, PyObject *value, PyObject **slots, PyObject *more) {
  int named = code->co_argcount + code->co_kwonlyargcount;
  for (int i = code->co_posonlyargcount; i < named; i++) {
    if (is_same_name(PyTuple_GET_ITEM(code->co_localsplusnames, i), name)) {
      if (slots[i])
        return -1;
      slots[i] = Py_NewRef(value);
      return 0;
    }
  }
  return more ? PyDict_SetItem(more, name, value) : -1;
}

/* The parameters that have no argument get their defaults. 0, or -1 if one has none. */
static int bind_defaults(PyFunctionObject *function, PyCodeObject *code, PyObject **slots) {
  Py_ssize_t defaults = function->func_defaults ? PyTuple_GET_SIZE(function->func_defaults) : 0;
  for (int i = 0; i < code->co_argcount; i++) {
    if (slots[i])
      continue;
    Py_ssize_t at = i - (code->co_argcount - defaults);
    if (at < 0)
      return -1;
    slots[i] = Py_NewRef(PyTuple_GET_ITEM(function->func_defaults, at));
  }
  for (int i = code->co_argcount; i < code->co_argcount + code->co_kwonlyargcount; i++) {
    if (slots[i])
      continue;
    PyObject *name = PyTuple_GET_ITEM(code->co_localsplusnames, i);
    PyObject *value = function->func_kwdefaults ? PyDict_GetItemWithError(function->func_kwdefaults, name) : NULL;
    if (!value)
      return -1;
    slots[i] = Py_NewRef(value);
  }
  return 0;
}

/* Fills the slots with owned references. 0, or -1 if the arguments do not fit. */
static int bind(PyFunctionObject *function, PyObject *const *args, Py_ssize_t count, PyObject *names, PyObject **slots) {
  PyCodeObject *code = (PyCodeObject *)function->func_code;
  int named = code->co_argcount + code->co_kwonlyargcount;
  PyObject *more = NULL;
  Py_ssize_t positional = count < code->co_argcount ? count : code->co_argcount;
  for (Py_ssize_t i = 0; i < positional; i++)
    slots[i] = Py_NewRef(args[i]);
  if (code->co_flags & CO_VARARGS) {
    PyObject *rest = PyTuple_New(count - positional);
    if (!rest)
      return -1;
    for (Py_ssize_t i = positional; i < count; i++)
      PyTuple_SET_ITEM(rest, i - positional, Py_NewRef(args[i]));
    slots[named++] = rest;
  } else if (count > positional) {
    return -1;
  }
  if (code->co_flags & CO_VARKEYWORDS) {
    more = slots[named] = PyDict_New();
    if (!more)
      return -1;
  }
  for (Py_ssize_t i = 0; names && i < PyTuple_GET_SIZE(names); i++)
    if (bind_keyword(code, PyTuple_GET_ITEM(names, i), args[count + i], slots, more) < 0)
      return -1;
  return bind_defaults(function, code, slots);
}

/* Runs compiled code; the slots are consumed. */
static PyObject *enter(GcpyFunction *self, PyObject **slots) {
  GcpyUnit *unit = self->unit;
  if (unit->code->co_flags & (CO_GENERATOR | CO_COROUTINE | CO_ASYNC_GENERATOR))
    return gcpy_new_coroutine(self, slots);
  if (Py_EnterRecursiveCall(""))  {
    for (int i = 0; i < unit->slots; i++)
      Py_DECREF(slots[i]);
    return NULL;
  }
  Py_INCREF(self);
  PyObject *result = ((GcpyFunctionEntry)unit->entry)(slots, self->function->func_closure);
  Py_DECREF(self);
  Py_LeaveRecursiveCall();
  return result;
}

static PyObject *call_bound(GcpyFunction *self, PyObject *const *args, Py_ssize_t count, PyObject *names, PyObject **slots) {
  GcpyUnit *unit = self->unit;
  if (unit->is_simple && !names && count == unit->slots) {
    for (Py_ssize_t i = 0; i < count; i++)
      slots[i] = Py_NewRef(args[i]);
    return enter(self, slots);
  }
  memset(slots, 0, sizeof *slots * (size_t)unit->slots);
  if (bind(self->function, args, count, names, slots) == 0)
    return enter(self, slots);
  for (int i = 0; i < unit->slots; i++)
    Py_XDECREF(slots[i]);
  if (PyErr_Occurred())
    return NULL;
  /* The interpreter says what is wrong with the arguments. */
  return PyObject_Vectorcall((PyObject *)self->function, args, (size_t)count, names);
}

enum { FEW = 12 };

static PyObject *call_function(PyObject *object, PyObject *const *args, size_t flagged, PyObject *names) {
  GcpyFunction *self = (GcpyFunction *)object;
  Py_ssize_t count = PyVectorcall_NARGS(flagged);
  PyObject *few[FEW];
  if (self->unit->state == GCPY_NEW) {
    if (gcpy_compile_unit(self->unit, args, count) < 0)
      return NULL;
  }
  if (self->unit->state == GCPY_REFUSED)
    return PyObject_Vectorcall((PyObject *)self->function, args, flagged, names);
  if (self->unit->slots <= FEW)
    return call_bound(self, args, count, names, few);
  PyObject **slots = PyMem_Malloc(sizeof *slots * (size_t)self->unit->slots);
  if (!slots)
    return PyErr_NoMemory();
  PyObject *result = call_bound(self, args, count, names, slots);
  PyMem_Free(slots);
  return result;
}

PyObject *gcpy_function_new(PyObject *function, int strict) {
  PyFunctionObject *f = (PyFunctionObject *)function;
  GcpyUnit *unit = gcpy_unit_of(f->func_code, f->func_globals, f->func_builtins);
  if (!unit)
    return NULL;
  unit->strict |= strict;
  GcpyFunction *self = PyObject_GC_New(GcpyFunction, &GcpyFunction_Type);
  if (!self)
    return NULL;
  self->vectorcall = call_function;
  self->function = (PyFunctionObject *)Py_NewRef(function);
  self->unit = unit;
  self->weak = NULL;
  PyObject_GC_Track(self);
  return (PyObject *)self;
}

static int traverse(PyObject *self, visitproc visit, void *arg) {
  Py_VISIT(((GcpyFunction *)self)->function);
  return 0;
}

static int clear(PyObject *self) {
  /* The function itself is cleared by its own type: a call of it may still come. */
  return 0;
}

static void dealloc(PyObject *self) {
  PyObject_GC_UnTrack(self);
  if (((GcpyFunction *)self)->weak)
    PyObject_ClearWeakRefs(self);
  Py_DECREF(((GcpyFunction *)self)->function);
  PyObject_GC_Del(self);
}

static PyObject *get_attribute(PyObject *self, PyObject *name) {
  PyObject *function = (PyObject *)((GcpyFunction *)self)->function;
  if (PyUnicode_CompareWithASCIIString(name, "__compiled_from__") == 0)
    return Py_NewRef(function);
  if (PyUnicode_CompareWithASCIIString(name, "__class__") == 0)
    return Py_NewRef(&PyFunction_Type);
  return PyObject_GetAttr(function, name);
}

/* Another code object (types.coroutine sets one) is another unit. */
static int set_attribute(PyObject *object, PyObject *name, PyObject *value) {
  GcpyFunction *self = (GcpyFunction *)object;
  if (PyObject_SetAttr((PyObject *)self->function, name, value) < 0)
    return -1;
  if (PyUnicode_CompareWithASCIIString(name, "__code__") != 0)
    return 0;
  PyFunctionObject *f = self->function;
  GcpyUnit *unit = gcpy_unit_of(f->func_code, f->func_globals, f->func_builtins);
  if (!unit)
    return -1;
  unit->strict = self->unit->strict;
  self->unit = unit;
  return 0;
}

static PyObject *bind_method(PyObject *self, PyObject *object, PyObject *type) {
  return object && object != Py_None ? PyMethod_New(self, object) : Py_NewRef(self);
}

static PyObject *repr(PyObject *self) { return PyObject_Repr((PyObject *)((GcpyFunction *)self)->function); }

PyTypeObject GcpyFunction_Type = {
    PyVarObject_HEAD_INIT(NULL, 0).tp_name = "function",
    .tp_basicsize = sizeof(GcpyFunction),
    .tp_flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC | Py_TPFLAGS_HAVE_VECTORCALL | Py_TPFLAGS_METHOD_DESCRIPTOR,
    .tp_vectorcall_offset = offsetof(GcpyFunction, vectorcall),
    .tp_call = PyVectorcall_Call,
    .tp_getattro = get_attribute,
    .tp_setattro = set_attribute,
    .tp_descr_get = bind_method,
    .tp_repr = repr,
    .tp_traverse = traverse,
    .tp_clear = clear,
    .tp_dealloc = dealloc,
    .tp_weaklistoffset = offsetof(GcpyFunction, weak),
};

int gcpy_init_functions(PyObject *module) {
  if (PyType_Ready(&GcpyFunction_Type) < 0)
    return -1;
  return PyModule_AddObjectRef(module, "function", (PyObject *)&GcpyFunction_Type);
}
