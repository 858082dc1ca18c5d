/* Machine numbers: from objects and to them. A number is a pair of a reference and a value; null in the reference says that the value is
 * the number. */
#include "interpreter.h"

typedef struct {
  PyObject *object;
  double value;
} FloatPair;

/* The object is consumed: what is no exact int of 64 bits stays an object. */
GcpyPair gcpy_unbox_int(PyObject *object) {
  GcpyPair pair = {object, 0};
  if (PyLong_CheckExact(object)) {
    int overflow;
    int64_t value = PyLong_AsLongLongAndOverflow(object, &overflow);
    if (!overflow) {
      pair.object = NULL;
      pair.word = value;
      Py_DECREF(object);
    }
  }
  return pair;
}

FloatPair gcpy_unbox_float(PyObject *object) {
  FloatPair pair = {object, 0};
  if (PyFloat_CheckExact(object)) {
    pair.object = NULL;
    pair.value = PyFloat_AS_DOUBLE(object);
    Py_DECREF(object);
  }
  return pair;
}

/* An owned object. The reference is consumed if it is owned. */
PyObject *gcpy_box_int(uint32_t mask, PyObject *reference, int64_t value) {
  if (!reference)
    return PyLong_FromLongLong(value);
  return mask & 1 ? reference : Py_NewRef(reference);
}

PyObject *gcpy_box_float(uint32_t mask, PyObject *reference, double value) {
  if (!reference)
    return PyFloat_FromDouble(value);
  return mask & 1 ? reference : Py_NewRef(reference);
}

/* The beginning of the interpreter's iterator of a range. */
typedef struct {
  PyObject_HEAD
#if PY_VERSION_HEX < 0x030c0000
  long index;
#endif
  long start, step, length;
} RangeIterator;

/* The next item as a number. At the end the reference is 2, and 1 if the error indicator is set. */
GcpyPair gcpy_iter_next_int(PyObject *iterator) {
  GcpyPair pair = {NULL, 0};
  if (LIKELY(Py_TYPE(iterator) == &PyRangeIter_Type)) {
    RangeIterator *range = (RangeIterator *)iterator;
#if PY_VERSION_HEX < 0x030c0000
    if (range->index < range->length) {
      pair.word = (long)(range->start + (unsigned long)range->index++ * range->step);
      return pair;
    }
#else
    if (range->length > 0) {
      pair.word = range->start;
      range->start += range->step;
      range->length--;
      return pair;
    }
#endif
    pair.object = (PyObject *)2;
    return pair;
  }
  if (GCPY_IS_GENERATOR(iterator))
    return gcpy_next_int((GcpyCoro *)iterator);
  PyObject *item = Py_TYPE(iterator)->tp_iternext(iterator);
  if (item)
    return gcpy_unbox_int(item);
  pair.object = (PyObject *)2;
  if (PyErr_Occurred()) {
    if (PyErr_ExceptionMatches(PyExc_StopIteration))
      PyErr_Clear();
    else
      pair.object = GCPY_ERROR;
  }
  return pair;
}

/* container[index], where the index is a number. */
PyObject *gcpy_item_at(uint32_t mask, PyObject *container, PyObject *reference, int64_t at) {
  PyObject *result = NULL;
  if (!reference && at >= 0) {
    if (PyList_CheckExact(container) && at < PyList_GET_SIZE(container))
      result = Py_NewRef(PyList_GET_ITEM(container, at));
    else if (PyTuple_CheckExact(container) && at < PyTuple_GET_SIZE(container))
      result = Py_NewRef(PyTuple_GET_ITEM(container, at));
  }
  if (!result) {
    PyObject *key = gcpy_box_int(0, reference, at);
    result = key ? PyObject_GetItem(container, key) : NULL;
    Py_XDECREF(key);
  }
  if (mask & 1)
    Py_DECREF(container);
  if (mask & 2)
    Py_XDECREF(reference);
  return result;
}
