//! What all functions of the C API do before and after their work.

use std::borrow::Cow;
use std::ffi::{CStr, c_char, c_void};

use inkwell::llvm_sys::prelude::LLVMModuleRef;

use crate::capi::message::{Handler, Listener, Said, Severity};
use crate::diag::Diagnostic;
use crate::ir::IrModule;
use crate::passes::parameters::{Parameters, Vocabulary};
use crate::plugin::{guard, help, wrong_host};

/// `gc_coro_status`
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(C)]
pub enum Status {
    /// The module is as it was.
    Unchanged,
    /// The module has changed.
    Changed,
    /// The handler has the errors.
    Failed,
}

impl From<bool> for Status {
    fn from(changed: bool) -> Status {
        if changed { Status::Changed } else { Status::Unchanged }
    }
}

/// What a function of the C API returns.
pub(super) trait Answer {
    /// There was nothing to do.
    const NOTHING: Self;
    /// The handler has the errors.
    const FAILED: Self;
}

impl Answer for Status {
    const NOTHING: Status = Status::Unchanged;
    const FAILED: Status = Status::Failed;
}

/// A text that the host frees.
impl Answer for *mut c_char {
    const NOTHING: *mut c_char = std::ptr::null_mut();
    const FAILED: *mut c_char = std::ptr::null_mut();
}

/// Why a call has failed.
pub(super) enum Failure {
    /// It is about no function: the error, then lines of notes and helps.
    Plain(String),
    Found(Vec<Diagnostic>),
}

impl From<Vec<Diagnostic>> for Failure {
    fn from(found: Vec<Diagnostic>) -> Failure {
        Failure::Found(found)
    }
}

/// One call of the C API: what the host gave beside the module.
pub(super) struct Call {
    /// The name of the C function.
    pub(super) name: &'static str,
    pub(super) parameters: *const c_char,
    pub(super) listener: Listener,
}

impl Call {
    pub(super) fn new(
        name: &'static str,
        parameters: *const c_char,
        handler: Option<Handler>,
        context: *mut c_void,
    ) -> Call {
        Call { name, parameters, listener: Listener { handler, context } }
    }

    /// Runs `work` on the parameters. The host is told why it has failed.
    pub(super) fn run<T: Answer>(
        &self,
        known: Vocabulary,
        work: impl FnOnce(&Parameters) -> Result<T, Failure>,
    ) -> T {
        let result = guard::guarded(|| {
            // Nothing of LLVM may be called before.
            if let Some(error) = wrong_host() {
                return Err(Failure::Plain(error));
            }
            let parameters = self.parameters(known)?;
            if parameters.help {
                self.listener.hear(Severity::Note, &Said::plain(&help::text()));
                return Ok(T::NOTHING);
            }
            work(&parameters)
        });
        let failure = match result {
            Ok(Ok(value)) => return value,
            Ok(Err(failure)) => failure,
            Err(panic) => Failure::Plain(panic),
        };
        guard::guarded_or((), || self.tell(&failure));
        T::FAILED
    }

    fn tell(&self, failure: &Failure) {
        match failure {
            Failure::Plain(error) => {
                self.listener.hear(Severity::Error, &Said::plain(&format!("{}: {error}", self.name)));
            }
            Failure::Found(found) => {
                found.iter().for_each(|found| self.listener.hear(Severity::Error, &found.into()));
            }
        }
    }

    /// What the host asks for; nothing but the defaults where it gave no text.
    fn parameters(&self, known: Vocabulary) -> Result<Parameters, Failure> {
        let text = if self.parameters.is_null() {
            Cow::Borrowed("")
        } else {
            // SAFETY: the header asks for a text that ends with a zero, and is there for the time of the call.
            unsafe { CStr::from_ptr(self.parameters) }.to_string_lossy()
        };
        Parameters::parse(&text, known)
            .map_err(|error| Failure::Plain(format!("{error}\nhelp: {}", known.valid_parameters())))
    }
}

/// The module that the host gave.
pub(super) fn module(raw: LLVMModuleRef) -> Result<IrModule, Failure> {
    if raw.is_null() {
        return Err(Failure::Plain("the module is null".to_owned()));
    }
    // SAFETY: the header asks for a module of this LLVM that nobody else uses while the call lasts.
    Ok(unsafe { IrModule::new(raw) })
}
