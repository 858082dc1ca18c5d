// What LLVM knows of a value, by its own predicates. The Rust side is src/ir/queries.rs.

#include "llvm-c/Core.h"
#include "llvm/ADT/APInt.h"
#include "llvm/Analysis/TargetLibraryInfo.h"
#include "llvm/Analysis/ValueTracking.h"
#include "llvm/IR/DataLayout.h"
#include "llvm/IR/DerivedTypes.h"
#include "llvm/IR/Function.h"
#include "llvm/IR/GetElementPtrTypeIterator.h"
#include "llvm/IR/InstrTypes.h"
#include "llvm/IR/Instructions.h"
#include "llvm/IR/Module.h"
#include "llvm/IR/Operator.h"
#include "llvm/Support/raw_ostream.h"
#include "llvm/Transforms/Utils/Local.h"

#include <string>

using namespace llvm;

template <typename T> static T *as(LLVMValueRef V) { return cast<T>(unwrap(V)); }

// The functions of the target's C library.
struct LibraryInfo {
  explicit LibraryInfo(const Module &M) : Of(Triple(M.getTargetTriple())), Info(Of) {}

  TargetLibraryInfoImpl Of;
  TargetLibraryInfo Info;
};

extern "C" {

// The bytes that a getelementptr adds, if all its indices are constant numbers.
bool gc_coro_gep_constant_offset(LLVMValueRef GEP, LLVMTargetDataRef Layout, int64_t *Bytes) {
  auto *Address = as<GEPOperator>(GEP);
  const DataLayout &DL = *unwrap(Layout);
  APInt Offset(DL.getIndexTypeSizeInBits(Address->getType()), 0);
  if (!Address->accumulateConstantOffset(DL, Offset))
    return false;
  *Bytes = Offset.getSExtValue();
  return true;
}

// For each index of a getelementptr: where the struct's field begins that it names, or how many bytes each number of it adds.
void gc_coro_gep_steps(LLVMValueRef GEP, LLVMTargetDataRef Layout, bool *IsField, uint64_t *Bytes) {
  auto *Address = as<GEPOperator>(GEP);
  const DataLayout &DL = *unwrap(Layout);
  for (auto At = gep_type_begin(Address), End = gep_type_end(Address); At != End; ++At, ++IsField, ++Bytes) {
    StructType *Struct = At.getStructTypeOrNull();
    *IsField = Struct;
    if (Struct)
      *Bytes = DL.getStructLayout(Struct)->getElementOffset(
          cast<Constant>(At.getOperand())->getUniqueInteger().getZExtValue());
    else
#if GC_CORO_LLVM_MAJOR >= 18
      *Bytes = At.getSequentialElementStride(DL).getFixedValue();
#else
      *Bytes = DL.getTypeAllocSize(At.getIndexedType()).getFixedValue();
#endif
  }
}

// The first instruction before which all uses of an instruction's value can be served; null where there is no such place.
LLVMValueRef gc_coro_insertion_point_after(LLVMValueRef Definition) {
  auto Place = as<Instruction>(Definition)->getInsertionPointAfterDef();
#if GC_CORO_LLVM_MAJOR >= 18
  return Place ? wrap(&**Place) : nullptr;
#else
  return wrap(Place);
#endif
}

// Freed by the caller.
LibraryInfo *gc_coro_library_info(LLVMModuleRef M) { return new LibraryInfo(*unwrap(M)); }
void gc_coro_free_library_info(LibraryInfo *Library) { delete Library; }

// Whether RewriteStatepointsForGC makes no safepoint of a call.
bool gc_coro_calls_gc_leaf(const LibraryInfo *Library, LLVMValueRef Call) {
  return callsGCLeafFunction(as<CallBase>(Call), Library->Info);
}

// What a call or instruction does to memory at most, and whether control goes on after it.
bool gc_coro_only_reads_memory(LLVMValueRef Call) { return as<CallBase>(Call)->onlyReadsMemory(); }
bool gc_coro_may_write(LLVMValueRef Inst) { return as<Instruction>(Inst)->mayWriteToMemory(); }
bool gc_coro_is_simple_access(LLVMValueRef Access) {
  auto *Load = dyn_cast<LoadInst>(unwrap(Access));
  return Load ? Load->isSimple() : as<StoreInst>(Access)->isSimple();
}
bool gc_coro_goes_on(LLVMValueRef Inst) { return isGuaranteedToTransferExecutionToSuccessor(as<Instruction>(Inst)); }
bool gc_coro_only_accesses_arguments(LLVMValueRef Call) { return as<CallBase>(Call)->onlyAccessesArgMemory(); }

// Whether no exception leaves a call.
bool gc_coro_throws_nothing(LLVMValueRef Call) { return as<CallBase>(Call)->doesNotThrow(); }

// Whether a call only reads what an argument points to.
bool gc_coro_only_reads_argument(LLVMValueRef Call, unsigned Index) {
  return as<CallBase>(Call)->onlyReadsMemory(Index);
}

// The same of a function's parameter.
bool gc_coro_parameter_is_not_captured(LLVMValueRef Parameter) { return as<Argument>(Parameter)->hasNoCaptureAttr(); }
bool gc_coro_parameter_is_only_read(LLVMValueRef Parameter) { return as<Argument>(Parameter)->onlyReadsMemory(); }

// Whether a function calls something that may return more than once, as setjmp.
bool gc_coro_calls_what_returns_twice(LLVMValueRef F) { return as<Function>(F)->callsFunctionThatReturnsTwice(); }

// Says that a function reads and writes no memory that the module can see.
void gc_coro_set_only_inaccessible(LLVMValueRef F) { as<Function>(F)->setOnlyAccessesInaccessibleMemory(); }

bool gc_coro_is_discardable(LLVMValueRef Global) { return as<GlobalValue>(Global)->isDiscardableIfUnused(); }
bool gc_coro_is_interposable(LLVMValueRef Global) { return as<GlobalValue>(Global)->isInterposable(); }

// How an operand is printed, without its type. The caller frees the text.
char *gc_coro_print_operand(LLVMValueRef V) {
  std::string Text;
  raw_string_ostream Stream(Text);
  unwrap(V)->printAsOperand(Stream, /*PrintType=*/false);
  Stream.flush();
  return LLVMCreateMessage(Text.c_str());
}

} // extern "C"
