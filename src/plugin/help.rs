//! The help text, made from the table of passes: `-passes='gc-coro-split<help>'`.

use crate::ir::{LLVM_MAJOR, SPLITS_IN_PLACE};
use crate::passes::parameters::Vocabulary;
use crate::plugin::passes::{IN_PLACE, PASSES, SPLIT};

/// What the passes and their parameters are.
pub(crate) fn text() -> String {
    let mut text = format!("gc-coro {} for LLVM {LLVM_MAJOR}\n", env!("CARGO_PKG_VERSION"));
    for (number, pass) in PASSES.iter().enumerate() {
        let form = match pass.name.strip_suffix('>') {
            Some(head) => format!("{head};<parameters>>"),
            None => format!("{}<parameters>", pass.name),
        };
        text += &format!("\n{}\n    {}\n", pass.name, pass.meaning);
        text += &one_form(&form, pass.vocabulary);
        if number == SPLIT && SPLITS_IN_PLACE {
            text += &one_form(&format!("cgscc({form})"), IN_PLACE);
        }
    }
    text + "\n';' separates parameters, a leading 'no-' turns one off.\n"
}

/// How a pass is written, and what it understands there.
fn one_form(form: &str, vocabulary: Vocabulary) -> String {
    let mut text = format!("  {form}\n");
    for setting in vocabulary.settings {
        text += &format!("    {:<13} {}\n", format!("{}=", setting.name), setting.meaning);
    }
    for switch in vocabulary.switches {
        let default = if switch.is_default() { " (default)" } else { "" };
        text += &format!("    {:<14}{}{default}\n", switch.name, switch.meaning);
    }
    text
}
