/* Names: globals, cells, and the errors of those that have no value. */
#include "gcpy.h"

/* Where a global was found. The versions say whether that still holds. */
typedef struct {
  uint64_t globals_version;
  uint64_t builtins_version;
  PyObject *value; /* borrowed from the dictionary */
} GlobalCache;

#if defined(__GNUC__)
#pragma GCC diagnostic ignored "-Wdeprecated-declarations"
#endif
#define VERSION(dict) (((PyDictObject *)(dict))->ma_version_tag)

static PyObject *find_global(GcpyUnit *unit, PyObject *name, GlobalCache *cache) {
  PyObject *value = PyDict_GetItemWithError(unit->globals, name);
  if (!value && !PyErr_Occurred()) {
    if (PyDict_CheckExact(unit->builtins)) {
      value = PyDict_GetItemWithError(unit->builtins, name);
    } else {
      PyObject *found = PyObject_GetItem(unit->builtins, name);
      if (found)
        return found;
      if (!PyErr_ExceptionMatches(PyExc_KeyError))
        return NULL;
      PyErr_Clear();
    }
  }
  if (!value) {
    if (!PyErr_Occurred()) {
      PyErr_Format(PyExc_NameError, "name '%U' is not defined", name);
      PyObject *type, *error, *tb;
      PyErr_Fetch(&type, &error, &tb);
      PyErr_NormalizeException(&type, &error, &tb);
      if (PyObject_SetAttrString(error, "name", name) < 0)
        PyErr_Clear();
      PyErr_Restore(type, error, tb);
    }
    return NULL;
  }
  if (PyDict_CheckExact(unit->builtins)) {
    cache->globals_version = VERSION(unit->globals);
    cache->builtins_version = VERSION(unit->builtins);
    cache->value = value;
  }
  return Py_NewRef(value);
}

/* The value is owned by the caller. */
PyObject *gcpy_load_global(GcpyUnit *unit, PyObject *name, GlobalCache *cache) {
  if (cache->value && cache->globals_version == VERSION(unit->globals) && cache->builtins_version == VERSION(unit->builtins))
    return Py_NewRef(cache->value);
  return find_global(unit, name, cache);
}

int32_t gcpy_store_global(uint32_t mask, GcpyUnit *unit, PyObject *name, PyObject *value) {
  int result = PyDict_SetItem(unit->globals, name, value);
  GCPY_RELEASE1(mask, value);
  return result;
}

int32_t gcpy_delete_global(GcpyUnit *unit, PyObject *name) {
  int result = PyDict_DelItem(unit->globals, name);
  if (result < 0 && PyErr_ExceptionMatches(PyExc_KeyError)) {
    PyErr_Clear();
    PyErr_Format(PyExc_NameError, "name '%U' is not defined", name);
  }
  return result;
}

PyObject *gcpy_load_build_class(GcpyUnit *unit) {
  PyObject *name = PyUnicode_InternFromString("__build_class__");
  GlobalCache cache = {0, 0, NULL};
  PyObject *value = name ? find_global(unit, name, &cache) : NULL;
  Py_XDECREF(name);
  return value;
}

/* The name of a slot: arguments, local variables, cells, free variables. */
static PyObject *slot_name(GcpyUnit *unit, int64_t slot) { return PyTuple_GET_ITEM(unit->code->co_localsplusnames, slot); }

void gcpy_unbound(GcpyUnit *unit, int64_t slot) {
#if PY_VERSION_HEX >= 0x030b0000
  PyErr_Format(PyExc_UnboundLocalError, "cannot access local variable '%U' where it is not associated with a value",
               slot_name(unit, slot));
#endif
}

static void unbound_cell(GcpyUnit *unit, int64_t slot) {
  PyCodeObject *code = unit->code;
  if (slot < code->co_nlocalsplus - code->co_nfreevars)
    gcpy_unbound(unit, slot);
  else
    PyErr_Format(PyExc_NameError, "cannot access free variable '%U' where it is not associated with a value in enclosing scope",
                 slot_name(unit, slot));
}

PyObject *gcpy_load_deref(PyObject *cell, GcpyUnit *unit, int64_t slot) {
  PyObject *value = PyCell_GET(cell);
  if (value)
    return Py_NewRef(value);
  unbound_cell(unit, slot);
  return NULL;
}

void gcpy_store_deref(uint32_t mask, PyObject *cell, PyObject *value) {
  PyObject *old = PyCell_GET(cell);
  if (!(mask & 2))
    Py_INCREF(value);
  PyCell_SET(cell, value);
  Py_XDECREF(old);
}

int32_t gcpy_delete_deref(PyObject *cell, GcpyUnit *unit, int64_t slot) {
  PyObject *old = PyCell_GET(cell);
  if (!old) {
    unbound_cell(unit, slot);
    return -1;
  }
  PyCell_SET(cell, NULL);
  Py_DECREF(old);
  return 0;
}

/* A cell with what a slot holds, which may be nothing. */
PyObject *gcpy_make_cell(PyObject *value) {
  PyObject *cell = PyCell_New(value);
  if (cell)
    Py_XDECREF(value);
  return cell;
}

PyObject *gcpy_closure_item(PyObject *closure, int64_t at) { return Py_NewRef(PyTuple_GET_ITEM(closure, at)); }

PyObject *gcpy_import_name(uint32_t mask, GcpyUnit *unit, PyObject *name, PyObject *level, PyObject *from) {
  PyObject *result = NULL;
  PyObject *import = PyObject_GetItem(unit->builtins, gcpy_support ? PyUnicode_InternFromString("__import__") : NULL);
  if (import) {
    result = PyObject_CallFunctionObjArgs(import, name, unit->globals, Py_None, from, level, NULL);
    Py_DECREF(import);
  } else if (PyErr_ExceptionMatches(PyExc_KeyError)) {
    PyErr_SetString(PyExc_ImportError, "__import__ not found");
  }
  GCPY_RELEASE2(mask, level, from);
  return result;
}

/* A submodule that is not yet an attribute of its package is found in sys.modules. */
PyObject *gcpy_import_from(PyObject *module, PyObject *name) {
  PyObject *result = PyObject_GetAttr(module, name);
  if (result || !PyErr_ExceptionMatches(PyExc_AttributeError))
    return result;
  PyErr_Clear();
  return gcpy_from_support(PyObject_CallMethod(gcpy_support, "import_from", "OO", module, name));
}
