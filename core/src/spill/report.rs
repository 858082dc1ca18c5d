//! The spill plan as text for people, or as JSON for tools.

use std::fmt::Write;

use serde::Serialize;

use crate::index::{Idx, IndexVec};
use crate::model::{BlockId, Coroutine, InstId, ObjectId, SuspendId, ValueId};
use crate::spill::plan::{
    Action, ClonePlan, Contents, Copy, Point, RampPlan, Register, RegisterId, SpillPlan, Store,
};

/// What things are called in the input.
pub struct Names<'a> {
    /// A value.
    pub value: &'a dyn Fn(ValueId) -> String,
    /// A block.
    pub block: &'a dyn Fn(BlockId) -> String,
    /// An instruction, as `llvm-dis` prints it.
    pub inst: &'a dyn Fn(InstId) -> String,
}

/// The plan of one coroutine, ready to be shown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SpillReport {
    /// The coroutine's name.
    pub function: String,
    /// The ramp, then the clones in their order.
    pub functions: Vec<FunctionReport>,
}

/// What the ramp or one clone does.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FunctionReport {
    /// `ramp`, `resume`, `destroy`, `cleanup` or `await N`.
    pub name: String,
    /// Where activations begin: numbers of suspend points.
    pub entries: Vec<usize>,
    /// The blocks that it has.
    pub blocks: Vec<String>,
    /// Those that were the ramp's and are moved.
    pub moved: Vec<String>,
    /// The objects whose addresses it makes in its entry.
    pub objects: Vec<String>,
    /// The values that a register joins.
    pub joins: Vec<String>,
    /// The suspend points whose saves find their state stored.
    pub kept_states: Vec<KeptStateReport>,
    /// The tracked pointers that a state holds already where it is filled again.
    pub kept_words: Vec<KeptWordReport>,
    /// In the order in which they are emitted.
    pub actions: Vec<ActionReport>,
}

/// A state that is stored where activations begin, and not at its save.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct KeptStateReport {
    /// The number of the suspend point.
    pub suspend: usize,
    /// The suspend points after which activations store it.
    pub stored_after: Vec<usize>,
}

/// A tracked pointer that a state holds already: no barrier names it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct KeptWordReport {
    /// The number of the suspend point for which the state is filled.
    pub suspend: usize,
    /// The pointer, as the input names it.
    pub value: String,
}

/// One action.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ActionReport {
    /// `reload`, `own`, `read-join`, `rematerialise`, `constant`, `use`, `find-state`, `open-region`, `join`, `join-slot` or `store`.
    pub kind: &'static str,
    /// The value that it is about, as the input names it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<String>,
    /// The register that it makes or takes, by its number in the function.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub register: Option<usize>,
    /// The registers that a value is computed from.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub operands: Vec<usize>,
    /// Where it stands.
    pub at: String,
    /// The suspend points that it is about.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub suspends: Vec<usize>,
}

impl SpillReport {
    /// Writes a plan down.
    pub fn new(coroutine: &Coroutine, plan: &SpillPlan, names: &Names<'_>) -> Self {
        let writer = Writer { coroutine, names };
        let ramp = writer.ramp(&plan.ramp);
        let clones = plan.clones.iter().map(|clone| writer.clone(clone));
        SpillReport {
            function: coroutine.name.clone(),
            functions: [ramp].into_iter().chain(clones).collect(),
        }
    }

    /// The text for people: a line for each action.
    pub fn to_text(&self) -> String {
        let mut text = String::new();
        // Writing to a string cannot fail.
        let _ = writeln!(text, "spill plan of '{}'", self.function);
        self.functions.iter().for_each(|function| function.write(&mut text));
        text
    }
}

impl FunctionReport {
    fn write(&self, text: &mut String) {
        let entries = self.entries.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
        let begins = if entries.is_empty() { String::new() } else { format!(" (after {entries})") };
        let _ = writeln!(text, "  {}{begins}: blocks {}", self.name, self.blocks.join(", "));
        for (what, list) in [("moved", &self.moved), ("objects", &self.objects), ("joins", &self.joins)] {
            if !list.is_empty() {
                let _ = writeln!(text, "    {what}: {}", list.join(", "));
            }
        }
        for kept in &self.kept_states {
            let after = kept.stored_after.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
            let place =
                if after.is_empty() { "not stored".to_string() } else { format!("stored after {after}") };
            let _ = writeln!(text, "    state {} is {place}, not at its save", kept.suspend);
        }
        for kept in &self.kept_words {
            let _ = writeln!(text, "    the state holds '{}' for {}", kept.value, kept.suspend);
        }
        for action in &self.actions {
            let _ = writeln!(text, "    {}", action.to_text());
        }
    }
}

impl ActionReport {
    fn to_text(&self) -> String {
        let value = self.value.as_deref().unwrap_or_default();
        let register = self.register.map(|number| format!("r{number}")).unwrap_or_default();
        let operands = self.operands.iter().map(|number| format!("r{number}")).collect::<Vec<_>>().join(", ");
        let suspends = self.suspends.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
        let copy = if register.is_empty() { "its definition" } else { &register };
        let what = match self.kind {
            "reload" => format!("{register} = reload '{value}'"),
            "own" => format!("{register} = definition of '{value}'"),
            "read-join" => format!("{register} = join register of '{value}'"),
            "rematerialise" => format!("{register} = rematerialise '{value}' from {operands}"),
            "constant" => format!("{register} = '{value}'"),
            "use" => format!("use {register}"),
            "find-state" => format!("find out whether the state is {suspends}"),
            "open-region" => format!("open region '{value}' of {operands}"),
            "join" => format!("join '{value}' from {copy}"),
            "join-slot" => format!("join '{value}' from its slot"),
            _ if suspends.is_empty() => format!("store '{value}' from {copy}"),
            _ => format!("store '{value}' from {copy} for {suspends}"),
        };
        format!("{what}, {}", self.at)
    }
}

struct Writer<'a> {
    coroutine: &'a Coroutine,
    names: &'a Names<'a>,
}

impl Writer<'_> {
    fn ramp(&self, ramp: &RampPlan) -> FunctionReport {
        FunctionReport {
            name: "ramp".to_string(),
            entries: Vec::new(),
            blocks: self.blocks(&ramp.blocks),
            moved: Vec::new(),
            objects: Vec::new(),
            joins: Vec::new(),
            kept_states: Vec::new(),
            kept_words: Vec::new(),
            actions: ramp.stores.iter().map(|store| self.store(*store)).collect(),
        }
    }

    fn clone(&self, clone: &ClonePlan) -> FunctionReport {
        let name = match clone.kind {
            super::CloneKind::Continuation(id) => format!("await {}", id.index()),
            super::CloneKind::Shared(body) => format!("shared {}", body.index()),
            kind => kind.suffix().to_string(),
        };
        let kept = clone.kept_states.iter().map(|kept| KeptStateReport {
            suspend: kept.suspend.index(),
            stored_after: numbers(&kept.stored_after),
        });
        let words = clone.kept_words.iter().map(|kept| KeptWordReport {
            suspend: kept.suspend.index(),
            value: (self.names.value)(kept.value),
        });
        let object = |id: &ObjectId| self.coroutine.objects[*id].name.clone();
        FunctionReport {
            name,
            entries: clone.entries.iter().map(|(suspend, _)| suspend.index()).collect(),
            blocks: clone.reached.iter().map(|id| (self.names.block)(id)).collect(),
            moved: clone.moved.as_ref().map(|moved| self.blocks(moved)).unwrap_or_default(),
            objects: clone.objects.iter().map(object).collect(),
            joins: clone.joins.iter().map(|&id| (self.names.value)(id)).collect(),
            kept_states: kept.collect(),
            kept_words: words.collect(),
            actions: clone.actions.iter().map(|action| self.action(action, &clone.registers)).collect(),
        }
    }

    fn blocks(&self, blocks: &IndexVec<BlockId, bool>) -> Vec<String> {
        blocks.iter().filter(|(_, is_in)| **is_in).map(|(id, _)| (self.names.block)(id)).collect()
    }

    fn report(&self, kind: &'static str, value: Option<ValueId>, at: String) -> ActionReport {
        let value = value.map(|id| (self.names.value)(id));
        ActionReport { kind, value, register: None, operands: Vec::new(), at, suspends: Vec::new() }
    }

    fn action(&self, action: &Action, registers: &IndexVec<RegisterId, Register>) -> ActionReport {
        match action {
            Action::Make(id) => self.made(*id, &registers[*id]),
            Action::Use(site, id) => {
                let at = format!("operand {} of '{}'", site.operand, (self.names.inst)(site.inst));
                let value = registers[*id].value;
                ActionReport { register: Some(id.index()), ..self.report("use", Some(value), at) }
            }
            Action::FindState(states) => {
                let report = self.report("find-state", None, self.point(Point::Entry));
                ActionReport { suspends: numbers(states), ..report }
            }
            Action::OpenRegion { region, operands, .. } => {
                let report = self.report("open-region", Some(*region), self.point(Point::Entry));
                ActionReport { operands: operands.iter().map(|id| id.index()).collect(), ..report }
            }
            Action::Join { value, copy, at } => {
                let report = self.report("join", Some(*value), self.point(*at));
                ActionReport { register: number(*copy), ..report }
            }
            Action::JoinSlot { value, at } => self.report("join-slot", Some(*value), self.point(*at)),
            Action::Store(store) => self.store(*store),
        }
    }

    fn made(&self, id: RegisterId, register: &Register) -> ActionReport {
        let (kind, operands) = match &register.from {
            Contents::Slot => ("reload", Vec::new()),
            Contents::Definition => ("own", Vec::new()),
            Contents::Join => ("read-join", Vec::new()),
            Contents::Remat(operands) => ("rematerialise", operands.iter().map(|id| id.index()).collect()),
            Contents::Constant | Contents::Nothing => ("constant", Vec::new()),
        };
        let report = self.report(kind, Some(register.value), self.point(register.at));
        ActionReport { register: Some(id.index()), operands, ..report }
    }

    fn store(&self, store: Store) -> ActionReport {
        ActionReport {
            register: number(store.copy),
            suspends: store.suspend.iter().map(|suspend| suspend.index()).collect(),
            ..self.report("store", Some(store.value), self.point(store.at))
        }
    }

    fn point(&self, point: Point) -> String {
        let block = |id| (self.names.block)(id);
        match point {
            Point::Entry => "in the entry".to_string(),
            Point::Begin => "after llvm.coro.begin".to_string(),
            Point::Before(_, inst, _) => format!("before '{}'", (self.names.inst)(inst)),
            Point::End(id) => format!("at the end of '{}'", block(id)),
            Point::Definition(value) => format!("after the definition of '{}'", (self.names.value)(value)),
            Point::Edge(from, into) => format!("between '{}' and '{}'", block(from), block(into)),
        }
    }
}

fn number(copy: Copy) -> Option<usize> {
    match copy {
        Copy::Definition => None,
        Copy::Register(id) => Some(id.index()),
    }
}

fn numbers(suspends: &[SuspendId]) -> Vec<usize> {
    suspends.iter().map(|suspend| suspend.index()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::spill;
    use crate::spill::example::Generator;

    #[test]
    fn a_generator_in_words() {
        let (example, ..) = Generator::with_values();
        let plan = spill::plan(&example.inputs()).expect("it has no regions");
        let names = Names {
            value: &|id| ["from_ramp", "limit", "turn"][id.index()].to_string(),
            block: &|id| ["start", "begun", "body", "again", "out", "end"][id.index()].to_string(),
            inst: &|id| format!("inst{}", id.index()),
        };
        let report = SpillReport::new(&example.coroutine, &plan, &names);
        let expected = "\
spill plan of 'generator'
  ramp: blocks start, out
    store 'from_ramp' from its definition for 0, at the end of 'start'
  resume (after 0, 1): blocks begun, body, again, out
    moved: begun, body, again
    state 1 is stored after 0, not at its save
    r0 = reload 'from_ramp', before 'inst0'
    use r0, operand 0 of 'inst0'
    r1 = reload 'limit', before 'inst1'
    use r1, operand 0 of 'inst1'
    r2 = reload 'turn', before 'inst2'
    use r2, operand 0 of 'inst2'
    store 'limit' from its definition, after the definition of 'limit'
    store 'turn' from its definition, at the end of 'body'
  destroy (after 0, 1): blocks end
  cleanup (after 0, 1): blocks end
";
        assert_eq!(report.to_text(), expected);
    }
}
