//! What a user may ask of a pass: the text between `<` and `>` of a pipeline element.
//!
//! `;` separates parameters, a leading `no-` negates a switch, `key=value` gives a value
//! (the same grammar as LLVM's own passes and Julia's). Later ones win. A pass says which switches it knows;
//! anything else is a [`ParameterError`], never silently ignored.

use crate::gc::{Model, ModelError};
#[cfg(feature = "test-faults")]
use crate::options::Fault;
use crate::options::{Sharing, SplitOptions};

/// Everything that the parameters of a pass can say.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Parameters {
    /// What the engine is told.
    pub split: SplitOptions,
    /// `coro-early`: do that pass's work first, where the pipeline has it later.
    pub coro_early: bool,
    /// `json`: print JSON instead of a table.
    pub json: bool,
    /// `all`: every switch-resumed coroutine.
    pub all: bool,
    /// `check`: look for what is most likely a mistake.
    pub check: Check,
    /// `managed-only`: only coroutines with a collector.
    pub managed_only: bool,
    /// `simplify`: what LLVM does with a function at this optimisation level comes first.
    pub simplify: Option<Level>,
    /// `report`: the file in which the frames are told of.
    pub report: Option<String>,
    /// `marks-only`: of the preparation only the attributes that an optimiser may have taken away.
    pub marks_only: bool,
    /// `gc-coro-prepare` also prepares coroutines (`llvm.coro.*`) that exceptions leave.
    pub unwinding: bool,
    /// `strong`: the rules of the verifier that hold directly after the frontend only.
    pub strong: bool,
    /// `final`: the rules of the verifier that hold directly before rewrite-statepoints-for-gc only.
    pub is_final: bool,
    /// `help`: print what the passes and parameters are, and do nothing else.
    pub help: bool,
    /// `panic`: for the test of the panic guard.
    #[cfg(feature = "test-faults")]
    pub panic: bool,
}

/// Whether something is looked for; it is unless it is turned off.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Check(pub bool);

impl Default for Check {
    fn default() -> Self {
        Check(true)
    }
}

/// An optimisation level, by the number that the shim has for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u32)]
pub enum Level {
    O0,
    O1,
    O2,
    O3,
    Os,
    Oz,
}

impl Level {
    /// All of them, by number.
    pub const ALL: [Level; 6] = [Level::O0, Level::O1, Level::O2, Level::O3, Level::Os, Level::Oz];

    /// As in `default<O2>`.
    pub fn name(self) -> &'static str {
        ["O0", "O1", "O2", "O3", "Os", "Oz"][self as usize]
    }
}

/// A parameter with a value.
pub struct Setting {
    pub name: &'static str,
    /// One line for the help text.
    pub meaning: &'static str,
    set: fn(&mut Parameters, &str) -> Result<(), ParameterError>,
    /// The value, if it was set.
    get: fn(&Parameters) -> Option<String>,
}

/// `gc`
pub const GC: Setting = Setting {
    name: "gc",
    meaning: "collector model of functions that have none by attribute: julia, statepoint-example, coreclr, none, or tracked:1+2/derived:3",
    set: |parameters, text| {
        parameters.split.model = Some(Model::parse(text)?);
        Ok(())
    },
    get: |parameters| parameters.split.model.as_ref().map(|model| model.name.clone()),
};

/// `simplify`
pub const SIMPLIFY: Setting = Setting {
    name: "simplify",
    meaning: "before the split simplify each function as LLVM does at this level: O1, O2, O3, Os or Oz",
    set: |parameters, text| {
        let level = Level::ALL.into_iter().find(|level| level.name() == text);
        let level = level.filter(|level| *level != Level::O0);
        parameters.simplify = Some(level.ok_or_else(|| ParameterError::Unknown(format!("simplify={text}")))?);
        Ok(())
    },
    get: |parameters| parameters.simplify.map(|level| level.name().to_owned()),
};

/// `report`
pub const REPORT: Setting = Setting {
    name: "report",
    meaning: "tell of each frame in this file: a page (.html), text (.txt) or JSON (any other name)",
    set: |parameters, text| {
        parameters.report = Some(text.to_owned());
        Ok(())
    },
    get: |parameters| parameters.report.clone(),
};

/// `frame-larger-than`
pub const FRAME_LARGER_THAN: Setting = Setting {
    name: "frame-larger-than",
    meaning: "warn of each frame of more bytes",
    set: |parameters, text| {
        let bytes = text.parse().map_err(|_| ParameterError::Unknown(format!("frame-larger-than={text}")))?;
        parameters.split.frame_larger_than = Some(bytes);
        Ok(())
    },
    get: |parameters| parameters.split.frame_larger_than.map(|bytes| bytes.to_string()),
};

/// How a choice of who shares code is written.
const SHARING: [(&str, Sharing); 3] =
    [("by-size", Sharing::BySize), ("never", Sharing::Never), ("always", Sharing::Always)];

/// `share-code`
pub const SHARE_CODE: Setting = Setting {
    name: "share-code",
    meaning: "whether continuations (gc.coro.*) share code: always, never, or by-size (default)",
    set: |parameters, text| {
        let sharing = SHARING.iter().find(|(name, _)| *name == text);
        let (_, sharing) = sharing.ok_or_else(|| ParameterError::Unknown(format!("share-code={text}")))?;
        parameters.split.share_code = *sharing;
        Ok(())
    },
    get: |parameters| {
        let sharing = parameters.split.share_code;
        let name = SHARING.iter().find(|(_, other)| *other == sharing && sharing != Sharing::BySize);
        name.map(|(name, _)| (*name).to_owned())
    },
};

/// `fault`
#[cfg(feature = "test-faults")]
pub const FAULT: Setting = Setting {
    name: "fault",
    meaning: "break an invariant (test build)",
    set: |parameters, text| {
        let fault = Fault::ALL.iter().find(|(name, _)| *name == text);
        let (_, fault) = fault.ok_or_else(|| ParameterError::Unknown(format!("fault={text}")))?;
        parameters.split.fault = Some(*fault);
        Ok(())
    },
    get: |parameters| {
        let fault = parameters.split.fault?;
        Fault::ALL.iter().find(|(_, other)| *other == fault).map(|(name, _)| (*name).to_owned())
    },
};

/// What a pass understands.
#[derive(Clone, Copy)]
pub struct Vocabulary {
    pub switches: &'static [&'static Switch],
    pub settings: &'static [&'static Setting],
}

impl Vocabulary {
    /// The parameters there are, for a message.
    pub fn valid_parameters(&self) -> String {
        let switches = self.switches.iter().map(|switch| switch.name.to_owned());
        let settings = self.settings.iter().map(|setting| format!("{}=...", setting.name));
        let valid: Vec<_> = switches.chain(settings).collect();
        format!("valid are {} (a leading 'no-' turns one off, ';' separates them)", valid.join(", "))
    }
}

/// A parameter that is on or off.
pub struct Switch {
    /// Its name without `no-`.
    pub name: &'static str,
    /// One line for the help text.
    pub meaning: &'static str,
    field: fn(&mut Parameters) -> &mut bool,
}

impl Switch {
    fn is_on(&self, parameters: &Parameters) -> bool {
        *(self.field)(&mut parameters.clone())
    }

    /// Whether a pass does this when nothing is said.
    pub fn is_default(&self) -> bool {
        self.is_on(&Parameters::default())
    }
}

/// `packing`
pub const PACKING: Switch = Switch {
    name: "packing",
    meaning: "values that are never live at the same suspend point share a slot",
    field: |parameters| &mut parameters.split.packing,
};

/// `check-plans`
pub const CHECK_PLANS: Switch = Switch {
    name: "check-plans",
    meaning: "check the spill plans of very large coroutines too",
    field: |parameters| &mut parameters.split.check_plans,
};

/// `marked-only`
pub const MARKED_ONLY: Switch = Switch {
    name: "marked-only",
    meaning: "only functions with the attribute \"gc-coro\"",
    field: |parameters| &mut parameters.split.marked_only,
};

/// `coro-early`
pub const CORO_EARLY: Switch = Switch {
    name: "coro-early",
    meaning: "first do the work of coro-early, for a pipeline that has it later",
    field: |parameters| &mut parameters.coro_early,
};

/// `coroutines`
pub const COROUTINES: Switch = Switch {
    name: "coroutines",
    meaning: "split functions with llvm.coro.*",
    field: |parameters| &mut parameters.split.coroutines,
};

/// `awaits`
pub const AWAITS: Switch = Switch {
    name: "awaits",
    meaning: "split functions with gc.coro.*",
    field: |parameters| &mut parameters.split.awaits,
};

/// `elide`
pub const ELIDE: Switch = Switch {
    name: "elide",
    meaning: "callers provide the memory of frames where that is proven to be right",
    field: |parameters| &mut parameters.split.elide,
};

/// `check-elision`
pub const CHECK_ELISION: Switch = Switch {
    name: "check-elision",
    meaning: "check at run time what these proofs say, by the functions of gc_coro_elision.h",
    field: |parameters| &mut parameters.split.check_elision,
};

/// `all`
pub const ALL: Switch = Switch {
    name: "all",
    meaning: "every coroutine (llvm.coro.*, switch-resumed)",
    field: |parameters| &mut parameters.all,
};

/// `check`
pub const CHECK: Switch = Switch {
    name: "check",
    meaning: "warn of what is most likely a mistake",
    field: |parameters| &mut parameters.check.0,
};

/// `managed-only`
pub const MANAGED_ONLY: Switch = Switch {
    name: "managed-only",
    meaning: "only coroutines with a collector",
    field: |parameters| &mut parameters.managed_only,
};

/// `strict`
pub const STRICT: Switch = Switch {
    name: "strict",
    meaning: "warnings are errors",
    field: |parameters| &mut parameters.split.strict,
};

/// `unwinding`
pub const UNWINDING: Switch = Switch {
    name: "unwinding",
    meaning: "also prepare coroutines (llvm.coro.*) that exceptions leave, and mark them \"gc-coro\": LLVM's split cannot split them",
    field: |parameters| &mut parameters.unwinding,
};

/// `marks-only`
pub const MARKS_ONLY: Switch = Switch {
    name: "marks-only",
    meaning: "only give back the attributes that stock coro-split of LLVM 19 and older takes away",
    field: |parameters| &mut parameters.marks_only,
};

/// `json`
pub const JSON: Switch =
    Switch { name: "json", meaning: "JSON instead of a table", field: |parameters| &mut parameters.json };

/// `final`
pub const FINAL: Switch = Switch {
    name: "final",
    meaning: "also the rules that hold directly before rewrite-statepoints-for-gc only",
    field: |parameters| &mut parameters.is_final,
};

/// `strong`
pub const STRONG: Switch = Switch {
    name: "strong",
    meaning: "also the rules that hold directly after the frontend, before an optimiser has run",
    field: |parameters| &mut parameters.strong,
};

/// `help`
pub const HELP: Switch = Switch {
    name: "help",
    meaning: "print this text and do nothing",
    field: |parameters| &mut parameters.help,
};

/// `panic`
#[cfg(feature = "test-faults")]
pub const PANIC: Switch = Switch {
    name: "panic",
    meaning: "panic while working on the module's first function (test build)",
    field: |parameters| &mut parameters.panic,
};

/// Why the text between `<` and `>` is not understood.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ParameterError {
    /// No parameter of this pass has that name.
    #[error("unknown parameter '{0}'")]
    Unknown(String),
    /// `switch=value`.
    #[error("parameter '{0}' takes no value")]
    NoValue(String),
    /// `setting` without `=value`.
    #[error("parameter '{0}' needs a value: {0}=...")]
    ValueMissing(String),
    /// `gc=` something else than a model.
    #[error(transparent)]
    Model(#[from] ModelError),
    /// Nothing between two `;`, or before the first.
    #[error("empty parameter")]
    Empty,
    /// `<` without `>`.
    #[error("missing '>'")]
    Unclosed,
}

impl Parameters {
    /// Reads `a;no-b;c=d`. A `;` at the end is allowed, as LLVM prints such for its own passes.
    ///
    /// # Errors
    /// The first parameter that is not in `known`, or is malformed.
    pub fn parse(text: &str, known: Vocabulary) -> Result<Self, ParameterError> {
        let mut parameters = Self::default();
        let text = text.strip_suffix(';').unwrap_or(text);
        if text.is_empty() {
            return Ok(parameters);
        }
        for parameter in text.split(';') {
            parameters.set(parameter, known)?;
        }
        Ok(parameters)
    }

    fn set(&mut self, parameter: &str, known: Vocabulary) -> Result<(), ParameterError> {
        if parameter.is_empty() {
            return Err(ParameterError::Empty);
        }
        let (key, value) = match parameter.split_once('=') {
            Some((key, value)) => (key, Some(value)),
            None => (parameter, None),
        };
        if let Some(setting) = known.settings.iter().find(|setting| setting.name == key) {
            let value = value.ok_or_else(|| ParameterError::ValueMissing(key.to_owned()))?;
            return (setting.set)(self, value);
        }
        // A switch whose own name begins with `no-` would win over a negation.
        let find = |name: &str| known.switches.iter().find(|switch| switch.name == name);
        let (switch, on) = match (find(key), key.strip_prefix("no-").and_then(find)) {
            (Some(switch), _) => (switch, true),
            (None, Some(switch)) => (switch, false),
            (None, None) => return Err(ParameterError::Unknown(parameter.to_owned())),
        };
        if value.is_some() {
            return Err(ParameterError::NoValue(key.to_owned()));
        }
        *(switch.field)(self) = on;
        Ok(())
    }

    /// The shortest text that [`parse`](Self::parse) reads back to `self`: only what is not the default.
    pub fn canonical(&self, known: Vocabulary) -> String {
        let said = known.switches.iter().filter(|switch| switch.is_on(self) != switch.is_default());
        let said =
            said.map(|switch| format!("{}{}", if switch.is_on(self) { "" } else { "no-" }, switch.name));
        let set = known.settings.iter();
        let set = set.filter_map(|s| (s.get)(self).map(|value| format!("{}={value}", s.name)));
        said.chain(set).collect::<Vec<_>>().join(";")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const KNOWN: Vocabulary = Vocabulary { switches: &[&PACKING, &MARKED_ONLY, &HELP], settings: &[&GC] };

    fn parse(text: &str) -> Result<Parameters, ParameterError> {
        Parameters::parse(text, KNOWN)
    }

    #[test]
    fn nothing_said_is_the_default() {
        assert_eq!(parse(""), Ok(Parameters::default()));
        assert_eq!(parse(";"), Ok(Parameters::default()));
    }

    #[test]
    fn switches_and_negations() {
        let parameters = parse("no-packing;marked-only").unwrap();
        assert!(!parameters.split.packing && parameters.split.marked_only && !parameters.help);
    }

    #[test]
    fn the_last_one_wins() {
        assert!(parse("no-packing;packing").unwrap().split.packing);
        assert!(!parse("packing;no-packing;").unwrap().split.packing);
    }

    #[test]
    fn what_is_not_understood_is_named() {
        assert_eq!(parse("pakcing"), Err(ParameterError::Unknown("pakcing".into())));
        assert_eq!(parse("packing;no-no-packing"), Err(ParameterError::Unknown("no-no-packing".into())));
        assert_eq!(parse("cg=julia"), Err(ParameterError::Unknown("cg=julia".into())));
        assert_eq!(parse("gc"), Err(ParameterError::ValueMissing("gc".into())));
        assert!(matches!(parse("gc=julai"), Err(ParameterError::Model(_))));
        assert_eq!(parse("packing=1"), Err(ParameterError::NoValue("packing".into())));
        assert_eq!(parse("packing;;help"), Err(ParameterError::Empty));
        assert_eq!(parse(";help"), Err(ParameterError::Empty));
        assert_eq!(parse(" packing"), Err(ParameterError::Unknown(" packing".into())));
    }

    #[test]
    fn a_switch_of_another_pass_is_unknown() {
        assert_eq!(parse("json"), Err(ParameterError::Unknown("json".into())));
    }

    #[test]
    fn canonical_text_says_only_what_differs_and_reads_back() {
        for (text, canonical) in [
            ("", ""),
            ("packing;no-marked-only", ""),
            ("marked-only;no-packing", "no-packing;marked-only"),
            ("help", "help"),
            ("gc=julia;no-packing", "no-packing;gc=julia"),
            ("gc=tracked:1+2/derived:3", "gc=tracked:1+2/derived:3"),
        ] {
            let parameters = parse(text).unwrap();
            assert_eq!(parameters.canonical(KNOWN), canonical);
            assert_eq!(parse(canonical), Ok(parameters));
        }
    }
}
