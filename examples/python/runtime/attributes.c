/* Attributes, with a cache at each place that asks for one: where the attribute was found in an object of which type. */
#include "interpreter.h"
#include "internal/pycore_dict.h"
#include "internal/pycore_object.h"
#include "structmember.h"

#pragma GCC diagnostic ignored "-Wdeprecated-declarations"

enum { EMPTY, VALUE, SLOT, MODULE, METHOD };

/* `version` is that of the type, or of the module's dictionary. */
typedef struct {
  uint64_t version;
  PyObject *object; /* MODULE: the value, METHOD: what is called; borrowed as long as the version holds */
  uint32_t index;   /* VALUE: which of the object's values; SLOT: how far from its beginning */
  uint16_t kind;
  uint16_t keys; /* METHOD: how many names the objects of the type have */
} Cache;

/* The values of an object that has no dictionary of its own yet. */
static inline PyDictValues *values_of(PyObject *object) {
#if PY_VERSION_HEX >= 0x030d0000
  if (!(Py_TYPE(object)->tp_flags & Py_TPFLAGS_INLINE_VALUES))
    return NULL;
  PyDictValues *values = _PyObject_InlineValues(object);
  return values->valid ? values : NULL;
#elif PY_VERSION_HEX >= 0x030c0000
  if (!(Py_TYPE(object)->tp_flags & Py_TPFLAGS_MANAGED_DICT))
    return NULL;
  PyDictOrValues both = *_PyObject_DictOrValuesPointer(object);
  return _PyDictOrValues_IsValues(both) ? _PyDictOrValues_GetValues(both) : NULL;
#else
  return Py_TYPE(object)->tp_flags & Py_TPFLAGS_MANAGED_DICT ? *_PyObject_ValuesPointer(object) : NULL;
#endif
}

static PyDictKeysObject *keys_of(PyTypeObject *type) { return ((PyHeapTypeObject *)type)->ht_cached_keys; }

/* Which of the values a name has, or -1. */
static int index_of(PyTypeObject *type, PyObject *name) {
  PyDictKeysObject *keys = keys_of(type);
  for (Py_ssize_t i = 0; keys && i < keys->dk_nentries; i++)
    if (DK_UNICODE_ENTRIES(keys)[i].me_key == name)
      return (int)i;
  return -1;
}

static PyObject *module_dict(PyObject *object) { return PyModule_CheckExact(object) ? PyModule_GetDict(object) : NULL; }
#define DICT_VERSION(dict) (((PyDictObject *)(dict))->ma_version_tag)

static void learn_module(Cache *cache, PyObject *name, PyObject *object) {
  PyObject *dict = module_dict(object);
  PyObject *value = dict ? PyDict_GetItemWithError(dict, name) : NULL;
  if (value) {
    cache->kind = MODULE;
    cache->object = value;
    cache->version = DICT_VERSION(dict);
  }
}

/* Looks where an attribute was found. */
static void learn(Cache *cache, PyObject *name, PyObject *object) {
  PyTypeObject *type = Py_TYPE(object);
  cache->kind = EMPTY;
  if (type->tp_getattro != PyObject_GenericGetAttr) {
    learn_module(cache, name, object);
    return;
  }
  PyObject *found = _PyType_Lookup(type, name);
  cache->version = type->tp_version_tag;
  if (!cache->version)
    return;
  if (found && Py_TYPE(found) == &PyMemberDescr_Type) {
    PyMemberDef *member = ((PyMemberDescrObject *)found)->d_member;
    if (member->type == T_OBJECT_EX) {
      cache->kind = SLOT;
      cache->index = (uint32_t)member->offset;
    }
  } else if (!found || !Py_TYPE(found)->tp_descr_set) {
    int index = values_of(object) ? index_of(type, name) : -1;
    if (index >= 0) {
      cache->kind = VALUE;
      cache->index = (uint32_t)index;
    }
  }
}

static inline PyObject *cached_attribute(Cache *cache, PyObject *object) {
  PyTypeObject *type = Py_TYPE(object);
  if (cache->kind == MODULE) {
    PyObject *dict = module_dict(object);
    return dict && DICT_VERSION(dict) == cache->version ? cache->object : NULL;
  }
  if (cache->kind == EMPTY || cache->version != type->tp_version_tag)
    return NULL;
  if (cache->kind == SLOT)
    return *(PyObject **)((char *)object + cache->index);
  PyDictValues *values = values_of(object);
  return values ? values->values[cache->index] : NULL;
}

PyObject *gcpy_get_attribute(uint32_t mask, PyObject *name, Cache *cache, PyObject *object) {
  PyObject *result = Py_XNewRef(cached_attribute(cache, object));
  if (UNLIKELY(!result)) {
    result = PyObject_GetAttr(object, name);
    if (result)
      learn(cache, name, object);
  }
  GCPY_RELEASE1(mask, object);
  return result;
}

/* Only an attribute that the object has already is set here. */
int32_t gcpy_set_attribute(uint32_t mask, PyObject *name, Cache *cache, PyObject *value, PyObject *object) {
  PyTypeObject *type = Py_TYPE(object);
  PyObject **place = NULL;
  if (cache->version == type->tp_version_tag && cache->kind == SLOT) {
    place = (PyObject **)((char *)object + cache->index);
  } else if (cache->version == type->tp_version_tag && cache->kind == VALUE) {
    PyDictValues *values = values_of(object);
    place = values && values->values[cache->index] ? &values->values[cache->index] : NULL;
  }
  int result = 0;
  if (LIKELY(place)) {
    PyObject *old = *place;
    *place = Py_NewRef(value);
    Py_XDECREF(old);
  } else {
    result = PyObject_SetAttr(object, name, value);
    if (result == 0 && type->tp_setattro == PyObject_GenericSetAttr)
      learn(cache, name, object);
  }
  GCPY_RELEASE2(mask, value, object);
  return result;
}

int32_t gcpy_delete_attribute(uint32_t mask, PyObject *name, PyObject *object) {
  int result = PyObject_SetAttr(object, name, NULL);
  GCPY_RELEASE1(mask, object);
  return result;
}

/* Whether an object can have no attribute of its own that hides the method: its type's objects have no more names than they had. */
static inline int is_method_here(Cache *cache, PyObject *object) {
  PyTypeObject *type = Py_TYPE(object);
  if (cache->kind != METHOD || cache->version != type->tp_version_tag)
    return 0;
  if (cache->index) /* objects without a dictionary */
    return 1;
  return values_of(object) && keys_of(type)->dk_nentries == cache->keys;
}

static void learn_method(Cache *cache, PyObject *name, PyObject *object) {
  PyTypeObject *type = Py_TYPE(object);
  PyObject *found = _PyType_Lookup(type, name);
  cache->kind = EMPTY;
  cache->version = type->tp_version_tag;
  if (!cache->version || !found || type->tp_getattro != PyObject_GenericGetAttr ||
      !PyType_HasFeature(Py_TYPE(found), Py_TPFLAGS_METHOD_DESCRIPTOR))
    return;
  int has_no_dict = type->tp_dictoffset == 0 && !(type->tp_flags & Py_TPFLAGS_MANAGED_DICT);
  if (!has_no_dict && (!values_of(object) || index_of(type, name) >= 0 || keys_of(type)->dk_nentries > 1000))
    return;
  cache->kind = METHOD;
  cache->object = found;
  cache->index = (uint32_t)has_no_dict;
  cache->keys = has_no_dict ? 0 : (uint16_t)keys_of(type)->dk_nentries;
}

int _PyObject_GetMethod(PyObject *object, PyObject *name, PyObject **method);

static GcpyPair find_method(uint32_t mask, PyObject *name, Cache *cache, PyObject *object) {
  GcpyPair pair = {NULL, 0};
  if (_PyObject_GetMethod(object, name, &pair.object) && pair.object) {
    learn_method(cache, name, object);
    pair.word = (int64_t)(intptr_t)object;
    if (!(mask & 1))
      Py_INCREF(object);
    return pair;
  }
  if (pair.object)
    learn(cache, name, object);
  GCPY_RELEASE1(mask, object);
  return pair;
}

/* What is called, and in the word the receiver that it gets as its first argument, or 0. */
GcpyPair gcpy_load_method(uint32_t mask, PyObject *name, Cache *cache, PyObject *object) {
  if (LIKELY(is_method_here(cache, object))) {
    if (!(mask & 1))
      Py_INCREF(object);
    return (GcpyPair){Py_NewRef(cache->object), (int64_t)(intptr_t)object};
  }
  if (cache->kind != METHOD) {
    PyObject *value = cached_attribute(cache, object);
    if (value) {
      GcpyPair pair = {Py_NewRef(value), 0};
      GCPY_RELEASE1(mask, object);
      return pair;
    }
  }
  return find_method(mask, name, cache, object);
}
