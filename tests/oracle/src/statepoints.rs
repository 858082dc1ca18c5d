//! Programs in the spelling of collectors that LLVM's statepoints serve.
//!
//! There is one space of tracked pointers, number 1, for references and for pointers into objects; functions name the
//! collector `statepoint-example`; what cannot collect says so. RewriteStatepointsForGC knows no struct with a tracked
//! pointer in it and no alloca of one, and takes arguments to be objects' beginnings; and this collector does not say
//! what the identity of a task is. So programs must do without: see [`without_what_statepoints_lack`].

use crate::generate::{Feature, Features};

/// What the runtime does without ever collecting.
const LEAVES: [&str; 3] = ["@julia.get_pgcstack(", "@oracle_write_barrier(", "@oracle_reentered("];

/// The features that programs for statepoints can have.
#[must_use]
pub fn without_what_statepoints_lack(features: Features) -> Features {
    const LACKING: [Feature; 5] = [
        Feature::LocalRefs,
        Feature::TaggedAggregates,
        Feature::RefVectors,
        Feature::DerivedArguments,
        Feature::Identity,
    ];
    LACKING.iter().fold(features, |left, &feature| left.without(feature))
}

/// A program that was printed for Julia's address spaces, without a collector, in the other spelling.
#[must_use]
pub fn respelled(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for line in text.lines() {
        line_of(&mut out, line);
        out.push('\n');
    }
    out
}

fn line_of(out: &mut String, line: &str) {
    let line = line.replace("addrspace(10)", "addrspace(1)").replace("addrspace(11)", "addrspace(1)");
    let line = line.replace("-ni:10:11:12:13", "-ni:1").replace(".p10", ".p1");
    if let Some((result, cast)) = line.split_once(" = addrspacecast ") {
        let pointer = cast.strip_suffix(" to ptr addrspace(1)").expect("a cast within the tracked spaces");
        out.push_str(&format!("{result} = getelementptr i8, {pointer}, i64 0"));
    } else if let Some(head) = line.strip_prefix("define ").and_then(|line| line.strip_suffix(" {")) {
        out.push_str(&format!("define {head} gc \"statepoint-example\" {{"));
    } else {
        out.push_str(&line);
        if line.starts_with("declare ") && LEAVES.iter().any(|leaf| line.contains(leaf)) {
            out.push_str(" \"gc-leaf-function\"");
        }
    }
}
