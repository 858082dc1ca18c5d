//! Text of the low form: what comes in is a module, what goes out is LLVM's IR or MLIR's LLVM dialect.

pub mod llvm;
pub mod mlir;
