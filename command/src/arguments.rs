//! The command line.

use std::path::PathBuf;
use std::sync::LazyLock;

use clap::{Args, ColorChoice, Parser, Subcommand};
use gc_coro::{CollectorModel, SplitOptions};

use crate::Failure;

/// Shows, explains, checks and splits the coroutines of a file.
///
/// FILE is LLVM IR (.ll or .bc) or C++ (.cpp, .cc, .cxx), which is compiled by clang++. Exit status: 0; 1 if there are errors in
/// the module; 2 if the file or an argument cannot be used.
#[derive(Debug, Parser)]
#[command(name = "gc-coro", version = version())]
pub struct Arguments {
    /// When the output has colours.
    #[arg(long, global = true, value_name = "WHEN", default_value_t = ColorChoice::Auto)]
    color: ColorChoice,
    #[command(subcommand)]
    pub action: Action,
}

/// Such as `0.1.0 for LLVM 22`.
fn version() -> &'static str {
    static TEXT: LazyLock<String> =
        LazyLock::new(|| format!("{} for LLVM {}", env!("CARGO_PKG_VERSION"), gc_coro::LLVM_MAJOR));
    TEXT.as_str()
}

#[derive(Debug, Subcommand)]
pub enum Action {
    /// Shows the frame of each coroutine.
    Frames(Frames),
    /// Says why the frame of each coroutine is as large as it is.
    Explain(Explain),
    /// Splits all coroutines and writes the module.
    Split(Split),
    /// Checks the rules of each function's collector.
    Verify(Verify),
}

/// What all actions have in common.
#[derive(Debug, Args)]
pub struct Common {
    /// LLVM IR (.ll, .bc) or C++ (.cpp, .cc, .cxx); `-` is IR from the standard input.
    pub file: PathBuf,
    /// Collector model of functions that have none by attribute, such as julia or tracked:1.
    #[arg(long, value_name = "MODEL")]
    gc: Option<String>,
    /// LLVM's passes before the split, instead of those for the kind of file; "" is none.
    #[arg(long, value_name = "PASSES")]
    pub passes: Option<String>,
    /// The C++ compiler, instead of the clang++ of this LLVM.
    #[arg(long, value_name = "PROGRAM")]
    pub clang: Option<PathBuf>,
    /// Arguments for the C++ compiler.
    #[arg(last = true, value_name = "CLANG ARGUMENTS")]
    pub clang_arguments: Vec<String>,
}

#[derive(Debug, Args)]
pub struct Chosen {
    /// Only this function (its name in the IR or in the source); may be given again.
    #[arg(long, short, value_name = "NAME")]
    pub function: Vec<String>,
    /// Only coroutines with the attribute "gc-coro".
    #[arg(long)]
    marked_only: bool,
    /// No slot is shared by values that are not live at the same time.
    #[arg(long)]
    no_packing: bool,
}

#[derive(Debug, Args)]
pub struct Frames {
    #[command(flatten)]
    pub common: Common,
    #[command(flatten)]
    pub chosen: Chosen,
    /// JSON, as docs/reference/frames-json.md has it.
    #[arg(long, conflicts_with = "svg")]
    pub json: bool,
    /// A picture: a column for each suspend point.
    #[arg(long)]
    pub svg: bool,
}

#[derive(Debug, Args)]
pub struct Explain {
    #[command(flatten)]
    pub common: Common,
    #[command(flatten)]
    pub chosen: Chosen,
    /// JSON.
    #[arg(long)]
    pub json: bool,
}

#[derive(Debug, Args)]
pub struct Split {
    #[command(flatten)]
    pub common: Common,
    #[command(flatten)]
    pub chosen: Chosen,
    /// Where the module goes: IR as text, or bitcode if the name ends in .bc. Without it, text to the standard output.
    #[arg(long, short, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// LLVM's passes after the split.
    #[arg(long, value_name = "PASSES", default_value = "coro-cleanup")]
    pub then: String,
    /// Warnings are errors.
    #[arg(long)]
    pub strict: bool,
}

#[derive(Debug, Args)]
pub struct Verify {
    #[command(flatten)]
    pub common: Common,
    /// Also the rules that hold directly after the frontend.
    #[arg(long)]
    pub strong: bool,
    /// Also the rules that hold directly before rewrite-statepoints-for-gc.
    #[arg(long = "final")]
    pub is_final: bool,
}

impl Arguments {
    pub fn colour(&self) -> anstream::ColorChoice {
        match self.color {
            ColorChoice::Auto => anstream::ColorChoice::Auto,
            ColorChoice::Always => anstream::ColorChoice::Always,
            ColorChoice::Never => anstream::ColorChoice::Never,
        }
    }

    pub fn common(&self) -> &Common {
        match &self.action {
            Action::Frames(action) => &action.common,
            Action::Explain(action) => &action.common,
            Action::Split(action) => &action.common,
            Action::Verify(action) => &action.common,
        }
    }
}

impl Common {
    /// The collector model that was named.
    pub fn model(&self) -> Result<Option<CollectorModel>, Failure> {
        let model = self.gc.as_deref().map(str::parse).transpose();
        model.map_err(|error| Failure::Use(format!("--gc: {error}")))
    }
}

impl Chosen {
    /// What the library is asked for.
    pub fn options(&self, common: &Common) -> Result<SplitOptions, Failure> {
        let mut options = SplitOptions::default();
        options.model = common.model()?;
        options.marked_only = self.marked_only;
        options.packing = !self.no_packing;
        Ok(options)
    }

    /// Whether the function is one of those that were named.
    pub fn has(&self, name: &str, readable: &str) -> bool {
        let is_it = |wanted: &String| {
            wanted == name || wanted == readable || readable.split('(').next() == Some(wanted)
        };
        self.function.is_empty() || self.function.iter().any(is_it)
    }
}
