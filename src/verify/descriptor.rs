//! Reads the descriptors of a module, as `include/gc_coro.h` defines them, and checks that a runtime can trust them.

use std::collections::BTreeSet;

use crate::abi::descriptor::*;
use crate::abi::names::symbol;
use crate::ir::{Function, IrModule, Value, text_of};

use crate::diag::Violation;
use crate::verify::subject::Subject;

/// The exported descriptor, and the copy that clones use if another library may replace the exported one.
const SUFFIXES: [&str; 2] = [symbol::DESCRIPTOR, symbol::OWN_DESCRIPTOR];

/// A descriptor with the functions whose prefix data leads to it.
pub struct Described {
    pub global: Value,
    /// The name of the coroutine.
    pub coroutine: String,
    pub clones: Vec<Function>,
    /// What it says, where it can be read at all.
    pub layout: Option<Layout>,
    /// What is wrong with it.
    problems: Vec<String>,
}

/// What a descriptor says of the frame. Offsets in bytes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Layout {
    version: u64,
    flags: u64,
    size: u64,
    align: u64,
    pointers: (u64, u64),
    bytes: (u64, u64),
    /// Offset and size of the state.
    pub state: (u64, u64),
    pub suspends: u64,
    maps_at: u64,
    map_words: u64,
    origin: u64,
    pub pointer_size: u64,
    name_at: u64,
    /// Where frames of other coroutines may be inside of it.
    inner: Vec<u64>,
    /// The tracked words of each state: of the suspensions, then of the time before the first.
    pub maps: Vec<BTreeSet<u64>>,
    /// The words of all maps together.
    pub tracked: BTreeSet<u64>,
}

/// All descriptors of a module.
pub fn find(module: IrModule) -> Vec<Described> {
    let pointer = module.data_layout().pointer_size();
    let mut found: Vec<Described> = Vec::new();
    for global in module.globals() {
        let name = global.name();
        let coroutine = SUFFIXES.iter().find_map(|suffix| name.strip_suffix(suffix));
        let (Some(coroutine), Some(content)) = (coroutine, global.initializer()) else { continue };
        let (layout, problems) = match read(content) {
            Ok(layout) => {
                let problems = layout.problems(pointer);
                (Some(layout), problems)
            }
            Err(problem) => (None, vec![problem]),
        };
        found.push(Described { global, coroutine: coroutine.to_owned(), clones: vec![], layout, problems });
    }
    if found.is_empty() {
        return found;
    }
    for function in module.functions() {
        let Some(distance) = distance_of(function) else { continue };
        for described in found.iter_mut().filter(|d| mentions(distance, d.global)) {
            described.clones.push(function);
        }
    }
    found
}

/// The descriptor that the prefix data of `function` leads to.
pub fn descriptor_of_clone(function: Function, descriptors: &[Described]) -> Option<&Described> {
    descriptors.iter().find(|described| described.clones.contains(&function))
}

/// Reports on the ramp what is wrong with its descriptor, on a clone what is wrong with its prefix data, which leads to the descriptor.
pub fn check(subject: &Subject, descriptors: &[Described]) {
    let name = subject.function.name();
    let mut of_ramp: Vec<&Described> = descriptors.iter().filter(|d| d.coroutine == name).collect();
    for detail in of_ramp.iter().flat_map(|described| &described.problems) {
        subject.report(None, Violation::Descriptor { detail: detail.clone() });
    }
    of_ramp.dedup_by_key(|described| described.global.initializer());
    if of_ramp.len() > 1 {
        let detail = "the exported one and the copy of the clones are different".to_owned();
        subject.report(None, Violation::Descriptor { detail });
    }
    let wrong = if descriptor_of_clone(subject.function, descriptors).is_some() {
        let own =
            distance_of(subject.function).filter(|&distance| mentions(distance, subject.function.as_value()));
        own.is_none().then_some("the distance is not counted from the function itself")
    } else {
        let coroutine = ["resume", "destroy", "cleanup"].iter().find_map(|suffix| name.strip_suffix(suffix));
        let coroutine = coroutine.and_then(|rest| rest.strip_suffix('.'));
        let is_described = descriptors.iter().any(|d| Some(d.coroutine.as_str()) == coroutine);
        is_described.then_some("there is no prefix data with the mark and the distance")
    };
    if let Some(detail) = wrong {
        let violation = Violation::CloneWithoutDescriptor { clone: name, detail: detail.to_owned() };
        subject.report(None, violation);
    }
}

/// The distance to the descriptor before a function, after the mark.
fn distance_of(function: Function) -> Option<Value> {
    let data = function.prefix_data()?;
    let is_marked = data.ty().is_struct()
        && data.ty().field_count() == 3
        && data.constant_element(0).and_then(Value::const_int) == Some(MAGIC);
    if is_marked { data.constant_element(2) } else { None }
}

/// Whether a constant expression is made of `global`.
fn mentions(constant: Value, global: Value) -> bool {
    constant == global
        || (constant.const_opcode().is_some() && constant.operands().any(|o| mentions(o, global)))
}

fn read(content: Value) -> Result<Layout, String> {
    let is_struct = content.ty().is_struct();
    let flags = || content.constant_element(FLAGS.number).and_then(Value::const_int);
    let has_inner = is_struct && flags().is_some_and(|flags| flags & HAS_INNER != 0);
    let name_number = FIELDS + 1 + u32::from(has_inner);
    if !is_struct || content.ty().field_count() != name_number + 1 {
        let inner = if has_inner { ", the frames inside of it" } else { "" };
        return Err(format!("it is no struct of {FIELDS} numbers, the maps{inner} and the name"));
    }
    let number = |field: Field| {
        let value = content.constant_element(field.number).and_then(Value::const_int);
        value.ok_or_else(|| format!("the field {} is no constant number", field.name))
    };
    let mut layout = Layout {
        version: number(VERSION)?,
        flags: number(FLAGS)?,
        size: number(FRAME_SIZE)?,
        align: number(FRAME_ALIGN)?,
        pointers: (number(POINTERS_OFFSET)?, number(POINTER_COUNT)?),
        bytes: (number(BYTES_OFFSET)?, number(BYTE_COUNT)?),
        state: (number(STATE_OFFSET)?, number(STATE_SIZE)?),
        suspends: number(SUSPEND_COUNT)?,
        maps_at: number(MAPS)?,
        map_words: number(MAP_WORDS)?,
        origin: number(MAP_ORIGIN)?,
        pointer_size: number(POINTER_SIZE)?,
        name_at: number(NAME)?,
        ..Layout::default()
    };
    let maps = content.constant_element(FIELDS).ok_or("it has no maps")?;
    if has_inner {
        layout.inner =
            read_inner(content.constant_element(FIELDS + 1).ok_or("it has no frames inside of it")?)?;
    }
    let name = content.constant_element(name_number).ok_or("it has no name")?;
    text_of(name).ok_or("its name does not end with a NUL")?;
    let (_, count) = maps.ty().array_shape().ok_or("its maps are no array")?;
    let expected = layout.suspends.saturating_add(1).checked_mul(layout.map_words);
    if expected != Some(count) {
        return Err(format!(
            "it has {count} words of maps; {} states of {} words each need another number",
            layout.suspends.saturating_add(1),
            layout.map_words
        ));
    }
    let words: Option<Vec<u64>> =
        (0..count).map(|i| maps.constant_element(u32::try_from(i).ok()?)?.const_int()).collect();
    layout.decode(&words.ok_or("its maps are no constant numbers")?);
    Ok(layout)
}

/// The offsets of the frames inside of a frame.
fn read_inner(content: Value) -> Result<Vec<u64>, String> {
    let (_, length) = content.ty().array_shape().ok_or("the frames inside of it are no array")?;
    let numbers: Option<Vec<u64>> =
        (0..length).map(|i| content.constant_element(u32::try_from(i).ok()?)?.const_int()).collect();
    let numbers = numbers.ok_or("the offsets of the frames inside of it are no constant numbers")?;
    match numbers.split_first() {
        Some((&count, offsets)) if count == offsets.len() as u64 => Ok(offsets.to_vec()),
        _ => Err(format!("{length} words do not begin with the number of the offsets after it")),
    }
}

impl Layout {
    /// Takes the bits out of the maps.
    fn decode(&mut self, words: &[u64]) {
        let per_map = usize::try_from(self.map_words).unwrap_or(0);
        let states = self.suspends as usize + 1;
        for state in 0..states {
            let map = &words[state * per_map..(state + 1) * per_map];
            let mut offsets = BTreeSet::new();
            for (index, word) in (0u64..).zip(map) {
                let set = (0..64).filter(|bit| word >> bit & 1 == 1);
                offsets.extend(
                    set.map(|bit| self.origin.saturating_add((index * 64 + bit) * self.pointer_size)),
                );
            }
            self.tracked.extend(&offsets);
            self.maps.push(offsets);
        }
    }

    /// Whether every map names the word.
    pub fn is_always_tracked(&self, offset: u64) -> bool {
        self.maps.iter().all(|map| map.contains(&offset))
    }

    /// A mapped word that shares bytes with `length` bytes at `offset`.
    pub fn tracked_word_in(&self, offset: u64, length: u64) -> Option<u64> {
        let first = offset.saturating_sub(self.pointer_size.saturating_sub(1));
        self.tracked.range(first..offset.saturating_add(length)).next().copied()
    }

    fn problems(&self, pointer: u64) -> Vec<String> {
        let mut found = Vec::new();
        let mut rule = |holds: bool, text: String| {
            if !holds {
                found.push(text);
            }
        };
        let fits = |offset: u64, length: u64| offset.checked_add(length).is_some_and(|end| end <= self.size);
        let area_bytes = self.pointers.1.saturating_mul(self.pointer_size);
        let version = if self.inner.is_empty() { CURRENT_VERSION } else { INNER_VERSION };
        rule(self.version == version, format!("version {} is not {version}", self.version));
        rule(
            self.align.is_power_of_two() && self.size.checked_rem(self.align) == Some(0),
            format!("the size {} is no multiple of the alignment {}, a power of two", self.size, self.align),
        );
        rule(
            self.pointer_size == pointer,
            format!("pointers have {pointer} bytes, not {}", self.pointer_size),
        );
        rule(fits(self.pointers.0, area_bytes), "the pointer area ends past the frame".to_owned());
        rule(self.pointers.0.is_multiple_of(pointer), "the pointer area is not aligned".to_owned());
        rule(fits(self.bytes.0, self.bytes.1), "the byte area ends past the frame".to_owned());
        rule(fits(self.state.0, self.state.1), "the state lies past the frame".to_owned());
        rule(
            matches!(self.state.1, 0 | 1 | 2 | 4) && self.counts_states(),
            format!(
                "a state of {} bytes cannot number {} suspensions and the time before them",
                self.state.1, self.suspends
            ),
        );
        rule(self.maps_at == HEADER, format!("the maps begin at byte {HEADER}, not {}", self.maps_at));
        let inner_words = if self.inner.is_empty() { 0 } else { 1 + self.inner.len() as u64 };
        let words = MAP_WORD * (self.map_words * (self.suspends + 1) + inner_words);
        let is_inside = |&at: &u64| at >= 2 * pointer && at.is_multiple_of(pointer) && fits(at, 2 * pointer);
        rule(
            self.inner.iter().all(is_inside),
            "a frame inside of it ends past the frame, or is not aligned".to_owned(),
        );
        rule(
            self.name_at == HEADER + words,
            format!("the name begins at byte {}, not {}", HEADER + words, self.name_at),
        );
        if let (Some(&first), Some(&last)) = (self.tracked.first(), self.tracked.last()) {
            rule(first >= 2 * pointer, format!("a map names byte {first}, which is the frame's header"));
            rule(fits(last, pointer), format!("a map names byte {last}, which is past the frame"));
            rule(first.is_multiple_of(pointer), format!("a map names byte {first}, which is not aligned"));
        }
        let (state, length) = self.state;
        rule(
            self.tracked_word_in(state, length).is_none() || length == 0,
            "a map names the word that holds the state".to_owned(),
        );
        let area = self.pointers.0..self.pointers.0.saturating_add(area_bytes);
        rule(
            self.flags & AREA_ONLY == 0 || self.tracked.iter().all(|word| area.contains(word)),
            "the flag says that all tracked words are in the pointer area, but a map names others".to_owned(),
        );
        found
    }

    fn counts_states(&self) -> bool {
        match self.state.1 {
            0 => self.suspends == 0 || self.tracked.is_empty(),
            bytes => self.suspends >> (8 * bytes) == 0,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn good() -> Layout {
        let mut layout = Layout {
            version: 1,
            flags: 3,
            size: 48,
            align: 8,
            pointers: (16, 2),
            bytes: (32, 16),
            state: (32, 1),
            suspends: 1,
            maps_at: 96,
            map_words: 1,
            origin: 16,
            pointer_size: 8,
            name_at: 112,
            ..Layout::default()
        };
        layout.decode(&[0b11, 0b10]);
        layout
    }

    #[test]
    fn bits_are_read_out_of_the_maps() {
        let layout = good();
        assert_eq!(layout.maps, [BTreeSet::from([16, 24]), BTreeSet::from([24])]);
        assert!(layout.is_always_tracked(24) && !layout.is_always_tracked(16));
        assert_eq!(layout.tracked_word_in(23, 1), Some(16));
        assert_eq!(layout.tracked_word_in(32, 8), None);
        assert!(layout.problems(8).is_empty(), "{:?}", layout.problems(8));
    }

    #[test]
    fn each_wrong_field_is_named() {
        type Break = fn(&mut Layout);
        let wrong: [(Break, &str); 11] = [
            (|l| l.inner = vec![16], "version 1 is not 2"),
            (|l| (l.inner, l.version) = (vec![40], 2), "inside of it"),
            (|l| l.version = 2, "version 2"),
            (|l| l.size = 47, "no multiple"),
            (|l| l.pointers.1 = 5, "pointer area ends"),
            (|l| l.bytes.1 = 17, "byte area ends"),
            (|l| l.state.0 = 48, "state lies past"),
            (|l| l.state.1 = 3, "state of 3 bytes"),
            (|l| l.state.0 = 24, "holds the state"),
            (|l| l.name_at = 104, "name begins"),
            (|l| l.pointers.1 = 1, "in the pointer area"),
        ];
        for (change, words) in wrong {
            let mut layout = good();
            change(&mut layout);
            let problems = layout.problems(8);
            assert!(problems.iter().any(|p| p.contains(words)), "{words}: {problems:?}");
        }
    }

    #[test]
    fn a_state_too_small_for_the_suspensions() {
        let layout = Layout { suspends: 256, state: (32, 1), ..good() };
        assert!(!layout.counts_states());
        assert!(Layout { suspends: 255, ..layout }.counts_states());
    }
}
