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

// The variable of the first of `Records` that `Fits`: one of the function itself before one of what was inlined.
template <typename Range, typename Predicate> static DILocalVariable *firstVariable(Range &&Records, Predicate Fits) {
  DILocalVariable *Inlined = nullptr;
  for (auto *Record : Records) {
    if (!Fits(Record))
      continue;
    if (!Record->getDebugLoc() || !Record->getDebugLoc()->getInlinedAt())
      return Record->getVariable();
    if (!Inlined)
      Inlined = Record->getVariable();
  }
  return Inlined;
}

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
  // An alloca that is the value of a variable is that of a pointer to it: optimised code says of its own variable where it is stored.
  auto IsLoad = [](const DIExpression *E) {
    return E->getNumElements() == 1 && E->getElement(0) == dwarf::DW_OP_deref;
  };
  auto Stored = [&](auto *Variable) {
    return !Variable->hasArgList() && (isa<AllocaInst>(V) ? IsLoad(Variable->getExpression()) : Whole(Variable));
  };
#if GC_CORO_LLVM_MAJOR >= 19
  if (DILocalVariable *Declared = firstVariable(findDVRDeclares(V), Whole))
    return wrap(Declared);
  // Where assignments are tracked, optimised code has no declaration.
  if (auto *Alloca = dyn_cast<AllocaInst>(V)) {
    auto Holds = [&](auto *Assign) { return Assign->getAddress() == V && Whole(Assign); };
    if (DILocalVariable *Assigned = firstVariable(at::getDVRAssignmentMarkers(Alloca), Holds))
      return wrap(Assigned);
  }
  SmallVector<DbgVariableRecord *> Records;
#if GC_CORO_LLVM_MAJOR >= 22
  findDbgValues(V, Records);
#else
  SmallVector<DbgValueInst *> Intrinsics;
  findDbgValues(Intrinsics, V, &Records);
#endif
  return wrap(firstVariable(Records, Stored));
#else
  if (DILocalVariable *Declared = firstVariable(declaresOf(V), Whole))
    return wrap(Declared);
  SmallVector<DbgValueInst *> Intrinsics;
  findDbgValues(Intrinsics, V);
  return wrap(firstVariable(Intrinsics, Stored));
#endif
}

// The source variable of which `value` is a fragment, as SROA splits them; null if there is none.
LLVMMetadataRef gc_coro_variable_of_fragment(LLVMValueRef ValueRef) {
  Value *V = unwrap(ValueRef);
#if GC_CORO_LLVM_MAJOR >= 21
  SmallVector<DbgVariableRecord *> Records;
  findDbgUsers(V, Records);
#elif GC_CORO_LLVM_MAJOR >= 19
  SmallVector<DbgVariableIntrinsic *> Intrinsics;
  SmallVector<DbgVariableRecord *> Records;
  findDbgUsers(Intrinsics, V, &Records);
#else
  SmallVector<DbgVariableIntrinsic *> Records;
  findDbgUsers(Records, V);
#endif
  for (auto *Record : Records)
    if (Record->getExpression()->getFragmentInfo() && !Record->hasArgList())
      return wrap(Record->getVariable());
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

// The name of the function that `instruction` was inlined from, `depth` levels up; null if there are fewer.
const char *gc_coro_inlined_from(LLVMValueRef Instr, unsigned Depth, size_t *Length) {
  DILocation *At = cast<Instruction>(unwrap(Instr))->getDebugLoc();
  while (At && Depth--)
    At = At->getInlinedAt();
  DISubprogram *SP = At && At->getInlinedAt() ? At->getScope()->getSubprogram() : nullptr;
  *Length = SP ? SP->getName().size() : 0;
  return SP ? SP->getName().data() : nullptr;
}

// DWARF's tag of a type.
unsigned gc_coro_type_tag(LLVMMetadataRef Type) { return unwrap<DIType>(Type)->getTag(); }

// What a pointer, a reference, an array or a typedef is made of; null for other types, and for a pointer to anything.
LLVMMetadataRef gc_coro_type_base(LLVMMetadataRef Type) {
  if (auto *Derived = dyn_cast<DIDerivedType>(unwrap(Type)))
    return wrap(Derived->getBaseType());
  auto *Composite = dyn_cast<DICompositeType>(unwrap(Type));
  return Composite ? wrap(Composite->getBaseType()) : nullptr;
}

// The number of elements in a dimension of an array; 0 if there is no such dimension, or the number is not constant.
uint64_t gc_coro_type_elements(LLVMMetadataRef Type, unsigned Dimension) {
  auto *Array = dyn_cast<DICompositeType>(unwrap(Type));
  if (!Array || Dimension >= Array->getElements().size())
    return 0;
  auto *Range = dyn_cast_or_null<DISubrange>(Array->getElements()[Dimension]);
  auto *Count = Range ? dyn_cast_if_present<ConstantInt *>(Range->getCount()) : nullptr;
  return Count && Count->getSExtValue() > 0 ? Count->getZExtValue() : 0;
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
