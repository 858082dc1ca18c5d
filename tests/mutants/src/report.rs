//! Failures, grouped by what they have in common.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// How many inputs of one kind are kept.
const KEPT: usize = 4;

/// One failure of a mutant.
#[derive(Clone, Debug)]
pub struct Failure {
    pub seed: u64,
    pub input: String,
    pub signature: String,
    pub command: String,
    pub detail: String,
}

/// The folder of failures: one folder for each kind, named by a short number, with a file `signature`.
pub struct Keep(PathBuf);

impl Keep {
    #[must_use]
    pub fn new(folder: &Path) -> Self {
        Self(folder.to_path_buf())
    }

    /// Writes the mutant of a failure down, unless there are enough of its kind. The file, if so.
    ///
    /// # Errors
    /// It cannot be written.
    pub fn store(&self, failure: &Failure, text: &str) -> std::io::Result<Option<PathBuf>> {
        let folder = self.0.join(number_of(&failure.signature));
        std::fs::create_dir_all(&folder)?;
        std::fs::write(folder.join("signature"), format!("{}\n", failure.signature))?;
        let kept = std::fs::read_dir(&folder)?.count();
        let file = folder.join(format!("seed-{}.ll", failure.seed));
        if kept > KEPT || file.exists() {
            return Ok(None);
        }
        let command = failure.command.replace("FILE", &file.display().to_string());
        let detail = failure.detail.replace('\n', "\n; ");
        std::fs::write(&file, format!("; {command}\n; from {}\n; {detail}\n{text}", failure.input))?;
        Ok(Some(file))
    }
}

/// The name of a kind's folder.
fn number_of(signature: &str) -> String {
    // FNV-1a: the same on every machine.
    let hash = signature.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    format!("{:08x}", hash >> 32)
}

/// The kinds, the most frequent first.
#[must_use]
pub fn summary(failures: &[Failure]) -> Vec<String> {
    let mut kinds: BTreeMap<&str, Vec<&Failure>> = BTreeMap::new();
    for failure in failures {
        kinds.entry(&failure.signature).or_default().push(failure);
    }
    let mut kinds: Vec<_> = kinds.into_iter().collect();
    kinds.sort_by_key(|(_, all)| std::cmp::Reverse(all.len()));
    let line = |(signature, all): (&str, Vec<&Failure>)| {
        format!("{:5} x {} {signature}  [{}]", all.len(), number_of(signature), all[0].command)
    };
    kinds.into_iter().map(line).collect()
}
