//! The results of the stages before the spill plan.

use gc_coro_core::analysis::Analysis;
use gc_coro_core::layout::report::FrameReport;
use gc_coro_core::layout::{Frames, Rules};
use gc_coro_core::spill::SpillPlan;
use gc_coro_core::spill::report::{Names, SpillReport};

use crate::emit;
use crate::options::SplitOptions;
use crate::read::{Canonical, ModelMap, size_queries};
use crate::report::{self, Subject};

/// The results of the stages up to the layout, for one coroutine.
pub struct Planned {
    pub canonical: Canonical,
    pub model_map: ModelMap,
    pub analysis: Analysis,
    pub frames: Frames,
}

impl Planned {
    pub fn report(&self) -> Vec<FrameReport> {
        FrameReport::all(&self.model_map.coroutine, &self.frames, |value| self.model_map.name(value))
    }

    /// A spill plan with the names of the input.
    pub fn spill_report(&self, plan: &SpillPlan) -> SpillReport {
        let model_map = &self.model_map;
        let names = Names {
            value: &|id| model_map.name(id),
            block: &|id| model_map.block_name(id),
            inst: &|id| excerpt(&model_map.insts[id].print()),
        };
        SpillReport::new(&model_map.coroutine, plan, &names)
    }

    /// All that can be told of the frames.
    pub fn describe(&self, rules: Rules) -> Vec<gc_coro_report::Coroutine> {
        report::describe(Subject {
            canonical: &self.canonical,
            model_map: &self.model_map,
            analysis: &self.analysis,
            frames: &self.frames,
            rules,
        })
    }

    /// Answers the queries for the size of a coroutine that is not split, but only planned.
    pub fn tell_size(&self, options: &SplitOptions) {
        if size_queries::is_answerable(self.canonical.shape.function) {
            emit::tell_size(self.plan(options));
        }
    }

    pub fn plan<'a>(&'a self, options: &'a SplitOptions) -> emit::Plan<'a> {
        emit::Plan {
            canonical: &self.canonical,
            model_map: &self.model_map,
            analysis: &self.analysis,
            frame: &self.frames.whole,
            each: &self.frames.each,
            options,
            noalloc: None,
        }
    }
}

/// So many characters of an instruction are shown: a switch over all states would be as long as the plan.
const EXCERPT: usize = 100;

/// The first characters of an instruction's text.
fn excerpt(text: &str) -> String {
    let line = text.trim().lines().next().unwrap_or_default();
    match line.char_indices().nth(EXCERPT) {
        Some((end, _)) => format!("{}…", &line[..end]),
        None => line.to_string(),
    }
}
