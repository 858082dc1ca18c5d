//! What differs between versions of a collector: the names of its write barriers.

/// A version of a collector that differs from others in the names of its functions.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Version {
    /// Julia up to 1.13.
    Julia13,
    /// Julia from 1.14 on.
    Julia14,
}

impl Version {
    /// As its users call it.
    pub fn in_words(self) -> &'static str {
        match self {
            Version::Julia13 => "Julia up to 1.13",
            Version::Julia14 => "Julia from 1.14 on",
        }
    }
}

/// The name of a write barrier, called with an object and the pointers that were stored into it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Barrier {
    pub name: &'static str,
    pub version: Version,
}

/// The version that alone knows `name`, a barrier of Julia's; those of fields came with 1.14.
pub fn version_of(barriers: &[Barrier], name: &str) -> Option<Version> {
    if name.starts_with("julia.field_write_barrier") {
        return Some(Version::Julia14).filter(|_| !barriers.is_empty());
    }
    barriers.iter().find(|barrier| barrier.name == name).map(|barrier| barrier.version)
}
