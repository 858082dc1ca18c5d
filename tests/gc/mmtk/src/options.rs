//! What the environment says: which collector, how much heap, how often.
//!
//! | variable | meaning | default |
//! |---|---|---|
//! | `GC_PLAN` | MMTk's plan, see [`PLANS`] | `SemiSpace` |
//! | `GC_STRESS` | bytes of allocation between two collections; 0: one before each allocation | 0 |
//! | `GC_HEAP` | the size of the heap, as MMTk writes sizes (`64M`) | `16M` |
//! | `GC_FULL` | 1: a generational plan collects its whole heap each time | 0 |
//! | `GC_STATS` | 1: a line on standard error when the program ends | 0 |

/// The plans that the binding is made for.
///
/// Not among them: those that never collect, compact in place (an object would need a second header word) or collect while
/// the program runs (pointer stores would need another barrier).
pub const PLANS: [&str; 6] = ["SemiSpace", "GenCopy", "GenImmix", "Immix", "StickyImmix", "MarkSweep"];

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Options {
    pub plan: String,
    pub stress: usize,
    pub heap: String,
    pub full: bool,
    pub stats: bool,
}

impl Options {
    /// The options that `variable` gives, by name; the second of the pair names what is wrong.
    ///
    /// # Errors
    /// The message for the user.
    pub fn read(variable: impl Fn(&str) -> Option<String>) -> Result<Options, String> {
        let value = |name: &str, default: &str| variable(name).unwrap_or_else(|| default.to_owned());
        let plan = value("GC_PLAN", PLANS[0]);
        if !PLANS.contains(&plan.as_str()) {
            return Err(format!("GC_PLAN={plan}: plans are {}", PLANS.join(", ")));
        }
        let stress = value("GC_STRESS", "0");
        let stress =
            stress.parse().map_err(|_| format!("GC_STRESS={stress}: a number of bytes is needed"))?;
        let switch = |name: &str| match value(name, "0").as_str() {
            "0" => Ok(false),
            "1" => Ok(true),
            other => Err(format!("{name}={other}: 0 or 1 is needed")),
        };
        let (full, stats) = (switch("GC_FULL")?, switch("GC_STATS")?);
        Ok(Options { plan, stress, heap: value("GC_HEAP", "16M"), full, stats })
    }

    /// MMTk's own options: names and values.
    pub fn of_mmtk(&self) -> Vec<(&'static str, String)> {
        let mut options = vec![
            ("plan", self.plan.clone()),
            // One collector thread: the same run gives the same addresses.
            ("threads", "1".to_owned()),
            ("gc_trigger", format!("FixedHeapSize:{}", self.heap)),
            ("no_finalizer", "true".to_owned()),
            ("no_reference_types", "true".to_owned()),
        ];
        if self.plan.contains("Immix") {
            // Without these Immix moves only when memory is short.
            options.push(("immix_always_defrag", "true".to_owned()));
            options.push(("immix_defrag_every_block", "true".to_owned()));
            // The default is room for 2 % of the heap; what does not fit is not moved.
            options.push(("immix_defrag_headroom_percent", "50".to_owned()));
        }
        options
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(pairs: &[(&str, &str)]) -> Result<Options, String> {
        Options::read(|name| pairs.iter().find(|(key, _)| *key == name).map(|(_, value)| (*value).to_owned()))
    }

    #[test]
    fn defaults() {
        let options = read(&[]).unwrap();
        assert_eq!(
            options,
            Options { plan: "SemiSpace".into(), stress: 0, heap: "16M".into(), full: false, stats: false }
        );
        assert!(!options.of_mmtk().iter().any(|(key, _)| key.starts_with("immix")));
    }

    #[test]
    fn immix_is_told_to_move() {
        for plan in ["Immix", "GenImmix", "StickyImmix"] {
            let options = read(&[("GC_PLAN", plan), ("GC_STRESS", "4096"), ("GC_FULL", "1")]).unwrap();
            assert!(options.of_mmtk().contains(&("immix_defrag_every_block", "true".into())));
            assert_eq!((options.stress, options.full), (4096, true));
        }
    }

    #[test]
    fn what_is_wrong_is_named() {
        assert!(read(&[("GC_PLAN", "NoGC")]).unwrap_err().contains("GC_PLAN=NoGC: plans are SemiSpace,"));
        assert!(read(&[("GC_STRESS", "4k")]).unwrap_err().contains("GC_STRESS=4k"));
        assert!(read(&[("GC_FULL", "yes")]).unwrap_err().contains("GC_FULL=yes"));
    }
}
