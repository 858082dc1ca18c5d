//! `gc-coro frames`

use std::io::Write;

use gc_coro::TableFormat;
use inkwell::module::Module;

use crate::arguments::Frames;
use crate::style::{NAME, QUIET, STRONG};
use crate::table::{Frame, Slot};
use crate::{Failure, svg, table};

/// Writes the frames as a table, as JSON or as a picture.
pub fn show(module: &Module<'_>, action: &Frames, out: &mut impl Write) -> Result<(), Failure> {
    let options = action.chosen.options(&action.common)?;
    if action.json && action.chosen.function.is_empty() {
        let json = gc_coro::frame_tables(module, &options, TableFormat::Json)?;
        return Ok(out.write_all(json.as_bytes())?);
    }
    let frames = table::read(module, &action.chosen, &options)?;
    if action.json {
        let json = gc_coro::frame_tables(module, &options, TableFormat::Json)?;
        return only(&json, &frames, out);
    }
    if action.svg {
        return Ok(out.write_all(svg::draw(&frames).as_bytes())?);
    }
    if frames.is_empty() {
        writeln!(out, "there are no coroutines")?;
    }
    for (number, frame) in frames.iter().enumerate() {
        if number > 0 {
            writeln!(out)?;
        }
        one(frame, out)?;
    }
    Ok(())
}

/// Those objects of the library's JSON that are of the frames, as they are.
fn only(json: &str, frames: &[Frame], out: &mut impl Write) -> Result<(), Failure> {
    let wrong =
        |error: serde_json::Error| Failure::Use(format!("the table of frames is not understood: {error}"));
    let mut objects: Vec<serde_json::Value> = serde_json::from_str(json).map_err(wrong)?;
    objects.retain(|object| frames.iter().any(|frame| object["function"] == frame.function.as_str()));
    let text = serde_json::to_string_pretty(&objects).map_err(wrong)?;
    Ok(writeln!(out, "{text}")?)
}

fn one(frame: &Frame, out: &mut impl Write) -> Result<(), Failure> {
    let points = if frame.suspends.len() == 1 { "suspend point" } else { "suspend points" };
    writeln!(
        out,
        "{NAME}{}{NAME:#}: frame of {STRONG}{} bytes{STRONG:#}, align {}, {} {points}",
        frame.title(),
        frame.size,
        frame.align,
        frame.suspends.len()
    )?;
    writeln!(out, "{QUIET}  offset   size  kind      name{QUIET:#}")?;
    for slot in &frame.slots {
        writeln!(
            out,
            "  {:>6} {:>6}  {:<9} {}{}",
            slot.offset,
            slot.size,
            slot.kind,
            slot.name,
            where_live(frame, slot)
        )?;
    }
    Ok(())
}

/// Where a slot is live, if that is not everywhere.
fn where_live(frame: &Frame, slot: &Slot) -> String {
    if slot.is_fixed() || slot.live.len() == frame.suspends.len() {
        return String::new();
    }
    let points = slot.live.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
    format!("  {QUIET}live at {points}{QUIET:#}")
}
