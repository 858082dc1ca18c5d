//! A just-in-time compiler with generators (`llvm.coro.*`) and awaits (`gc.coro.*`). Functions are compiled when they are first called.
//!
//! * `programs.rs` builds the functions with inkwell and `gc_coro::build`, and splits them;
//! * `jit.rs` compiles a function when it is first called, with LLVM's ORC;
//! * `runtime.rs` gives memory for frames.

#![allow(clippy::print_stdout, reason = "it is a program, and this is its output")]

mod jit;
mod programs;
mod runtime;

use inkwell::targets::{InitializationConfig, Target};

use jit::{Failure, Jit};

fn main() -> Result<(), Failure> {
    Target::initialize_native(&InitializationConfig::default())?;
    let jit = Jit::new()?;
    jit.define_native("generator_new", runtime::generator_new as *const ())?;
    jit.define_native("generator_free", runtime::generator_free as *const ())?;
    jit.define_native("frame_new", runtime::frame_new as *const ())?;
    for (name, compile) in programs::ALL {
        jit.define_lazily(name, compile)?;
    }
    println!("nothing is compiled yet");

    // SAFETY: these are the types of the functions in programs.rs, whose code exists as long as `jit`.
    let (sum_of, add) = unsafe {
        (
            std::mem::transmute::<u64, extern "C" fn(u64) -> u64>(jit.address("sum_of")?),
            std::mem::transmute::<u64, extern "C" fn(u64, u64) -> u64>(jit.address("add")?),
        )
    };
    println!("sum_of(10) = {}", sum_of(10));
    println!("sum_of(100) = {}", sum_of(100));
    let (made, freed) = runtime::generators();
    println!("frames of generators: {made} made, {freed} freed");
    println!("add(20, 1) = {}", add(20, 1));
    println!("frames of awaits: {}", runtime::frames_in_heap());
    Ok(())
}
