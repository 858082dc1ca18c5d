//! Elements of pinned buffers: loaded from their memory, where the variable holds a pin and the index is in range.

use super::Emitter;
use super::numbers::{Number, type_of, value_name};
use super::stack::{Entry, local_name, slot_name};
use super::text::{Arg, REF, constant_pointer};
use crate::bytecode::Refusal;

/// Where a pin has its fields: `runtime/buffer.c`.
const TYPE: u32 = 8;
const LENGTH: u32 = 16;
const DATA: u32 = 24;
const STRIDE: u32 = 32;

impl Emitter<'_> {
    /// A pin for an argument, which is consumed, or the argument itself.
    pub fn pin(&mut self, value: &str) -> String {
        self.text.call(REF, "pin", &[Arg::reference(value), Arg::i32(2)])
    }

    /// The object of a variable that may hold a pin.
    pub fn without_pin(&mut self, local: u32) -> String {
        let value = self.text.value(format!("load {REF}, ptr {}", local_name(local)));
        self.text.call(REF, "plain", &[Arg::reference(value)])
    }

    fn pin_field(&mut self, pin: &str, offset: u32, ty: &str) -> String {
        let field = self.text.value(format!("getelementptr i8, {REF} {pin}, i64 {offset}"));
        self.text.value(format!("load {ty}, {REF} {field}"))
    }

    /// `variable[index]`, where the variable was a buffer at the first call.
    pub fn element(&mut self, local: u32, index: &Number) -> Result<(), Refusal> {
        let kind = self.pinned[local as usize];
        let names = ["index", "pinned", "element", "object", "got"].map(|name| self.text.block_name(name));
        let [fits, pinned, load, slow, done] = &names;
        let pin = self.text.value(format!("load {REF}, ptr {}", local_name(local)));
        let is_value = self.are_values(&[index]).unwrap_or_else(|| "true".to_owned());
        self.text.line(format!("br i1 {is_value}, label %{fits}, label %{slow}, !prof !1"));
        self.text.block(fits);
        let ty = self.pin_field(&pin, TYPE, "ptr");
        let expected = constant_pointer(self.objects.pin_type);
        let is_pin = self.text.value(format!("icmp eq ptr {ty}, {expected}"));
        self.text.line(format!("br i1 {is_pin}, label %{pinned}, label %{slow}, !prof !1"));
        self.text.block(pinned);
        let length = self.pin_field(&pin, LENGTH, "i64");
        let is_inside = self.text.value(format!("icmp ult i64 {}, {length}", index.value));
        self.text.line(format!("br i1 {is_inside}, label %{load}, label %{slow}, !prof !1"));
        self.text.block(load);
        let data = self.pin_field(&pin, DATA, "ptr");
        let stride = self.pin_field(&pin, STRIDE, "i64");
        let offset = self.text.value(format!("mul i64 {}, {stride}", index.value));
        let place = self.text.value(format!("getelementptr i8, ptr {data}, i64 {offset}"));
        let value = self.text.value(format!("load double, ptr {place}, align 1"));
        let before = self.stack.clone();
        self.push_number(kind, Some("null"), &value);
        let after = std::mem::replace(&mut self.stack, before);
        self.text.line(format!("br label %{done}"));
        self.text.block(slow);
        self.slow_element(local, index, after.last())?;
        self.stack = after;
        self.text.line(format!("br label %{done}"));
        self.text.block(done);
        Ok(())
    }

    fn slow_element(&mut self, local: u32, index: &Number, to: Option<&Entry>) -> Result<(), Refusal> {
        let kind = self.pinned[local as usize];
        let container = self.without_pin(local);
        let mask = u32::from(index.is_owned) << 1;
        let reference = index.reference.clone().unwrap_or_else(|| "null".to_owned());
        self.stored_offset = None;
        self.mark_offset();
        let args =
            [Arg::i32(mask), Arg::reference(container), Arg::reference(reference), Arg::i64(&index.value)];
        let result = self.text.call(REF, "item_at", &args);
        self.fail_if_null(&result)?;
        let (reference, value) = self.unboxed(kind, &result);
        if let Some(Entry::Number { slot, .. }) = to {
            let place = slot_name(*slot);
            self.text.line(format!("store {REF} {reference}, ptr {place}"));
            self.text.line(format!("store {} {value}, ptr {}", type_of(kind), value_name(&place, kind)));
        }
        Ok(())
    }
}
