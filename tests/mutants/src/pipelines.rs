//! What each mutant is sent through.

/// One run over a mutant.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Pipeline {
    /// The text of a pipeline.
    Text(&'static str),
    /// The same, with the host's option `-gc-coro-split-all`.
    SplitAll(&'static str),
    /// `gc_coro::split_module`, as a program calls it that uses the library.
    Library,
}

use Pipeline::{Library, SplitAll, Text};

/// Every mutant takes these.
const ALWAYS: &[Pipeline] = &[
    Text("gc-coro-split"),
    Text("gc-coro-prepare"),
    Text("gc-coro-verify"),
    Text("print<gc-coro-frames>"),
    Text("await-size"),
    Text("coro-early,gc-coro-split,coro-cleanup"),
    Library,
];

/// And some of these.
const DRAWN: &[Pipeline] = &[
    Text("gc-coro-split<no-packing>"),
    Text("coro-early,function(sroa,early-cse,simplifycfg),gc-coro-elide,gc-coro-split,coro-cleanup"),
    Text("gc-coro-split<gc=julia>,await-size,gc-coro-simplify"),
    Text("gc-coro-split<gc=statepoint-example>,gc-coro-verify"),
    Text("gc-coro-split<gc=coreclr;no-packing>"),
    Text("gc-coro-split<marked-only>"),
    Text("gc-coro-split<no-awaits>"),
    Text("gc-coro-split<no-coroutines>"),
    Text(WITH_CORO_EARLY),
    Text("gc-coro-split,gc-coro-split,gc-coro-verify"),
    Text("gc-coro-verify<gc=julia;strong>"),
    Text("gc-coro-verify<gc=statepoint-example>"),
    Text("gc-coro-prepare<gc=julia>"),
    Text("gc-coro-prepare<marks-only>,gc-coro-prepare"),
    Text("gc-coro-prepare<unwinding>,gc-coro-split"),
    Text(
        "coro-early,gc-coro-prepare<unwinding>,function(sroa,early-cse,simplifycfg),gc-coro-split,coro-cleanup",
    ),
    Text("print<gc-coro-frames;json;gc=julia>"),
    Text("coro-early,print<gc-coro-frames;no-packing>"),
    Text("gc-coro-simplify"),
    Text("gc-coro-prepare,gc-coro-split,await-size,gc-coro-simplify,gc-coro-verify"),
    Text("coro-early,gc-coro-split,function(coro-elide),coro-cleanup,globaldce"),
    Text("coro-early,function(sroa,early-cse,simplifycfg),gc-coro-split,coro-cleanup"),
    Text(
        "coro-early,function(instcombine,gvn,loop-mssa(licm)),gc-coro-split<gc=statepoint-example>,gc-coro-verify",
    ),
    Text(
        "gc-coro-prepare<gc=julia>,function(sroa,early-cse,jump-threading),gc-coro-split<gc=julia>,await-size",
    ),
    Text("default<O0>"),
    Text("default<O1>"),
    Text("default<O2>"),
    Text("default<Os>"),
    Text("thinlto-pre-link<O2>"),
    SplitAll("default<O0>"),
    SplitAll("default<O2>"),
    SplitAll("lto-pre-link<O1>"),
];

/// The pipelines of a mutant: `drawn` chooses among those that not all take.
#[must_use]
pub fn chosen(drawn: &[usize]) -> Vec<Pipeline> {
    let more = drawn.iter().map(|&number| DRAWN[number % DRAWN.len()]);
    ALWAYS.iter().copied().chain(more).collect()
}

/// How many pipelines there are to draw from.
#[must_use]
pub fn drawn_from() -> usize {
    DRAWN.len()
}

/// A pass of gc-coro's that runs one of LLVM's first.
const WITH_CORO_EARLY: &str = "gc-coro-split<coro-early>";

impl Pipeline {
    /// Whether a pass of gc-coro's runs LLVM's coro-early. (At O0 the standard pipelines have such a one.)
    #[must_use]
    pub fn runs_coro_early(self) -> bool {
        let (Text(text) | SplitAll(text)) = self else { return false };
        text == WITH_CORO_EARLY || text == "default<O0>"
    }

    /// The same without gc-coro, where something is left.
    #[must_use]
    pub fn control(self) -> Option<String> {
        let (Text(text) | SplitAll(text)) = self else { return None };
        let ours = |element: &&str| {
            !["gc-coro", "await-size", "print<gc-coro"].iter().any(|name| element.starts_with(name))
        };
        // LLVM's coro-early, which this one runs itself.
        let alone = |element| if element == WITH_CORO_EARLY { "coro-early" } else { element };
        let left: Vec<&str> = split(text).into_iter().map(alone).filter(ours).collect();
        (!left.is_empty()).then(|| left.join(","))
    }

    /// The command that shows what this run does to `file`.
    #[must_use]
    pub fn command(self, file: &str) -> String {
        let opt = "opt -load-pass-plugin=PLUGIN -disable-output";
        match self {
            Text(text) => format!("{opt} -passes='{text}' {file}"),
            SplitAll(text) => format!("{opt} -gc-coro-split-all -passes='{text}' {file}"),
            Library => format!("gc-coro-mutants run --library {file}"),
        }
    }
}

/// The elements of a pipeline: commas within brackets separate none.
fn split(text: &str) -> Vec<&str> {
    let (mut elements, mut depth, mut begin) = (Vec::new(), 0, 0);
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            b'(' | b'<' => depth += 1,
            b')' | b'>' => depth -= 1,
            b',' if depth == 0 => {
                elements.push(&text[begin..at]);
                begin = at + 1;
            }
            _ => {}
        }
    }
    elements.push(&text[begin..]);
    elements
}
