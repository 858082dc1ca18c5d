//! The coroutines of a program, from the entries of many runs of the compiler.

use std::collections::HashMap;

use crate::data::{Coroutine, Entry};

/// All coroutines of a report, each once.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Program {
    /// By unit, then in the order of the compiler.
    pub entries: Vec<Entry>,
}

impl Program {
    /// Puts entries together that come in the order in which they were made:
    ///
    /// 1. The first entry of a run for a unit takes the place of all earlier ones of that unit.
    /// 2. Of two entries of one run for the same frame the later one counts.
    /// 3. A frame that several units have with the same content (an inline function, a template) counts once.
    pub fn new(entries: impl IntoIterator<Item = Entry>) -> Self {
        let mut units: Vec<(String, Vec<Entry>)> = Vec::new();
        let mut numbers: HashMap<String, usize> = HashMap::new();
        for entry in entries {
            let number = *numbers.entry(entry.unit.clone()).or_insert_with(|| {
                units.push((entry.unit.clone(), Vec::new()));
                units.len() - 1
            });
            let known = &mut units[number].1;
            if entry.first {
                known.clear();
            }
            match known.iter_mut().find(|other| other.coroutine.key() == entry.coroutine.key()) {
                Some(other) => other.coroutine = entry.coroutine,
                None => known.push(entry),
            }
        }
        units.sort_by(|(one, _), (other, _)| one.cmp(other));
        let mut seen: HashMap<String, Vec<Coroutine>> = HashMap::new();
        let mut kept = Vec::new();
        for entry in units.into_iter().flat_map(|(_, entries)| entries) {
            let same_name = seen.entry(entry.coroutine.function.clone()).or_default();
            if !same_name.contains(&entry.coroutine) {
                same_name.push(entry.coroutine.clone());
                kept.push(entry);
            }
        }
        Program { entries: kept }
    }

    /// The coroutines, the largest frame first.
    pub fn by_size(&self) -> Vec<&Entry> {
        let mut entries: Vec<&Entry> = self.entries.iter().collect();
        entries.sort_by_key(|entry| std::cmp::Reverse(entry.coroutine.size));
        entries
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(unit: &str, first: bool, function: &str, size: u64) -> Entry {
        let coroutine = Coroutine { function: function.into(), size, ..Coroutine::default() };
        Entry { unit: unit.into(), first, coroutine }
    }

    fn shown(program: &Program) -> Vec<(&str, &str, u64)> {
        program.entries.iter().map(|e| (&*e.unit, &*e.coroutine.function, e.coroutine.size)).collect()
    }

    #[test]
    fn a_new_run_takes_the_place_of_the_old_one() {
        let entries = [
            entry("b", true, "f", 16),
            entry("b", false, "gone", 16),
            entry("a", true, "g", 24),
            entry("b", true, "f", 32),
        ];
        assert_eq!(shown(&Program::new(entries)), [("a", "g", 24), ("b", "f", 32)]);
    }

    #[test]
    fn a_frame_of_several_units_counts_once_unless_it_differs() {
        let entries = [
            entry("a", true, "f", 16),
            entry("b", true, "f", 16),
            entry("c", true, "f", 24),
            entry("c", false, "f", 32),
        ];
        assert_eq!(shown(&Program::new(entries)), [("a", "f", 16), ("c", "f", 32)]);
    }
}
