//! Frames, read from the library's JSON (docs/reference/frames-json.md).

use gc_coro::{SplitOptions, TableFormat};
use inkwell::module::Module;
use serde::Deserialize;

use crate::Failure;
use crate::arguments::Chosen;

/// The frame of a coroutine, or of an await.
#[derive(Debug, Deserialize)]
pub struct Frame {
    pub function: String,
    pub r#await: Option<usize>,
    pub size: u64,
    pub align: u64,
    pub suspends: Vec<Suspend>,
    pub slots: Vec<Slot>,
}

#[derive(Debug, Deserialize)]
pub struct Suspend {
    pub number: usize,
    pub r#final: bool,
    pub location: Option<String>,
}

#[derive(Debug, Deserialize)]
pub struct Slot {
    pub kind: String,
    pub name: String,
    pub offset: u64,
    pub size: u64,
    pub live: Vec<usize>,
}

impl Slot {
    /// Whether every frame of its kind has it: LLVM's header, or the state.
    pub fn is_fixed(&self) -> bool {
        matches!(self.kind.as_str(), "resume" | "destroy" | "descriptor" | "index")
    }

    pub fn end(&self) -> u64 {
        self.offset + self.size
    }
}

impl Frame {
    /// As it is shown to people.
    pub fn title(&self) -> String {
        let readable = gc_coro::demangle(&self.function);
        self.r#await.map_or_else(|| readable.clone(), |number| format!("{readable}, await {number}"))
    }

    /// The bytes of the frame that one of `slots` covers.
    pub fn covered<'a>(slots: impl Iterator<Item = &'a Slot>) -> u64 {
        let mut ranges: Vec<(u64, u64)> = slots.map(|slot| (slot.offset, slot.end())).collect();
        ranges.sort_unstable();
        let (mut covered, mut end) = (0, 0);
        for (from, to) in ranges {
            covered += to.max(end) - from.max(end);
            end = end.max(to);
        }
        covered
    }
}

/// The frames of the chosen functions, and the JSON they were read from.
pub fn read(module: &Module<'_>, chosen: &Chosen, options: &SplitOptions) -> Result<Vec<Frame>, Failure> {
    let json = gc_coro::frame_tables(module, options, TableFormat::Json)?;
    let frames: Vec<Frame> = serde_json::from_str(&json)
        .map_err(|error| Failure::Use(format!("the table of frames is not understood: {error}")))?;
    let found: Vec<Frame> =
        frames.into_iter().filter(|f| chosen.has(&f.function, &gc_coro::demangle(&f.function))).collect();
    if found.is_empty() && !chosen.function.is_empty() {
        return Err(Failure::Use(format!("there is no coroutine {}", chosen.function.join(", "))));
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn slot(offset: u64, size: u64) -> Slot {
        Slot { kind: "value".into(), name: "x".into(), offset, size, live: vec![0] }
    }

    #[test]
    fn shared_bytes_count_once() {
        let slots = [slot(0, 8), slot(4, 8), slot(16, 4), slot(17, 1)];
        assert_eq!(Frame::covered(slots.iter()), 16);
        assert_eq!(Frame::covered([].iter()), 0);
    }
}
