//! The texts of a program: what comes in are files, what goes out are positions in them.

/// A range of bytes of one file.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Span {
    /// The file, by its place in [`Sources`].
    pub file: u32,
    /// The first byte.
    pub start: u32,
    /// The byte after the last one.
    pub end: u32,
}

impl Span {
    /// From the start of this one to the end of `last`.
    pub fn to(self, last: Span) -> Span {
        Span { end: last.end.max(self.end), ..self }
    }
}

/// All files of a program, with those of the runtime before them.
#[derive(Default)]
pub struct Sources {
    files: Vec<(String, String)>,
}

impl Sources {
    /// Adds a file and says its number.
    pub fn add(&mut self, name: &str, text: &str) -> u32 {
        self.files.push((name.to_owned(), text.to_owned()));
        self.files.len() as u32 - 1
    }

    /// Whether there is a file of that number.
    pub fn has(&self, file: u32) -> bool {
        (file as usize) < self.files.len()
    }

    /// The text of a file.
    pub fn text(&self, file: u32) -> &str {
        &self.files[file as usize].1
    }

    /// The name of a file, as the user wrote it.
    pub fn name(&self, file: u32) -> &str {
        &self.files[file as usize].0
    }

    /// `file:line:column` of the start of `span`, counted from one.
    pub fn place(&self, span: Span) -> String {
        let before = &self.text(span.file)[..span.start as usize];
        let line = before.matches('\n').count() + 1;
        let column = before.rsplit('\n').next().map_or(0, |last| last.chars().count()) + 1;
        format!("{}:{line}:{column}", self.name(span.file))
    }
}
