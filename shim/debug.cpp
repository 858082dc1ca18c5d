// What the splitter needs of LLVM's debug information and the C API does not offer. The Rust side is src/ir/debug.rs.

#include "llvm-c/Core.h"
#include "llvm-c/DebugInfo.h"
#include "llvm/IR/DIBuilder.h"
#include "llvm/IR/DebugInfo.h"
#include "llvm/IR/Function.h"
#include "llvm/IR/Instructions.h"
#include "llvm/IR/IntrinsicInst.h"

#if GC_CORO_LLVM_MAJOR < 19
#include "declares.h"
#endif

using namespace llvm;

extern "C" {

// Whether `function` is compiled with debug information that has variables.
bool gc_coro_has_variables(LLVMValueRef Function_) {
  DISubprogram *SP = cast<Function>(unwrap(Function_))->getSubprogram();
  return SP && SP->getUnit() && SP->getUnit()->getEmissionKind() == DICompileUnit::FullDebug;
}

// The source variable that has all of `value`, or that is stored at the address `value`; null if there is none.
LLVMMetadataRef gc_coro_variable_of(LLVMValueRef ValueRef) {
  Value *V = unwrap(ValueRef);
  auto Whole = [](auto *Variable) { return Variable->getExpression()->getNumElements() == 0; };
#if GC_CORO_LLVM_MAJOR >= 19
  for (DbgVariableRecord *Declare : findDVRDeclares(V))
    if (Whole(Declare))
      return wrap(Declare->getVariable());
#if GC_CORO_LLVM_MAJOR >= 22
  SmallVector<DbgVariableRecord *> Records;
  findDbgValues(V, Records);
#else
  SmallVector<DbgValueInst *> Intrinsics;
  SmallVector<DbgVariableRecord *> Records;
  findDbgValues(Intrinsics, V, &Records);
#endif
  for (DbgVariableRecord *Record : Records)
    if (Whole(Record) && !Record->hasArgList())
      return wrap(Record->getVariable());
#else
  for (DbgVariableIntrinsic *Declare : declaresOf(V))
    if (Whole(Declare))
      return wrap(Declare->getVariable());
  SmallVector<DbgValueInst *> Intrinsics;
  findDbgValues(Intrinsics, V);
  for (DbgValueInst *Intrinsic : Intrinsics)
    if (Whole(Intrinsic) && !Intrinsic->hasArgList())
      return wrap(Intrinsic->getVariable());
#endif
  return nullptr;
}

const char *gc_coro_variable_name(LLVMMetadataRef Variable, size_t *Length) {
  StringRef Name = unwrap<DILocalVariable>(Variable)->getName();
  *Length = Name.size();
  return Name.data();
}

// The type of a variable; its size in bits, or 0 if it is not known.
LLVMMetadataRef gc_coro_variable_type(LLVMMetadataRef Variable, uint64_t *Bits) {
  auto *Var = unwrap<DILocalVariable>(Variable);
  *Bits = Var->getSizeInBits().value_or(0);
  return wrap(Var->getType());
}

// Says, before `before`, that `variable` is stored where `expression` of `address` says: by a declaration, or by a value,
// which lasts in optimised code where a declaration of what is no alloca does not.
void gc_coro_declare_variable(LLVMDIBuilderRef Builder, bool AsValue, LLVMValueRef Address, LLVMMetadataRef Variable,
                              LLVMMetadataRef Expression, LLVMMetadataRef Location, LLVMValueRef Before) {
  // Called by their names: an address would be bound when the library is loaded, and no LLVM has all of them.
#if GC_CORO_LLVM_MAJOR >= 19
  if (AsValue)
    LLVMDIBuilderInsertDbgValueRecordBefore(Builder, Address, Variable, Expression, Location, Before);
  else
    LLVMDIBuilderInsertDeclareRecordBefore(Builder, Address, Variable, Expression, Location, Before);
#else
  if (AsValue)
    LLVMDIBuilderInsertDbgValueBefore(Builder, Address, Variable, Expression, Location, Before);
  else
    LLVMDIBuilderInsertDeclareBefore(Builder, Address, Variable, Expression, Location, Before);
#endif
}

// The label `name` before `before`: where the suspension `number`, whose call is `suspend`, goes on.
void gc_coro_label_suspension(LLVMDIBuilderRef BuilderRef, LLVMMetadataRef Subprogram, const char *Name, size_t Length,
                              [[maybe_unused]] unsigned Number, LLVMValueRef Suspend, LLVMValueRef Before) {
  auto &Builder = *reinterpret_cast<DIBuilder *>(BuilderRef);
  auto *SP = unwrap<DISubprogram>(Subprogram);
  DILocation *At = cast<Instruction>(unwrap(Suspend))->getDebugLoc();
  while (At && At->getInlinedAt())
    At = At->getInlinedAt();
  unsigned Line = At ? At->getLine() : SP->getLine(), Column = At ? At->getColumn() : 0;
  DIFile *File = At ? At->getFile() : SP->getFile();
  auto *Location = DILocation::get(SP->getContext(), Line, Column, SP);
  auto *Instr = cast<Instruction>(unwrap(Before));
#if GC_CORO_LLVM_MAJOR >= 21
  auto *Label = Builder.createLabel(SP, StringRef(Name, Length), File, Line, Column, /*IsArtificial=*/true, Number);
  Builder.insertLabel(Label, Location, Instr->getIterator());
#else
  auto *Label = Builder.createLabel(SP, StringRef(Name, Length), File, Line);
  Builder.insertLabel(Label, Location, Instr);
#endif
}

} // extern "C"
