/* Operators and items: what generated code calls for them. */
#include "gcpy.h"

static PyObject *remainder_of(PyObject *a, PyObject *b) {
  /* The interpreter's own path for the commonest use of `%` on strings is the same call. */
  return PyNumber_Remainder(a, b);
}

static PyObject *power_of(PyObject *a, PyObject *b) { return PyNumber_Power(a, b, Py_None); }
static PyObject *power_in_place(PyObject *a, PyObject *b) { return PyNumber_InPlacePower(a, b, Py_None); }

/* In the order of the interpreter's NB_* numbers. */
static const binaryfunc binary_functions[] = {
    PyNumber_Add,           PyNumber_And,           PyNumber_FloorDivide,       PyNumber_Lshift,
    PyNumber_MatrixMultiply, PyNumber_Multiply,     remainder_of,               PyNumber_Or,
    power_of,               PyNumber_Rshift,        PyNumber_Subtract,          PyNumber_TrueDivide,
    PyNumber_Xor,           PyNumber_InPlaceAdd,    PyNumber_InPlaceAnd,        PyNumber_InPlaceFloorDivide,
    PyNumber_InPlaceLshift, PyNumber_InPlaceMatrixMultiply, PyNumber_InPlaceMultiply, PyNumber_InPlaceRemainder,
    PyNumber_InPlaceOr,     power_in_place,         PyNumber_InPlaceRshift,     PyNumber_InPlaceSubtract,
    PyNumber_InPlaceTrueDivide, PyNumber_InPlaceXor,
};

/* The value of an exact int of one digit. */
static inline int small_int(PyObject *o, int64_t *value) {
#if PY_VERSION_HEX >= 0x030c0000
  if (!PyUnstable_Long_IsCompact((PyLongObject *)o))
    return 0;
  *value = PyUnstable_Long_CompactValue((PyLongObject *)o);
#else
  Py_ssize_t size = Py_SIZE(o);
  if (size < -1 || size > 1)
    return 0;
  *value = size * (int64_t)((PyLongObject *)o)->ob_digit[0];
#endif
  return 1;
}

static PyObject *fast_arithmetic(unsigned op, PyObject *a, PyObject *b) {
  int64_t x, y;
  if (PyLong_CheckExact(a) && PyLong_CheckExact(b) && small_int(a, &x) && small_int(b, &y)) {
    switch (op) {
    case 0: case 13: return PyLong_FromLongLong(x + y);
    case 5: case 18: return PyLong_FromLongLong(x * y);
    case 10: case 23: return PyLong_FromLongLong(x - y);
    }
    return NULL;
  }
  if (PyFloat_CheckExact(a) && PyFloat_CheckExact(b)) {
    double p = PyFloat_AS_DOUBLE(a), q = PyFloat_AS_DOUBLE(b);
    switch (op) {
    case 0: case 13: return PyFloat_FromDouble(p + q);
    case 5: case 18: return PyFloat_FromDouble(p * q);
    case 10: case 23: return PyFloat_FromDouble(p - q);
    }
  }
  return NULL;
}

PyObject *gcpy_binary(uint32_t mask, uint32_t op, PyObject *a, PyObject *b) {
  PyObject *result = fast_arithmetic(op, a, b);
  if (!result && !PyErr_Occurred())
    result = binary_functions[op](a, b);
  GCPY_RELEASE2(mask, a, b);
  return result;
}

/* `a += b` of strings, where a is a local variable that is assigned next: its word is emptied, so that the string can grow in place. */
PyObject *gcpy_append_string(uint32_t mask, PyObject **local, PyObject *b) {
  PyObject *a = *local;
  *local = NULL;
  PyUnicode_Append(&a, b);
  if (mask & 2)
    Py_DECREF(b);
  return a;
}

/* 0 negative, 1 positive, 2 not, 3 invert */
PyObject *gcpy_unary(uint32_t mask, uint32_t op, PyObject *a) {
  PyObject *result;
  if (op == 2) {
    int truth = PyObject_IsTrue(a);
    result = truth < 0 ? NULL : PyBool_FromLong(!truth);
  } else {
    result = op == 0 ? PyNumber_Negative(a) : op == 1 ? PyNumber_Positive(a) : PyNumber_Invert(a);
  }
  GCPY_RELEASE1(mask, a);
  return result;
}

int32_t gcpy_is_true(uint32_t mask, PyObject *a) {
  int result = a == Py_True ? 1 : a == Py_False || a == Py_None ? 0 : PyObject_IsTrue(a);
  GCPY_RELEASE1(mask, a);
  return result;
}

PyObject *gcpy_compare(uint32_t mask, uint32_t op, PyObject *a, PyObject *b) {
  PyObject *result = PyObject_RichCompare(a, b, (int)op);
  GCPY_RELEASE2(mask, a, b);
  return result;
}

static inline int compare_words(int64_t x, int64_t y, uint32_t op) {
  switch (op) {
  case Py_LT: return x < y;
  case Py_LE: return x <= y;
  case Py_EQ: return x == y;
  case Py_NE: return x != y;
  case Py_GT: return x > y;
  default: return x >= y;
  }
}

/* The truth of a comparison. */
int32_t gcpy_compare_truth(uint32_t mask, uint32_t op, PyObject *a, PyObject *b) {
  int truth;
  int64_t x, y;
  if (PyLong_CheckExact(a) && PyLong_CheckExact(b) && small_int(a, &x) && small_int(b, &y)) {
    truth = compare_words(x, y, op);
  } else {
    PyObject *result = PyObject_RichCompare(a, b, (int)op);
    truth = result ? gcpy_is_true(1, result) : -1;
  }
  GCPY_RELEASE2(mask, a, b);
  return truth;
}

int32_t gcpy_contains(uint32_t mask, PyObject *a, PyObject *b) {
  int result = PySequence_Contains(b, a);
  GCPY_RELEASE2(mask, a, b);
  return result;
}

static PyObject *item_of(PyObject *a, PyObject *b) {
  int64_t at;
  if (PyLong_CheckExact(b) && small_int(b, &at) && at >= 0) {
    if (PyList_CheckExact(a) && at < PyList_GET_SIZE(a))
      return Py_NewRef(PyList_GET_ITEM(a, at));
    if (PyTuple_CheckExact(a) && at < PyTuple_GET_SIZE(a))
      return Py_NewRef(PyTuple_GET_ITEM(a, at));
  }
  return PyObject_GetItem(a, b);
}

PyObject *gcpy_subscript(uint32_t mask, PyObject *a, PyObject *b) {
  PyObject *result = item_of(a, b);
  GCPY_RELEASE2(mask, a, b);
  return result;
}

int32_t gcpy_store_subscript(uint32_t mask, PyObject *value, PyObject *container, PyObject *key) {
  int result = PyObject_SetItem(container, key, value);
  GCPY_RELEASE3(mask, value, container, key);
  return result;
}

int32_t gcpy_delete_subscript(uint32_t mask, PyObject *container, PyObject *key) {
  int result = PyObject_DelItem(container, key);
  GCPY_RELEASE2(mask, container, key);
  return result;
}

PyObject *gcpy_build_slice(uint32_t mask, PyObject *start, PyObject *stop, PyObject *step) {
  PyObject *result = PySlice_New(start, stop, step);
  GCPY_RELEASE3(mask, start, stop, step);
  return result;
}

PyObject *gcpy_binary_slice(uint32_t mask, PyObject *container, PyObject *start, PyObject *stop) {
  PyObject *slice = PySlice_New(start, stop, NULL);
  PyObject *result = slice ? PyObject_GetItem(container, slice) : NULL;
  Py_XDECREF(slice);
  GCPY_RELEASE3(mask, container, start, stop);
  return result;
}

int32_t gcpy_store_slice(uint32_t mask, PyObject *value, PyObject *container, PyObject *start, PyObject *stop) {
  PyObject *slice = PySlice_New(start, stop, NULL);
  int result = slice ? PyObject_SetItem(container, slice, value) : -1;
  Py_XDECREF(slice);
  GCPY_RELEASE4(mask, value, container, start, stop);
  return result;
}
