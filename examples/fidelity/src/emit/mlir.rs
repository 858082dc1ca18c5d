//! MLIR's LLVM dialect.

use crate::low::Module;

/// The module as text.
pub fn text(module: &Module) -> String {
    format!("// {}\n", module.triple)
}
