//! What each opcode of each version means: the only place that knows versions.
//!
//! The numbers of opcodes come from the running interpreter; what differs by more than a number has a case here.

use super::decode::Raw;
use super::{Condition, Instr, Op, Refusal};

/// Lowers all instructions.
///
/// # Errors
/// An opcode that is not known.
pub fn lower(raw: &[Raw], names: &[String], minor: u8) -> Result<Vec<Instr>, Refusal> {
    let mut lowering =
        Lowering { minor, out: Vec::with_capacity(raw.len()), offset: 0, position: 0, keywords: None };
    for instr in raw {
        lowering.offset = instr.begin;
        lowering.position = instr.offset;
        let name = names[usize::from(instr.opcode)].as_str();
        let refused = || Refusal { what: name.to_owned(), offset: instr.offset };
        let known = lowering.stack(name, instr.argument)
            || lowering.names(name, instr.argument)
            || lowering.operators(name, instr.argument)
            || lowering.containers(name, instr.argument)
            || lowering.jumps(name, instr)
            || lowering.calls(name, instr.argument)
            || lowering.coroutines(name, instr)
            || lowering.exceptions(name, instr.argument)
            || lowering.patterns(name, instr.argument);
        known.then_some(()).ok_or_else(refused)?;
    }
    Ok(lowering.out)
}

struct Lowering {
    minor: u8,
    out: Vec<Instr>,
    offset: u32,
    position: u32,
    /// The names for the next call.
    keywords: Option<u32>,
}

impl Lowering {
    fn push(&mut self, op: Op) -> bool {
        self.out.push(Instr { offset: self.offset, position: self.position, op });
        true
    }

    fn load_fast(&mut self, slot: u32, is_checked: bool) -> bool {
        self.push(Op::LoadFast { slot, is_checked })
    }

    fn stack(&mut self, name: &str, arg: u32) -> bool {
        match name {
            "NOP" | "RESUME" | "CACHE" | "PRECALL" | "SETUP_ANNOTATIONS" => self.push(Op::Nop),
            "POP_TOP" => self.push(Op::Pop),
            "PUSH_NULL" => self.push(Op::PushNull),
            "SWAP" => self.push(Op::Swap(arg)),
            "COPY" => self.push(Op::Copy(arg)),
            "LOAD_CONST" => self.push(Op::Constant(arg)),
            "LOAD_FAST" => self.load_fast(arg, self.minor == 11),
            "LOAD_FAST_CHECK" => self.load_fast(arg, true),
            "LOAD_CLOSURE" => self.load_fast(arg, false),
            "LOAD_FAST_AND_CLEAR" => self.push(Op::LoadFastAndClear(arg)),
            "LOAD_FAST_LOAD_FAST" => self.load_fast(arg >> 4, false) && self.load_fast(arg & 15, false),
            "STORE_FAST" => self.push(Op::StoreFast(arg)),
            "STORE_FAST_STORE_FAST" => {
                self.push(Op::StoreFast(arg >> 4)) && self.push(Op::StoreFast(arg & 15))
            }
            "STORE_FAST_LOAD_FAST" => self.push(Op::StoreFast(arg >> 4)) && self.load_fast(arg & 15, false),
            "DELETE_FAST" => self.push(Op::DeleteFast(arg)),
            _ => false,
        }
    }

    fn names(&mut self, name: &str, arg: u32) -> bool {
        match name {
            "LOAD_GLOBAL" => {
                let has_null = arg & 1 != 0;
                let is_before = has_null && self.minor < 13;
                (!is_before || self.push(Op::PushNull))
                    && self.push(Op::LoadGlobal(arg >> 1))
                    && (!has_null || is_before || self.push(Op::PushNull))
            }
            "STORE_GLOBAL" => self.push(Op::StoreGlobal(arg)),
            "DELETE_GLOBAL" => self.push(Op::DeleteGlobal(arg)),
            "LOAD_BUILD_CLASS" => self.push(Op::LoadBuildClass),
            "LOAD_ASSERTION_ERROR" => self.push(Op::LoadAssertionError),
            "MAKE_CELL" => self.push(Op::MakeCell(arg)),
            "LOAD_DEREF" => self.push(Op::LoadDeref(arg)),
            "STORE_DEREF" => self.push(Op::StoreDeref(arg)),
            "DELETE_DEREF" => self.push(Op::DeleteDeref(arg)),
            "COPY_FREE_VARS" => self.push(Op::CopyFreeVars(arg)),
            "LOAD_ATTR" if self.minor == 11 => self.push(Op::LoadAttr(arg)),
            "LOAD_ATTR" if arg & 1 != 0 => self.push(Op::LoadMethod(arg >> 1)),
            "LOAD_ATTR" => self.push(Op::LoadAttr(arg >> 1)),
            "LOAD_METHOD" => self.push(Op::LoadMethod(arg)),
            "LOAD_SUPER_ATTR" => {
                self.push(Op::LoadSuperAttr(arg >> 2)) && (arg & 1 == 0 || self.push(Op::PushNull))
            }
            "STORE_ATTR" => self.push(Op::StoreAttr(arg)),
            "DELETE_ATTR" => self.push(Op::DeleteAttr(arg)),
            "IMPORT_NAME" => self.push(Op::ImportName(arg)),
            "IMPORT_FROM" => self.push(Op::ImportFrom(arg)),
            _ => false,
        }
    }

    fn operators(&mut self, name: &str, arg: u32) -> bool {
        match name {
            "UNARY_NEGATIVE" => self.push(Op::Unary(0)),
            "UNARY_POSITIVE" => self.push(Op::Unary(1)),
            "UNARY_NOT" => self.push(Op::Unary(2)),
            "UNARY_INVERT" => self.push(Op::Unary(3)),
            "BINARY_OP" => self.push(Op::Binary(arg)),
            "COMPARE_OP" => match self.minor {
                11 => self.push(Op::Compare(arg)),
                12 => self.push(Op::Compare(arg >> 4)),
                _ => self.push(Op::Compare(arg >> 5)) && (arg & 16 == 0 || self.push(Op::ToBool)),
            },
            "IS_OP" => self.push(Op::Is { negated: arg != 0 }),
            "CONTAINS_OP" => self.push(Op::Contains { negated: arg != 0 }),
            "TO_BOOL" => self.push(Op::ToBool),
            "BINARY_SUBSCR" => self.push(Op::Subscript),
            "STORE_SUBSCR" => self.push(Op::StoreSubscript),
            "DELETE_SUBSCR" => self.push(Op::DeleteSubscript),
            "BINARY_SLICE" => self.push(Op::BinarySlice),
            "STORE_SLICE" => self.push(Op::StoreSlice),
            "BUILD_SLICE" => self.push(Op::BuildSlice(arg)),
            _ => false,
        }
    }

    fn containers(&mut self, name: &str, arg: u32) -> bool {
        match name {
            "BUILD_TUPLE" => self.push(Op::BuildTuple(arg)),
            "BUILD_LIST" => self.push(Op::BuildList(arg)),
            "BUILD_SET" => self.push(Op::BuildSet(arg)),
            "BUILD_MAP" => self.push(Op::BuildMap(arg)),
            "BUILD_CONST_KEY_MAP" => self.push(Op::BuildConstKeyMap(arg)),
            "BUILD_STRING" => self.push(Op::BuildString(arg)),
            "LIST_APPEND" => self.push(Op::ListAppend(arg)),
            "SET_ADD" => self.push(Op::SetAdd(arg)),
            "MAP_ADD" => self.push(Op::MapAdd(arg)),
            "LIST_EXTEND" => self.push(Op::ListExtend(arg)),
            "SET_UPDATE" => self.push(Op::SetUpdate(arg)),
            "DICT_UPDATE" => self.push(Op::DictUpdate(arg)),
            "DICT_MERGE" => self.push(Op::DictMerge(arg)),
            "LIST_TO_TUPLE" => self.push(Op::ListToTuple),
            "UNPACK_SEQUENCE" => self.push(Op::Unpack(arg)),
            "UNPACK_EX" => self.push(Op::UnpackEx(arg)),
            "FORMAT_VALUE" => {
                let convert = arg & 3;
                let has_specification = arg & 4 != 0;
                if convert != 0 {
                    // The specification is above the value.
                    let swap = |this: &mut Self| !has_specification || this.push(Op::Swap(2));
                    swap(self);
                    self.push(Op::Convert(convert));
                    swap(self);
                }
                self.push(Op::Format { has_specification })
            }
            "CONVERT_VALUE" => self.push(Op::Convert(arg)),
            "FORMAT_SIMPLE" => self.push(Op::Format { has_specification: false }),
            "FORMAT_WITH_SPEC" => self.push(Op::Format { has_specification: true }),
            _ => false,
        }
    }

    fn jumps(&mut self, name: &str, instr: &Raw) -> bool {
        let forward = instr.end + 2 * instr.argument;
        let backward = instr.end.wrapping_sub(2 * instr.argument);
        match name {
            "JUMP_FORWARD" => self.push(Op::Jump(forward)),
            "JUMP_BACKWARD" => self.push(Op::JumpBack(backward)),
            "JUMP_BACKWARD_NO_INTERRUPT" => self.push(Op::Jump(backward)),
            "JUMP_IF_FALSE_OR_POP" => self.push(Op::JumpIfOrPop(false, forward)),
            "JUMP_IF_TRUE_OR_POP" => self.push(Op::JumpIfOrPop(true, forward)),
            "FOR_ITER" => {
                // At the end the interpreter goes on after END_FOR (3.12), or after END_FOR and POP_TOP (3.13).
                let skipped = 2 * u32::from(self.minor - 11);
                self.push(Op::ForIter(forward + skipped))
            }
            "GET_ITER" => self.push(Op::GetIter),
            _ => {
                let Some(test) = name.strip_prefix("POP_JUMP_") else { return false };
                let (target, test) = match (test.strip_prefix("BACKWARD_"), test.strip_prefix("FORWARD_")) {
                    (Some(test), _) => (backward, test),
                    (_, Some(test)) => (forward, test),
                    _ => (forward, test),
                };
                let condition = match test {
                    "IF_TRUE" => Condition::True,
                    "IF_FALSE" => Condition::False,
                    "IF_NONE" => Condition::None,
                    "IF_NOT_NONE" => Condition::NotNone,
                    _ => return false,
                };
                self.push(Op::PopJumpIf(condition, target))
            }
        }
    }

    fn calls(&mut self, name: &str, arg: u32) -> bool {
        match name {
            "KW_NAMES" => {
                self.keywords = Some(arg);
                self.push(Op::Nop)
            }
            "CALL" => {
                let names = self.keywords.take();
                self.push(Op::Call { count: arg, names })
            }
            "CALL_KW" => self.push(Op::CallKw(arg)),
            "CALL_FUNCTION_EX" => self.push(Op::CallEx { has_keywords: arg & 1 != 0 }),
            "MAKE_FUNCTION" if self.minor < 13 => self.push(Op::MakeFunction(arg)),
            "MAKE_FUNCTION" => self.push(Op::MakeFunction(0)),
            "SET_FUNCTION_ATTRIBUTE" => match self.out.last_mut().map(|last| &mut last.op) {
                Some(Op::MakeFunction(flags)) => {
                    *flags |= arg;
                    true
                }
                _ => false,
            },
            "RETURN_VALUE" => self.push(Op::Return),
            "RETURN_CONST" => self.push(Op::ReturnConstant(arg)),
            _ => false,
        }
    }

    fn coroutines(&mut self, name: &str, instr: &Raw) -> bool {
        match name {
            "RETURN_GENERATOR" => self.push(Op::ReturnGenerator),
            "YIELD_VALUE" => self.push(Op::Yield),
            "SEND" => self.push(Op::Send(instr.end + 2 * instr.argument)),
            "END_SEND" => self.push(Op::EndSend),
            "GET_AWAITABLE" => self.push(Op::GetAwaitable(instr.argument)),
            "GET_YIELD_FROM_ITER" => self.push(Op::GetYieldFromIter),
            "GET_AITER" => self.push(Op::GetAiter),
            "GET_ANEXT" => self.push(Op::GetAnext),
            "END_ASYNC_FOR" => self.push(Op::EndAsyncFor),
            "ASYNC_GEN_WRAP" => self.push(Op::Nop),
            "BEFORE_WITH" => self.push(Op::BeforeWith { is_async: false }),
            "BEFORE_ASYNC_WITH" => self.push(Op::BeforeWith { is_async: true }),
            "WITH_EXCEPT_START" => self.push(Op::WithExceptStart),
            // The end of a loop is skipped by FOR_ITER, and what a throw into an await does is part of `Send`: neither is reached.
            "END_FOR" => self.push(Op::Pop),
            "CLEANUP_THROW" => self.push(Op::Reraise),
            _ => false,
        }
    }

    fn exceptions(&mut self, name: &str, arg: u32) -> bool {
        match (name, arg) {
            ("PUSH_EXC_INFO", _) => self.push(Op::PushExcInfo),
            ("POP_EXCEPT", _) => self.push(Op::PopExcept),
            ("CHECK_EXC_MATCH", _) => self.push(Op::CheckExcMatch),
            ("CHECK_EG_MATCH", _) => self.push(Op::CheckEgMatch),
            ("RERAISE", _) => self.push(Op::Reraise),
            ("RAISE_VARARGS", _) => self.push(Op::Raise(arg)),
            ("PREP_RERAISE_STAR", _) | ("CALL_INTRINSIC_2", 1) => self.push(Op::PrepReraiseStar),
            ("CALL_INTRINSIC_1", 3) => self.push(Op::StopIterationError),
            ("CALL_INTRINSIC_1", 4) => self.push(Op::Nop),
            ("CALL_INTRINSIC_1", 5) => self.push(Op::Unary(1)),
            ("CALL_INTRINSIC_1", 6) => self.push(Op::ListToTuple),
            _ => false,
        }
    }

    fn patterns(&mut self, name: &str, arg: u32) -> bool {
        match name {
            "GET_LEN" => self.push(Op::GetLen),
            "MATCH_MAPPING" => self.push(Op::MatchMapping),
            "MATCH_SEQUENCE" => self.push(Op::MatchSequence),
            "MATCH_KEYS" => self.push(Op::MatchKeys),
            "MATCH_CLASS" => self.push(Op::MatchClass(arg)),
            _ => false,
        }
    }
}
