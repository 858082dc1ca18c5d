// What the C API does not say, or not in all LLVMs, of types, memory and calls. The Rust side is src/ir/shim.rs, as for ir.cpp.

#include "llvm-c/Core.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/IR/DerivedTypes.h"
#include "llvm/IR/Function.h"
#include "llvm/IR/GlobalVariable.h"
#include "llvm/IR/IRBuilder.h"
#include "llvm/IR/InstrTypes.h"
#include "llvm/IR/Instructions.h"
#include "llvm/IR/LLVMContext.h"
#include "llvm/IR/Module.h"
#include "llvm/IR/Statepoint.h"

using namespace llvm;

template <typename T> static T *as(LLVMValueRef V) { return cast<T>(unwrap(V)); }

extern "C" {

// Whether the size of values of the type in memory is known at compile time.
bool gc_coro_has_fixed_size(LLVMTypeRef TypeRef) {
  SmallVector<Type *> Work{unwrap(TypeRef)};
  while (!Work.empty()) {
    Type *T = Work.pop_back_val();
    auto *Struct = dyn_cast<StructType>(T);
    if (Struct && !Struct->isOpaque())
      Work.append(Struct->element_begin(), Struct->element_end());
    else if (auto *Array = dyn_cast<ArrayType>(T))
      Work.push_back(Array->getElementType());
    else if (auto *Target = dyn_cast<TargetExtType>(T))
      Work.push_back(Target->getLayoutType());
    else if (isa<ScalableVectorType>(T) || T->isX86_AMXTy() || !T->isSized())
      return false;
  }
  return true;
}

// Array types as the C API makes them; that of LLVM 16 counts in 32 bits.
LLVMTypeRef gc_coro_array_type(LLVMTypeRef Element, uint64_t Length) {
  return wrap(ArrayType::get(unwrap(Element), Length));
}

uint64_t gc_coro_array_length(LLVMTypeRef Array) { return cast<ArrayType>(unwrap(Array))->getNumElements(); }

// The alignment in bytes of an alloca, load or store; that of the C API has 32 bits, which is one too few.
uint64_t gc_coro_alignment(LLVMValueRef V) {
  if (auto *Alloca = dyn_cast<AllocaInst>(unwrap(V)))
    return Alloca->getAlign().value();
  if (auto *Load = dyn_cast<LoadInst>(unwrap(V)))
    return Load->getAlign().value();
  return as<StoreInst>(V)->getAlign().value();
}

void gc_coro_set_alignment(LLVMValueRef V, uint64_t Bytes) {
  if (auto *Alloca = dyn_cast<AllocaInst>(unwrap(V)))
    Alloca->setAlignment(Align(Bytes));
  else if (auto *Load = dyn_cast<LoadInst>(unwrap(V)))
    Load->setAlignment(Align(Bytes));
  else if (auto *Store = dyn_cast<StoreInst>(unwrap(V)))
    Store->setAlignment(Align(Bytes));
  else
    as<GlobalVariable>(V)->setAlignment(Align(Bytes));
}

// An alloca as `alloca`, of constant size, where `builder` stands: memory of another function for the same purpose.
LLVMValueRef gc_coro_copy_alloca(LLVMBuilderRef Builder, LLVMValueRef AllocaRef) {
  auto *Old = as<AllocaInst>(AllocaRef);
  auto *New = new AllocaInst(Old->getAllocatedType(), Old->getAddressSpace(), Old->getArraySize(), Old->getAlign());
  New->setSwiftError(Old->isSwiftError());
  New->setUsedWithInAlloca(Old->isUsedWithInAlloca());
  return wrap(unwrap(Builder)->Insert(New, Old->getName()));
}

// Marks where the lifetime of an alloca of constant size begins or ends.
void gc_coro_lifetime_marker(LLVMBuilderRef Builder, LLVMValueRef AllocaRef, bool IsStart) {
  IRBuilderBase &B = *unwrap(Builder);
  auto *Alloca = as<AllocaInst>(AllocaRef);
#if GC_CORO_LLVM_MAJOR >= 22
  IsStart ? B.CreateLifetimeStart(Alloca) : B.CreateLifetimeEnd(Alloca);
#else
  auto *Size = B.getInt64(Alloca->getAllocationSize(Alloca->getModule()->getDataLayout())->getFixedValue());
  IsStart ? B.CreateLifetimeStart(Alloca, Size) : B.CreateLifetimeEnd(Alloca, Size);
#endif
}

// Whether the alloca is the place of arguments of a call (`inalloca`).
bool gc_coro_is_in_alloca(LLVMValueRef V) {
  auto *Alloca = dyn_cast<AllocaInst>(unwrap(V));
  return Alloca && Alloca->isUsedWithInAlloca();
}

// Whether the value is a `swifterror` argument or alloca.
bool gc_coro_is_swift_error(LLVMValueRef V) { return unwrap(V)->isSwiftError(); }

// Which operand of its user a use is.
unsigned gc_coro_operand_number(LLVMUseRef Place) { return unwrap(Place)->getOperandNo(); }

bool gc_coro_has_bundle(LLVMValueRef Call, const char *Name, size_t Length) {
  return as<CallBase>(Call)->getOperandBundle(StringRef(Name, Length)).has_value();
}

// The pad of the call's "funclet" bundle, or null.
LLVMValueRef gc_coro_funclet_pad(LLVMValueRef Call) {
  auto Bundle = as<CallBase>(Call)->getOperandBundle(LLVMContext::OB_funclet);
  return Bundle ? wrap(Bundle->Inputs[0].get()) : nullptr;
}

// A statepoint in the place of `invoke`, across which no managed pointer is live: the one that RewriteStatepointsForGC would make.
void gc_coro_make_statepoint(LLVMValueRef InvokeRef) {
  auto *Invoke = as<InvokeInst>(InvokeRef);
  LLVMContext &Ctx = Invoke->getContext();
  AttributeList Before = Invoke->getAttributes();
  StatepointDirectives Wanted = parseStatepointDirectivesFromAttrs(Before);
  FunctionCallee Callee(Invoke->getFunctionType(), Invoke->getCalledOperand());
  SmallVector<Value *, 8> Args(Invoke->args());
  IRBuilder<> Builder(Invoke);
  InvokeInst *Point = Builder.CreateGCStatepointInvoke(
      Wanted.StatepointID.value_or(uint64_t{StatepointDirectives::DefaultStatepointID}),
      Wanted.NumPatchBytes.value_or(0), Callee, Invoke->getNormalDest(), Invoke->getUnwindDest(), Args, std::nullopt,
      ArrayRef<Value *>(), "statepoint");
  Point->setCallingConv(Invoke->getCallingConv());
  AttributeList After = Point->getAttributes();
  for (unsigned I = 0; I < Args.size(); ++I) {
    AttrBuilder OfArg(Ctx, Before.getParamAttrs(I));
    // The statepoint itself returns a token.
    OfArg.removeAttribute(Attribute::Returned);
    After = After.addParamAttributes(Ctx, GCStatepointInst::CallArgsBeginPos + I, OfArg);
  }
  Point->setAttributes(After);
  if (!Invoke->getType()->isVoidTy()) {
    Builder.SetInsertPoint(Invoke->getNormalDest(), Invoke->getNormalDest()->getFirstInsertionPt());
    CallInst *Result = Builder.CreateGCResult(Point, Invoke->getType());
    Result->setAttributes(AttributeList::get(Ctx, AttributeList::ReturnIndex, AttrBuilder(Ctx, Before.getRetAttrs())));
    Result->takeName(Invoke);
    Invoke->replaceAllUsesWith(Result);
  }
  Invoke->eraseFromParent();
}

void gc_coro_set_musttail(LLVMValueRef Call) { as<CallInst>(Call)->setTailCallKind(CallInst::TCK_MustTail); }

bool gc_coro_is_musttail(LLVMValueRef Call) { return as<CallInst>(Call)->isMustTailCall(); }

} // extern "C"
