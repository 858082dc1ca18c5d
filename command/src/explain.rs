//! `gc-coro explain`: why a frame is as large as it is.
//!
//! A frame has to hold what is live at the suspend point at which most is live. What comes on top is the header, what cannot share
//! the bytes of something else, and what alignment leaves empty. All of this is computed from the table of the frame.

use std::io::Write;

use inkwell::module::Module;
use serde::Serialize;

use crate::arguments::Explain;
use crate::style::{NAME, QUIET, STRONG};
use crate::table::{Frame, Slot};
use crate::{Failure, table};

/// The slots that are named one by one.
const MOST_NAMED: usize = 8;
/// From this share of a frame on (in percent) there is advice about a single slot.
const LARGE: u64 = 25;

/// The bytes of a frame, by the reason for them. They add up to its size.
#[derive(Debug, PartialEq, Eq, Serialize)]
struct Explanation<'a> {
    function: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    r#await: Option<usize>,
    size: u64,
    /// The header and the state.
    fixed: u64,
    /// What is live at the suspend point at which most is live.
    live: u64,
    /// That suspend point.
    #[serde(skip_serializing_if = "Option::is_none")]
    largest: Option<usize>,
    /// What is live at other suspend points only, and shares no bytes with what is live there.
    apart: u64,
    /// What no slot covers.
    padding: u64,
    /// What slots that share bytes save.
    saved: u64,
    advice: Vec<String>,
}

/// Explains the frames of the chosen functions.
pub fn show(module: &Module<'_>, action: &Explain, out: &mut impl Write) -> Result<(), Failure> {
    let options = action.chosen.options(&action.common)?;
    let frames = table::read(module, &action.chosen, &options)?;
    let explanations: Vec<Explanation> = frames.iter().map(explain).collect();
    if action.json {
        let json = serde_json::to_string_pretty(&explanations);
        return Ok(writeln!(out, "{}", json.map_err(|error| Failure::Use(error.to_string()))?)?);
    }
    if frames.is_empty() {
        writeln!(out, "there are no coroutines")?;
    }
    for (number, (frame, explanation)) in frames.iter().zip(&explanations).enumerate() {
        if number > 0 {
            writeln!(out)?;
        }
        tell(frame, explanation, out)?;
    }
    Ok(())
}

fn explain(frame: &Frame) -> Explanation<'_> {
    let others = || frame.slots.iter().filter(|slot| !slot.is_fixed());
    let live_at = |point: usize| others().filter(move |slot| slot.live.contains(&point));
    // The first of the largest.
    let points = frame.suspends.iter().map(|point| point.number);
    let largest = points.max_by_key(|&point| (Frame::covered(live_at(point)), std::cmp::Reverse(point)));
    let live = largest.map_or(0, |point| Frame::covered(live_at(point)));
    let fixed = Frame::covered(frame.slots.iter().filter(|slot| slot.is_fixed()));
    let all = Frame::covered(frame.slots.iter());
    let sizes: u64 = frame.slots.iter().map(|slot| slot.size).sum();
    Explanation {
        function: &frame.function,
        r#await: frame.r#await,
        size: frame.size,
        fixed,
        live,
        largest: largest.filter(|_| live > 0),
        apart: all - fixed - live,
        padding: frame.size - all,
        saved: sizes - all,
        advice: advice(frame),
    }
}

/// What can be done about single slots that are large.
fn advice(frame: &Frame) -> Vec<String> {
    let is_large = |slot: &&Slot| !slot.is_fixed() && slot.size > 16 && slot.size * 100 >= frame.size * LARGE;
    let text = |slot: &Slot| {
        let share = slot.size * 100 / frame.size;
        let is_everywhere = slot.live.len() == frame.suspends.len() && frame.suspends.len() > 1;
        let what = match slot.kind.as_str() {
            "promise" => "is the promise, which is always in the frame: make its type smaller".to_owned(),
            "alloca" if is_everywhere => {
                "is a variable that is live at all suspend points: end its scope before one of them, or keep it elsewhere"
                    .to_owned()
            }
            "alloca" => format!("is a variable that is live at {}: end its scope before", at(slot)),
            _ => format!("is a value that is used after {}: use it before, or compute it again", at(slot)),
        };
        format!("'{}' has {share} % of the frame: it {what}", slot.name)
    };
    frame.slots.iter().filter(is_large).map(text).collect()
}

/// `suspend point 3`, or `4 suspend points`.
fn at(slot: &Slot) -> String {
    match slot.live[..] {
        [point] => format!("suspend point {point}"),
        _ => format!("{} suspend points", slot.live.len()),
    }
}

fn tell(frame: &Frame, explanation: &Explanation<'_>, out: &mut impl Write) -> Result<(), Failure> {
    let Explanation { size, fixed, live, apart, padding, saved, .. } = explanation;
    writeln!(out, "{NAME}{}{NAME:#} has a frame of {STRONG}{size} bytes{STRONG:#}", frame.title())?;
    writeln!(out, "  {fixed:>6}  header: {}", fixed_names(frame))?;
    if let Some(point) = explanation.largest {
        let place = place_of(frame, point);
        writeln!(out, "  {live:>6}  live at suspend point {point}{place}, where most is live")?;
        name_slots(frame, point, out)?;
    }
    if *apart > 0 {
        writeln!(out, "  {apart:>6}  live at other suspend points only, in bytes of their own")?;
    }
    if *padding > 0 {
        writeln!(out, "  {padding:>6}  empty, for alignment")?;
    }
    if *saved > 0 {
        writeln!(
            out,
            "{QUIET}  {saved} bytes are saved by slots that are not live at the same time{QUIET:#}"
        )?;
    }
    for advice in &explanation.advice {
        writeln!(out, "  {STRONG}help:{STRONG:#} {advice}")?;
    }
    Ok(())
}

fn fixed_names(frame: &Frame) -> String {
    let names = frame.slots.iter().filter(|slot| slot.is_fixed()).map(|slot| slot.kind.as_str());
    names.collect::<Vec<_>>().join(", ")
}

fn place_of(frame: &Frame, point: usize) -> String {
    let point = frame.suspends.iter().find(|suspend| suspend.number == point);
    let place = point.and_then(|suspend| suspend.location.as_deref());
    place.map(|place| format!(" ({place})")).unwrap_or_default()
}

/// The largest slots that are live at `point`, each with its reason.
fn name_slots(frame: &Frame, point: usize, out: &mut impl Write) -> Result<(), Failure> {
    let mut slots: Vec<&Slot> =
        frame.slots.iter().filter(|slot| !slot.is_fixed() && slot.live.contains(&point)).collect();
    slots.sort_by_key(|slot| (std::cmp::Reverse(slot.size), slot.offset));
    for slot in slots.iter().take(MOST_NAMED) {
        let reason = match slot.kind.as_str() {
            "promise" => "the promise".to_owned(),
            "alloca" => "a variable".to_owned(),
            "tracked" => "a tracked pointer that is used after it".to_owned(),
            _ => "a value that is used after it".to_owned(),
        };
        writeln!(out, "{QUIET}        {:>6}  {}: {reason}{QUIET:#}", slot.size, slot.name)?;
    }
    let rest = &slots[slots.len().min(MOST_NAMED)..];
    if !rest.is_empty() {
        let bytes: u64 = rest.iter().map(|slot| slot.size).sum();
        writeln!(out, "{QUIET}        {bytes:>6}  {} more{QUIET:#}", rest.len())?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn frame() -> Frame {
        serde_json::from_str(
            r#"{"function": "f", "size": 72, "align": 8,
                "suspends": [{"number": 0, "final": false}, {"number": 1, "final": false}],
                "slots": [
                  {"kind": "resume", "name": "resume", "offset": 0, "size": 8, "live": [0, 1]},
                  {"kind": "destroy", "name": "destroy", "offset": 8, "size": 8, "live": [0, 1]},
                  {"kind": "alloca", "name": "buffer", "offset": 16, "size": 40, "live": [0]},
                  {"kind": "value", "name": "x", "offset": 16, "size": 8, "live": [1]},
                  {"kind": "value", "name": "y", "offset": 56, "size": 4, "live": [1]},
                  {"kind": "index", "name": "index", "offset": 60, "size": 1, "live": [0, 1]}]}"#,
        )
        .expect("a frame")
    }

    #[test]
    fn the_reasons_add_up_to_the_size() {
        let frame = frame();
        let found = explain(&frame);
        assert_eq!((found.fixed, found.live, found.largest), (17, 40, Some(0)));
        assert_eq!((found.apart, found.padding, found.saved), (4, 11, 8));
        assert_eq!(found.fixed + found.live + found.apart + found.padding, found.size);
    }

    #[test]
    fn there_is_advice_about_what_is_large() {
        assert_eq!(
            explain(&frame()).advice,
            [
                "'buffer' has 55 % of the frame: it is a variable that is live at suspend point 0: end its scope before"
            ]
        );
    }
}
