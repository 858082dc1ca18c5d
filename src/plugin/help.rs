//! The help text, made from the table of passes: `-passes='gc-coro-split<help>'`.

use crate::ir::LLVM_MAJOR;
use crate::plugin::passes::PASSES;

/// What the passes and their parameters are.
pub(super) fn text() -> String {
    let mut text = format!("gc-coro {} for LLVM {LLVM_MAJOR}\n", env!("CARGO_PKG_VERSION"));
    for pass in PASSES {
        let form = match pass.name.strip_suffix('>') {
            Some(head) => format!("{head};<parameters>>"),
            None => format!("{}<parameters>", pass.name),
        };
        text += &format!("\n{}\n    {}\n  {form}\n", pass.name, pass.meaning);
        for setting in pass.vocabulary.settings {
            text += &format!("    {:<14}{}\n", format!("{}=", setting.name), setting.meaning);
        }
        for switch in pass.vocabulary.switches {
            let default = if switch.is_default() { " (default)" } else { "" };
            text += &format!("    {:<14}{}{default}\n", switch.name, switch.meaning);
        }
    }
    text + "\n';' separates parameters, a leading 'no-' turns one off.\n"
}
