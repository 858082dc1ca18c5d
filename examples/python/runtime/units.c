/* The units of code objects: a table by the address of the code. */
#include "gcpy.h"

enum { BUCKETS = 1024 };
static GcpyUnit *units[BUCKETS];

static GcpyUnit **bucket_of(PyObject *code) { return &units[((uintptr_t)code >> 5) % BUCKETS]; }

static void set_code(GcpyUnit *unit, PyCodeObject *code) {
  int has_more = code->co_flags & (CO_VARARGS | CO_VARKEYWORDS);
  unit->code = (PyCodeObject *)Py_NewRef(code);
  unit->slots = code->co_argcount + code->co_kwonlyargcount + !!(code->co_flags & CO_VARARGS) +
                !!(code->co_flags & CO_VARKEYWORDS);
  unit->is_simple = !has_more && !code->co_kwonlyargcount;
}

/* The unit of a code object with its globals. Units live as long as the process: their code may be running. Dictionaries that are gone
 * may have successors at the same address: nothing of a unit depends on what was in them, as the caches of globals compare versions. */
GcpyUnit *gcpy_unit_of(PyObject *code, PyObject *globals, PyObject *builtins) {
  GcpyUnit **bucket = bucket_of(code);
  for (GcpyUnit *unit = *bucket; unit; unit = unit->next)
    if ((PyObject *)unit->code == code && unit->globals == globals && unit->builtins == builtins)
      return unit;
  GcpyUnit *unit = PyMem_Calloc(1, sizeof *unit);
  if (!unit) {
    PyErr_NoMemory();
    return NULL;
  }
  set_code(unit, (PyCodeObject *)code);
  unit->globals = globals;
  unit->builtins = builtins;
  unit->next = *bucket;
  *bucket = unit;
  return unit;
}
