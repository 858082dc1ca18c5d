//! Where managed pointers are in the memory of a `byval` argument.

use crate::gc::types::managed_words;
use crate::ir::{Opcode, Type, Value};
use crate::read::byval_arguments::{distance, managed_reads, users_of_addresses};
use crate::read::copies_memory;

use crate::verify::subject::Subject;

/// The words of one argument's memory that may be managed pointers.
pub struct GivenWords {
    argument: Value,
    /// In bytes from its beginning; unknown if a pointer is loaded from an unknown place.
    places: Option<Vec<u64>>,
    /// Its type names some.
    is_typed: bool,
}

impl GivenWords {
    /// By the type `ty` of the memory, and by what is loaded from it.
    pub fn of(subject: &Subject, argument: Value, ty: Type) -> Self {
        let words =
            |ty: Type| managed_words(&subject.model, ty, subject.layout).into_iter().map(|(at, _)| at);
        let mut places = Some(words(ty).collect::<Vec<u64>>());
        let is_typed = words(ty).next().is_some();
        let users = users_of_addresses(argument);
        for &user in &users {
            let Some((address, read)) = managed_reads(&subject.model, user, subject.layout) else { continue };
            // What a copy fills is read from elsewhere.
            if address != argument && !users.contains(&address) {
                continue;
            }
            match (distance(address, argument, subject.layout), &mut places) {
                (Some(begin), Some(known)) => {
                    known.extend(read.into_iter().map(|(at, _)| begin.saturating_add(at)))
                }
                _ => places = None,
            }
        }
        GivenWords { argument, places, is_typed }
    }

    /// Whether there are any.
    pub fn are_any(&self) -> bool {
        self.places.as_ref().is_none_or(|places| !places.is_empty())
    }

    /// Whether the split finds them, to load them where the function begins.
    pub fn are_found(&self) -> bool {
        self.is_typed || self.places.is_some()
    }

    /// Whether `user`, which reads from the memory, reads none of them.
    pub fn are_missed_by(&self, subject: &Subject, user: Value) -> bool {
        let (address, bytes) = if user.is_opcode(Opcode::LLVMLoad) {
            (user.argument(0), Some(subject.layout.store_size(user.ty())))
        } else if copies_memory(user) {
            (user.argument(1), user.argument(2).const_int())
        } else {
            return false;
        };
        let begin = distance(address, self.argument, subject.layout);
        let (Some(places), Some(begin), Some(bytes)) = (&self.places, begin, bytes) else { return false };
        let (end, pointer) = (begin.saturating_add(bytes), subject.layout.pointer_size());
        places.iter().all(|&at| end <= at || at.saturating_add(pointer) <= begin)
    }
}
