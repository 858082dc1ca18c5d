//! What the command lines of the oracle and of its runner in one process have in common.

use std::ops::Range;

use crate::generate::{Features, Options};

/// The usage of these options.
pub const USAGE: &str = "  --size N            how large functions get (10)
  --steps N           the most steps that a program may take (20000)
  --without A,B,...   features that programs must not have
  --only A,B,...      of these features no more than these: awaits, multi-shot and so on
  --with A,B,...      features that they do not have otherwise (reenter)
";

/// Which programs.
#[derive(Clone, Debug, Default)]
pub struct Programs {
    pub seeds: Option<Range<u64>>,
    pub options: Options,
}

impl Programs {
    /// Takes an option, if it is one of these; `value` gives what follows it.
    ///
    /// # Errors
    /// The value is not what the option needs.
    pub fn take(
        &mut self,
        name: &str,
        mut value: impl FnMut() -> Result<String, String>,
    ) -> Result<bool, String> {
        match name {
            "--seed" => {
                let seed = number(&value()?)?;
                self.seeds = Some(seed..seed + 1);
            }
            "--seeds" => self.seeds = Some(range(&value()?)?),
            "--size" => self.options.size = number(&value()?)?.max(1) as usize,
            "--steps" => self.options.steps = number(&value()?)?.max(1000),
            "--without" | "--with" | "--only" => features(&mut self.options.features, name, &value()?)?,
            _ => return Ok(false),
        }
        Ok(true)
    }

    /// # Errors
    /// Nobody said which seeds.
    pub fn seeds(&self) -> Result<Range<u64>, String> {
        self.seeds.clone().ok_or("which programs? --seed N or --seeds A..B".to_string())
    }
}

/// # Errors
/// It is no number.
pub fn number(text: &str) -> Result<u64, String> {
    text.parse().map_err(|_| format!("'{text}' is no number"))
}

/// "A..B", without B, or one seed.
fn range(text: &str) -> Result<Range<u64>, String> {
    let Some((from, to)) = text.split_once("..") else {
        let seed = number(text)?;
        return Ok(seed..seed + 1);
    };
    Ok(number(from)?..number(to)?)
}

fn features(features: &mut Features, option: &str, names: &str) -> Result<(), String> {
    if option == "--only" {
        *features = Features::none();
    }
    for name in names.split(',').filter(|name| !name.is_empty()) {
        let known =
            || format!("no feature '{name}'; there are {}", Features::names().collect::<Vec<_>>().join(" "));
        let feature = Features::named(name).ok_or_else(known)?;
        *features = if option == "--without" { features.without(feature) } else { features.with(feature) };
    }
    Ok(())
}
