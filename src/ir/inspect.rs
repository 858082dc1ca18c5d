//! Questions about IR that only a checker asks: fields of constants, globals, attributes of calls.

use inkwell::llvm_sys::core::*;
use inkwell::llvm_sys::{LLVMIntPredicate, LLVMValueKind};

use crate::abi::names::attribute;
use crate::ir::queries;
use crate::ir::text::string_of;
use crate::ir::{Attribute, AttributeIndex, Function, IrModule, Opcode, Type, Value};

impl Value {
    /// The opcode of a constant expression.
    pub fn const_opcode(self) -> Option<Opcode> {
        (self.kind() == LLVMValueKind::LLVMConstantExprValueKind).then(|| ffi!(LLVMGetConstOpcode(self.0)))
    }

    /// The bytes of a constant string, without the NUL at its end.
    pub fn constant_text(self) -> Option<Vec<u8>> {
        if ffi!(LLVMIsConstantString(self.0)) == 0 {
            return None;
        }
        let mut length = 0;
        let text = ffi!(LLVMGetAsString(self.0, &mut length));
        // SAFETY: LLVM gives `length` bytes, which live as long as the constant.
        let bytes = unsafe { std::slice::from_raw_parts(text.cast::<u8>(), length) };
        Some(bytes.strip_suffix(&[0]).unwrap_or(bytes).to_vec())
    }

    /// What a global variable begins with, if the value is one and this module says so.
    pub fn initializer(self) -> Option<Value> {
        if self.kind() != LLVMValueKind::LLVMGlobalVariableValueKind {
            return None;
        }
        Value::from_nullable(ffi!(LLVMGetInitializer(self.0)))
    }

    /// The string attribute `key` of a call, or of the function that it calls.
    pub fn has_call_attribute(self, key: &str) -> bool {
        let length = u32::try_from(key.len()).expect("attribute names are short");
        let index = AttributeIndex::Function.raw();
        let on_call = ffi!(LLVMGetCallSiteStringAttribute(self.0, index, key.as_ptr().cast(), length));
        !on_call.is_null() || self.called_function().is_some_and(|f| f.string_attribute(key).is_some())
    }

    /// The integer of `attribute` at a call, or at the function that it calls.
    pub fn call_attribute(self, attribute: Attribute, at: AttributeIndex) -> Option<u64> {
        let on_callee = || self.called_function().and_then(|f| attribute.value_on_function(f, at));
        attribute.value_on_call(self, at).or_else(on_callee)
    }

    /// What a call or invoke calls: a function, or a value that holds the address of one.
    pub fn called_value(self) -> Option<Value> {
        self.is_any_call().then(|| ffi!(LLVMGetCalledValue(self.0))).and_then(Value::from_nullable)
    }

    /// The value that an `icmp eq` or `icmp ne` compares with null or 0, and whether it is `eq`.
    pub fn zero_test(self) -> Option<(Value, bool)> {
        if !self.is_opcode(Opcode::LLVMICmp) {
            return None;
        }
        let is_equal = self.is_equality()?;
        let (one, other) = (self.operand(0)?, self.operand(1)?);
        let (tested, zero) = if one.is_constant() { (other, one) } else { (one, other) };
        (zero.is_constant() && zero.is_null()).then_some((tested, is_equal))
    }

    /// What an `icmp` of integers says of `number`, if it compares `value` with a constant of at most 64 bits.
    pub fn compares(self, value: Value, number: u64) -> Option<bool> {
        if !self.is_opcode(Opcode::LLVMICmp) {
            return None;
        }
        let side = |index| {
            let operand = self.operand(index)?;
            if operand == value { Some(number) } else { operand.const_int() }
        };
        let (one, other) = (side(0)?, side(1)?);
        let shift = 64 - value.ty().int_width().filter(|width| (1..=64).contains(width))?;
        let signed = |number: u64| ((number << shift) as i64) >> shift;
        Some(match ffi!(LLVMGetICmpPredicate(self.0)) {
            LLVMIntPredicate::LLVMIntEQ => one == other,
            LLVMIntPredicate::LLVMIntNE => one != other,
            LLVMIntPredicate::LLVMIntUGT => one > other,
            LLVMIntPredicate::LLVMIntUGE => one >= other,
            LLVMIntPredicate::LLVMIntULT => one < other,
            LLVMIntPredicate::LLVMIntULE => one <= other,
            LLVMIntPredicate::LLVMIntSGT => signed(one) > signed(other),
            LLVMIntPredicate::LLVMIntSGE => signed(one) >= signed(other),
            LLVMIntPredicate::LLVMIntSLT => signed(one) < signed(other),
            LLVMIntPredicate::LLVMIntSLE => signed(one) <= signed(other),
        })
    }

    /// Of a comparison of integers or pointers: whether it is true for equal operands (`eq`), or for others (`ne`).
    pub fn is_equality(self) -> Option<bool> {
        debug_assert!(self.is_opcode(Opcode::LLVMICmp), "no icmp: {}", self.print());
        match ffi!(LLVMGetICmpPredicate(self.0)) {
            LLVMIntPredicate::LLVMIntEQ => Some(true),
            LLVMIntPredicate::LLVMIntNE => Some(false),
            _ => None,
        }
    }

    /// Whether the instruction calls anything: call, invoke or callbr.
    pub fn is_any_call(self) -> bool {
        matches!(self.opcode(), Some(Opcode::LLVMCall | Opcode::LLVMInvoke | Opcode::LLVMCallBr))
    }
}

impl Function {
    /// Whether gc-coro is asked to split it.
    pub fn is_marked(self) -> bool {
        self.string_attribute(attribute::MARK).is_some()
    }

    /// The constant before the first instruction.
    ///
    /// A function has three operands as soon as it has one of them: personality, prefix data, prologue data.
    pub fn prefix_data(self) -> Option<Value> {
        if self.as_value().operand_count() < 3 {
            return None;
        }
        self.as_value().operand(1).filter(|data| !data.is_null())
    }

    /// Whether LLVM knows the function by its name, so that it is code of its own only.
    pub fn is_intrinsic(self) -> bool {
        ffi!(LLVMGetIntrinsicID(self.as_value().0) != 0)
    }
}

impl IrModule {
    /// The global variables.
    pub fn globals(self) -> Vec<Value> {
        let first = Value::from_nullable(ffi!(LLVMGetFirstGlobal(self.raw())));
        std::iter::successors(first, |global| Value::from_nullable(ffi!(LLVMGetNextGlobal(global.0))))
            .collect()
    }

    pub fn global_named(self, name: &str) -> Option<Value> {
        let text = std::ffi::CString::new(name).ok()?;
        Value::from_nullable(ffi!(LLVMGetNamedGlobal(self.raw(), text.as_ptr())))
    }

    /// Whether an alias or ifunc has the name: a symbol without a definition of its own.
    pub fn has_alias(self, name: &str) -> bool {
        let text = name.as_ptr().cast();
        ffi!(
            !LLVMGetNamedGlobalAlias(self.raw(), text, name.len()).is_null()
                || !LLVMGetNamedGlobalIFunc(self.raw(), text, name.len()).is_null()
        )
    }
}

impl Type {
    /// The parameters of a function type.
    pub fn parameters(self) -> Vec<Type> {
        let count = ffi!(LLVMCountParamTypes(self.0)) as usize;
        let mut raw = vec![std::ptr::null_mut(); count];
        ffi!(LLVMGetParamTypes(self.0, raw.as_mut_ptr()));
        raw.into_iter().map(Type).collect()
    }

    /// What functions of a function type return.
    pub fn result(self) -> Type {
        Type(ffi!(LLVMGetReturnType(self.0)))
    }

    /// Whether a function type takes further arguments.
    pub fn is_variadic(self) -> bool {
        ffi!(LLVMIsFunctionVarArg(self.0) != 0)
    }
}

/// The bytes of an array of `i8`, up to a NUL.
pub fn text_of(array: Value) -> Option<String> {
    let (_, length) = array.ty().array_shape()?;
    let bytes: Option<Vec<u8>> = (0..u32::try_from(length).ok()?)
        .map(|index| array.constant_element(index)?.const_int().and_then(|byte| u8::try_from(byte).ok()))
        .collect();
    let bytes = bytes?;
    let end = bytes.iter().position(|&byte| byte == 0)?;
    Some(string_of(bytes.as_ptr().cast(), end))
}

/// How a value is called in a message: its name, or what `llvm-dis` calls it.
pub fn label(value: Value) -> String {
    let name = value.name();
    if !name.is_empty() {
        return name;
    }
    let has_number = value.is_argument() || (value.is_instruction() && !value.ty().is_void());
    if has_number { queries::print_operand(value).trim_start_matches('%').to_owned() } else { value.print() }
}

/// The name of the function that an instruction calls; empty if it has none.
pub fn callee_name(call: Value) -> String {
    call.called_function().map(|function| function.name()).unwrap_or_default()
}

/// Whether an instruction is there for a debugger only (LLVM 16: a call; later versions have records beside the instructions).
pub fn is_debug(instruction: Value) -> bool {
    instruction.called_function().is_some_and(|f| f.name_bytes().starts_with(b"llvm.dbg."))
}
