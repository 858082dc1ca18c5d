/* Tracebacks: an entry for each compiled function that an exception leaves or is caught in. */
#include "interpreter.h"
#include "frameobject.h"
#include "internal/pycore_frame.h"
#if PY_VERSION_HEX < 0x030d0000
#include "internal/pycore_interp.h"
#endif

/* A frame object that says which instruction of which code it is at. It has no local variables: they are in registers, or in the
 * frame of the coroutine. */
PyObject *gcpy_new_frame(GcpyUnit *unit, int lasti) {
  PyFrameObject *frame = PyFrame_New(PyThreadState_Get(), unit->code, unit->globals, NULL);
  if (frame && lasti >= 0) {
#if PY_VERSION_HEX >= 0x030d0000
    frame->f_frame->instr_ptr = _PyCode_CODE(unit->code) + lasti / 2;
#else
    frame->f_frame->prev_instr = _PyCode_CODE(unit->code) + lasti / 2;
#endif
  }
  return (PyObject *)frame;
}

/* Adds the entry of the instruction at `lasti` to the exception that is raised. */
void gcpy_trace(GcpyUnit *unit, int32_t lasti) {
  PyObject *type, *value, *tb;
  PyErr_Fetch(&type, &value, &tb);
  PyObject *frame = gcpy_new_frame(unit, lasti);
  if (!frame)
    PyErr_Clear();
  PyErr_Restore(type, value, tb);
  if (frame) {
    PyTraceBack_Here((PyFrameObject *)frame);
    Py_DECREF(frame);
  }
}

/* The result of the Python part of the runtime. An exception loses the entries of its functions. */
PyObject *gcpy_from_support(PyObject *result) {
  if (result)
    return result;
  PyObject *type, *value, *tb;
  PyErr_Fetch(&type, &value, &tb);
  PyErr_NormalizeException(&type, &value, &tb);
  PyObject *rest = tb;
  while (rest && ((PyTracebackObject *)rest)->tb_frame->f_frame->f_globals == PyModule_GetDict(gcpy_support))
    rest = (PyObject *)((PyTracebackObject *)rest)->tb_next;
  Py_XINCREF(rest);
  Py_XDECREF(tb);
  if (value)
    PyException_SetTraceback(value, rest ? rest : Py_None);
  PyErr_Restore(type, value, rest);
  return NULL;
}

/* The word that is not zero if a signal, another thread or the collector waits, where it stays for all threads; else NULL. */
void *gcpy_breaker(void) {
#if PY_VERSION_HEX >= 0x030d0000
  return NULL;
#else
  return &PyThreadState_Get()->interp->ceval.eval_breaker;
#endif
}

/* At the end of a loop's body. A call of an interpreted function does what is waiting. 0, or -1 with an exception. */
int32_t gcpy_check_breaker(void) {
#if PY_VERSION_HEX >= 0x030d0000
  if (!(*(volatile uintptr_t *)&PyThreadState_Get()->eval_breaker & 0xff))
    return 0;
#endif
  PyObject *result = PyObject_CallMethod(gcpy_support, "do_pending", NULL);
  Py_XDECREF(result);
  return result ? 0 : -1;
}
