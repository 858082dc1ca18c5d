//! The difference of two reports: for a code review, and for a limit in a test run.

use std::collections::BTreeMap;
use std::fmt::Write;

use crate::data::{Coroutine, Entry, Slot};
use crate::program::Program;

/// What has changed.
#[derive(Clone, Debug, Default)]
pub struct Difference<'a> {
    /// Frames whose size is another; those that grow most come first.
    pub changed: Vec<(&'a Coroutine, &'a Coroutine)>,
    /// Frames of the new report only.
    pub added: Vec<&'a Coroutine>,
    /// Frames of the old report only.
    pub removed: Vec<&'a Coroutine>,
    /// The number of frames whose size is the same.
    pub same: usize,
    totals: (u64, u64),
}

/// How much a frame may grow.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Limit {
    /// In bytes.
    Bytes(u64),
    /// In percent of the old size.
    Percent(f64),
}

impl std::str::FromStr for Limit {
    type Err = String;

    fn from_str(text: &str) -> Result<Limit, String> {
        let wrong = || format!("'{text}' is no limit: write a number of bytes, or a number and %");
        match text.strip_suffix('%') {
            Some(number) => {
                let percent = number.parse().ok().filter(|number: &f64| number.is_finite() && *number >= 0.0);
                percent.map(Limit::Percent).ok_or_else(wrong)
            }
            None => text.parse().map(Limit::Bytes).map_err(|_| wrong()),
        }
    }
}

impl Limit {
    /// Whether growing from `old` to `new` bytes is more than this allows.
    pub fn is_exceeded(self, old: u64, new: u64) -> bool {
        match self {
            Limit::Bytes(bytes) => new > old.saturating_add(bytes),
            Limit::Percent(percent) => new as f64 > old as f64 * (1.0 + percent / 100.0),
        }
    }
}

/// What one frame is compared by: the function, which await, and how many of the same name stand before it (the units of internal
/// functions come in order).
type Key<'a> = (&'a str, Option<usize>, usize);

fn by_key(program: &Program) -> BTreeMap<Key<'_>, &Coroutine> {
    let mut found = BTreeMap::new();
    for Entry { coroutine, .. } in &program.entries {
        let (function, number) = coroutine.key();
        let count = found.range((function, number, 0)..=(function, number, usize::MAX)).count();
        found.insert((function, number, count), coroutine);
    }
    found
}

impl<'a> Difference<'a> {
    /// Compares `new` with `old`.
    pub fn new(old: &'a Program, new: &'a Program) -> Self {
        let (old, new) = (by_key(old), by_key(new));
        let total = |frames: &BTreeMap<Key<'_>, &Coroutine>| frames.values().map(|frame| frame.size).sum();
        let mut difference = Difference { totals: (total(&old), total(&new)), ..Difference::default() };
        for (key, &frame) in &new {
            match old.get(key) {
                None => difference.added.push(frame),
                Some(before) if before.size == frame.size => difference.same += 1,
                Some(before) => difference.changed.push((before, frame)),
            }
        }
        difference.removed =
            old.iter().filter(|(key, _)| !new.contains_key(*key)).map(|(_, frame)| *frame).collect();
        difference.changed.sort_by_key(|(before, after)| before.size as i128 - after.size as i128);
        difference
    }

    /// The frames that grow by more than `limit`.
    pub fn above(&self, limit: Limit) -> impl Iterator<Item = &(&'a Coroutine, &'a Coroutine)> {
        self.changed.iter().filter(move |(before, after)| limit.is_exceeded(before.size, after.size))
    }

    /// The difference in words.
    pub fn to_text(&self) -> String {
        let mut text = String::new();
        // Writing to a string cannot fail.
        for (before, after) in &self.changed {
            let change = signed(before.size, after.size);
            let _ = writeln!(text, "{change:>8}  {} -> {}  {}", before.size, after.size, named(after));
            slots(before, after, &mut text);
        }
        for frame in &self.added {
            let _ = writeln!(text, "     new  {}  {}", frame.size, named(frame));
        }
        for frame in &self.removed {
            let _ = writeln!(text, "    gone  {}  {}", frame.size, named(frame));
        }
        let (old, new) = self.totals;
        let _ = writeln!(
            text,
            "{} frames changed, {} new, {} gone, {} of the same size; together {old} -> {new} bytes ({})",
            self.changed.len(),
            self.added.len(),
            self.removed.len(),
            self.same,
            signed(old, new)
        );
        text
    }
}

/// Slots that only one of two frames has, by name and size.
fn slots(before: &Coroutine, after: &Coroutine, text: &mut String) {
    let count = |slots: &[Slot], one: &Slot| slots.iter().filter(|slot| is_same(slot, one)).count();
    let mut show = |sign: char, of: &Coroutine, other: &Coroutine| {
        for (number, slot) in of.slots.iter().enumerate() {
            // The first of equal slots have their counterparts.
            if count(&of.slots[..number], slot) >= count(&other.slots, slot) {
                let ty = if slot.r#type.is_empty() { String::new() } else { format!(" ({})", slot.r#type) };
                let _ = writeln!(text, "          {sign} {} bytes: '{}'{ty}", slot.size, slot.name);
            }
        }
    };
    show('-', before, after);
    show('+', after, before);
}

/// What a table or message calls the number of an unnamed value is no property of it.
fn is_same(one: &Slot, other: &Slot) -> bool {
    let is_number = |slot: &Slot| slot.name.starts_with('%');
    one.size == other.size && (one.name == other.name || is_number(one) && is_number(other))
}

fn named(frame: &Coroutine) -> String {
    let place = frame.place.as_ref().map(|place| format!("  {place}")).unwrap_or_default();
    format!("{}{place}", frame.title())
}

fn signed(old: u64, new: u64) -> String {
    if new >= old { format!("+{}", new - old) } else { format!("-{}", old - new) }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A name and bytes.
    type Sized<'a> = (&'a str, u64);

    fn program(frames: &[(&str, u64, &[Sized<'_>])]) -> Program {
        let entries = frames.iter().map(|(name, size, slots)| {
            let slot = |&(name, size): &Sized<'_>| Slot { name: name.into(), size, ..Slot::default() };
            let slots = slots.iter().map(slot).collect();
            let (function, name) = ((*name).to_owned(), (*name).to_owned());
            let coroutine = Coroutine { function, name, size: *size, slots, ..Coroutine::default() };
            Entry { unit: "a.cpp".into(), first: false, coroutine }
        });
        Program { entries: entries.collect() }
    }

    #[test]
    fn growth_comes_first_with_the_slots_that_are_new() {
        let old =
            program(&[("f", 64, &[("a", 8), ("b", 8)]), ("g", 48, &[]), ("h", 32, &[]), ("old", 24, &[])]);
        let new =
            program(&[("f", 160, &[("a", 8), ("c", 104)]), ("g", 32, &[]), ("h", 32, &[]), ("new", 40, &[])]);
        assert_eq!(
            Difference::new(&old, &new).to_text(),
            "     +96  64 -> 160  f\n          - 8 bytes: 'b'\n          + 104 bytes: 'c'\n     \
             -16  48 -> 32  g\n     new  40  new\n    gone  24  old\n\
             2 frames changed, 1 new, 1 gone, 1 of the same size; together 168 -> 264 bytes (+96)\n"
        );
    }

    #[test]
    fn a_limit_is_in_bytes_or_percent() {
        let (old, new) = (program(&[("f", 100, &[])]), program(&[("f", 110, &[])]));
        let difference = Difference::new(&old, &new);
        for (limit, expected) in [("9", 1), ("10", 0), ("9.9%", 1), ("10%", 0), ("0", 1)] {
            let limit: Limit = limit.parse().expect("a limit");
            assert_eq!(difference.above(limit).count(), expected, "{limit:?}");
        }
        assert!(
            "ten".parse::<Limit>().is_err()
                && "-1".parse::<Limit>().is_err()
                && "nan%".parse::<Limit>().is_err()
        );
    }
}
