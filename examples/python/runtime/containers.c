/* Tuples, lists, sets, dictionaries and strings. What stands in an array of items is owned, and goes into the result. */
#include "gcpy.h"

static void release_all(PyObject **items, int64_t count) {
  for (int64_t i = 0; i < count; i++)
    Py_DECREF(items[i]);
}

PyObject *gcpy_build_tuple(PyObject **items, int64_t count) {
  PyObject *tuple = PyTuple_New(count);
  if (!tuple) {
    release_all(items, count);
    return NULL;
  }
  for (int64_t i = 0; i < count; i++)
    PyTuple_SET_ITEM(tuple, i, items[i]);
  return tuple;
}

PyObject *gcpy_build_list(PyObject **items, int64_t count) {
  PyObject *list = PyList_New(count);
  if (!list) {
    release_all(items, count);
    return NULL;
  }
  for (int64_t i = 0; i < count; i++)
    PyList_SET_ITEM(list, i, items[i]);
  return list;
}

PyObject *gcpy_build_set(PyObject **items, int64_t count) {
  PyObject *set = PySet_New(NULL);
  for (int64_t i = 0; set && i < count; i++)
    if (PySet_Add(set, items[i]) < 0)
      Py_CLEAR(set);
  release_all(items, count);
  return set;
}

PyObject *gcpy_build_map(PyObject **items, int64_t pairs) {
  PyObject *map = PyDict_New();
  for (int64_t i = 0; map && i < pairs; i++)
    if (PyDict_SetItem(map, items[2 * i], items[2 * i + 1]) < 0)
      Py_CLEAR(map);
  release_all(items, 2 * pairs);
  return map;
}

PyObject *gcpy_build_const_key_map(PyObject **items, int64_t count, PyObject *keys) {
  PyObject *map = PyDict_New();
  for (int64_t i = 0; map && i < count; i++)
    if (PyDict_SetItem(map, PyTuple_GET_ITEM(keys, i), items[i]) < 0)
      Py_CLEAR(map);
  release_all(items, count);
  return map;
}

PyObject *gcpy_build_string(PyObject **items, int64_t count) {
  PyObject *list = gcpy_build_tuple(items, count);
  PyObject *empty = PyUnicode_New(0, 0);
  PyObject *result = list && empty ? PyUnicode_Join(empty, list) : NULL;
  Py_XDECREF(list);
  Py_XDECREF(empty);
  return result;
}

int32_t gcpy_list_append(uint32_t mask, PyObject *list, PyObject *item) {
  int result = PyList_Append(list, item);
  if (mask & 2)
    Py_DECREF(item);
  return result;
}

int32_t gcpy_set_add(uint32_t mask, PyObject *set, PyObject *item) {
  int result = PySet_Add(set, item);
  if (mask & 2)
    Py_DECREF(item);
  return result;
}

int32_t gcpy_map_add(uint32_t mask, PyObject *map, PyObject *key, PyObject *value) {
  int result = PyDict_SetItem(map, key, value);
  if (mask & 2)
    Py_DECREF(key);
  if (mask & 4)
    Py_DECREF(value);
  return result;
}

int32_t gcpy_list_extend(uint32_t mask, PyObject *list, PyObject *items) {
  PyObject *none = PyObject_CallMethod(list, "extend", "(O)", items);
  if (!none && PyErr_ExceptionMatches(PyExc_TypeError) && !Py_TYPE(items)->tp_iter && !PySequence_Check(items)) {
    PyErr_Clear();
    PyErr_Format(PyExc_TypeError, "Value after * must be an iterable, not %.200s", Py_TYPE(items)->tp_name);
  }
  Py_XDECREF(none);
  if (mask & 2)
    Py_DECREF(items);
  return none ? 0 : -1;
}

int _PySet_Update(PyObject *set, PyObject *items);

int32_t gcpy_set_update(uint32_t mask, PyObject *set, PyObject *items) {
  int result = _PySet_Update(set, items);
  if (mask & 2)
    Py_DECREF(items);
  return result;
}

int32_t gcpy_dict_update(uint32_t mask, PyObject *map, PyObject *items) {
  int result = PyDict_Update(map, items);
  if (result < 0 && PyErr_ExceptionMatches(PyExc_AttributeError)) {
    PyErr_Clear();
    PyErr_Format(PyExc_TypeError, "'%.200s' object is not a mapping", Py_TYPE(items)->tp_name);
  }
  if (mask & 2)
    Py_DECREF(items);
  return result;
}

int _PyDict_MergeEx(PyObject *map, PyObject *items, int override);

static void bad_keywords(PyObject *callable, PyObject *items) {
  PyObject *result = NULL, *type, *value, *tb;
  if (PyErr_ExceptionMatches(PyExc_AttributeError) || PyErr_ExceptionMatches(PyExc_KeyError)) {
    PyErr_Fetch(&type, &value, &tb);
    PyErr_NormalizeException(&type, &value, &tb);
    result = PyObject_CallMethod(gcpy_support, "bad_keywords", "OOO", callable, items, value);
    if (result && PyExceptionInstance_Check(result))
      PyErr_SetObject((PyObject *)Py_TYPE(result), result);
    Py_XDECREF(result);
    Py_XDECREF(type);
    Py_XDECREF(value);
    Py_XDECREF(tb);
  }
}

/* `**items` of a call: a name that comes twice is an error. */
int32_t gcpy_dict_merge(uint32_t mask, PyObject *map, PyObject *items, PyObject *callable) {
  int result = _PyDict_MergeEx(map, items, 2);
  if (result < 0)
    bad_keywords(callable, items);
  if (mask & 2)
    Py_DECREF(items);
  return result;
}

PyObject *gcpy_list_to_tuple(uint32_t mask, PyObject *list) {
  PyObject *tuple = PyList_AsTuple(list);
  GCPY_RELEASE1(mask, list);
  return tuple;
}

static int too_few(int64_t expected, int64_t found, int is_exact) {
  PyErr_Format(PyExc_ValueError, "not enough values to unpack (expected %s%lld, got %lld)", is_exact ? "" : "at least ",
               (long long)expected, (long long)found);
  return -1;
}

/* Takes `count` items of an iterator, the first one to `items[0]`. */
static int take(PyObject *iterator, int64_t count, int64_t expected, int is_exact, PyObject **items) {
  for (int64_t i = 0; i < count; i++) {
    items[i] = PyIter_Next(iterator);
    if (!items[i]) {
      if (!PyErr_Occurred())
        too_few(expected, i, is_exact);
      release_all(items, i);
      return -1;
    }
  }
  return 0;
}

static PyObject *unpack_iterator(PyObject *sequence) {
  PyObject *iterator = PyObject_GetIter(sequence);
  if (!iterator && PyErr_ExceptionMatches(PyExc_TypeError) && !Py_TYPE(sequence)->tp_iter && !PySequence_Check(sequence))
    PyErr_Format(PyExc_TypeError, "cannot unpack non-iterable %.200s object", Py_TYPE(sequence)->tp_name);
  return iterator;
}

static int unpack_any(PyObject *sequence, int64_t count, PyObject **items) {
  PyObject *iterator = unpack_iterator(sequence);
  if (!iterator || take(iterator, count, count, 1, items) < 0) {
    Py_XDECREF(iterator);
    return -1;
  }
  PyObject *more = PyIter_Next(iterator);
  if (more) {
    Py_DECREF(more);
#if PY_VERSION_HEX >= 0x030e0000
#endif
    PyErr_Format(PyExc_ValueError, "too many values to unpack (expected %lld)", (long long)count);
  }
  Py_DECREF(iterator);
  if (!more && !PyErr_Occurred())
    return 0;
  release_all(items, count);
  return -1;
}

int32_t gcpy_unpack(uint32_t mask, PyObject *sequence, int64_t count, PyObject **items) {
  PyObject **from = NULL;
  if (PyTuple_CheckExact(sequence) && PyTuple_GET_SIZE(sequence) == count)
    from = ((PyTupleObject *)sequence)->ob_item;
  else if (PyList_CheckExact(sequence) && PyList_GET_SIZE(sequence) == count)
    from = ((PyListObject *)sequence)->ob_item;
  int result = 0;
  if (from)
    for (int64_t i = 0; i < count; i++)
      items[i] = Py_NewRef(from[i]);
  else
    result = unpack_any(sequence, count, items);
  GCPY_RELEASE1(mask, sequence);
  return result;
}

/* `a, *b, c = sequence`: items, then a list, then items. */
int32_t gcpy_unpack_ex(uint32_t mask, PyObject *sequence, int64_t before, int64_t after, PyObject **items) {
  PyObject *iterator = unpack_iterator(sequence), *list = NULL;
  int result = -1;
  if (iterator && take(iterator, before, before + after, 0, items) == 0) {
    list = PySequence_List(iterator);
    Py_ssize_t size = list ? PyList_GET_SIZE(list) : -1;
    if (list && size < after)
      too_few(before + after, before + size, 0);
    if (size < after) {
      release_all(items, before);
      Py_CLEAR(list);
    } else {
      for (int64_t i = 0; i < after; i++)
        items[before + 1 + i] = Py_NewRef(PyList_GET_ITEM(list, size - after + i));
      result = PyList_SetSlice(list, size - after, size, NULL);
      items[before] = list;
    }
  }
  Py_XDECREF(iterator);
  GCPY_RELEASE1(mask, sequence);
  return result;
}

/* Conversion: 0 none, 1 str, 2 repr, 3 ascii. */
PyObject *gcpy_convert(uint32_t mask, uint32_t conversion, PyObject *value) {
  PyObject *result = conversion == 1   ? PyObject_Str(value)
                     : conversion == 2 ? PyObject_Repr(value)
                     : conversion == 3 ? PyObject_ASCII(value)
                                       : Py_NewRef(value);
  GCPY_RELEASE1(mask, value);
  return result;
}

/* The specification may be NULL. */
PyObject *gcpy_format(uint32_t mask, PyObject *value, PyObject *specification) {
  PyObject *result;
  if (PyUnicode_CheckExact(value) && !specification)
    result = Py_NewRef(value);
  else
    result = PyObject_Format(value, specification);
  GCPY_RELEASE1(mask, value);
  if (mask & 2)
    Py_XDECREF(specification);
  return result;
}

PyObject *gcpy_get_len(PyObject *object) {
  Py_ssize_t size = PyObject_Size(object);
  return size < 0 ? NULL : PyLong_FromSsize_t(size);
}
