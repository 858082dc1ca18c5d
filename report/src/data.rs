//! What a report says of one coroutine. Sizes and offsets are in bytes.

use serde::{Deserialize, Serialize};

/// The number of the schema. It changes if a reader of the old one would misunderstand the new one; a new field is no such change.
pub const SCHEMA: u32 = 1;

/// One coroutine, as one run of the compiler has seen it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// The source file that was compiled, as an absolute path where it has one.
    pub unit: String,
    /// The first entry of this run for this unit: entries of earlier runs are out of date.
    #[serde(default, skip_serializing_if = "is_false")]
    pub first: bool,
    /// The coroutine.
    #[serde(flatten)]
    pub coroutine: Coroutine,
}

/// One frame with its states. A function with awaits has one for each await.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Coroutine {
    /// The name in the IR.
    pub function: String,
    /// The name as it stands in the source.
    pub name: String,
    /// The number of the await that fills the frame; of the await dialect only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub r#await: Option<usize>,
    /// Where the function begins.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<Place>,
    /// What relative files of places are relative to.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub directory: String,
    /// Of the whole frame.
    pub size: u64,
    /// Of the whole frame.
    pub align: u64,
    /// Bytes of the frame that no slot ever has.
    pub padding: u64,
    /// The state with the most bytes in use: no layout could be smaller. None without a suspend point.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub largest: Option<usize>,
    /// The suspend points, by number.
    pub states: Vec<State>,
    /// What is in the frame, by offset.
    pub slots: Vec<Slot>,
    /// What would make the frame smaller, what saves most first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub advice: Vec<Advice>,
    /// The coroutines whose frames are inside of this one.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub children: Vec<Child>,
}

/// A line of the source.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Place {
    /// As the debug information names it.
    pub file: String,
    /// From 1 on.
    pub line: u32,
    /// From 1 on; 0 if it is not known.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub column: u32,
}

/// A suspend point.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct State {
    /// What the frame holds while the coroutine waits there.
    pub number: usize,
    /// The coroutine is done there.
    #[serde(default, skip_serializing_if = "is_false")]
    pub r#final: bool,
    /// Where the coroutine waits.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<Place>,
    /// Bytes in use there.
    pub bytes: u64,
    /// Bytes of the frame that nothing uses there: padding, and bytes of other states.
    pub idle: u64,
}

/// A slot of the frame. Slots may overlap if no state has both.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Slot {
    /// `resume`, `destroy`, `descriptor`, `promise`, `index`, `value`, `tracked`, `alloca` or `frame` (of a child).
    pub kind: String,
    /// What the source calls it; else what the IR calls it.
    pub name: String,
    /// Its type in the source; else its type in the IR.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub r#type: String,
    /// Where the variable is declared, or the value is computed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<Place>,
    /// From the beginning of the frame.
    pub offset: u64,
    /// Its bytes.
    pub size: u64,
    /// What its bytes are aligned to.
    pub align: u64,
    /// The numbers of the states that it is live in.
    pub live: Vec<usize>,
    /// What keeps it alive: uses after a suspension, and calls that may have kept its address.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub uses: Vec<Use>,
}

/// An instruction that keeps a slot alive.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Use {
    /// `used` after a suspension, or `captured`: others may know the address from there on.
    pub how: String,
    /// The function that is called, or the operation.
    pub what: String,
    /// Where.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<Place>,
}

/// A change that makes the frame smaller.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Advice {
    /// `scope`, `destructor`, `escape`, `align` or `optimise`.
    pub kind: String,
    /// The number of the slot that it is about, in `slots`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub slot: Option<usize>,
    /// The states that the slot would leave.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub states: Vec<usize>,
    /// Bytes that the frame would have less. The layout with the change says so.
    pub saves: u64,
    /// The advice in words.
    pub text: String,
    /// Where to make the change.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<Place>,
}

/// The frame of another coroutine that is inside of the frame.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Child {
    /// Its name as it stands in the source.
    pub name: String,
    /// What it adds.
    pub size: u64,
}

impl std::fmt::Display for Place {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}:{}", self.file, self.line)?;
        if self.column == 0 { Ok(()) } else { write!(f, ":{}", self.column) }
    }
}

impl Coroutine {
    /// The function, and of the await dialect which await: what two reports are compared by.
    pub fn key(&self) -> (&str, Option<usize>) {
        (&self.function, self.r#await)
    }

    /// The name, and of the await dialect which await.
    pub fn title(&self) -> String {
        match self.r#await {
            Some(number) => format!("{}, await {number}", self.name),
            None => self.name.clone(),
        }
    }

    /// Computes what follows from size and slots: the bytes of each state, the largest state, the padding.
    pub fn add_up(&mut self) {
        let size = self.size;
        for state in &mut self.states {
            state.bytes = covered(self.slots.iter().filter(|slot| slot.live.contains(&state.number)));
            state.idle = size.saturating_sub(state.bytes);
        }
        let largest = self.states.iter().max_by_key(|state| (state.bytes, std::cmp::Reverse(state.number)));
        self.largest = largest.map(|state| state.number);
        self.padding = size.saturating_sub(covered(self.slots.iter()));
    }
}

/// The bytes that some of `slots`, which come by offset, have.
fn covered<'a>(slots: impl Iterator<Item = &'a Slot>) -> u64 {
    let (mut bytes, mut end) = (0, 0);
    for slot in slots {
        let slot_end = slot.offset.saturating_add(slot.size);
        bytes += slot_end.saturating_sub(slot.offset.max(end));
        end = end.max(slot_end);
    }
    bytes
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "serde passes references")]
fn is_false(flag: &bool) -> bool {
    !*flag
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "serde passes references")]
fn is_zero(number: &u32) -> bool {
    *number == 0
}

#[cfg(test)]
mod tests {
    use super::*;

    fn slot(offset: u64, size: u64, live: &[usize]) -> Slot {
        Slot { offset, size, live: live.to_vec(), ..Slot::default() }
    }

    #[test]
    fn bytes_of_overlapping_slots_count_once() {
        let states = [0, 1].map(|number| State { number, ..State::default() }).to_vec();
        let slots = vec![slot(0, 16, &[0, 1]), slot(16, 8, &[0]), slot(16, 4, &[1]), slot(28, 4, &[1])];
        let mut coroutine = Coroutine { size: 40, states, slots, ..Coroutine::default() };
        coroutine.add_up();
        assert_eq!((coroutine.states[0].bytes, coroutine.states[0].idle), (24, 16));
        assert_eq!((coroutine.states[1].bytes, coroutine.states[1].idle), (24, 16));
        assert_eq!((coroutine.padding, coroutine.largest), (12, Some(0)));
    }
}
