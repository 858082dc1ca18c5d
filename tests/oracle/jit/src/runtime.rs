//! The runtime in C, and how its functions are called by programs.

use std::ffi::{CStr, c_char, c_int, c_void};

use gc_coro_oracle::interpret::Event;

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

/// The function that a program means by a name.
pub fn address_of(name: &str) -> Option<usize> {
    let function: unsafe extern "C" fn() = match name {
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
    };
    Some(function as usize)
}

/// Runs a program. With a stack map its objects move.
///
/// # Errors
/// What the runtime found wrong.
///
/// # Safety
/// `program` is the address of a function without parameters and result, `map` that of its stack map or null.
pub unsafe fn run(program: usize, map: *const c_void) -> Result<Vec<Event>, String> {
    const REENTERED: c_int = 1;
    const FAILED: c_int = 2;
    // SAFETY: as the caller says; the runtime is used by one thread only, as a `Host` cannot leave its thread.
    unsafe {
        let program = std::mem::transmute::<usize, extern "C" fn()>(program);
        oracle_begin(map);
        let outcome = oracle_run(program);
        if outcome == FAILED {
            return Err(CStr::from_ptr(oracle_message()).to_string_lossy().into_owned());
        }
        let mut count = 0;
        let values = oracle_events(&raw mut count);
        let values = std::slice::from_raw_parts(values, count);
        let reentered = (outcome == REENTERED).then_some(Event::Reentered);
        Ok(values.iter().map(|&value| Event::Value(value)).chain(reentered).collect())
    }
}

/// How often objects were moved since the process began.
pub fn collections() -> u64 {
    // SAFETY: reads a number.
    unsafe { oracle_collections() }
}
