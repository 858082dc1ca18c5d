//! A report as text.

use std::fmt::Write;

use crate::data::{Coroutine, Place, Slot};
use crate::program::Program;

/// So many uses of a slot are shown.
const USES: usize = 4;

/// A line for each coroutine, the largest first, then each coroutine in detail.
pub fn program(program: &Program) -> String {
    let entries = program.by_size();
    let total: u64 = entries.iter().map(|entry| entry.coroutine.size).sum();
    let mut text = format!("{} coroutine frames, {total} bytes together\n\n", entries.len());
    let _ = writeln!(text, "{:>8} {:>6} {:>6} {:>8}  coroutine", "bytes", "align", "states", "advice");
    for entry in &entries {
        let coroutine = &entry.coroutine;
        let saves = coroutine.advice.first().map_or(String::new(), |advice| format!("-{}", advice.saves));
        let _ = writeln!(
            text,
            "{:>8} {:>6} {:>6} {saves:>8}  {}{}",
            coroutine.size,
            coroutine.align,
            coroutine.states.len(),
            coroutine.title(),
            coroutine.place.as_ref().map(|place| format!("  {place}")).unwrap_or_default()
        );
    }
    entries.iter().fold(text, |text, entry| text + "\n" + &self::coroutine(&entry.coroutine))
}

/// One coroutine in detail.
pub fn coroutine(coroutine: &Coroutine) -> String {
    let mut text = headline(coroutine);
    slots(coroutine, &mut text);
    states(coroutine, &mut text);
    // Writing to a string cannot fail.
    for slot in coroutine.slots.iter().filter(|slot| !slot.uses.is_empty()) {
        let _ = writeln!(text, "  {}", kept(slot));
    }
    for child in &coroutine.children {
        let _ = writeln!(text, "  inside of it: the frame of '{}', {} bytes", child.name, child.size);
    }
    for advice in &coroutine.advice {
        let _ = writeln!(
            text,
            "  smaller by {} bytes{}: {}",
            advice.saves,
            at(advice.place.as_ref()),
            advice.text
        );
    }
    text
}

fn headline(coroutine: &Coroutine) -> String {
    let mut text = String::new();
    let _ = writeln!(
        text,
        "'{}'{}: {} bytes, align {}, {} state{}, {} bytes of padding",
        coroutine.title(),
        at(coroutine.place.as_ref()),
        coroutine.size,
        coroutine.align,
        coroutine.states.len(),
        if coroutine.states.len() == 1 { "" } else { "s" },
        coroutine.padding
    );
    text
}

fn slots(coroutine: &Coroutine, text: &mut String) {
    let wide = |field: fn(&Slot) -> usize| coroutine.slots.iter().map(field).max().unwrap_or(0).min(40);
    let (name, ty) =
        (wide(|slot| slot.name.chars().count()).max(4), wide(|slot| slot.r#type.chars().count()).max(4));
    let _ = writeln!(
        text,
        "  {:>6} {:>6}  {:<8} {:<name$} {:<ty$} states",
        "offset", "size", "kind", "name", "type"
    );
    for slot in &coroutine.slots {
        let row = format!(
            "  {:>6} {:>6}  {:<8} {:<name$} {:<ty$} {}{}",
            slot.offset,
            slot.size,
            slot.kind,
            slot.name,
            slot.r#type,
            live(coroutine, slot),
            slot.place.as_ref().map(|place| format!("  {place}")).unwrap_or_default()
        );
        let _ = writeln!(text, "{}", row.trim_end());
    }
}

fn states(coroutine: &Coroutine, text: &mut String) {
    for state in &coroutine.states {
        let marks =
            [(state.r#final, " (final)"), (coroutine.largest == Some(state.number), " (the largest)")];
        let marks: String = marks.iter().filter(|(is, _)| *is).map(|(_, mark)| *mark).collect();
        let _ = writeln!(
            text,
            "  state {}{marks}{}: {} bytes in use, {} idle",
            state.number,
            at(state.place.as_ref()),
            state.bytes,
            state.idle
        );
    }
}

/// The states of a slot: `all`, or numbers with ranges.
pub(crate) fn live(coroutine: &Coroutine, slot: &Slot) -> String {
    if !slot.live.is_empty() && slot.live.len() == coroutine.states.len() {
        return "all".to_owned();
    }
    ranges(&slot.live)
}

fn ranges(numbers: &[usize]) -> String {
    let mut runs: Vec<(usize, usize)> = Vec::new();
    for &number in numbers {
        match runs.last_mut() {
            Some((_, last)) if *last + 1 == number => *last = number,
            _ => runs.push((number, number)),
        }
    }
    let show =
        |&(from, to): &(usize, usize)| if from == to { from.to_string() } else { format!("{from}-{to}") };
    runs.iter().map(show).collect::<Vec<_>>().join(", ")
}

/// What keeps a slot alive, in words.
fn kept(slot: &Slot) -> String {
    let uses = slot.uses.iter().take(USES);
    let shown: Vec<String> =
        uses.map(|cause| format!("{} by {}{}", cause.how, cause.what, at(cause.place.as_ref()))).collect();
    let more = slot.uses.len().saturating_sub(USES);
    let more = if more == 0 { String::new() } else { format!(", and {more} more") };
    format!("'{}' is {}{more}", slot.name, shown.join(", "))
}

fn at(place: Option<&Place>) -> String {
    place.map(|place| format!(" at {place}")).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::{Advice, State, Use};

    #[test]
    fn a_coroutine_in_words() {
        let place = |line| Some(Place { file: "a.cpp".into(), line, column: 3 });
        let state = |number, line| State { number, place: place(line), ..State::default() };
        let uses = vec![Use { how: "captured".into(), what: "fill(char*)".into(), place: place(5) }];
        let slots = vec![
            Slot {
                kind: "resume".into(),
                name: "resume".into(),
                size: 8,
                live: vec![0, 1],
                ..Slot::default()
            },
            Slot {
                kind: "alloca".into(),
                name: "buffer".into(),
                r#type: "char[100]".into(),
                place: place(4),
                offset: 8,
                size: 100,
                align: 16,
                live: vec![1],
                uses,
            },
        ];
        let advice = Advice {
            kind: "scope".into(),
            slot: Some(1),
            states: vec![1],
            saves: 96,
            text: "end the scope".into(),
            place: place(4),
        };
        let mut frame = Coroutine {
            name: "f()".into(),
            size: 112,
            align: 16,
            states: vec![state(0, 3), state(1, 7)],
            slots,
            advice: vec![advice],
            ..Coroutine::default()
        };
        frame.add_up();
        assert_eq!(
            coroutine(&frame),
            "'f()': 112 bytes, align 16, 2 states, 4 bytes of padding\n  \
             offset   size  kind     name   type      states\n       \
             0      8  resume   resume           all\n       \
             8    100  alloca   buffer char[100] 1  a.cpp:4:3\n  \
             state 0 at a.cpp:3:3: 8 bytes in use, 104 idle\n  \
             state 1 (the largest) at a.cpp:7:3: 108 bytes in use, 4 idle\n  \
             'buffer' is captured by fill(char*) at a.cpp:5:3\n  \
             smaller by 96 bytes at a.cpp:4:3: end the scope\n"
        );
    }

    #[test]
    fn neighbouring_numbers_are_a_range() {
        assert_eq!(ranges(&[0, 1, 2, 5, 7, 8]), "0-2, 5, 7-8");
    }
}
