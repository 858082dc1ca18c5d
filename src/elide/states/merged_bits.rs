//! For each handle one bit: whether it is one, and not null.

use rustc_hash::FxHashMap;

use crate::elide::states::web::{Carrier, Content, Web};
use crate::ir::{Builder, Opcode, Value};

/// The bits of a web.
pub struct Bits<'a> {
    web: &'a Web,
    bits: FxHashMap<usize, Value>,
    no: Value,
}

impl<'a> Bits<'a> {
    /// `origins` are the bits of the web's origins.
    pub fn new(web: &'a Web, origins: impl IntoIterator<Item = (Carrier, Value)>, no: Value) -> Self {
        let number =
            |carrier: &Carrier| web.number(carrier.value, &carrier.path).expect("an origin is in its web");
        let bits = origins.into_iter().map(|(carrier, bit)| (number(&carrier), bit)).collect();
        Bits { web, bits, no }
    }

    /// Whether there is a handle at `path` of `value`.
    pub fn at(&mut self, value: Value, path: &[u32]) -> Value {
        match self.web.content(value, path) {
            Content::Handle(number) => self.of(number),
            Content::Nothing | Content::Foreign(_) => self.no,
        }
    }

    /// What a comparison of a handle with null gives.
    pub fn of_null_test(&mut self, test: Value) -> Value {
        let handle = test.operands().find(|operand| !operand.is_null()).unwrap_or(test.argument(0));
        let bit = self.at(handle, &[]);
        match test.is_equality() {
            Some(true) => Builder::before(test).at_location_of(test).is_equal(bit, self.no),
            _ => bit,
        }
    }

    /// The bit of a carrier.
    fn of(&mut self, number: usize) -> Value {
        if let Some(&bit) = self.bits.get(&number) {
            return bit;
        }
        let Carrier { value, path } = self.web.carriers[number].clone();
        let bit = match value.opcode() {
            Some(Opcode::LLVMPHI) => return self.merge(number, value, &path),
            Some(Opcode::LLVMSelect) => {
                let (yes, no) = (self.at(value.argument(1), &path), self.at(value.argument(2), &path));
                Builder::before(value).at_location_of(value).select(
                    value.argument(0),
                    yes,
                    no,
                    "is.suspended",
                )
            }
            Some(Opcode::LLVMExtractValue) => self.at(value.argument(0), &[value.path(), path].concat()),
            Some(Opcode::LLVMInsertValue) => match path.strip_prefix(value.path().as_slice()) {
                Some(rest) => self.at(value.argument(1), rest),
                None => self.at(value.argument(0), &path),
            },
            _ => self.at(value.argument(0), &path),
        };
        self.bits.insert(number, bit);
        bit
    }

    fn merge(&mut self, number: usize, phi: Value, path: &[u32]) -> Value {
        let bit = Builder::before(phi).without_location().phi(self.no.ty(), "is.suspended");
        self.bits.insert(number, bit);
        for (value, block) in phi.incoming() {
            bit.add_incoming(self.at(value, path), block);
        }
        bit
    }
}
