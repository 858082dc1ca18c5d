//! A report as one page for browsers, which needs nothing else: the entries as JSON, and a program that draws them.

use std::collections::HashMap;
use std::path::Path;

use crate::data::{Coroutine, Entry, Place};
use crate::file::json;

/// What stands before the JSON.
pub const BEGIN: &str = concat!(
    include_str!("page/head.html"),
    "<style>\n",
    include_str!("page/style.css"),
    "</style>\n<script>\n",
    include_str!("page/report.js"),
    "</script>\n",
    include_str!("page/body.html"),
    "<script type=\"application/json\" id=\"report\">\n"
);

/// What stands after it.
pub const END: &str = "</script>\n</body>\n</html>\n";

/// Of a longer function only the first lines are shown.
const LINES: u32 = 600;

/// Lines that are shown before the function and after its last place.
const MARGIN: u32 = 3;

/// The JSON of a page.
pub fn data(page: &str) -> Option<&str> {
    page.strip_prefix(BEGIN).or_else(|| after_begin(page))?.strip_suffix(END)
}

/// The same of a page whose program is another version's.
fn after_begin(page: &str) -> Option<&str> {
    let tag = "<script type=\"application/json\" id=\"report\">\n";
    page.split_once(tag).map(|(_, rest)| rest)
}

/// JSON that can stand between tags.
pub fn escape(json: &str) -> String {
    json.replace('<', "\\u003c")
}

/// The JSON of `entry`, with the lines of its source, if the file is there.
pub fn with_source(entry: &Entry) -> String {
    let text = json(entry);
    match source(&entry.coroutine) {
        Some(source) => format!("{},\"source\":{source}}}", text.strip_suffix('}').unwrap_or(&text)),
        None => text,
    }
}

/// The lines of the function: from where it begins to the last place that the report names.
fn source(coroutine: &Coroutine) -> Option<serde_json::Value> {
    let begin = coroutine.place.as_ref()?;
    let path = Path::new(&coroutine.directory).join(&begin.file);
    let text = String::from_utf8_lossy(&std::fs::read(path).ok()?).into_owned();
    let first = begin.line.saturating_sub(MARGIN).max(1);
    let in_file = places(coroutine).filter(|place| place.file == begin.file).map(|place| place.line);
    let last = in_file.max().unwrap_or(begin.line).max(begin.line).saturating_add(MARGIN);
    let count = last.saturating_sub(first).saturating_add(1).min(LINES);
    let lines: Vec<&str> = text.lines().skip(first as usize - 1).take(count as usize).collect();
    Some(
        HashMap::from([
            ("file", serde_json::Value::from(begin.file.as_str())),
            ("first", first.into()),
            ("lines", lines.into()),
        ])
        .into_iter()
        .collect(),
    )
}

fn places(coroutine: &Coroutine) -> impl Iterator<Item = &Place> {
    let states = coroutine.states.iter().filter_map(|state| state.place.as_ref());
    let slots = coroutine.slots.iter().filter_map(|slot| slot.place.as_ref());
    states.chain(slots)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::file::Format;

    #[test]
    fn source_lines_are_in_the_page_and_no_tag_ends_it() {
        let folder = tempfile::tempdir().expect("a folder");
        let lines: Vec<String> = (1..=30).map(|line| format!("line {line} </script>")).collect();
        std::fs::write(folder.path().join("a.cpp"), lines.join("\n")).expect("writable");
        let place = |line| Some(Place { file: "a.cpp".into(), line, column: 0 });
        let state = crate::data::State { place: place(14), ..Default::default() };
        let coroutine = Coroutine {
            function: "f".into(),
            directory: folder.path().to_string_lossy().into_owned(),
            place: place(10),
            states: vec![state],
            ..Coroutine::default()
        };
        let entry = Entry { unit: "a.cpp".into(), first: true, coroutine };
        let page = Format::Html.whole([&entry]);
        let json = data(&page).expect("the data is found");
        assert!(!json.contains('<'));
        let value: serde_json::Value = serde_json::from_str(json).expect("valid");
        let source = &value["entries"][0]["source"];
        assert_eq!((&source["first"], &source["lines"][0]), (&7.into(), &"line 7 </script>".into()));
        assert_eq!(source["lines"].as_array().map(Vec::len), Some(11));
    }
}
