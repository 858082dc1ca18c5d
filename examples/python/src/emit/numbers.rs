//! Entries and variables that are machine numbers: how they are loaded, stored, and made objects of.

use super::Emitter;
use super::kinds::Kind;
use super::stack::{Entry, local_name, slot_name};
use super::text::{Arg, REF};
use crate::bytecode::Value;

/// A number: its value, and the reference that is null if that is it. `None` for the reference: it is the value in any case.
#[derive(Clone, Debug)]
pub struct Number {
    pub kind: Kind,
    pub reference: Option<String>,
    pub value: String,
    /// Whether the reference is owned by who has it.
    pub is_owned: bool,
}

/// LLVM's type of the value.
pub fn type_of(kind: Kind) -> &'static str {
    if kind == Kind::Int { "i64" } else { "double" }
}

fn suffix(kind: Kind) -> &'static str {
    match kind {
        Kind::Float => "float",
        Kind::Scalar => "scalar",
        _ => "int",
    }
}

/// The variable beside a slot or a local variable that holds the number.
pub fn value_name(place: &str, kind: Kind) -> String {
    let letter = if kind == Kind::Int { "n" } else { "d" };
    format!("%{letter}{}", &place[1..])
}

/// A constant in LLVM's notation.
fn float_text(value: f64) -> String {
    format!("0x{:016X}", value.to_bits())
}

impl Emitter<'_> {
    pub fn kind_of(&self, local: u32) -> Kind {
        self.kinds[local as usize]
    }

    fn load_number(&mut self, place: &str, kind: Kind, is_pure: bool, is_owned: bool) -> Number {
        let reference = (!is_pure).then(|| self.text.value(format!("load {REF}, ptr {place}")));
        let value = self.text.value(format!("load {}, ptr {}", type_of(kind), value_name(place, kind)));
        Number { kind, reference, value, is_owned }
    }

    /// An entry as a number, if it is one.
    pub fn number(&mut self, entry: &Entry) -> Option<Number> {
        match entry {
            Entry::Number { slot, kind, is_pure } => {
                self.value_slots.insert((slot_name(*slot), *kind));
                Some(self.load_number(&slot_name(*slot), *kind, *is_pure, true))
            }
            Entry::Local(local) if self.kind_of(*local) != Kind::Object => {
                Some(self.load_number(&local_name(*local), self.kind_of(*local), false, false))
            }
            Entry::Constant(address) => {
                let constant = self.code.constants.iter().find(|constant| constant.address == *address)?;
                let (kind, value) = match constant.value {
                    Value::Int(value) => (Kind::Int, value.to_string()),
                    Value::Float(value) => (Kind::Float, float_text(value)),
                    _ => return None,
                };
                Some(Number { kind, reference: None, value, is_owned: false })
            }
            _ => None,
        }
    }

    /// What kind of number an entry is, without loading it.
    pub fn number_kind(&self, entry: &Entry) -> Kind {
        match entry {
            Entry::Number { kind, .. } => *kind,
            Entry::Local(local) => self.kind_of(*local),
            Entry::Constant(address) => {
                let constant = self.code.constants.iter().find(|constant| constant.address == *address);
                match constant.map(|constant| constant.value) {
                    Some(Value::Int(_)) => Kind::Int,
                    Some(Value::Float(_)) => Kind::Float,
                    _ => Kind::Object,
                }
            }
            _ => Kind::Object,
        }
    }

    /// Pushes a number. A reference is owned.
    pub fn push_number(&mut self, kind: Kind, reference: Option<&str>, value: &str) {
        let slot = self.free_slot();
        let place = slot_name(slot);
        self.value_slots.insert((place.clone(), kind));
        if let Some(reference) = reference {
            self.text.line(format!("store {REF} {reference}, ptr {place}"));
        }
        self.text.line(format!("store {} {value}, ptr {}", type_of(kind), value_name(&place, kind)));
        self.stack.push(Entry::Number { slot, kind, is_pure: reference.is_none() });
    }

    /// An owned object of a number, which is consumed if it is owned.
    pub fn boxed(&mut self, number: &Number) -> String {
        let function = format!("box_{}", suffix(number.kind));
        let reference = number.reference.clone().unwrap_or_else(|| "null".to_owned());
        let value = Arg { ty: type_of(number.kind), value: number.value.clone() };
        let mask = Arg::i32(u32::from(number.is_owned) & 1);
        self.text.call(REF, &function, &[mask, Arg::reference(reference), value])
    }

    /// An owned object becomes a number, if it is one: the reference and the value.
    pub fn unboxed(&mut self, kind: Kind, object: &str) -> (String, String) {
        let pair = format!("{{ {REF}, {} }}", type_of(kind));
        let found = self.text.call(&pair, &format!("unbox_{}", suffix(kind)), &[Arg::reference(object)]);
        let reference = self.text.value(format!("extractvalue {pair} {found}, 0"));
        let value = self.text.value(format!("extractvalue {pair} {found}, 1"));
        (reference, value)
    }

    /// Stores an entry to a variable that is kept as a number. The entry is consumed.
    pub fn store_number(&mut self, local: u32, entry: &Entry) {
        let kind = self.kind_of(local);
        let is_constant = matches!(entry, Entry::Constant(_));
        let (reference, value) = match self.number(entry) {
            Some(number) if number.kind != kind && !is_constant => {
                let object = self.boxed(&number);
                self.unboxed(kind, &object)
            }
            Some(number) if number.kind == kind => {
                let reference = number.reference.unwrap_or_else(|| "null".to_owned());
                if !number.is_owned && reference != "null" {
                    self.text.line(format!("call void @xincref({REF} {reference})"));
                }
                (reference, number.value)
            }
            _ => {
                let object = self.take(entry);
                self.unboxed(kind, &object)
            }
        };
        let place = local_name(local);
        self.detach_local(local);
        let old = self.text.value(format!("load {REF}, ptr {place}"));
        self.text.line(format!("store {REF} {reference}, ptr {place}"));
        self.text.line(format!("store {} {value}, ptr {}", type_of(kind), value_name(&place, kind)));
        self.text.line(format!("call void @xdecref({REF} {old})"));
    }

    /// The entry of a variable that changes becomes a number of its own.
    pub fn own_number(&mut self, entry: &Entry) -> Option<Entry> {
        let number = self.number(entry)?;
        let slot = self.free_slot();
        let place = slot_name(slot);
        self.value_slots.insert((place.clone(), number.kind));
        if let Some(reference) = &number.reference {
            self.text.line(format!("call void @xincref({REF} {reference})"));
            self.text.line(format!("store {REF} {reference}, ptr {place}"));
        }
        let (ty, value) = (type_of(number.kind), value_name(&place, number.kind));
        self.text.line(format!("store {ty} {}, ptr {value}", number.value));
        Some(Entry::Number { slot, kind: number.kind, is_pure: number.reference.is_none() })
    }

    /// A bit that says that numbers are their values; `None` if that is known.
    pub fn are_values(&mut self, numbers: &[&Number]) -> Option<String> {
        let mut all = None;
        for reference in numbers.iter().filter_map(|number| number.reference.as_ref()) {
            let bit = self.text.value(format!("icmp eq {REF} {reference}, null"));
            all = Some(match all {
                None => bit,
                Some(other) => self.text.value(format!("and i1 {other}, {bit}")),
            });
        }
        all
    }
}
