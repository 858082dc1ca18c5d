//! What the user wants to be told of frames: a report in a file, and a warning of large ones.
//!
//! Each can be asked for in three places, of which the first counts: a parameter of the pass, an option of the host, a variable of the
//! environment (for hosts that read their options before they load plugins).

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use gc_coro_report::{Coroutine, Entry, file};
use inkwell::module::Module;

use crate::options::SplitOptions;
use crate::passes::parameters::Parameters;
use crate::plugin::ffi;
use crate::plugin::report::Finding;

const REPORT: &str = "GC_CORO_REPORT";
const FRAME_LARGER_THAN: &str = "GC_CORO_FRAME_LARGER_THAN";

/// In the name of a file it stands for the number of the process.
const PROCESS: &str = "%p";

/// The report that is asked for.
pub(crate) struct Asked {
    file: Option<PathBuf>,
}

/// What this process has done for one file and one unit.
#[derive(Default)]
struct Done {
    /// An entry was written: those of earlier runs are out of date since then.
    begun: BTreeSet<(PathBuf, String)>,
    /// Files that cannot be written. It is said once.
    failed: BTreeSet<PathBuf>,
}

static DONE: Mutex<Done> = Mutex::new(Done { begun: BTreeSet::new(), failed: BTreeSet::new() });

/// What is asked for, also of the split itself.
pub(crate) fn asked(parameters: &Parameters, options: &mut SplitOptions) -> Result<Asked, String> {
    // SAFETY: an LLVM of our major is there, for it called us; the options are read, not written, and exist as long as LLVM.
    let (file, limit) =
        unsafe { (ffi::gc_coro_shim_report_file().as_str(), ffi::gc_coro_shim_frame_larger_than()) };
    let from_option = Some(file.into_owned()).filter(|file| !file.is_empty());
    let file = parameters.report.clone().or(from_option).or_else(|| variable(REPORT));
    options.report = file.is_some();
    if options.frame_larger_than.is_none() {
        options.frame_larger_than = match (limit, variable(FRAME_LARGER_THAN)) {
            (u64::MAX, Some(text)) => Some(text.parse().map_err(|_| no_number(&text))?),
            (u64::MAX, None) => None,
            (limit, _) => Some(limit),
        };
    }
    let process = std::process::id().to_string();
    Ok(Asked { file: file.map(|file| file.replace(PROCESS, &process).into()) })
}

fn variable(name: &str) -> Option<String> {
    std::env::var(name).ok().filter(|text| !text.is_empty())
}

fn no_number(text: &str) -> String {
    format!(
        "{FRAME_LARGER_THAN}={text}: this is no number of bytes\nhelp: write a number, or unset the variable"
    )
}

impl Asked {
    /// Writes what is told of `frames`, which `module` has. The finding says why that was not possible.
    pub(super) fn write(&self, module: &Module<'_>, frames: &[Coroutine]) -> Option<Finding> {
        self.cannot_write(module, frames).map(|error| Finding::plain(&error))
    }

    /// The same, with the error as a text.
    pub(crate) fn cannot_write(&self, module: &Module<'_>, frames: &[Coroutine]) -> Option<String> {
        let path = self.file.as_deref().filter(|_| !frames.is_empty())?;
        let unit = unit(&module.get_source_file_name().to_string_lossy());
        let mut done = DONE.lock().unwrap_or_else(PoisonError::into_inner);
        let mut is_first = done.begun.insert((path.to_owned(), unit.clone()));
        let entries = frames.iter().map(|coroutine| {
            let first = std::mem::take(&mut is_first);
            Entry { unit: unit.clone(), first, coroutine: coroutine.clone() }
        });
        let error = file::append(path, &entries.collect::<Vec<_>>()).err()?;
        done.failed.insert(path.to_owned()).then(|| error.to_string())
    }
}

/// The path of a source, wherever the compiler runs. What is no file (`<stdin>`) stays as it is.
fn unit(source: &str) -> String {
    let path = Path::new(source);
    let absolute = std::env::current_dir().ok().filter(|_| path.exists()).map(|here| here.join(path));
    absolute.map_or_else(|| source.to_owned(), |path| path.to_string_lossy().into_owned())
}
