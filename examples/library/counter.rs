// What the examples in the documentation of the library work on: the generator of docs/tutorials/generator.md, which
// yields first, first + 1, … . src/lib.rs includes this file in hidden lines.

use inkwell::context::Context;
use inkwell::memory_buffer::MemoryBuffer;
use inkwell::module::Module;

/// The module of examples/tutorials/generator.ll.
pub fn counter(context: &Context) -> Module<'_> {
    parse(context, include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/tutorials/generator.ll")))
}

/// Reads IR in LLVM 22's spelling. Earlier LLVMs have a result of `llvm.coro.end`; LLVM 16 has no token operand.
pub fn parse<'c>(context: &'c Context, text: &str) -> Module<'c> {
    let mut text = text.to_owned();
    if gc_coro::LLVM_MAJOR < 22 {
        text = text.replace("void @llvm.coro.end", "i1 @llvm.coro.end");
    }
    if gc_coro::LLVM_MAJOR < 19 {
        text = text.replace("i1 false, token none)", "i1 false)").replace("i1, token)", "i1)");
    }
    let buffer = MemoryBuffer::create_from_memory_range_copy(text.as_bytes(), "counter");
    context.create_module_from_ir(buffer).expect("the text is valid IR")
}
