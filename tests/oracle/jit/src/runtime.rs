//! The runtime in C, and how its functions are called by programs.

use std::ffi::{CStr, CString, c_char, c_int, c_void};
use std::os::unix::ffi::OsStrExt;
use std::sync::Once;

use gc_coro_oracle::interpret::Event;

use crate::shadow_stack;

/// The variable of the environment that names the folder with libjulia: `_lib` of the wheel (`scripts/test-julia.sh`).
pub const LIBJULIA: &str = "GC_CORO_LIBJULIA";

unsafe extern "C" {
    fn oracle_begin(map: *const c_void);
    fn oracle_run(program: extern "C" fn()) -> c_int;
    fn oracle_events(count: *mut usize) -> *const i64;
    fn oracle_message() -> *const c_char;
    fn oracle_collections() -> u64;
    // Only their addresses are used: the types do not matter.
    fn oracle_trace();
    fn oracle_new();
    fn oracle_allocate();
    fn oracle_buffer();
    fn oracle_write_barrier();
    fn oracle_set_task();
    fn oracle_task();
    fn oracle_reentered();
    fn oracle_check_one_shot();
}

unsafe extern "C" {
    fn julia_begin(folder: *const c_char);
    fn julia_run(program: extern "C" fn()) -> c_int;
    fn julia_run_example(
        main: extern "C" fn(*mut c_void, i64) -> i64,
        steps: i64,
        result: *mut i64,
        allocated: *mut u64,
    ) -> c_int;
    fn julia_collections() -> u64;
    fn julia_switches() -> u64;
    // Only their addresses are used.
    fn julia_trace();
    fn julia_new();
    fn julia_new_frame();
    fn julia_buffer();
    fn julia_write_barrier();
    fn julia_set_task();
    fn julia_alloc();
    fn julia_box();
    fn julia_new_state();
    fn julia_push_buffer();
    fn julia_pop_buffer();
    fn julia_safepoint();
    fn julia_new_coroutine();
    fn julia_delete_coroutine();
    fn julia_on_task();
    fn julia_pgcstack();
    fn julia_variable(name: *const c_char) -> *mut c_void;
}

/// What a program's objects are.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Heap {
    /// Memory that is never looked at.
    Still,
    /// Objects that move at every event, found by stack maps.
    Moving,
    /// Objects of a real libjulia, found by its shadow stack.
    Julia,
}

/// The function that a program means by a name.
pub fn address_of(name: &str, heap: Heap) -> Option<usize> {
    let function = if heap == Heap::Julia { of_julia(name) } else { of_this_process(name) };
    function.map(|function| function as usize)
}

type Anything = unsafe extern "C" fn();

fn of_julia(name: &str) -> Option<Anything> {
    Some(match name {
        "trace" => julia_trace,
        "oracle_new" => julia_new,
        "oracle_allocate" => julia_new_frame,
        "oracle_buffer" => julia_buffer,
        "oracle_set_task" => julia_set_task,
        "oracle_reentered" => oracle_reentered,
        "julia.get_pgcstack" => julia_pgcstack,
        "julia.gc_alloc_obj" => julia_alloc,
        "ijl_box_int64" => julia_box,
        "jl_gc_alloc_await_state" => julia_new_state,
        "jl_push_await_buffer" => julia_push_buffer,
        "jl_pop_await_buffer" => julia_pop_buffer,
        "jl_gc_safepoint" => julia_safepoint,
        "jl_new_coroutine_frame" => julia_new_coroutine,
        "jl_delete_coroutine_frame" => julia_delete_coroutine,
        shadow_stack::BARRIER => julia_write_barrier,
        shadow_stack::ON_TASK => julia_on_task,
        _ => return None,
    })
}

/// The variable or object of libjulia that a program means by a name.
pub fn julia_address_of(name: &str) -> Option<usize> {
    let name = std::ffi::CString::new(name).ok()?;
    // SAFETY: reads the name.
    let found = unsafe { julia_variable(name.as_ptr()) };
    (!found.is_null()).then_some(found as usize)
}

fn of_this_process(name: &str) -> Option<Anything> {
    Some(match name {
        "trace" => oracle_trace,
        "oracle_new" => oracle_new,
        "oracle_allocate" => oracle_allocate,
        "oracle_buffer" => oracle_buffer,
        "oracle_write_barrier" => oracle_write_barrier,
        "oracle_set_task" => oracle_set_task,
        "julia.get_pgcstack" => oracle_task,
        "oracle_reentered" => oracle_reentered,
        "oracle_check_one_shot" => oracle_check_one_shot,
        _ => return None,
    })
}

const REENTERED: c_int = 1;
const FAILED: c_int = 2;

/// Loads libjulia, from the folder that the environment names.
///
/// # Errors
/// It names none.
pub fn begin_julia() -> Result<(), String> {
    static BEGUN: Once = Once::new();
    let folder =
        std::env::var_os(LIBJULIA).ok_or(format!("{LIBJULIA} has to name the folder of libjulia"))?;
    let folder = CString::new(folder.as_bytes()).map_err(|e| e.to_string())?;
    // SAFETY: reads the folder's name; it ends the process where there is no libjulia.
    BEGUN.call_once(|| unsafe { julia_begin(folder.as_ptr()) });
    Ok(())
}

/// Runs a program. With a stack map its objects move.
///
/// # Errors
/// What the runtime found wrong.
///
/// # Safety
/// `program` is the address of a function without parameters and result, `map` that of its stack map or null.
pub unsafe fn run(program: usize, map: *const c_void, heap: Heap) -> Result<Vec<Event>, String> {
    // SAFETY: as the caller says; the runtime is used by one thread only, as a `Host` cannot leave its thread.
    unsafe {
        let program = std::mem::transmute::<usize, extern "C" fn()>(program);
        let outcome = if heap == Heap::Julia {
            julia_run(program)
        } else {
            oracle_begin(map);
            oracle_run(program)
        };
        if outcome == FAILED {
            return Err(message());
        }
        let mut count = 0;
        let values = oracle_events(&raw mut count);
        let values = std::slice::from_raw_parts(values, count);
        let reentered = (outcome == REENTERED).then_some(Event::Reentered);
        Ok(values.iter().map(|&value| Event::Value(value)).chain(reentered).collect())
    }
}

/// What an example of Julia returned, and how many objects it allocated.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct ExampleResult {
    pub result: i64,
    pub allocations: u64,
}

/// Runs an example with a number of steps, on libjulia.
///
/// # Errors
/// What the runtime found wrong.
///
/// # Safety
/// `main` is the address of a `julia_main`.
pub unsafe fn run_example(main: usize, steps: i64) -> Result<ExampleResult, String> {
    let mut found = ExampleResult { result: 0, allocations: 0 };
    // SAFETY: as the caller says.
    let outcome = unsafe {
        let main = std::mem::transmute::<usize, extern "C" fn(*mut c_void, i64) -> i64>(main);
        julia_run_example(main, steps, &raw mut found.result, &raw mut found.allocations)
    };
    match outcome {
        FAILED => Err(message()),
        REENTERED => Err("a one-shot continuation was called again".to_string()),
        _ => Ok(found),
    }
}

fn message() -> String {
    // SAFETY: a text of the runtime, which ends in NUL.
    unsafe { CStr::from_ptr(oracle_message()) }.to_string_lossy().into_owned()
}

/// How often objects were moved since the process began.
pub fn collections() -> u64 {
    // SAFETY: reads a number.
    unsafe { oracle_collections() }
}

/// How often Julia's heap was collected, and how often a call ran on another task of Julia, since the process began.
pub fn julia_counts() -> (u64, u64) {
    // SAFETY: reads two numbers.
    unsafe { (julia_collections(), julia_switches()) }
}
