//! A picture of frames: a row for each slot, as high as it is large up to a limit, and a column for each suspend point, filled where the
//! slot is live.

use std::fmt::Write;

use crate::table::{Frame, Slot};

const LEFT: u64 = 250;
const COLUMN: u64 = 26;
const ROW: u64 = 20;
/// Space over a frame for its title, and for the numbers of the suspend points.
const HEAD: u64 = 52;

/// All frames, one below the other.
pub fn draw(frames: &[Frame]) -> String {
    let columns = frames.iter().map(|frame| frame.suspends.len() as u64).max().unwrap_or(0);
    let width = (LEFT + columns * COLUMN + 40).max(480);
    let height: u64 =
        frames.iter().map(|frame| HEAD + frame.slots.len() as u64 * ROW + 20).sum::<u64>().max(20);
    let mut text = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" \
         font-family=\"sans-serif\" font-size=\"12\">\n<rect width=\"100%\" height=\"100%\" fill=\"white\"/>\n"
    );
    let mut top = 0;
    for frame in frames {
        top = one(frame, top, &mut text);
    }
    text + "</svg>\n"
}

/// Draws a frame from `top` on; where it ends.
fn one(frame: &Frame, top: u64, text: &mut String) -> u64 {
    let title = escaped(&frame.title());
    // Writing to a string cannot fail.
    let _ = writeln!(
        text,
        "<text x=\"10\" y=\"{}\" font-weight=\"bold\">{title}: {} bytes, align {}</text>",
        top + 20,
        frame.size,
        frame.align
    );
    for (column, point) in frame.suspends.iter().enumerate() {
        let (x, y) = (LEFT + column as u64 * COLUMN + COLUMN / 2, top + 42);
        let tip = escaped(point.location.as_deref().unwrap_or(if point.r#final {
            "the final suspend point"
        } else {
            ""
        }));
        let _ = writeln!(
            text,
            "<text x=\"{x}\" y=\"{y}\" text-anchor=\"middle\">{}<title>{tip}</title></text>",
            point.number
        );
    }
    for (number, slot) in frame.slots.iter().enumerate() {
        row(frame, slot, top + HEAD + number as u64 * ROW, text);
    }
    top + HEAD + frame.slots.len() as u64 * ROW + 20
}

fn row(frame: &Frame, slot: &Slot, y: u64, text: &mut String) {
    let name = escaped(&slot.name);
    let _ = writeln!(
        text,
        "<text x=\"60\" y=\"{0}\" text-anchor=\"end\" fill=\"#666\">{1}</text><text x=\"110\" y=\"{0}\" \
         text-anchor=\"end\">{2}</text><text x=\"120\" y=\"{0}\">{name}</text>",
        y + 14,
        slot.offset,
        slot.size
    );
    for (column, point) in frame.suspends.iter().enumerate() {
        let is_live = slot.is_fixed() || slot.live.contains(&point.number);
        let fill = if is_live { colour(&slot.kind) } else { "none" };
        let x = LEFT + column as u64 * COLUMN;
        let _ = writeln!(
            text,
            "<rect x=\"{x}\" y=\"{y}\" width=\"{COLUMN}\" height=\"{ROW}\" fill=\"{fill}\" stroke=\"#bbb\"/>"
        );
    }
}

fn colour(kind: &str) -> &'static str {
    match kind {
        "tracked" => "#d9822b",
        "alloca" => "#5b8fd6",
        "promise" => "#8fbf6f",
        "value" => "#9d7fc7",
        _ => "#cccccc",
    }
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_text() {
        assert_eq!(escaped("f<int>(\"&\")"), "f&lt;int&gt;(&quot;&amp;&quot;)");
    }
}
