/* Calls, and functions that are made. */
#include "gcpy.h"

/* Calls with `count` arguments. words[0] is for the callee's use, words[1] is the receiver or NULL, then come the arguments.
 * Bit 0 of the mask: the callable; bit 1: the receiver; bits from 2 on: the arguments. */
static inline PyObject *call(uint64_t mask, PyObject *callable, PyObject **words, Py_ssize_t count, PyObject *names) {
  int has_self = words[1] != NULL;
  PyObject **args = words + 2 - has_self;
  Py_ssize_t positional = count + has_self - (names ? PyTuple_GET_SIZE(names) : 0);
  PyObject *result = PyObject_Vectorcall(callable, args, (size_t)positional | PY_VECTORCALL_ARGUMENTS_OFFSET, names);
  if (mask & 1)
    Py_DECREF(callable);
  if (mask & 2)
    Py_XDECREF(words[1]);
  mask >>= 2;
  for (Py_ssize_t i = 0; mask; i++, mask >>= 1)
    if (mask & 1)
      Py_DECREF(words[2 + i]);
  return result;
}

PyObject *gcpy_call0(uint64_t mask, PyObject *callable, PyObject *self) {
  PyObject *words[3] = {NULL, self, NULL};
  return call(mask, callable, words, 0, NULL);
}

PyObject *gcpy_call1(uint64_t mask, PyObject *callable, PyObject *self, PyObject *a) {
  PyObject *words[3] = {NULL, self, a};
  return call(mask, callable, words, 1, NULL);
}

PyObject *gcpy_call2(uint64_t mask, PyObject *callable, PyObject *self, PyObject *a, PyObject *b) {
  PyObject *words[4] = {NULL, self, a, b};
  return call(mask, callable, words, 2, NULL);
}

PyObject *gcpy_call3(uint64_t mask, PyObject *callable, PyObject *self, PyObject *a, PyObject *b, PyObject *c) {
  PyObject *words[5] = {NULL, self, a, b, c};
  return call(mask, callable, words, 3, NULL);
}

/* All arguments in memory; all of them are owned. */
PyObject *gcpy_call_n(uint64_t mask, PyObject *callable, PyObject **words, int64_t count, PyObject *names) {
  PyObject *result = call(mask & 3, callable, words, count, names);
  for (int64_t i = 0; i < count; i++)
    Py_DECREF(words[2 + i]);
  return result;
}

static PyObject *not_iterable(PyObject *callable, PyObject *args) {
  if (PyErr_ExceptionMatches(PyExc_TypeError) && !Py_TYPE(args)->tp_iter && !PySequence_Check(args)) {
    PyErr_Clear();
    PyObject *text = PyObject_CallMethod(gcpy_support, "callable_name", "(O)", callable);
    if (text) {
      PyErr_Format(PyExc_TypeError, "%U argument after * must be an iterable, not %.200s", text, Py_TYPE(args)->tp_name);
      Py_DECREF(text);
    }
  }
  return NULL;
}

PyObject *gcpy_call_ex(uint32_t mask, PyObject *callable, PyObject *args, PyObject *kwargs) {
  PyObject *result = NULL;
  PyObject *tuple = PyTuple_CheckExact(args) ? Py_NewRef(args) : PySequence_Tuple(args);
  if (!tuple)
    not_iterable(callable, args);
  else
    result = PyObject_Call(callable, tuple, kwargs);
  Py_XDECREF(tuple);
  if (mask & 1)
    Py_DECREF(callable);
  if (mask & 2)
    Py_DECREF(args);
  if (mask & 4)
    Py_XDECREF(kwargs);
  return result;
}

/* A function of a code object. Flags: 1 defaults, 2 keyword defaults, 4 annotations, 8 closure; those that are there stand in
 * `parts` in this order, and are owned, as the code's name is not. */
PyObject *gcpy_make_function(GcpyUnit *outer, PyObject *code, PyObject **parts, uint32_t flags) {
  PyObject *function = PyFunction_NewWithQualName(code, outer->globals, NULL);
  for (uint32_t flag = 1; flag <= 8; flag <<= 1) {
    if (!(flags & flag))
      continue;
    PyObject *part = *parts++;
    PyFunctionObject *f = (PyFunctionObject *)function;
    if (!f)
      Py_DECREF(part);
    else if (flag == 1)
      f->func_defaults = part;
    else if (flag == 2)
      f->func_kwdefaults = part;
    else if (flag == 4)
      f->func_annotations = part;
    else
      f->func_closure = part;
  }
  return function;
}

/* What a nested function becomes once it has all its parts: compiled code of its own, unless it is the body of a class. */
PyObject *gcpy_finish_function(GcpyUnit *outer, PyObject *function) {
  PyCodeObject *code = (PyCodeObject *)((PyFunctionObject *)function)->func_code;
  if (!(code->co_flags & CO_OPTIMIZED))
    return function;
  PyObject *compiled = gcpy_function_new(function, 0);
  Py_DECREF(function);
  return compiled;
}

/* super() without arguments finds them in the frame of its caller, which compiled code has not. */
PyObject *gcpy_call_super(uint32_t mask, PyObject *callable, PyObject *cell, PyObject *self, uint32_t has_arguments) {
  PyObject *result = NULL;
  PyObject *type = cell && PyCell_Check(cell) ? PyCell_GET(cell) : NULL;
  if (self && PyCell_Check(self))
    self = PyCell_GET(self);
  if (callable != (PyObject *)&PySuper_Type)
    result = PyObject_CallNoArgs(callable);
  else if (!has_arguments)
    PyErr_SetString(PyExc_RuntimeError, "super(): no arguments");
  else if (!cell)
    PyErr_SetString(PyExc_RuntimeError, "super(): __class__ cell not found");
  else if (!type)
    PyErr_SetString(PyExc_RuntimeError, "super(): empty __class__ cell");
  else if (!self)
    PyErr_SetString(PyExc_RuntimeError, "super(): arg[0] deleted");
  else
    result = PyObject_CallFunctionObjArgs(callable, type, self, NULL);
  GCPY_RELEASE1(mask, callable);
  return result;
}

/* super(type, object).name */
PyObject *gcpy_super_attribute(uint32_t mask, PyObject *name, PyObject *callable, PyObject *type, PyObject *object) {
  PyObject *proxy = PyObject_CallFunctionObjArgs(callable, type, object, NULL);
  PyObject *result = proxy ? PyObject_GetAttr(proxy, name) : NULL;
  Py_XDECREF(proxy);
  GCPY_RELEASE3(mask, callable, type, object);
  return result;
}

/* globals() finds them in the frame of its caller, which compiled code has not. */
PyObject *gcpy_call_globals(uint32_t mask, GcpyUnit *unit, PyObject *callable) {
  static PyObject *known;
  if (!known)
    known = PyObject_GetAttrString(gcpy_support, "GLOBALS");
  PyObject *result = callable == known ? Py_NewRef(unit->globals) : PyObject_CallNoArgs(callable);
  GCPY_RELEASE1(mask, callable);
  return result;
}
