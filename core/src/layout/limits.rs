//! What is too much for any frame. Past this check no sum of offsets and sizes overflows.

use crate::analysis::Analysis;
use crate::model::{Coroutine, ValueClass, ValueId};

/// LLVM counts the bits of a type in 64 bits.
const MOST_BYTES: u64 = 1 << 60;

/// Words of one coroutine's frame or type that a collector may be asked to look at.
pub const MOST_WORDS: u64 = 1 << 16;

/// A limit that a frame exceeds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Limit {
    /// Bytes of a frame.
    Bytes,
    /// Words with tracked pointers.
    TrackedWords,
}

/// The limit, and the occupant that is most of the excess.
pub type Excess = (ValueId, Limit);

/// Something that would stand in the frame.
struct Occupant {
    value: ValueId,
    bytes: u64,
    words: u64,
}

/// Refuses frames with offsets that overflow, and frames with more words than a collector can scan in reasonable time.
///
/// # Errors
/// The largest occupant, for either limit.
pub fn check_frame_size(coroutine: &Coroutine, analysis: &Analysis) -> Result<(), Vec<Excess>> {
    let all: Vec<Occupant> = values(coroutine, analysis).chain(objects(coroutine, analysis)).collect();
    // A signed pointer-wide offset reaches everything.
    let most_bytes = MOST_BYTES.min(1 << (8 * coroutine.pointer_bytes - 1).min(60));
    let too_large = excess(&all, |o| o.bytes, most_bytes, Limit::Bytes);
    let too_many = excess(&all, |o| o.words, MOST_WORDS, Limit::TrackedWords);
    let found: Vec<Excess> = too_large.into_iter().chain(too_many).collect();
    if found.is_empty() { Ok(()) } else { Err(found) }
}

/// The largest of `all`, if their sum is over the limit.
fn excess(all: &[Occupant], size: impl Fn(&Occupant) -> u64, limit: u64, kind: Limit) -> Option<Excess> {
    let sum = all.iter().fold(0u64, |sum, occupant| sum.saturating_add(size(occupant)));
    let largest = all.iter().max_by_key(|occupant| size(occupant)).filter(|_| sum > limit)?;
    Some((largest.value, kind))
}

fn values(coroutine: &Coroutine, analysis: &Analysis) -> impl Iterator<Item = Occupant> {
    analysis.stored().map(|id| {
        let value = &coroutine.values[id];
        let is_tracked = value.class == ValueClass::Tracked;
        Occupant {
            value: id,
            bytes: value.size.saturating_add(value.align),
            words: if is_tracked { value.size / coroutine.pointer_bytes } else { 0 },
        }
    })
}

fn objects(coroutine: &Coroutine, analysis: &Analysis) -> impl Iterator<Item = Occupant> {
    analysis.objects.iter().filter_map(|(id, live_range)| {
        live_range.as_ref()?;
        let object = &coroutine.objects[id];
        Some(Occupant {
            value: object.value,
            bytes: object.size.saturating_add(object.align),
            words: object.tracked_words.len() as u64,
        })
    })
}
