/* Buffers of numbers: an argument that compiled code reads elements of is pinned, and its elements are loaded from its memory. */
#include "interpreter.h"

/* What an element is as an object: a float, or a NumPy scalar. */
enum { FLOAT = 1, SCALAR = 2 };

/* Stands in a variable for the object whose buffer it has. Generated code reads the first fields. */
typedef struct {
  PyObject_HEAD
  int64_t length;
  char *data;
  int64_t stride;
  PyObject *object;
  Py_buffer view;
} Pin;

static void pin_dealloc(PyObject *self) {
  Pin *pin = (Pin *)self;
  PyObject_GC_UnTrack(self);
  PyBuffer_Release(&pin->view);
  Py_CLEAR(pin->object);
  PyObject_GC_Del(self);
}

static int pin_traverse(PyObject *self, visitproc visit, void *arg) {
  Py_VISIT(((Pin *)self)->object);
  Py_VISIT(((Pin *)self)->view.obj);
  return 0;
}

PyTypeObject GcpyPin_Type = {
    PyVarObject_HEAD_INIT(NULL, 0).tp_name = "gc_coro_python.pin",
    .tp_basicsize = sizeof(Pin),
    .tp_flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC,
    .tp_traverse = pin_traverse,
    .tp_dealloc = pin_dealloc,
};

/* NumPy's type of arrays, if NumPy has been imported. */
static PyObject *numpy_type(const char *name) {
  PyObject *modules = PyImport_GetModuleDict();
  PyObject *numpy = PyDict_GetItemString(modules, "numpy");
  PyObject *type = numpy ? PyObject_GetAttrString(numpy, name) : NULL;
  if (!type)
    PyErr_Clear();
  return type;
}

static int is_array(PyObject *object) {
  static PyObject *known;
  if (!known)
    known = numpy_type("ndarray");
  return known && (PyObject *)Py_TYPE(object) == known;
}

PyTypeObject *gcpy_scalar_type(void) {
  static PyObject *known;
  if (!known)
    known = numpy_type("float64");
  return (PyTypeObject *)known;
}

static int is_double(const Py_buffer *view) {
  return view->ndim == 1 && view->itemsize == 8 && view->format && strcmp(view->format, "d") == 0 && !view->suboffsets;
}

/* The kind of the elements of an object that is worth pinning; 0 for any other object. */
int32_t gcpy_element_kind(PyObject *object) {
  Py_buffer view;
  int kind = 0;
  if (!is_array(object))
    return 0;
  if (PyObject_GetBuffer(object, &view, PyBUF_FORMAT | PyBUF_STRIDES) < 0) {
    PyErr_Clear();
    return 0;
  }
  if (is_double(&view))
    kind = SCALAR;
  PyBuffer_Release(&view);
  return kind;
}

/* A pin for an object, which is consumed; the object itself if its elements are of another kind. With `is_float` any buffer of doubles
 * is pinned, and its elements are floats. */
PyObject *gcpy_pin(PyObject *object, uint32_t kind) {
  Py_buffer view;
  if ((kind == SCALAR && !is_array(object)) || !PyObject_CheckBuffer(object))
    return object;
  if (PyObject_GetBuffer(object, &view, PyBUF_FORMAT | PyBUF_STRIDES) < 0) {
    PyErr_Clear();
    return object;
  }
  Pin *pin = is_double(&view) ? PyObject_GC_New(Pin, &GcpyPin_Type) : NULL;
  if (!pin) {
    PyErr_Clear();
    PyBuffer_Release(&view);
    return object;
  }
  pin->length = view.shape[0];
  pin->data = view.buf;
  pin->stride = view.strides[0];
  pin->object = object;
  pin->view = view;
  PyObject_GC_Track(pin);
  return (PyObject *)pin;
}

/* What a variable holds, without its pin: borrowed. */
PyObject *gcpy_plain(PyObject *object) { return Py_TYPE(object) == &GcpyPin_Type ? ((Pin *)object)->object : object; }

typedef struct {
  PyObject *object;
  double value;
} FloatPair;

/* The object is consumed: what is no NumPy scalar stays an object. NumPy's float64 begins as Python's float does. */
FloatPair gcpy_unbox_scalar(PyObject *object) {
  FloatPair pair = {object, 0};
  if (Py_TYPE(object) == gcpy_scalar_type()) {
    pair.object = NULL;
    pair.value = PyFloat_AS_DOUBLE(object);
    Py_DECREF(object);
  }
  return pair;
}

PyObject *gcpy_box_scalar(uint32_t mask, PyObject *reference, double value) {
  if (reference)
    return mask & 1 ? reference : Py_NewRef(reference);
  PyObject *number = PyFloat_FromDouble(value);
  PyObject *scalar = number ? PyObject_CallOneArg((PyObject *)gcpy_scalar_type(), number) : NULL;
  Py_XDECREF(number);
  return scalar;
}
