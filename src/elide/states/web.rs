//! Where handles go in one function: through structs, phis, selects and `freeze`.

use rustc_hash::FxHashMap;

use crate::abi::names::call;
use crate::elide::states::refusal::Refusal;
use crate::ir::{Opcode, Value, callee_name, label};
use crate::read::awaits::is_call_of;

/// More values with handles of one call are not followed: the proof and the bits cost time and stack for each.
const MOST_CARRIERS: usize = 1000;

/// A value that is a handle, or has one at `path`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Carrier {
    pub value: Value,
    /// Fields, from the outermost in. Empty: the value is the handle.
    pub path: Vec<u32>,
}

/// The handles of some origins: all that carries one, and the uses that end there.
#[derive(Debug, Default)]
pub struct Web {
    /// In the order of being found: the same input gives the same order.
    pub carriers: Vec<Carrier>,
    numbers: FxHashMap<Carrier, usize>,
    /// Comparisons with null.
    pub null_tests: Vec<Value>,
    /// Calls of `gc.coro.resume` with a handle.
    pub resumes: Vec<Value>,
    /// The operands of `ret`.
    pub returned: Vec<Carrier>,
}

/// What stands at a path of a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Content {
    /// The handle of this carrier.
    Handle(usize),
    /// Null or undefined.
    Nothing,
    /// A pointer that is no handle of the web.
    Foreign(Value),
}

impl Web {
    /// Follows the handles of `origins`. The result of each resumption has the next handle at the path `next`.
    ///
    /// # Errors
    /// A use that lets somebody else have the handle.
    pub fn follow(origins: &[Carrier], next: Option<&[u32]>) -> Result<Web, Refusal> {
        let mut web = Web::default();
        origins.iter().for_each(|origin| web.add(origin.clone()));
        let mut at = 0;
        while at < web.carriers.len() {
            if at == MOST_CARRIERS {
                return Err(Refusal::UsedTooOften);
            }
            let carrier = web.carriers[at].clone();
            for place in carrier.value.uses() {
                web.follow_use(&carrier, place.user, place.operand, next)?;
            }
            at += 1;
        }
        web.check_merges()?;
        Ok(web)
    }

    fn add(&mut self, carrier: Carrier) {
        if !self.numbers.contains_key(&carrier) {
            self.numbers.insert(carrier.clone(), self.carriers.len());
            self.carriers.push(carrier);
        }
    }

    /// The number of a carrier of the web.
    pub fn number(&self, value: Value, path: &[u32]) -> Option<usize> {
        self.numbers.get(&Carrier { value, path: path.to_vec() }).copied()
    }

    fn follow_use(
        &mut self,
        carrier: &Carrier,
        user: Value,
        operand: u32,
        next: Option<&[u32]>,
    ) -> Result<(), Refusal> {
        let path = &carrier.path;
        match user.opcode() {
            Some(Opcode::LLVMExtractValue) => {
                if let Some(rest) = path.strip_prefix(user.path().as_slice()) {
                    self.add(Carrier { value: user, path: rest.to_vec() });
                }
            }
            Some(Opcode::LLVMInsertValue) if operand == 1 => {
                self.add(Carrier { value: user, path: [user.path(), path.clone()].concat() });
            }
            Some(Opcode::LLVMInsertValue) => {
                if !path.starts_with(&user.path()) {
                    self.add(Carrier { value: user, path: path.clone() });
                }
            }
            Some(Opcode::LLVMPHI | Opcode::LLVMFreeze) => {
                self.add(Carrier { value: user, path: path.clone() })
            }
            Some(Opcode::LLVMSelect) if operand > 0 => self.add(Carrier { value: user, path: path.clone() }),
            Some(Opcode::LLVMICmp) if compares_with_null(user) => self.null_tests.push(user),
            Some(Opcode::LLVMRet) => self.returned.push(carrier.clone()),
            Some(Opcode::LLVMCall) if is_call_of(user, call::RESUME) && operand == 0 => {
                let path = next.ok_or_else(|| passed_to(user))?;
                self.resumes.push(user);
                self.add(Carrier { value: user, path: path.to_vec() });
            }
            Some(Opcode::LLVMStore) => return Err(Refusal::Stored),
            _ if user.is_any_call() => return Err(passed_to(user)),
            _ => return Err(Refusal::UsedOtherwise { inst: one_line(user) }),
        }
        Ok(())
    }

    /// What meets a handle in a phi or select is a handle of the web as well, or null.
    fn check_merges(&self) -> Result<(), Refusal> {
        for Carrier { value, path } in &self.carriers {
            for operand in merged(*value) {
                if let Content::Foreign(_) = self.content(operand, path) {
                    return Err(Refusal::MeetsAnother { value: label(*value) });
                }
            }
        }
        Ok(())
    }

    /// What stands at `path` of `value`.
    pub fn content(&self, value: Value, path: &[u32]) -> Content {
        let mut seen: Vec<(Value, Vec<u32>)> = Vec::new();
        let mut waiting = vec![(value, path.to_vec())];
        while let Some((value, path)) = waiting.pop() {
            if let Some(number) = self.number(value, &path) {
                // Whatever a carrier leads to is a carrier itself.
                debug_assert!(seen.is_empty(), "'{}' has a handle and is no carrier", label(value));
                return if seen.is_empty() { Content::Handle(number) } else { Content::Foreign(value) };
            }
            if seen.contains(&(value, path.clone())) {
                continue;
            }
            match sources(value, &path) {
                Some(from) => waiting.extend(from),
                None if is_nothing(value, &path) => {}
                None => return Content::Foreign(value),
            }
            seen.push((value, path));
        }
        Content::Nothing
    }
}

/// The operands of which a phi, select or `freeze` is one.
pub fn merged(value: Value) -> Vec<Value> {
    match value.opcode() {
        Some(Opcode::LLVMPHI) => value.incoming().into_iter().map(|(value, _)| value).collect(),
        Some(Opcode::LLVMSelect) => vec![value.argument(1), value.argument(2)],
        Some(Opcode::LLVMFreeze) => vec![value.argument(0)],
        _ => Vec::new(),
    }
}

/// Where what stands at `path` of `value` comes from; `None` where that is not known.
fn sources(value: Value, path: &[u32]) -> Option<Vec<(Value, Vec<u32>)>> {
    let from = match value.opcode()? {
        Opcode::LLVMPHI | Opcode::LLVMSelect | Opcode::LLVMFreeze => {
            merged(value).into_iter().map(|operand| (operand, path.to_vec())).collect()
        }
        Opcode::LLVMExtractValue => vec![(value.argument(0), [&value.path(), path].concat())],
        Opcode::LLVMInsertValue => match path.strip_prefix(value.path().as_slice()) {
            Some(rest) => vec![(value.argument(1), rest.to_vec())],
            None => vec![(value.argument(0), path.to_vec())],
        },
        _ => return None,
    };
    Some(from)
}

/// Whether a constant is null or undefined at `path`.
fn is_nothing(value: Value, path: &[u32]) -> bool {
    if value.is_undefined() || value.is_null() {
        return true;
    }
    match path {
        [first, rest @ ..] if value.is_constant() => {
            value.constant_element(*first).is_some_and(|element| is_nothing(element, rest))
        }
        _ => false,
    }
}

fn compares_with_null(comparison: Value) -> bool {
    comparison.is_equality().is_some() && comparison.operands().any(Value::is_null)
}

fn passed_to(call: Value) -> Refusal {
    match call.called_function() {
        Some(_) => Refusal::Passed { callee: callee_name(call) },
        None => Refusal::UsedOtherwise { inst: one_line(call) },
    }
}

fn one_line(inst: Value) -> String {
    inst.print().split_whitespace().collect::<Vec<_>>().join(" ")
}
