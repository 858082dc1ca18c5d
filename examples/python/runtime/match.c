/* Structural pattern matching. */
#include "gcpy.h"

/* The values of keys that are all in a mapping, as a tuple; None if one is missing. */
PyObject *gcpy_match_keys(PyObject *subject, PyObject *keys) {
  return gcpy_from_support(PyObject_CallMethod(gcpy_support, "match_keys", "OO", subject, keys));
}

/* The attributes that a class pattern looks at, as a tuple; None if the subject does not match. */
PyObject *gcpy_match_class(uint32_t mask, PyObject *subject, PyObject *type, PyObject *names, int64_t positional) {
  PyObject *result = gcpy_from_support(PyObject_CallMethod(gcpy_support, "match_class", "OOOL", subject, type, names, (long long)positional));
  GCPY_RELEASE3(mask, subject, type, names);
  return result;
}

int32_t gcpy_is_mapping(PyObject *subject) { return !!(Py_TYPE(subject)->tp_flags & Py_TPFLAGS_MAPPING); }
int32_t gcpy_is_sequence(PyObject *subject) { return !!(Py_TYPE(subject)->tp_flags & Py_TPFLAGS_SEQUENCE); }
