//! Collector models: what an address space means to the collector, and which functions belong to it.
//!
//! In comes a name or a text (the parameter `gc=`, the function attribute `"gc-coro-model"`, LLVM's own `gc "name"`); out
//! goes a [`Model`]. [`types`] finds the managed pointers inside of a type. A further collector is a row of [`MODELS`].

pub mod barriers;
pub mod tail_marks;
pub mod types;

use crate::abi::names::attribute;
use crate::gc::barriers::{Barrier, Version};
use crate::ir::{DataLayout, Function};

/// What pointers of one address space are (the names are Julia's, `doc/src/devdocs/llvm.md`).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum PointerKind {
    /// The beginning of an object: a collector finds and moves it by this pointer. What `getelementptr` makes of one is
    /// of the same type, but is derived.
    Tracked,
    /// The beginning of an object, of which this reference is counted: whoever has it releases it once.
    Owned,
    /// Into an object: of use only together with a tracked pointer to the object.
    Derived,
    /// As derived, but only an operand of calls, whose callee keeps the object reachable.
    CalleeRooted,
    /// Into memory that an object owns, made of the object and a raw pointer.
    Loaded,
}

impl PointerKind {
    const ALL: [(PointerKind, &'static str); 5] = [
        (PointerKind::Tracked, "tracked"),
        (PointerKind::Owned, "owned"),
        (PointerKind::Derived, "derived"),
        (PointerKind::CalleeRooted, "callee-rooted"),
        (PointerKind::Loaded, "loaded"),
    ];

    /// Whether it is a pointer to the beginning of an object: the maps of frames name such words.
    pub fn is_object(self) -> bool {
        matches!(self, PointerKind::Tracked | PointerKind::Owned)
    }
}

/// Whose rules the code has to follow after the split.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum GcRules {
    /// None beyond LLVM's own.
    None,
    /// RewriteStatepointsForGC's (`llvm/docs/Statepoints.rst`): it knows pointers and vectors of pointers in registers,
    /// and silently leaves out those in allocas and in structs and arrays.
    Statepoints,
    /// Julia's (`src/llvm-gc-invariant-verifier.cpp`, `src/llvm-late-gc-lowering.cpp`).
    Julia,
}

/// A collector model: what the pointers of each address space mean to a collector, and which functions belong to it.
///
/// `docs/reference/collector-models.md` in the repository says what the split guarantees for each.
///
/// # Examples
///
/// ```
/// use gc_coro::CollectorModel;
///
/// let julia = CollectorModel::parse("julia")?;
/// assert_eq!(julia.name(), "julia");
/// // A collector of one's own: objects in address space 1, derived pointers in 3.
/// let own: CollectorModel = "tracked:1/derived:3".parse()?;
/// assert!(CollectorModel::parse("julai").is_err());
/// # let _ = own;
/// # Ok::<(), gc_coro::ModelError>(())
/// ```
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Model {
    pub(crate) name: String,
    /// The managed address spaces, by number.
    pub(crate) spaces: Vec<(u32, PointerKind)>,
    pub(crate) rules: GcRules,
    /// Whether a late lowering keeps the roots of a function in a stack frame of its own, which it takes down before the return:
    /// code between the last call and the return.
    pub(crate) has_shadow_stack: bool,
    /// Functions whose result is the running thread's or task's: it is asked for again in each activation.
    pub(crate) thread_pointers: Vec<String>,
    /// A parameter with this string attribute is the thread pointer as well; the first of `thread_pointers` gives it.
    pub(crate) thread_pointer_parameter: Option<&'static str>,
    /// The function that makes a loaded pointer of a tracked and a raw one.
    pub(crate) load: Option<&'static str>,
    /// The functions that begin and end a region in which their operands stay reachable.
    pub(crate) preserve: Option<(&'static str, &'static str)>,
    /// The write barriers of objects by the versions of the collector, the default one first.
    pub(crate) barriers: &'static [Barrier],
    /// The version that the program is for, if that is known.
    pub(crate) version: Option<Version>,
}

/// A collector that is known by name.
struct Known {
    name: &'static str,
    spaces: &'static [(u32, PointerKind)],
    rules: GcRules,
    thread_pointers: &'static [&'static str],
    thread_pointer_parameter: Option<&'static str>,
    load: Option<&'static str>,
    preserve: Option<(&'static str, &'static str)>,
    barriers: &'static [Barrier],
    version: Option<Version>,
}

const STATEPOINTS: Known = Known {
    name: "statepoint-example",
    spaces: &[(1, PointerKind::Tracked)],
    rules: GcRules::Statepoints,
    thread_pointers: &[THREAD_LOCAL],
    thread_pointer_parameter: None,
    load: None,
    preserve: None,
    barriers: &[],
    version: None,
};

const JULIA: Known = Known {
    name: "julia",
    spaces: &[
        (10, PointerKind::Tracked),
        (11, PointerKind::Derived),
        (12, PointerKind::CalleeRooted),
        (13, PointerKind::Loaded),
    ],
    rules: GcRules::Julia,
    thread_pointers: &["julia.get_pgcstack", "julia.get_pgcstack_or_new", THREAD_LOCAL],
    thread_pointer_parameter: Some("gcstack"),
    load: Some("julia.gc_loaded"),
    preserve: Some(("llvm.julia.gc_preserve_begin", "llvm.julia.gc_preserve_end")),
    barriers: &[
        Barrier { name: "julia.write_barrier", version: Version::Julia13 },
        Barrier { name: "julia.object_write_barrier", version: Version::Julia14 },
    ],
    version: None,
};

/// LLVM's address of a thread-local variable on the running thread.
const THREAD_LOCAL: &str = "llvm.threadlocal.address.p0";

/// The component of a text that says where a late lowering keeps roots.
const SHADOW_STACK: &str = "roots:shadow-stack";

/// All models that have a name.
const MODELS: &[Known] = &[
    Known {
        name: "none",
        spaces: &[],
        rules: GcRules::None,
        thread_pointers: &[],
        thread_pointer_parameter: None,
        load: None,
        preserve: None,
        barriers: &[],
        version: None,
    },
    STATEPOINTS,
    Known { name: "coreclr", ..STATEPOINTS },
    JULIA,
    Known { name: "julia-1.13", version: Some(Version::Julia13), ..JULIA },
    Known { name: "julia-1.14", version: Some(Version::Julia14), ..JULIA },
];

/// Why a text names no collector model, or why a model does not fit a module.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ModelError {
    /// A name that no model has.
    #[error(
        "unknown collector model '{0}'\n\
         help: known are {known}, or 'tracked:1+2/derived:3/identity:my_thread'",
        known = names().join(", ")
    )]
    Unknown(String),
    /// A component of a custom model that is not known.
    #[error(
        "'{0}' is no component of a collector model\n\
         help: components are 'tracked:', 'owned:', 'derived:', 'callee-rooted:', 'loaded:' with address spaces, 'identity:' with functions, 'roots:shadow-stack'"
    )]
    Component(String),
    /// An address space that is no number, or not one of a collector.
    #[error("'{0}' is no address space that pointers can be tracked in (1 to 16777215)")]
    Space(String),
    /// An address space with two meanings.
    #[error("address space {0} is named twice")]
    Twice(u32),
    /// The maps of a frame count in words of one size.
    #[error(
        "pointers of address space {space} have {bytes} bytes by the data layout, plain ones {plain}\n\
         note: both must be of one size"
    )]
    Size {
        /// The address space.
        space: u32,
        /// The size of its pointers, in bytes.
        bytes: u64,
        /// The size of pointers of address space 0, in bytes.
        plain: u64,
    },
}

/// The names of the known models.
pub fn names() -> Vec<&'static str> {
    MODELS.iter().map(|model| model.name).collect()
}

impl Known {
    fn model(&self) -> Model {
        Model {
            name: self.name.to_owned(),
            spaces: self.spaces.to_vec(),
            rules: self.rules,
            has_shadow_stack: self.rules == GcRules::Julia,
            thread_pointers: self.thread_pointers.iter().map(|&name| name.to_owned()).collect(),
            thread_pointer_parameter: self.thread_pointer_parameter,
            load: self.load,
            preserve: self.preserve,
            barriers: self.barriers,
            version: self.version,
        }
    }
}

impl Model {
    /// No collector: every pointer is plain data.
    pub fn none() -> Model {
        MODELS[0].model()
    }

    /// The model of that name, or a custom one: components separated by `/`, each a kind of pointer with its address spaces or
    /// `identity` with functions, separated by `+`: `tracked:1+2/derived:3/identity:my_thread`. The component `roots:shadow-stack` says
    /// that a late lowering keeps the roots of each function in a stack frame of its own.
    ///
    /// # Errors
    /// What is wrong with the text.
    pub fn parse(text: &str) -> Result<Model, ModelError> {
        if let Some(known) = MODELS.iter().find(|model| model.name == text) {
            return Ok(known.model());
        }
        if !text.contains(':') {
            return Err(ModelError::Unknown(text.to_owned()));
        }
        let mut model = Model { name: text.to_owned(), ..Model::none() };
        for component in text.split('/') {
            let (key, list) =
                component.split_once(':').ok_or_else(|| ModelError::Component(component.to_owned()))?;
            if key == "identity" {
                model.thread_pointers.extend(list.split('+').map(str::to_owned));
                continue;
            }
            if component == SHADOW_STACK {
                model.has_shadow_stack = true;
                continue;
            }
            let kind = PointerKind::ALL.iter().find(|(_, name)| *name == key);
            let (kind, _) = kind.ok_or_else(|| ModelError::Component(component.to_owned()))?;
            for number in list.split('+') {
                model.add_space(number, *kind)?;
            }
        }
        Ok(model)
    }

    /// The text that the model was made of.
    pub fn name(&self) -> &str {
        &self.name
    }

    fn add_space(&mut self, number: &str, kind: PointerKind) -> Result<(), ModelError> {
        // LLVM has 24 bits for address spaces; 0 is the stack's and that of frames.
        let space = number.parse().ok().filter(|space| (1..1 << 24).contains(space));
        let space = space.ok_or_else(|| ModelError::Space(number.to_owned()))?;
        if self.kind(space).is_some() {
            return Err(ModelError::Twice(space));
        }
        self.spaces.push((space, kind));
        Ok(())
    }

    /// The model of `function`: its attribute `"gc-coro-model"`, else `wanted` (the parameter `gc=`), else by the name of
    /// its `gc "name"`. A collector that is not known by name has no managed pointers.
    ///
    /// # Errors
    /// What is wrong with the attribute's text.
    pub(crate) fn of(function: Function, wanted: Option<&Model>) -> Result<Model, ModelError> {
        if let Some(text) = function.string_attribute(attribute::MODEL) {
            return Model::parse(&text);
        }
        let by_name = || function.gc_name().and_then(|name| Model::parse(&name).ok());
        Ok(wanted.cloned().or_else(by_name).unwrap_or_else(Model::none))
    }

    /// Checks that managed pointers are as large as plain ones.
    ///
    /// # Errors
    /// The first address space whose pointers are not.
    pub(crate) fn check_sizes(&self, layout: DataLayout) -> Result<(), ModelError> {
        let plain = layout.pointer_size();
        for &(space, _) in &self.spaces {
            let bytes = layout.pointer_size_in(space);
            if bytes != plain {
                return Err(ModelError::Size { space, bytes, plain });
            }
        }
        Ok(())
    }

    /// What a pointer of that address space is; `None` if it is plain data.
    pub(crate) fn kind(&self, address_space: u32) -> Option<PointerKind> {
        self.spaces.iter().find(|(space, _)| *space == address_space).map(|(_, kind)| *kind)
    }

    /// The address space of tracked pointers, the first if there is more than one.
    pub(crate) fn tracked_space(&self) -> Option<u32> {
        self.space_of(PointerKind::Tracked)
    }

    /// The address space of pointers to the beginnings of objects, the first if there is more than one.
    pub(crate) fn object_space(&self) -> Option<u32> {
        self.spaces.iter().find(|(_, kind)| kind.is_object()).map(|(space, _)| *space)
    }

    /// The first address space of pointers of that kind.
    pub(crate) fn space_of(&self, wanted: PointerKind) -> Option<u32> {
        self.spaces.iter().find(|(_, kind)| *kind == wanted).map(|(space, _)| *space)
    }

    /// Whether references of some address space are counted.
    pub(crate) fn counts_references(&self) -> bool {
        self.space_of(PointerKind::Owned).is_some()
    }

    /// The name of the write barrier of the version that the program is for, or else of the released one.
    pub(crate) fn barrier(&self) -> Option<&'static str> {
        let is_known = |barrier: &&Barrier| self.version.is_none_or(|version| barrier.version == version);
        self.barriers.iter().find(is_known).map(|barrier| barrier.name)
    }

    /// The name that the attribute `key` of `function` gives a function of the runtime; a write barrier without a name is the model's.
    pub(crate) fn hook_name(&self, function: Function, key: &str) -> Option<String> {
        let name = function.string_attribute(key)?;
        let own = self.barrier().filter(|_| key == attribute::WRITE_BARRIER && name.is_empty());
        Some(own.map_or(name, str::to_owned))
    }

    /// Whether `name` is a write barrier of the collector itself, in any version. These read the tag of each pointer that they name.
    pub(crate) fn is_own_barrier(&self, name: &str) -> bool {
        self.barriers.iter().any(|barrier| barrier.name == name)
    }

    /// Whether any pointer is managed.
    pub(crate) fn is_managed(&self) -> bool {
        !self.spaces.is_empty()
    }

    /// Whether a function of that name gives the thread pointer (the running thread or task).
    /// Collector models spell it `identity:`: that is documented syntax.
    pub(crate) fn is_thread_pointer(&self, function: &[u8]) -> bool {
        self.thread_pointers.iter().any(|name| name.as_bytes() == function)
    }
}

impl std::str::FromStr for Model {
    type Err = ModelError;

    fn from_str(text: &str) -> Result<Model, ModelError> {
        Model::parse(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_models() {
        let julia = Model::parse("julia").unwrap();
        assert_eq!(julia.kind(11), Some(PointerKind::Derived));
        assert_eq!((julia.kind(0), julia.tracked_space()), (None, Some(10)));
        assert!(julia.is_thread_pointer(b"julia.get_pgcstack"));
        assert!(!Model::parse("none").unwrap().is_managed());
    }

    #[test]
    fn barriers_by_version() {
        let barrier = |name: &str| Model::parse(name).unwrap().barrier();
        assert_eq!(barrier("julia"), Some("julia.write_barrier"));
        assert_eq!(barrier("julia-1.13"), Some("julia.write_barrier"));
        assert_eq!(barrier("julia-1.14"), Some("julia.object_write_barrier"));
        assert_eq!(barrier("statepoint-example"), None);
    }

    #[test]
    fn custom_models() {
        let model = Model::parse("tracked:1+7/derived:2/identity:my_thread").unwrap();
        assert_eq!(model.kind(7), Some(PointerKind::Tracked));
        assert_eq!(model.kind(2), Some(PointerKind::Derived));
        assert!(model.is_thread_pointer(b"my_thread"));
        assert!(!model.has_shadow_stack && !model.counts_references());
        assert!(Model::parse("owned:1").unwrap().counts_references());
        assert!(Model::parse("roots:shadow-stack/tracked:1").unwrap().has_shadow_stack);
        assert!(Model::parse("julia").unwrap().has_shadow_stack);
    }

    #[test]
    fn what_is_wrong_is_named() {
        assert_eq!(Model::parse("julai"), Err(ModelError::Unknown("julai".into())));
        assert_eq!(Model::parse("tracked:0"), Err(ModelError::Space("0".into())));
        assert_eq!(Model::parse("tracked:1/derived:1"), Err(ModelError::Twice(1)));
        assert_eq!(Model::parse("tracked:1/moved:2"), Err(ModelError::Component("moved:2".into())));
        assert_eq!(Model::parse("roots:stack"), Err(ModelError::Component("roots:stack".into())));
        assert_eq!(Model::parse("tracked:1/"), Err(ModelError::Component("".into())));
    }
}
