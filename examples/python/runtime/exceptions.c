/* Exceptions: raised, caught, handled, and raised again. */
#include "gcpy.h"

/* The exception that the error indicator says, with its traceback; the indicator is clear then. Owned by the caller. */
PyObject *gcpy_catch(void) {
#if PY_VERSION_HEX >= 0x030c0000
  return PyErr_GetRaisedException();
#else
  PyObject *type, *value, *tb;
  PyErr_Fetch(&type, &value, &tb);
  PyErr_NormalizeException(&type, &value, &tb);
  if (tb)
    PyException_SetTraceback(value, tb);
  Py_XDECREF(type);
  Py_XDECREF(tb);
  return value;
#endif
}

/* Raises an exception again as it is: neither its traceback nor its context changes. The exception is owned, and consumed. */
void gcpy_reraise(PyObject *exception) {
#if PY_VERSION_HEX >= 0x030c0000
  PyErr_SetRaisedException(exception);
#else
  PyErr_Restore(Py_NewRef(Py_TYPE(exception)), exception, PyException_GetTraceback(exception));
#endif
}

/* The exception becomes the one that is handled; what was handled before is returned. */
PyObject *gcpy_push_exc_info(PyObject *exception) {
  _PyErr_StackItem *item = PyThreadState_Get()->exc_info;
  PyObject *previous = item->exc_value ? item->exc_value : Py_NewRef(Py_None);
  item->exc_value = Py_NewRef(exception);
  return previous;
}

void gcpy_pop_except(uint32_t mask, PyObject *previous) {
  _PyErr_StackItem *item = PyThreadState_Get()->exc_info;
  PyObject *handled = item->exc_value;
  /* Nothing is NULL: 3.13 looks no further where it finds None. */
  item->exc_value = previous == Py_None ? NULL : mask & 1 ? previous : Py_NewRef(previous);
  if (previous == Py_None && mask & 1)
    Py_DECREF(previous);
  Py_XDECREF(handled);
}

static int is_exception_class(PyObject *type) { return PyExceptionClass_Check(type); }

static int check_types(PyObject *types, const char *message) {
  int is_right = PyTuple_Check(types) || is_exception_class(types);
  if (PyTuple_Check(types))
    for (Py_ssize_t i = 0; i < PyTuple_GET_SIZE(types); i++)
      is_right = is_right && is_exception_class(PyTuple_GET_ITEM(types, i));
  if (!is_right)
    PyErr_SetString(PyExc_TypeError, message);
  return is_right;
}

/* Whether `except types` catches it; -1 for an error. */
int32_t gcpy_check_exc_match(uint32_t mask, PyObject *exception, PyObject *types) {
  int result = -1;
  if (check_types(types, "catching classes that do not inherit from BaseException is not allowed"))
    result = PyErr_GivenExceptionMatches(exception, types);
  if (mask & 2)
    Py_DECREF(types);
  return result;
}

/* `except* types`: what is left goes to items[0], and what matches to items[1]. */
int32_t gcpy_check_eg_match(uint32_t mask, PyObject *exception, PyObject *types, PyObject **items) {
  PyObject *pair = NULL;
  if (check_types(types, "catching classes that do not inherit from BaseException is not allowed"))
    pair = gcpy_from_support(PyObject_CallMethod(gcpy_support, "exception_group_match", "OO", exception, types));
  if (pair) {
    items[0] = Py_NewRef(PyTuple_GET_ITEM(pair, 0));
    items[1] = Py_NewRef(PyTuple_GET_ITEM(pair, 1));
    if (items[1] != Py_None)
      PyErr_SetHandledException(items[1]);
    Py_DECREF(pair);
  }
  GCPY_RELEASE2(mask, exception, types);
  return pair ? 0 : -1;
}

PyObject *gcpy_prep_reraise_star(uint32_t mask, PyObject *original, PyObject *raised) {
  PyObject *result = gcpy_from_support(PyObject_CallMethod(gcpy_support, "prepare_reraise", "OO", original, raised));
  GCPY_RELEASE2(mask, original, raised);
  return result;
}

static PyObject *handled_exception(void) {
  for (_PyErr_StackItem *item = PyThreadState_Get()->exc_info; item; item = item->previous_item)
    if (item->exc_value && item->exc_value != Py_None)
      return item->exc_value;
  return NULL;
}

static PyObject *instance_of(PyObject *exception) {
  if (PyExceptionInstance_Check(exception))
    return Py_NewRef(exception);
  if (!PyExceptionClass_Check(exception)) {
    PyErr_SetString(PyExc_TypeError, "exceptions must derive from BaseException");
    return NULL;
  }
  PyObject *instance = PyObject_CallNoArgs(exception);
  if (instance && !PyExceptionInstance_Check(instance)) {
    PyErr_Format(PyExc_TypeError, "calling %R should have returned an instance of BaseException, not %R", exception,
                 Py_TYPE(instance));
    Py_CLEAR(instance);
  }
  return instance;
}

static int set_cause(PyObject *exception, PyObject *cause) {
  PyObject *instance = NULL;
  if (PyExceptionClass_Check(cause)) {
    instance = PyObject_CallNoArgs(cause);
    if (!instance)
      return -1;
    if (!PyExceptionInstance_Check(instance)) {
      PyErr_Format(PyExc_TypeError, "calling %R should have returned an instance of BaseException, not %R", cause,
                   Py_TYPE(instance));
      Py_DECREF(instance);
      return -1;
    }
  } else if (PyExceptionInstance_Check(cause)) {
    instance = Py_NewRef(cause);
  } else if (cause != Py_None) {
    PyErr_SetString(PyExc_TypeError, "exception causes must derive from BaseException");
    return -1;
  }
  PyException_SetCause(exception, instance);
  return 0;
}

/* `raise exception from cause`; both may be NULL. */
void gcpy_raise(uint32_t mask, PyObject *exception, PyObject *cause) {
  PyObject *instance = instance_of(exception);
  if (instance && (!cause || set_cause(instance, cause) == 0))
    PyErr_SetObject((PyObject *)Py_TYPE(instance), instance);
  Py_XDECREF(instance);
  GCPY_RELEASE1(mask, exception);
  if (mask & 2)
    Py_XDECREF(cause);
}

/* A `raise` without an exception. Whether there was one to raise again. */
int32_t gcpy_raise_handled(void) {
  PyObject *exception = handled_exception();
  if (!exception) {
    PyErr_SetString(PyExc_RuntimeError, "No active exception to reraise");
    return 0;
  }
  gcpy_reraise(Py_NewRef(exception));
  return 1;
}

/* The end of `async for`: an exception other than StopAsyncIteration goes on. */
int32_t gcpy_end_async_for(PyObject *exception) {
  if (PyErr_GivenExceptionMatches(exception, PyExc_StopAsyncIteration)) {
    Py_DECREF(exception);
    return 0;
  }
  gcpy_reraise(exception);
  return -1;
}

/* PEP 479: what must not leave a generator becomes a RuntimeError. The exception is borrowed; the result is owned. */
PyObject *gcpy_stop_iteration_error(GcpyUnit *unit, PyObject *exception) {
  int flags = unit->code->co_flags;
  const char *what = flags & CO_ASYNC_GENERATOR ? "async generator" : flags & CO_COROUTINE ? "coroutine" : "generator";
  const char *which = NULL;
  if (PyErr_GivenExceptionMatches(exception, PyExc_StopIteration))
    which = "StopIteration";
  else if ((flags & CO_ASYNC_GENERATOR) && PyErr_GivenExceptionMatches(exception, PyExc_StopAsyncIteration))
    which = "StopAsyncIteration";
  if (!which)
    return Py_NewRef(exception);
  PyObject *text = PyUnicode_FromFormat("%s raised %s", what, which);
  PyObject *error = text ? PyObject_CallOneArg(PyExc_RuntimeError, text) : NULL;
  Py_XDECREF(text);
  if (error) {
    PyException_SetCause(error, Py_NewRef(exception));
    PyException_SetContext(error, Py_NewRef(exception));
  }
  return error;
}

PyObject *gcpy_assertion_error(void) { return Py_NewRef(PyExc_AssertionError); }
