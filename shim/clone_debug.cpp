// Where the variables of a coroutine are in its clones. The Rust side is src/ir/shim.rs.

#include "llvm-c/Core.h"
#include "llvm/IR/DIBuilder.h"
#include "llvm/IR/DebugInfo.h"
#include "llvm/IR/InstIterator.h"

#include "clone_map.h"
#if GC_CORO_LLVM_MAJOR < 19
#include "declares.h"
#endif

using namespace llvm;

#if GC_CORO_LLVM_MAJOR >= 19
namespace {

// The variables that have one value all the time, by that value.
struct SingleValues {
  struct Variable {
    DILocalVariable *Variable;
    DIExpression *Expression;
    DILocation *Location;
  };
  DenseMap<Value *, SmallVector<Variable, 1>> Of;
};

// The records that say of the alloca `Address` that a variable is stored there, one for each: where assignments are tracked, optimised
// code has no declaration.
SmallVector<DbgVariableRecord *, 4> storedAt(Value *Address, bool IsOptimised) {
  SmallVector<DbgVariableRecord *, 4> Records;
  append_range(Records, findDVRDeclares(Address));
  auto *Alloca = dyn_cast<AllocaInst>(Address);
  if (!Records.empty() || !IsOptimised || !Alloca)
    return Records;
  for (DbgVariableRecord *Assign : at::getDVRAssignmentMarkers(Alloca)) {
    bool IsWhole = !Assign->getExpression()->getNumElements() && !Assign->getAddressExpression()->getNumElements();
    auto IsSame = [&](DbgVariableRecord *Other) { return DebugVariable(Other) == DebugVariable(Assign); };
    if (IsWhole && Assign->getAddress() == Address && none_of(Records, IsSame))
      Records.push_back(Assign);
  }
  return Records;
}

} // namespace
#endif

extern "C" {

// Says once more, before `before`, where the variables are that are declared at `address`, an alloca of the ramp: in
// memory at `offset` after `target`, or after the address that is kept there (`Deref`). `AsValue`: by a value, which lasts
// in optimised code where a declaration of what is no alloca does not.
void gc_coro_copy_declares(CloneMap *Map, LLVMValueRef AddressRef, LLVMValueRef TargetRef, int64_t Offset, bool Deref,
                           bool AsValue, LLVMValueRef BeforeRef) {
  Value *Address = unwrap(AddressRef), *Target = unwrap(TargetRef);
  auto *Before = cast<Instruction>(unwrap(BeforeRef));
  auto *Ramp = isa<Instruction>(Address) ? cast<Instruction>(Address)->getFunction() : nullptr;
  DISubprogram *Old = Ramp ? Ramp->getSubprogram() : nullptr, *New = Before->getFunction()->getSubprogram();
  if (!Old || !New)
    return;
  auto Variable = [&](auto *Declare) {
    return Map ? moveToSubprogram(Declare->getVariable(), *Old, *New, Map->Scopes) : Declare->getVariable();
  };
  auto Location = [&](auto *Declare) {
    DebugLoc DL = Declare->getDebugLoc();
    return Map ? DebugMover{*Old, *New, Map->Scopes, Before->getContext()}.loc(DL) : DL;
  };
  auto Expression = [&](auto *Declare) {
    auto Prepend = Deref ? DIExpression::DerefBefore : DIExpression::ApplyOffset;
    auto *E = DIExpression::prepend(Declare->getExpression(), Prepend, Offset);
    return AsValue ? DIExpression::append(E, {dwarf::DW_OP_deref}) : E;
  };
#if GC_CORO_LLVM_MAJOR >= 19
  for (DbgVariableRecord *Declare : storedAt(Address, AsValue)) {
    auto Type = AsValue ? DbgVariableRecord::LocationType::Value : DbgVariableRecord::LocationType::Declare;
    auto *Copy = new DbgVariableRecord(ValueAsMetadata::get(Target), Variable(Declare), Expression(Declare),
                                       Location(Declare).get(), Type);
    Before->getParent()->insertDbgRecordBefore(Copy, Before->getIterator());
  }
#else
  DIBuilder Builder(*Before->getModule(), /*AllowUnresolved=*/false);
  for (DbgVariableIntrinsic *Declare : declaresOf(Address)) {
    auto *Var = Variable(Declare);
    auto *E = Expression(Declare);
    DebugLoc DL = Location(Declare);
    if (AsValue)
      Builder.insertDbgValueIntrinsic(Target, Var, E, DL.get(), Before);
    else
      Builder.insertDeclare(Target, Var, E, DL.get(), Before);
  }
#endif
}

// Removes the declarations of variables at `address`.
void gc_coro_erase_declares(LLVMValueRef AddressRef) {
#if GC_CORO_LLVM_MAJOR >= 19
  for (DbgVariableRecord *Declare : findDVRDeclares(unwrap(AddressRef)))
    Declare->eraseFromParent();
#else
  for (DbgVariableIntrinsic *Declare : declaresOf(unwrap(AddressRef)))
    Declare->eraseFromParent();
#endif
}

// Which variables of `function` have one value all the time; freed by gc_coro_free_single_values.
void *gc_coro_single_values([[maybe_unused]] LLVMValueRef Function_) {
#if GC_CORO_LLVM_MAJOR >= 19
  DenseMap<DebugVariableAggregate, DbgVariableRecord *> Known;
  // In the order of the function: that of the map is another one each time.
  SmallVector<std::pair<DebugVariableAggregate, DbgVariableRecord *>, 16> InOrder;
  for (Instruction &I : instructions(cast<Function>(unwrap(Function_))))
    for (DbgVariableRecord &Record : filterDbgVars(I.getDbgRecordRange())) {
      DebugVariableAggregate Variable(&Record);
      auto [Found, IsNew] = Known.try_emplace(Variable, &Record);
      if (IsNew)
        InOrder.emplace_back(Variable, &Record);
      else if (Found->second && (Found->second->getRawLocation() != Record.getRawLocation() ||
                                 Found->second->getExpression() != Record.getExpression()))
        Found->second = nullptr;
    }
  auto *Single = new SingleValues;
  for (auto &[Variable, First] : InOrder)
    if (DbgVariableRecord *Only = Known.lookup(Variable); Only && Only->isDbgValue() && !Only->hasArgList())
      if (Value *V = Only->getVariableLocationOp(0))
        Single->Of[V].push_back({Only->getVariable(), Only->getExpression(), Only->getDebugLoc().get()});
  return Single;
#else
  return nullptr;
#endif
}

void gc_coro_free_single_values([[maybe_unused]] void *Single) {
#if GC_CORO_LLVM_MAJOR >= 19
  delete static_cast<SingleValues *>(Single);
#endif
}

// Says before `before`, in the clone of `map`, that the variables that have the value `value` of `ramp` are in the `bytes` at `offset` of
// `frame`. A variable of another size is left out.
void gc_coro_declare_in_frame([[maybe_unused]] void *SingleRef, [[maybe_unused]] CloneMap *Map,
                              [[maybe_unused]] LLVMValueRef Ramp, [[maybe_unused]] LLVMValueRef ValueRef,
                              [[maybe_unused]] LLVMValueRef Frame, [[maybe_unused]] uint64_t Offset,
                              [[maybe_unused]] uint64_t Bytes, [[maybe_unused]] LLVMValueRef BeforeRef) {
#if GC_CORO_LLVM_MAJOR >= 19
  auto &Single = *static_cast<SingleValues *>(SingleRef);
  auto *Before = cast<Instruction>(unwrap(BeforeRef));
  DISubprogram *Old = cast<Function>(unwrap(Ramp))->getSubprogram(), *New = Before->getFunction()->getSubprogram();
  auto Found = Single.Of.find(unwrap(ValueRef));
  if (!Old || !New || Found == Single.Of.end())
    return;
  for (auto &[Variable, Expression, Location] : Found->second) {
    auto Fragment = Expression->getFragmentInfo();
    auto Size = Fragment ? std::optional<uint64_t>(Fragment->SizeInBits) : Variable->getSizeInBits();
    // Of other expressions the value is computed, and memory is no value.
    bool IsPlain = Expression->getNumElements() == (Fragment ? 3u : 0u);
    if (!IsPlain || Size != Bytes * 8)
      continue;
    auto *Its = moveToSubprogram(Variable, *Old, *New, Map->Scopes);
    auto *E = DIExpression::append(DIExpression::prepend(Expression, DIExpression::ApplyOffset, Offset),
                                   {dwarf::DW_OP_deref});
    DebugLoc DL = DebugMover{*Old, *New, Map->Scopes, Before->getContext()}.loc(DebugLoc(Location));
    auto *Record = new DbgVariableRecord(ValueAsMetadata::get(unwrap(Frame)), Its, E, DL.get(),
                                         DbgVariableRecord::LocationType::Value);
    Before->getParent()->insertDbgRecordBefore(Record, Before->getIterator());
  }
#endif
}

} // extern "C"
