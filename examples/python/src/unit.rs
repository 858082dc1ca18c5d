//! A function that is called first: all stages, and what becomes of a refusal. What Python asks about compiled functions.

use std::ffi::c_int;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::{Duration, Instant};

use pyo3::exceptions::{PyRuntimeError, PyRuntimeWarning, PyTypeError};
use pyo3::ffi::PyObject;
use pyo3::prelude::*;
use pyo3::types::PyDict;

use crate::bytecode::{self, Code, Refusal};
use crate::compile::{self, Compiled};
use crate::emit::{self, Kind, Objects};
use crate::runtime::{self, COMPILED, REFUSED, Unit};

pyo3::create_exception!(
    gc_coro_python,
    RefusedError,
    PyRuntimeError,
    "A function that cannot be translated."
);

fn objects(py: Python<'_>, unit: usize) -> Objects {
    let mut offsets = [0; 5];
    // SAFETY: the function fills five numbers.
    unsafe { runtime::gcpy_layout(offsets.as_mut_ptr()) };
    let [io, status, awaiting, takes_ints, number] = offsets;
    // SAFETY: the interpreter is attached, and these objects live as long as it.
    let (true_object, false_object) =
        unsafe { (pyo3::ffi::Py_True() as usize, pyo3::ffi::Py_False() as usize) };
    Objects {
        unit,
        none: py.None().as_ptr() as usize,
        true_object,
        false_object,
        io,
        status,
        awaiting,
        takes_ints,
        number,
        // SAFETY: the interpreter is attached.
        breaker: unsafe { runtime::gcpy_breaker() } as usize,
        pin_type: (&raw const runtime::GcpyPin_Type) as usize,
        has_immortals: py.version_info() >= (3, 12),
    }
}

/// The code of a unit, and its IR.
fn translate(py: Python<'_>, unit: *mut Unit, first: &[Kind]) -> PyResult<Result<(Code, String), Refusal>> {
    // SAFETY: units are never freed, and own their code.
    let code = unsafe { Bound::from_borrowed_ptr(py, (*unit).code) };
    Ok(match bytecode::read(&code)? {
        Err(refusal) => Err(refusal),
        Ok(code) => emit::emit(&code, objects(py, unit as usize), first, &generators(py, unit, &code))
            .map(|ir| (code, ir)),
    })
}

/// Which names are compiled generators now, among the globals: a loop over what they return may get numbers.
fn generators(py: Python<'_>, unit: *mut Unit, code: &Code) -> Vec<bool> {
    // SAFETY: the function that is called owns the globals.
    let globals = unsafe { Bound::from_borrowed_ptr(py, (*unit).globals) };
    let is_generator = |name: &String| {
        let function = globals.get_item(name).ok()?;
        let unit = unit_of(&function).ok()?;
        // SAFETY: units are never freed, and own their code.
        let code = unsafe { Bound::from_borrowed_ptr(py, (*unit).code) };
        let flags: u32 = code.getattr("co_flags").ok()?.extract().ok()?;
        Some(flags & 0x20 != 0)
    };
    code.name_texts.iter().map(|name| is_generator(name).unwrap_or(false)).collect()
}

/// Compiles a unit, and says in its report what that took.
fn build(py: Python<'_>, unit: *mut Unit, first: &[Kind]) -> PyResult<()> {
    let started = Instant::now();
    let (code, ir) = match translate(py, unit, first)? {
        Ok(translated) => translated,
        Err(refusal) => return refuse(py, unit, &refusal),
    };
    let translation = started.elapsed();
    let compiled = match compile::compile(&ir) {
        Ok(compiled) => compiled,
        Err(message) => return refuse(py, unit, &Refusal { what: message, offset: 0 }),
    };
    let frame_size = compiled.coroutine.as_ref().map_or(0, |coroutine| coroutine.frame_bytes as i64);
    let address = compiled.address;
    let report = Report {
        name: code.name,
        instructions: code.instrs.len(),
        translation,
        total: started.elapsed(),
        compiled,
        first: first.to_vec(),
    };
    // SAFETY: units are never freed; the interpreter lets one thread in at a time.
    unsafe {
        (*unit).frame_size = frame_size;
        (*unit).entry = address as *mut _;
        (*unit).report = Box::into_raw(Box::new(report)).cast();
        (*unit).state = COMPILED;
    }
    Ok(())
}

/// What a compilation tells. It is kept outside of Python's heap: tests look for objects that are left.
struct Report {
    name: String,
    instructions: usize,
    translation: Duration,
    total: Duration,
    compiled: Compiled,
    first: Vec<Kind>,
}

impl Report {
    fn dictionary<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        let report = PyDict::new(py);
        let times = self.compiled.times;
        report.set_item("function", &self.name)?;
        report.set_item("instructions", self.instructions)?;
        for (part, time) in [
            ("translate", self.translation),
            ("parse", times.parse),
            ("passes_before", times.before),
            ("split", times.split),
            ("passes_after", times.after),
            ("code", times.code),
            ("link", times.link),
            ("total", self.total),
        ] {
            report.set_item(format!("{part}_ms"), time.as_secs_f64() * 1e3)?;
        }
        if let Some(coroutine) = &self.compiled.coroutine {
            report.set_item("frame_bytes", coroutine.frame_bytes)?;
            report.set_item("suspend_points", coroutine.suspends)?;
            report.set_item("reference_words", coroutine.tracked_words)?;
        }
        Ok(report)
    }
}

/// The report of a unit that is compiled.
fn report_of(unit: *mut Unit) -> Option<&'static Report> {
    // SAFETY: units and their reports are never freed.
    unsafe { (*unit).report.cast::<Report>().as_ref() }
}

/// The kinds of arguments that a unit was compiled for.
fn kinds_of(unit: *mut Unit) -> &'static [Kind] {
    report_of(unit).map_or(&[], |report| &report.first)
}

/// Leaves a unit to the interpreter, with a warning, or an exception if it is strict.
fn refuse(py: Python<'_>, unit: *mut Unit, refusal: &Refusal) -> PyResult<()> {
    // SAFETY: units are never freed, and own their code.
    let code = unsafe { Bound::from_borrowed_ptr(py, (*unit).code) };
    let name: String = code.getattr("co_qualname")?.extract()?;
    let file: String = code.getattr("co_filename")?.extract()?;
    // SAFETY: it is a code object.
    let line = unsafe { pyo3::ffi::PyCode_Addr2Line(code.as_ptr().cast(), refusal.offset as c_int) };
    let text = format!("{file}:{line}: {name} is not compiled: {}", refusal.what);
    // SAFETY: as above.
    unsafe { (*unit).state = REFUSED };
    // SAFETY: as above.
    if unsafe { (*unit).strict } != 0 {
        return Err(RefusedError::new_err(text));
    }
    let text = std::ffi::CString::new(text.replace('\0', " "))?;
    PyErr::warn(py, &py.get_type::<PyRuntimeWarning>(), &text, 2)
}

/// The kinds of the arguments of the first call.
///
/// # Safety
/// There are `count` objects.
unsafe fn first_look(arguments: *const *mut PyObject, count: i64) -> Vec<Kind> {
    // SAFETY: the caller says so; an argument is an object.
    let kind = |at: usize| unsafe {
        let object = *arguments.add(at);
        if pyo3::ffi::PyLong_CheckExact(object) != 0 {
            Kind::Int
        } else if pyo3::ffi::PyFloat_CheckExact(object) != 0 {
            Kind::Float
        } else {
            match runtime::gcpy_element_kind(object) {
                2 => Kind::Scalars,
                _ => Kind::Object,
            }
        }
    };
    (0..count as usize).map(kind).collect()
}

/// Compiles a unit when one of its functions is called first. 0, or -1 with an exception.
///
/// # Safety
/// The interpreter is attached to this thread, and the unit is one of the runtime's.
#[unsafe(no_mangle)]
unsafe extern "C" fn gcpy_compile_unit(
    unit: *mut Unit,
    arguments: *const *mut PyObject,
    count: i64,
) -> c_int {
    Python::attach(|py| {
        // SAFETY: the caller passes as many arguments.
        let first = unsafe { first_look(arguments, count) };
        let built = catch_unwind(AssertUnwindSafe(|| build(py, unit, &first)));
        let result =
            built.unwrap_or_else(|_| Err(PyRuntimeError::new_err("a defect of gc_coro_python: it panicked")));
        match result {
            Ok(()) => 0,
            Err(error) => {
                error.restore(py);
                -1
            }
        }
    })
}

/// The unit of a compiled function.
fn unit_of(function: &Bound<'_, PyAny>) -> PyResult<*mut Unit> {
    // SAFETY: objects of exactly this type have this layout.
    unsafe {
        if pyo3::ffi::Py_TYPE(function.as_ptr()) != (&raw const runtime::GcpyFunction_Type).cast_mut() {
            return Err(PyTypeError::new_err("not a function that jit has made"));
        }
        Ok((*function.as_ptr().cast::<runtime::Function>()).unit)
    }
}

/// A compiled function for a function of the interpreter.
#[pyfunction]
fn compile_function<'py>(function: &Bound<'py, PyAny>, strict: bool) -> PyResult<Bound<'py, PyAny>> {
    let py = function.py();
    // SAFETY: the caller has checked that it is a function.
    let made = unsafe {
        Bound::from_owned_ptr_or_err(py, runtime::gcpy_function_new(function.as_ptr(), strict.into()))?
    };
    if strict {
        check(&made)?;
    }
    Ok(made)
}

/// Raises what would be a warning at the first call.
#[pyfunction]
fn check(function: &Bound<'_, PyAny>) -> PyResult<()> {
    let unit = unit_of(function)?;
    // SAFETY: units are never freed.
    unsafe { (*unit).strict = 1 };
    if let Err(refusal) = translate(function.py(), unit, &[])? {
        return refuse(function.py(), unit, &refusal);
    }
    Ok(())
}

/// Whether a function has been compiled: it is when it is called first, if it can be.
#[pyfunction]
fn is_compiled(function: &Bound<'_, PyAny>) -> PyResult<bool> {
    // SAFETY: units are never freed.
    Ok(unsafe { (*unit_of(function)?).state } == COMPILED)
}

/// What the compiler tells of a function: how long each part took in milliseconds, and how large its frame is.
#[pyfunction]
fn stats<'py>(function: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyDict>> {
    match report_of(unit_of(function)?) {
        Some(report) => report.dictionary(function.py()),
        None => Ok(PyDict::new(function.py())),
    }
}

fn ir_of(function: &Bound<'_, PyAny>) -> PyResult<String> {
    let unit = unit_of(function)?;
    match translate(function.py(), unit, kinds_of(unit))? {
        Ok((_, ir)) => Ok(ir),
        Err(refusal) => Err(RefusedError::new_err(refusal.what)),
    }
}

/// The LLVM IR of a function: as it is compiled, or with `stage="emitted"` as it was translated.
#[pyfunction]
#[pyo3(signature = (function, stage = "compiled"))]
fn llvm(function: &Bound<'_, PyAny>, stage: &str) -> PyResult<String> {
    let ir = ir_of(function)?;
    if stage == "emitted" { Ok(ir) } else { compile::text(&ir).map_err(PyRuntimeError::new_err) }
}

/// The frame of a function as JSON, and at which instruction each of its suspend points is.
#[pyfunction]
fn frame_report(function: &Bound<'_, PyAny>) -> PyResult<(String, Vec<u32>)> {
    let ir = ir_of(function)?;
    if !ir.contains("@llvm.coro.begin") {
        return Err(PyTypeError::new_err("a plain function has no frame that is kept"));
    }
    compile::frame(&ir).map_err(PyRuntimeError::new_err)
}

/// Adds what Python calls.
pub fn register(module: &Bound<'_, PyModule>) -> PyResult<()> {
    module.add("RefusedError", module.py().get_type::<RefusedError>())?;
    module.add_function(wrap_pyfunction!(compile_function, module)?)?;
    module.add_function(wrap_pyfunction!(check, module)?)?;
    module.add_function(wrap_pyfunction!(is_compiled, module)?)?;
    module.add_function(wrap_pyfunction!(stats, module)?)?;
    module.add_function(wrap_pyfunction!(llvm, module)?)?;
    module.add_function(wrap_pyfunction!(frame_report, module)?)
}
