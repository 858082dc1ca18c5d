//! A frame as a table for people, or as JSON for tools.

use std::fmt::Write;

use serde::Serialize;

use crate::index::Idx;
use crate::model::{Coroutine, SuspendId, ValueClass, ValueId};

use crate::layout::{Frame, Frames, Occupant};

/// One coroutine's frame, ready to be shown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FrameReport {
    /// The function's name in the IR.
    pub function: String,
    /// The await that fills the frame, where each has a frame of its own.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub r#await: Option<usize>,
    /// Bytes.
    pub size: u64,
    /// Bytes.
    pub align: u64,
    /// By number.
    pub suspends: Vec<SuspendReport>,
    /// By offset.
    pub slots: Vec<SlotReport>,
    /// What a collector is told; `None` if the frame holds no tracked pointer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pointers: Option<PointerReport>,
}

/// The tracked pointers of a frame.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PointerReport {
    /// Offset of the pointer area in bytes.
    pub area: u64,
    /// Its number of words.
    pub count: u64,
    /// By state: the offsets of the words that hold a tracked pointer there. The last state is the time before the first
    /// suspension. Empty where the whole area holds tracked pointers.
    pub maps: Vec<Vec<u64>>,
    /// Where frames of other coroutines may be inside of it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub inner: Vec<u64>,
}

/// A suspend point of the table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SuspendReport {
    /// The number that the frame holds while the coroutine waits there.
    pub number: usize,
    /// Whether the coroutine is done there.
    pub r#final: bool,
    /// `file:line:column`, under `-g`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub location: Option<String>,
}

/// A slot of the table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SlotReport {
    /// `resume`, `destroy`, `promise`, `index`, `value`, `tracked` (a value that the collector follows) or `alloca`.
    pub kind: &'static str,
    /// The name of the value or alloca in the IR.
    pub name: String,
    /// In bytes from the beginning of the frame.
    pub offset: u64,
    /// In bytes.
    pub size: u64,
    /// Numbers of the suspend points where it is live.
    pub live: Vec<usize>,
}

impl FrameReport {
    /// The reports on all frames of a coroutine: one, or one for each await. `name` says what a value is called.
    pub fn all(coroutine: &Coroutine, frames: &Frames, name: impl Fn(ValueId) -> String) -> Vec<Self> {
        if !coroutine.lowering.is_await() {
            return vec![Self::new(coroutine, &frames.whole, None, &name)];
        }
        frames.each.iter().map(|(id, frame)| Self::new(coroutine, frame, Some(id), &name)).collect()
    }

    fn new(
        coroutine: &Coroutine,
        frame: &Frame,
        at: Option<SuspendId>,
        name: &dyn Fn(ValueId) -> String,
    ) -> Self {
        let shown = coroutine.suspends.iter().filter(|(id, _)| at.is_none_or(|at| at == *id));
        let suspends = shown.map(|(id, suspend)| SuspendReport {
            number: id.index(),
            r#final: suspend.is_final,
            location: suspend.location.clone(),
        });
        let slots = frame.slots.iter().map(|slot| SlotReport {
            kind: kind(coroutine, slot.what),
            name: named(coroutine, slot.what, name),
            offset: slot.offset,
            size: slot.size,
            live: slot.suspends.iter().map(|s| s.index()).collect(),
        });
        FrameReport {
            function: coroutine.name.clone(),
            r#await: at.map(Idx::index),
            size: frame.size,
            align: frame.align,
            suspends: suspends.collect(),
            slots: slots.collect(),
            pointers: frame.has_gc_map().then(|| PointerReport::new(coroutine, frame)),
        }
    }

    /// The table for people.
    pub fn to_text(&self) -> String {
        let mut text = String::new();
        let points = match (self.r#await, self.suspends.len()) {
            (Some(number), _) => format!("await {number}"),
            (None, 1) => "1 suspend point".to_string(),
            (None, n) => format!("{n} suspend points"),
        };
        // Writing to a string cannot fail.
        let _ = writeln!(
            text,
            "frame of '{}': {} bytes, align {}, {points}",
            self.function, self.size, self.align
        );
        let _ = writeln!(text, "  {:>6} {:>6}  {:<8} {:<24} live at", "offset", "size", "kind", "name");
        for slot in &self.slots {
            let live = if slot.live.len() == self.suspends.len() && !slot.live.is_empty() {
                "all".to_string()
            } else {
                ranges(&slot.live)
            };
            let row =
                format!("  {:>6} {:>6}  {:<8} {:<24} {live}", slot.offset, slot.size, slot.kind, slot.name);
            let _ = writeln!(text, "{}", row.trim_end());
        }
        for suspend in &self.suspends {
            let word = if self.r#await.is_some() { "await" } else { "suspend point" };
            let mark = if suspend.r#final { " (final)" } else { "" };
            let place = suspend.location.as_deref().unwrap_or("");
            if !mark.is_empty() || !place.is_empty() {
                let row = format!("  {word} {}{mark} {place}", suspend.number);
                let _ = writeln!(text, "{}", row.trim_end());
            }
        }
        if let Some(pointers) = &self.pointers {
            let _ = writeln!(text, "{pointers}");
        }
        text
    }
}

impl PointerReport {
    fn new(coroutine: &Coroutine, frame: &Frame) -> Self {
        let (area, count) = frame.tracked.area;
        let words = &frame.tracked.words;
        let at = |suspend: SuspendId| {
            words.iter().filter(move |w| w.live.contains(suspend)).map(|w| w.offset).collect::<Vec<_>>()
        };
        let before = words.iter().filter(|w| w.always).map(|w| w.offset).collect();
        let maps = coroutine.suspends.indices().map(at).chain([before]);
        let maps = if coroutine.lowering.is_await() { Vec::new() } else { maps.collect() };
        PointerReport { area, count, maps, inner: frame.tracked.inner.clone() }
    }
}

impl std::fmt::Display for PointerReport {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let words = if self.count == 1 { "word" } else { "words" };
        write!(f, "  pointer area: {} {words} at {}", self.count, self.area)?;
        if self.maps.is_empty() {
            return Ok(());
        }
        write!(f, "; tracked pointers at")?;
        for (state, map) in self.maps.iter().enumerate() {
            let offsets: Vec<String> = map.iter().map(u64::to_string).collect();
            let offsets = if map.is_empty() { "none".to_owned() } else { offsets.join(", ") };
            let before = if state + 1 == self.maps.len() { " (before the first suspension)" } else { "" };
            write!(f, "\n    state {state}{before}: {offsets}")?;
        }
        if !self.inner.is_empty() {
            let offsets: Vec<String> = self.inner.iter().map(u64::to_string).collect();
            write!(f, "\n    frames inside of it: {}", offsets.join(", "))?;
        }
        Ok(())
    }
}

/// What the second word of a frame is: only the collector destroys that of an await.
fn second_word(coroutine: &Coroutine) -> &'static str {
    if coroutine.lowering.is_await() { "descriptor" } else { "destroy" }
}

fn kind(coroutine: &Coroutine, what: Occupant) -> &'static str {
    match what {
        Occupant::Resume => "resume",
        Occupant::Destroy => second_word(coroutine),
        Occupant::Promise(_) => "promise",
        Occupant::Value(id) if coroutine.values[id].class == ValueClass::Tracked => "tracked",
        Occupant::Value(_) => "value",
        Occupant::Object(_) | Occupant::Words(_) => "alloca",
        Occupant::Index => "index",
    }
}

fn named(coroutine: &Coroutine, what: Occupant, name: &dyn Fn(ValueId) -> String) -> String {
    match what {
        Occupant::Value(id) => name(id),
        Occupant::Promise(id) | Occupant::Object(id) | Occupant::Words(id) => {
            coroutine.objects[id].name.clone()
        }
        Occupant::Resume | Occupant::Destroy | Occupant::Index => kind(coroutine, what).into(),
    }
}

/// `0-3, 5` for 0, 1, 2, 3, 5.
fn ranges(numbers: &[usize]) -> String {
    let mut runs: Vec<(usize, usize)> = Vec::new();
    for &n in numbers {
        match runs.last_mut() {
            Some((_, last)) if *last + 1 == n => *last = n,
            _ => runs.push((n, n)),
        }
    }
    let show = |&(a, b): &(usize, usize)| if a == b { a.to_string() } else { format!("{a}-{b}") };
    runs.iter().map(show).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn neighbouring_suspend_points_are_a_range() {
        assert_eq!(ranges(&[0, 1, 2, 5, 7, 8]), "0-2, 5, 7-8");
        assert_eq!(ranges(&[]), "");
    }
}
