//! The file that many processes write, one entry after the other.
//!
//! Its end is always complete: a JSON document, or a page. A writer takes a lock, looks whether the end is the one that this crate
//! writes, and puts the entry and a new end in its place. So a build can write one file from all of its processes, and a file that is
//! no report is never changed.

use std::fs::{File, OpenOptions};
use std::io::{Read, Seek, SeekFrom, Write};
use std::os::fd::AsRawFd;
use std::path::Path;

use serde::Deserialize;

use crate::data::{Entry, SCHEMA};
use crate::{page, text};

/// What is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// A JSON document.
    Json,
    /// A page for browsers.
    Html,
    /// Text, which is not read again.
    Text,
}

/// Why a report cannot be written or read.
#[derive(Debug)]
pub struct ReportError(String);

impl std::fmt::Display for ReportError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for ReportError {}

const JSON_END: &str = "\n]}\n";

fn json_begin() -> String {
    format!("{{\"gc-coro-report\": {SCHEMA}, \"entries\": [")
}

impl Format {
    /// What the name of a file asks for: `.html` and `.htm` for a page, `.txt` for text, any other for JSON.
    pub fn of(path: &Path) -> Format {
        match path.extension().and_then(|extension| extension.to_str()) {
            Some("html" | "htm") => Format::Html,
            Some("txt") => Format::Text,
            _ => Format::Json,
        }
    }

    fn begin(self) -> String {
        match self {
            Format::Json => json_begin(),
            Format::Html => format!("{}{}", page::BEGIN, json_begin()),
            Format::Text => String::new(),
        }
    }

    fn end(self) -> String {
        match self {
            Format::Json => JSON_END.to_owned(),
            Format::Html => format!("{JSON_END}{}", page::END),
            Format::Text => String::new(),
        }
    }

    /// `entry` as it stands in the file. `first`: no other stands before it.
    fn entry(self, entry: &Entry, first: bool) -> String {
        let separator = if first { "\n" } else { ",\n" };
        match self {
            Format::Json => format!("{separator}{}", json(entry)),
            Format::Html => format!("{separator}{}", page::escape(&page::with_source(entry))),
            Format::Text => text::coroutine(&entry.coroutine),
        }
    }

    /// A whole file with these entries.
    pub fn whole<'a>(self, entries: impl IntoIterator<Item = &'a Entry>) -> String {
        let mut all = self.begin();
        for (number, entry) in entries.into_iter().enumerate() {
            all += &self.entry(entry, number == 0);
        }
        all + &self.end()
    }
}

pub(crate) fn json(entry: &Entry) -> String {
    serde_json::to_string(entry).unwrap_or_default()
}

/// Adds `entries` to the report `path`, which is made if it is not there. Other processes may do so at the same time.
///
/// # Errors
/// The file cannot be opened, locked or written; it is there, and is no such report.
pub fn append(path: &Path, entries: &[Entry]) -> Result<(), ReportError> {
    let problem = |what: &str, error: std::io::Error| {
        ReportError(format!("cannot {what} the report '{}': {error}", path.display()))
    };
    let format = Format::of(path);
    let mut options = OpenOptions::new();
    let mut file = options
        .read(true)
        .write(true)
        .create(true)
        .truncate(false)
        .open(path)
        .map_err(|e| problem("open", e))?;
    lock(&file).map_err(|e| problem("lock", e))?;
    let length = file.metadata().map_err(|e| problem("read", e))?.len();
    let end = format.end();
    let at = if length == 0 {
        None
    } else {
        let at = length.checked_sub(end.len() as u64);
        let is_report = at.is_some_and(|at| ends_with(&mut file, at, &end).unwrap_or(false));
        if !is_report {
            return Err(ReportError(format!(
                "'{}' does not end as a report of gc-coro does\n\
                 note: it is left as it is\n\
                 help: delete it, or name another file",
                path.display()
            )));
        }
        at
    };
    let mut new = if at.is_none() { format.begin() } else { String::new() };
    for (number, entry) in entries.iter().enumerate() {
        new += &format.entry(entry, at.is_none() && number == 0);
    }
    new += &end;
    file.seek(SeekFrom::Start(at.unwrap_or(0))).map_err(|e| problem("write", e))?;
    file.write_all(new.as_bytes()).map_err(|e| problem("write", e))
}

/// Whether what stands in `file` from `at` on is `end`.
fn ends_with(file: &mut File, at: u64, end: &str) -> std::io::Result<bool> {
    file.seek(SeekFrom::Start(at))?;
    let mut found = Vec::with_capacity(end.len());
    file.read_to_end(&mut found)?;
    Ok(found == end.as_bytes())
}

/// Waits until no other process writes the file. The lock ends with the handle.
fn lock(file: &File) -> std::io::Result<()> {
    loop {
        // SAFETY: the descriptor is open as long as the file.
        if unsafe { libc::flock(file.as_raw_fd(), libc::LOCK_EX) } == 0 {
            return Ok(());
        }
        let error = std::io::Error::last_os_error();
        if error.kind() != std::io::ErrorKind::Interrupted {
            return Err(error);
        }
    }
}

/// The outermost object of the JSON.
#[derive(Deserialize)]
struct Document {
    #[serde(rename = "gc-coro-report")]
    schema: u32,
    entries: Vec<Entry>,
}

/// The entries of the report `path`: JSON, or a page.
///
/// # Errors
/// The file cannot be read; it is no report, or one of another schema.
pub fn read(path: &Path) -> Result<Vec<Entry>, ReportError> {
    let name = path.display();
    let text = std::fs::read_to_string(path)
        .map_err(|error| ReportError(format!("cannot read the report '{name}': {error}")))?;
    let text = match Format::of(path) {
        Format::Html => page::data(&text).unwrap_or_default(),
        Format::Json | Format::Text => &text,
    };
    let document: Document = serde_json::from_str(text).map_err(|error| {
        ReportError(format!(
            "'{name}' is no report of gc-coro: {error}\nhelp: write it by -gc-coro-report=FILE.json or FILE.html"
        ))
    })?;
    if document.schema != SCHEMA {
        return Err(ReportError(format!(
            "'{name}' has schema {}, and this program reads {SCHEMA}\n\
             help: use the program of the gc-coro that wrote it",
            document.schema
        )));
    }
    Ok(document.entries)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::Coroutine;

    fn entry(function: &str) -> Entry {
        let name = format!("</script> {function}");
        let coroutine = Coroutine { function: function.into(), name, size: 32, ..Coroutine::default() };
        Entry { unit: "a.cpp".into(), first: false, coroutine }
    }

    #[test]
    fn many_threads_write_one_file_and_all_is_read_back() {
        let folder = tempfile::tempdir().expect("a folder");
        for name in ["report.json", "report.html"] {
            let path = folder.path().join(name);
            std::thread::scope(|scope| {
                for thread in 0..8 {
                    let path = &path;
                    scope.spawn(move || {
                        for number in 0..25 {
                            append(path, &[entry(&format!("f{thread}.{number}"))]).expect("writable");
                        }
                    });
                }
            });
            let mut names: Vec<String> =
                read(&path).expect("a report").into_iter().map(|entry| entry.coroutine.function).collect();
            names.sort();
            names.dedup();
            assert_eq!(names.len(), 200, "{name}");
        }
    }

    #[test]
    fn a_file_that_is_no_report_stays_as_it_is() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("main.cpp.json");
        std::fs::write(&path, "{\"mine\": [1]}\n").expect("writable");
        let error = append(&path, &[entry("f")]).expect_err("refused").to_string();
        assert!(error.contains("does not end as a report of gc-coro does"), "{error}");
        assert_eq!(std::fs::read_to_string(&path).expect("readable"), "{\"mine\": [1]}\n");
        let error = read(&path).expect_err("refused").to_string();
        assert!(error.contains("is no report of gc-coro"), "{error}");
    }

    #[test]
    fn another_schema_is_refused() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("r.json");
        std::fs::write(&path, "{\"gc-coro-report\": 99, \"entries\": []}").expect("writable");
        let error = read(&path).expect_err("refused").to_string();
        assert!(error.contains("has schema 99"), "{error}");
    }

    #[test]
    fn a_whole_file_is_what_appending_gives() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("r.json");
        let entries = [entry("f"), entry("g")];
        append(&path, &entries[..1]).expect("writable");
        append(&path, &entries[1..]).expect("writable");
        assert_eq!(std::fs::read_to_string(&path).expect("readable"), Format::Json.whole(&entries));
        assert_eq!(read(&path).expect("a report"), entries);
    }
}
