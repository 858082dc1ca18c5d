/* Iteration, awaits, `yield from`, and the protocols of `async for` and `async with`. */
#include "interpreter.h"
#include "internal/pycore_frame.h"

PyObject *gcpy_get_iter(uint32_t mask, PyObject *object) {
  PyObject *iterator = PyObject_GetIter(object);
  GCPY_RELEASE1(mask, object);
  return iterator;
}

/* The next item; NULL at the end; GCPY_ERROR if the error indicator is set. */
PyObject *gcpy_iter_next(PyObject *iterator) {
  PyObject *item = Py_TYPE(iterator)->tp_iternext(iterator);
  if (item || !PyErr_Occurred())
    return item;
  if (!PyErr_ExceptionMatches(PyExc_StopIteration))
    return GCPY_ERROR;
  PyErr_Clear();
  return NULL;
}

static int is_iterable_coroutine(PyObject *object) {
  if (PyGen_CheckExact(object)) {
    PyObject *code = PyObject_GetAttrString(object, "gi_code");
    int result = code && (((PyCodeObject *)code)->co_flags & CO_ITERABLE_COROUTINE);
    Py_XDECREF(code);
    return result;
  }
  return GCPY_IS_GENERATOR(object) && (((GcpyCoro *)object)->unit->code->co_flags & CO_ITERABLE_COROUTINE);
}

static int is_awaited(PyObject *coro) {
  int result;
  if (GCPY_IS_CORO(coro)) {
    result = ((GcpyCoro *)coro)->state == GCPY_SUSPENDED && ((GcpyCoro *)coro)->awaiting;
  } else if (((PyCoroObject *)coro)->cr_frame_state == FRAME_CREATED) {
    result = 0;
  } else {
    PyObject *awaited = PyObject_GetAttrString(coro, "cr_await");
    result = awaited && awaited != Py_None;
    Py_XDECREF(awaited);
  }
  return result;
}

/* What `await object` sends to. */
PyObject *gcpy_awaitable(PyObject *object) {
  if (GCPY_IS_CORO(object) || PyCoro_CheckExact(object) || is_iterable_coroutine(object))
    return Py_NewRef(object);
  PyAsyncMethods *methods = Py_TYPE(object)->tp_as_async;
  if (!methods || !methods->am_await) {
    PyErr_Format(PyExc_TypeError, "object %.100s can't be used in 'await' expression", Py_TYPE(object)->tp_name);
    return NULL;
  }
  PyObject *iterator = methods->am_await(object);
  if (!iterator)
    return NULL;
  if (GCPY_IS_CORO(iterator) || PyCoro_CheckExact(iterator) || is_iterable_coroutine(iterator)) {
    PyErr_SetString(PyExc_TypeError, "__await__() returned a coroutine");
    Py_CLEAR(iterator);
  } else if (!PyIter_Check(iterator)) {
    PyErr_Format(PyExc_TypeError, "__await__() returned non-iterator of type '%.100s'", Py_TYPE(iterator)->tp_name);
    Py_CLEAR(iterator);
  }
  return iterator;
}

static void format_awaitable_error(PyTypeObject *type, uint32_t where) {
  if (where && (!type->tp_as_async || !type->tp_as_async->am_await))
    PyErr_Format(PyExc_TypeError,
                 where == 1 ? "'async with' received an object from __aenter__ that does not implement __await__: %.100s"
                            : "'async with' received an object from __aexit__ that does not implement __await__: %.100s",
                 type->tp_name);
}

/* `where`: 1 the result of __aenter__, 2 that of __aexit__. */
PyObject *gcpy_get_awaitable(uint32_t mask, uint32_t where, PyObject *object) {
  PyObject *iterator = gcpy_awaitable(object);
  if (!iterator)
    format_awaitable_error(Py_TYPE(object), where);
  else if ((GCPY_IS_CORO(iterator) || PyCoro_CheckExact(iterator)) && is_awaited(iterator)) {
    Py_CLEAR(iterator);
    PyErr_SetString(PyExc_RuntimeError, "coroutine is being awaited already");
  }
  GCPY_RELEASE1(mask, object);
  return iterator;
}

/* `yield from object`. */
PyObject *gcpy_get_yield_from_iter(uint32_t mask, uint32_t is_coroutine, PyObject *object) {
  PyObject *iterator = NULL;
  if (GCPY_IS_CORO(object) || PyCoro_CheckExact(object)) {
    if (is_coroutine)
      iterator = Py_NewRef(object);
    else
      PyErr_SetString(PyExc_TypeError, "cannot 'yield from' a coroutine object in a non-coroutine generator");
  } else if (PyGen_CheckExact(object) || GCPY_IS_GENERATOR(object)) {
    iterator = Py_NewRef(object);
  } else {
    iterator = PyObject_GetIter(object);
  }
  GCPY_RELEASE1(mask, object);
  return iterator;
}

/* Sends a value, which is owned. The word is 1 if the receiver has yielded, 0 if it has returned, -1 for an error. */
GcpyPair gcpy_send(uint32_t mask, PyObject *receiver, PyObject *value) {
  GcpyPair pair = {NULL, 0};
  PySendResult kind;
  if (GCPY_IS_OURS(receiver))
    kind = gcpy_resume((GcpyCoro *)receiver, value, &pair.object);
  else
    kind = PyIter_Send(receiver, value, &pair.object);
  pair.word = kind == PYGEN_NEXT ? 1 : kind == PYGEN_RETURN ? 0 : -1;
  if (mask & 2)
    Py_DECREF(value);
  return pair;
}

PyObject *gcpy_get_aiter(uint32_t mask, PyObject *object) {
  PyAsyncMethods *methods = Py_TYPE(object)->tp_as_async;
  PyObject *iterator = NULL;
  if (!methods || !methods->am_aiter)
    PyErr_Format(PyExc_TypeError, "'async for' requires an object with __aiter__ method, got %.100s", Py_TYPE(object)->tp_name);
  else
    iterator = methods->am_aiter(object);
  if (iterator && (!Py_TYPE(iterator)->tp_as_async || !Py_TYPE(iterator)->tp_as_async->am_anext)) {
    PyErr_Format(PyExc_TypeError, "'async for' received an object from __aiter__ that does not implement __anext__: %.100s",
                 Py_TYPE(iterator)->tp_name);
    Py_CLEAR(iterator);
  }
  GCPY_RELEASE1(mask, object);
  return iterator;
}

PyObject *gcpy_get_anext(PyObject *iterator) {
  PyTypeObject *type = Py_TYPE(iterator);
  if (PyAsyncGen_CheckExact(iterator) || GCPY_IS_ASYNC_GENERATOR(iterator))
    return type->tp_as_async->am_anext(iterator);
  if (!type->tp_as_async || !type->tp_as_async->am_anext) {
    PyErr_Format(PyExc_TypeError, "'async for' requires an iterator with __anext__ method, got %.100s", type->tp_name);
    return NULL;
  }
  PyObject *next = type->tp_as_async->am_anext(iterator);
  if (!next)
    return NULL;
  PyObject *awaitable = gcpy_awaitable(next);
  if (!awaitable)
    _PyErr_FormatFromCause(PyExc_TypeError, "'async for' received an invalid object from __anext__: %.100s",
                           Py_TYPE(next)->tp_name);
  Py_DECREF(next);
  return awaitable;
}

static PyObject *special(PyObject *object, const char *name) {
  PyObject *key = PyUnicode_InternFromString(name);
  PyObject *method = key ? _PyType_Lookup(Py_TYPE(object), key) : NULL;
  Py_XDECREF(key);
  if (!method)
    return NULL;
  descrgetfunc get = Py_TYPE(method)->tp_descr_get;
  return get ? get(method, object, (PyObject *)Py_TYPE(object)) : Py_NewRef(method);
}

static void no_manager(PyObject *manager, int is_async, int misses_exit) {
  if (PyErr_Occurred())
    return;
  PyErr_Format(PyExc_TypeError, "'%.200s' object does not support the %s context manager protocol%s",
               Py_TYPE(manager)->tp_name, is_async ? "asynchronous" : "",
               !misses_exit ? "" : is_async ? " (missed __aexit__ method)" : " (missed __exit__ method)");
  if (!is_async)
    PyErr_Format(PyExc_TypeError, "'%.200s' object does not support the context manager protocol%s",
                 Py_TYPE(manager)->tp_name, misses_exit ? " (missed __exit__ method)" : "");
}

/* `with` and `async with`: the exit method goes to *exit, and the result of the enter method is returned. */
PyObject *gcpy_before_with(uint32_t mask, uint32_t is_async, PyObject *manager, PyObject **exit) {
  PyObject *result = NULL, *leave = NULL;
  PyObject *enter = special(manager, is_async ? "__aenter__" : "__enter__");
  if (enter) {
    leave = special(manager, is_async ? "__aexit__" : "__exit__");
    if (leave)
      result = PyObject_CallNoArgs(enter);
    else
      no_manager(manager, (int)is_async, 1);
  } else {
    no_manager(manager, (int)is_async, 0);
  }
  Py_XDECREF(enter);
  if (!result)
    Py_CLEAR(leave);
  *exit = leave;
  GCPY_RELEASE1(mask, manager);
  return result;
}

/* The exit method with the exception that is handled. */
PyObject *gcpy_with_exit(PyObject *exit, PyObject *exception) {
  PyObject *tb = PyException_GetTraceback(exception);
  PyObject *words[4] = {NULL, (PyObject *)Py_TYPE(exception), exception, tb ? tb : Py_None};
  PyObject *result = PyObject_Vectorcall(exit, words + 1, 3 | PY_VECTORCALL_ARGUMENTS_OFFSET, NULL);
  Py_XDECREF(tb);
  return result;
}
