/* Generators and coroutines: objects with a frame of compiled code. */
#include "interpreter.h"
#include "gc_coro.h"

PyTypeObject *GcpyGenerator_Type, *GcpyCoroutine_Type;

static const char *kind_name(GcpyCoro *coro) {
  return GCPY_IS_CORO(coro) ? "coroutine" : GCPY_IS_ASYNC_GENERATOR(coro) ? "async generator" : "generator";
}

/* The frame begins with the functions that resume and destroy it. */
static inline void run_frame(GcpyCoro *coro, int which) { ((void (**)(char *))coro->frame)[which](coro->frame); }

/* Releases what the frame owns. The coroutine is suspended, or has not begun. */
void gcpy_destroy(GcpyCoro *coro) {
  if (coro->state != GCPY_CREATED && coro->state != GCPY_SUSPENDED)
    return;
  coro->state = GCPY_DONE;
  coro->awaiting = NULL;
  run_frame(coro, 1);
  Py_CLEAR(coro->handled.exc_value);
}

static PySendResult cannot_resume(GcpyCoro *coro, PyObject *sent, PyObject **result) {
  *result = NULL;
  if (coro->state == GCPY_RUNNING) {
    if (!sent)
      PyErr_Clear();
    PyErr_Format(PyExc_ValueError, "%s already executing", kind_name(coro));
  } else if (coro->state == GCPY_DONE) {
    if (GCPY_IS_CORO(coro)) {
      PyErr_SetString(PyExc_RuntimeError, "cannot reuse already awaited coroutine");
    } else if (sent && !GCPY_IS_ASYNC_GENERATOR(coro)) {
      *result = Py_NewRef(Py_None);
      return PYGEN_RETURN;
    } else if (sent) {
      PyErr_SetNone(PyExc_StopAsyncIteration);
    }
  } else {
    PyErr_Format(PyExc_TypeError, "can't send non-None value to a just-started %s", kind_name(coro));
  }
  return PYGEN_ERROR;
}

/* PEP 479, where the code does not do it itself (3.12 and later). */
static void check_stop_iteration(GcpyCoro *coro) {
  int is_stop = PyErr_ExceptionMatches(PyExc_StopIteration);
  int is_async_stop = GCPY_IS_ASYNC_GENERATOR(coro) && PyErr_ExceptionMatches(PyExc_StopAsyncIteration);
  if (is_stop || is_async_stop)
    _PyErr_FormatFromCause(PyExc_RuntimeError, "%s raised %s", kind_name(coro), is_stop ? "StopIteration" : "StopAsyncIteration");
}

static PySendResult finished(GcpyCoro *coro, PyObject *value, PyObject **result) {
  coro->state = GCPY_DONE;
  Py_CLEAR(coro->handled.exc_value);
  *result = value;
  if (coro->status == GCPY_RETURNED)
    return PYGEN_RETURN;
  check_stop_iteration(coro);
  return PYGEN_ERROR;
}

/* One of Python's calls deeper; 0 if that is too deep. */
static inline int enter_call(PyThreadState *thread) {
#if PY_VERSION_HEX >= 0x030c0000
  if (--thread->py_recursion_remaining > 0)
    return 1;
  thread->py_recursion_remaining++;
#else
  if (--thread->recursion_remaining > 0)
    return 1;
  thread->recursion_remaining++;
#endif
  PyErr_SetString(PyExc_RecursionError, "maximum recursion depth exceeded");
  return 0;
}

static inline void leave_call(PyThreadState *thread) {
#if PY_VERSION_HEX >= 0x030c0000
  thread->py_recursion_remaining++;
#else
  thread->recursion_remaining++;
#endif
}

/* An exception that is thrown in gets what is handled as its context. */
static void chain_thrown(void) {
  PyObject *type, *value, *tb;
  PyErr_Fetch(&type, &value, &tb);
  PyErr_NormalizeException(&type, &value, &tb);
#if PY_VERSION_HEX >= 0x030c0000
  /* 3.11 loses here what the traceback has so far. */
  if (tb)
    PyException_SetTraceback(value, tb);
#endif
  PyErr_SetObject(type, value);
  Py_XDECREF(type);
  Py_XDECREF(value);
  Py_XDECREF(tb);
}

/* Resumes the frame, as one of Python's calls. 0 if that is too deep. */
static inline int enter_frame(GcpyCoro *coro) {
  PyThreadState *thread = _PyThreadState_GET();
  if (UNLIKELY(!enter_call(thread))) {
    Py_CLEAR(coro->io);
    gcpy_destroy(coro);
    return 0;
  }
  coro->state = GCPY_RUNNING;
  coro->awaiting = NULL;
  coro->handled.previous_item = thread->exc_info;
  thread->exc_info = &coro->handled;
  if (UNLIKELY(!coro->io) && coro->handled.exc_value && coro->handled.exc_value != Py_None)
    chain_thrown();
  run_frame(coro, 0);
  thread->exc_info = coro->handled.previous_item;
  coro->handled.previous_item = NULL;
  leave_call(thread);
  return 1;
}

static inline PySendResult run(GcpyCoro *coro, PyObject **result) {
  *result = NULL;
  if (!enter_frame(coro))
    return PYGEN_ERROR;
  /* What was sent in has an owner in the frame: the field still names it if nothing has come out. */
  PyObject *value = coro->status == GCPY_RAISED ? NULL : coro->io;
  coro->io = NULL;
  if (coro->status == GCPY_RETURNED || coro->status == GCPY_RAISED)
    return finished(coro, value, result);
  coro->state = GCPY_SUSPENDED;
  *result = value;
  return PYGEN_NEXT;
}

/* Sends a borrowed value; NULL throws the error indicator. An item of an asynchronous generator is PYGEN_NEXT with the status
 * GCPY_YIELDED_ITEM. */
PySendResult gcpy_resume(GcpyCoro *coro, PyObject *sent, PyObject **result) {
  if (UNLIKELY(coro->state > GCPY_SUSPENDED) || (coro->state == GCPY_CREATED && sent && sent != Py_None))
    return cannot_resume(coro, sent, result);
  coro->io = Py_XNewRef(sent);
  coro->status = GCPY_YIELDED;
  return run(coro, result);
}

/* Resumes a generator whose items may be numbers: the next item as a pair. At the end the reference is 2, and 1 for an error. */
GcpyPair gcpy_next_int(GcpyCoro *coro) {
  GcpyPair pair = {NULL, 0};
  PyObject *result;
  if (LIKELY(coro->state <= GCPY_SUSPENDED)) {
    coro->io = Py_NewRef(Py_None);
    coro->status = GCPY_YIELDED;
    coro->takes_ints = 1;
    int has_run = enter_frame(coro);
    coro->takes_ints = 0;
    if (LIKELY(coro->status == GCPY_YIELDED_INT && has_run)) {
      coro->io = NULL;
      coro->state = GCPY_SUSPENDED;
      pair.word = coro->number;
      return pair;
    }
    PyObject *value = coro->status == GCPY_RAISED || !has_run ? NULL : coro->io;
    coro->io = NULL;
    if (has_run && coro->status == GCPY_YIELDED) {
      coro->state = GCPY_SUSPENDED;
      return gcpy_unbox_int(value);
    }
    if (has_run && finished(coro, value, &result) == PYGEN_RETURN) {
      Py_DECREF(result);
      pair.object = (PyObject *)2;
    } else {
      pair.object = GCPY_ERROR;
    }
    return pair;
  }
  int has_ended = cannot_resume(coro, Py_None, &result) == PYGEN_RETURN;
  Py_XDECREF(result);
  pair.object = has_ended ? (PyObject *)2 : GCPY_ERROR;
  return pair;
}

/* What it waits for has returned a value, which is consumed. */
PySendResult gcpy_resume_returned(GcpyCoro *coro, PyObject *value, PyObject **result) {
  coro->io = value;
  coro->status = GCPY_RETURNED;
  return run(coro, result);
}

PyObject *gcpy_send_result(PySendResult kind, PyObject *value) {
  if (kind == PYGEN_NEXT)
    return value;
  if (kind == PYGEN_RETURN) {
    if (value == Py_None)
      PyErr_SetNone(PyExc_StopIteration);
    else
      _PyGen_SetStopIterationValue(value);
    Py_DECREF(value);
  }
  return NULL;
}

int gcpy_close_iterator(PyObject *iterator) {
  PyObject *result = NULL;
  if (GCPY_IS_OURS(iterator)) {
    result = gcpy_close((GcpyCoro *)iterator);
  } else {
    PyObject *close = PyObject_GetAttrString(iterator, "close");
    if (!close) {
      if (!PyErr_ExceptionMatches(PyExc_AttributeError))
        PyErr_WriteUnraisable(iterator);
      PyErr_Clear();
      return 0;
    }
    result = PyObject_CallNoArgs(close);
    Py_DECREF(close);
  }
  Py_XDECREF(result);
  return result ? 0 : -1;
}

static PyObject *throw_into(PyObject *iterator, int close_on_exit, PyObject **three, int *has_throw) {
  if (GCPY_IS_OURS(iterator)) {
    PyObject *result;
    PySendResult kind =
        gcpy_throw((GcpyCoro *)iterator, close_on_exit, three[0], three[1], three[2], &result);
    return gcpy_send_result(kind, result);
  }
  PyObject *method = PyObject_GetAttrString(iterator, "throw");
  if (!method) {
    *has_throw = 0;
    return NULL;
  }
  PyObject *result = PyObject_CallFunctionObjArgs(method, three[0], three[1], three[2], NULL);
  Py_DECREF(method);
  return result;
}

/* The error indicator of three borrowed operands. 0, or -1 if they are no exception. */
static int set_thrown(PyObject *type, PyObject *value, PyObject *tb) {
  Py_XINCREF(type);
  Py_XINCREF(value);
  if (tb == Py_None)
    tb = NULL;
  if (tb && !PyTraceBack_Check(tb)) {
    PyErr_SetString(PyExc_TypeError, "throw() third argument must be a traceback object");
  } else if (PyExceptionClass_Check(type)) {
    Py_XINCREF(tb);
    PyErr_NormalizeException(&type, &value, &tb);
    PyErr_Restore(type, value, tb);
    return 0;
  } else if (!PyExceptionInstance_Check(type)) {
    PyErr_Format(PyExc_TypeError, "exceptions must be classes or instances deriving from BaseException, not %s",
                 Py_TYPE(type)->tp_name);
  } else if (value && value != Py_None) {
    PyErr_SetString(PyExc_TypeError, "instance exception may not have a separate value");
  } else {
    Py_XDECREF(value);
    PyObject *trace = tb ? Py_NewRef(tb) : PyException_GetTraceback(type);
    PyErr_Restore(Py_NewRef(PyExceptionInstance_Class(type)), type, trace);
    return 0;
  }
  Py_XDECREF(type);
  Py_XDECREF(value);
  return -1;
}

/* What it waits for gets the exception first. Whether that is all: the result is in *kind then. */
static int delegate_throw(GcpyCoro *coro, int close_on_exit, PyObject **three, PySendResult *kind, PyObject **result) {
  PyObject *iterator = Py_NewRef(coro->awaiting);
  int has_throw = 1;
  coro->state = GCPY_RUNNING;
  if (close_on_exit && PyErr_GivenExceptionMatches(three[0], PyExc_GeneratorExit)) {
    int failed = gcpy_close_iterator(iterator) < 0;
    coro->state = GCPY_SUSPENDED;
    Py_DECREF(iterator);
    if (failed)
      *kind = gcpy_resume(coro, NULL, result);
    return failed;
  }
  *result = throw_into(iterator, close_on_exit, three, &has_throw);
  coro->state = GCPY_SUSPENDED;
  Py_DECREF(iterator);
  if (*result) {
    *kind = PYGEN_NEXT;
    coro->status = GCPY_YIELDED;
    return 1;
  }
  if (!has_throw) {
    int is_missing = PyErr_ExceptionMatches(PyExc_AttributeError);
    if (is_missing)
      PyErr_Clear();
    *kind = PYGEN_ERROR;
    return !is_missing;
  }
  PyObject *value;
  if (_PyGen_FetchStopIterationValue(&value) == 0)
    *kind = gcpy_resume_returned(coro, value, result);
  else
    *kind = gcpy_resume(coro, NULL, result);
  return 1;
}

PySendResult gcpy_throw(GcpyCoro *coro, int close_on_exit, PyObject *type, PyObject *value, PyObject *tb, PyObject **result) {
  PyObject *three[3] = {type, value, tb};
  PySendResult kind;
  *result = NULL;
  if (coro->state == GCPY_SUSPENDED && coro->awaiting && delegate_throw(coro, close_on_exit, three, &kind, result))
    return kind;
  if (set_thrown(type, value, tb) < 0)
    return PYGEN_ERROR;
#if PY_VERSION_HEX >= 0x030c0000
  /* Where it waits, StopIteration says what the await gives. */
  PyObject *returned;
  if (coro->state == GCPY_SUSPENDED && coro->awaiting && PyErr_ExceptionMatches(PyExc_StopIteration) &&
      _PyGen_FetchStopIterationValue(&returned) == 0)
    return gcpy_resume_returned(coro, returned, result);
#endif
  return gcpy_resume(coro, NULL, result);
}

/* throw(exception) or throw(type, value, traceback): three borrowed references, which may be NULL. */
int gcpy_parse_throw(const char *name, PyObject *const *args, Py_ssize_t count, PyObject **three) {
  if (count < 1 || count > 3) {
    PyErr_Format(PyExc_TypeError, "%s expected at %s %d argument%s, got %zd", name, count < 1 ? "least" : "most", count < 1 ? 1 : 3,
                 count < 1 ? "" : "s", count);
    return -1;
  }
#if PY_VERSION_HEX >= 0x030c0000
  if (count > 1 && PyErr_WarnFormat(PyExc_DeprecationWarning, 1,
                                    "the (type, exc, tb) signature of %s() is deprecated, use the single-arg signature instead.",
                                    name) < 0)
    return -1;
#endif
  three[0] = args[0];
  three[1] = count > 1 ? args[1] : NULL;
  three[2] = count > 2 ? args[2] : NULL;
  return 0;
}

PyObject *gcpy_close(GcpyCoro *coro) {
  PyObject *result;
  if (coro->state == GCPY_DONE)
    Py_RETURN_NONE;
  if (coro->state == GCPY_CREATED) {
    gcpy_destroy(coro);
    Py_RETURN_NONE;
  }
  PySendResult kind = gcpy_throw(coro, 1, PyExc_GeneratorExit, NULL, NULL, &result);
  if (kind == PYGEN_NEXT) {
    Py_DECREF(result);
    PyErr_Format(PyExc_RuntimeError, "%s ignored GeneratorExit", kind_name(coro));
    return NULL;
  }
  if (kind == PYGEN_RETURN) {
#if PY_VERSION_HEX >= 0x030d0000
    return result;
#else
    Py_DECREF(result);
    Py_RETURN_NONE;
#endif
  }
  if (!PyErr_ExceptionMatches(PyExc_GeneratorExit) && !PyErr_ExceptionMatches(PyExc_StopIteration))
    return NULL;
  PyErr_Clear();
  Py_RETURN_NONE;
}
