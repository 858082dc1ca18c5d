// What the mutator needs of LLVM and the C API does not offer. Rust decides what is changed and where; here is one
// mechanical step in each function. The Rust side is src/shim.rs.

#include "llvm-c/Core.h"
#include "llvm/IR/CFG.h"
#include "llvm/IR/Constants.h"
#include "llvm/IR/Dominators.h"
#include "llvm/IR/InstIterator.h"
#include "llvm/IR/Instructions.h"
#include "llvm/IR/Module.h"
#include "llvm/IR/Operator.h"
#include "llvm/IR/Verifier.h"
#include "llvm/Passes/PassBuilder.h"
#include "llvm/Support/CommandLine.h"
#include "llvm/Support/raw_ostream.h"
#include "llvm/Transforms/Utils/BasicBlockUtils.h"
#include "llvm/Transforms/Utils/Cloning.h"
#include "llvm/Transforms/Utils/Local.h"

using namespace llvm;

extern "C" {
void gc_coro_register_pass_builder_callbacks(void *Builder);
void gc_coro_shim_declare_options();

// Rust: `Pass` begins to run.
void mutants_before_pass(const char *Pass, size_t Length);
// Rust: one of gc-coro's passes has changed the module.
void mutants_changed();
// Rust: `Pass`, one of gc-coro's, left invalid IR.
void mutants_broken(const char *Pass, size_t Length, const char *Detail, size_t DetailLength);
// Rust: the IR was invalid before one of gc-coro's passes saw it.
void mutants_broken_before();
}

namespace {

bool isOurs(StringRef Class) {
#if MUTANTS_LLVM_MAJOR >= 18
  return Class.starts_with("GcCoro") || Class.starts_with("AwaitSize");
#else
  return Class.startswith("GcCoro") || Class.startswith("AwaitSize");
#endif
}

const Module *moduleOf(const Any &IR) {
#if MUTANTS_LLVM_MAJOR >= 19
  const auto *Found = any_cast<const Module *>(&IR);
#else
  const auto *Found = any_cast<const Module *>(&IR);
#endif
  return Found ? *Found : nullptr;
}

// A value to stand where `Old` cannot: of the same type, and there everywhere.
Value *anyConstant(Type *T) {
  if (T->isTokenTy())
    return ConstantTokenNone::get(T->getContext());
  return T->isIntegerTy() || T->isPointerTy() ? Constant::getNullValue(T) : UndefValue::get(T);
}

void fixPhis(BasicBlock &B) {
  SmallVector<BasicBlock *, 8> Preds(predecessors(&B));
  for (PHINode &Phi : make_early_inc_range(B.phis())) {
    // One entry for each edge: extra ones go, missing ones repeat the value of the same block or take a constant.
    SmallVector<std::pair<BasicBlock *, Value *>, 8> Entries;
    for (BasicBlock *Pred : Preds) {
      int Index = Phi.getBasicBlockIndex(Pred);
      Entries.push_back({Pred, Index >= 0 ? Phi.getIncomingValue(Index) : anyConstant(Phi.getType())});
    }
    while (Phi.getNumIncomingValues() > 0)
      Phi.removeIncomingValue(0u, /*DeletePHIIfEmpty=*/false);
    for (auto &[Pred, Value] : Entries)
      Phi.addIncoming(Value, Pred);
    if (Entries.empty()) {
      Phi.replaceAllUsesWith(anyConstant(Phi.getType()));
      Phi.eraseFromParent();
    }
  }
}

} // namespace

extern "C" {

// Runs a pipeline. False: the text is none.
bool mutants_run(LLVMModuleRef Raw, const char *Text, size_t Length, bool WithPlugin) {
  Module &M = *unwrap(Raw);
  PassInstrumentationCallbacks PIC;
  PIC.registerBeforeNonSkippedPassCallback([](StringRef Pass, Any IR) {
    const Module *M = isOurs(Pass) ? moduleOf(IR) : nullptr;
    if (M && verifyModule(*M))
      mutants_broken_before();
    mutants_before_pass(Pass.data(), Pass.size());
  });
  PIC.registerAfterPassCallback([](StringRef Pass, Any IR, const PreservedAnalyses &PA) {
    const Module *M = isOurs(Pass) ? moduleOf(IR) : nullptr;
    std::string Detail;
    raw_string_ostream Out(Detail);
    if (M && verifyModule(*M, &Out)) {
      Out.flush();
      mutants_broken(Pass.data(), Pass.size(), Detail.data(), Detail.size());
    }
    if (isOurs(Pass) && !PA.areAllPreserved())
      mutants_changed();
    mutants_before_pass("", 0);
  });
  LoopAnalysisManager LAM;
  FunctionAnalysisManager FAM;
  CGSCCAnalysisManager CGAM;
  ModuleAnalysisManager MAM;
#if MUTANTS_LLVM_MAJOR >= 16
  PassBuilder PB(nullptr, PipelineTuningOptions(), {}, &PIC);
#endif
  if (WithPlugin)
    gc_coro_register_pass_builder_callbacks(&PB);
  PB.registerModuleAnalyses(MAM);
  PB.registerCGSCCAnalyses(CGAM);
  PB.registerFunctionAnalyses(FAM);
  PB.registerLoopAnalyses(LAM);
  PB.crossRegisterProxies(LAM, FAM, CGAM, MAM);
  ModulePassManager MPM;
  if (Error E = PB.parsePassPipeline(MPM, StringRef(Text, Length))) {
    consumeError(std::move(E));
    return false;
  }
  MPM.run(M, MAM);
  return true;
}

// The host's option -gc-coro-split-all.
void mutants_split_all(bool On) {
  gc_coro_shim_declare_options();
  static_cast<cl::opt<bool> *>(cl::getRegisteredOptions()["gc-coro-split-all"])->setValue(On);
}

void mutants_delete_body(LLVMValueRef F) { cast<Function>(unwrap(F))->deleteBody(); }

// After a change of edges or of the order of instructions: phis have an entry for each edge, and a use that its
// definition does not dominate gets a constant.
void mutants_repair(LLVMValueRef Raw) {
  auto &F = *cast<Function>(unwrap(Raw));
  for (BasicBlock &B : F)
    fixPhis(B);
  DominatorTree DT(F);
  for (Instruction &I : instructions(F))
    for (Use &U : I.operands())
      if (auto *Def = dyn_cast<Instruction>(U.get()))
        if (DT.isReachableFromEntry(I.getParent()) && !DT.dominates(Def, U) && !Def->getType()->isVoidTy())
          U.set(anyConstant(Def->getType()));
}

LLVMBasicBlockRef mutants_split_block(LLVMValueRef Before) {
  auto *I = cast<Instruction>(unwrap(Before));
  return wrap(I->getParent()->splitBasicBlock(I));
}

// A copy of a block, whose edges go where the block's go. No edge leads there yet.
LLVMBasicBlockRef mutants_clone_block(LLVMBasicBlockRef Raw) {
  BasicBlock *Block = unwrap(Raw);
  ValueToValueMapTy Map;
  BasicBlock *Copy = CloneBasicBlock(Block, Map, ".copy", Block->getParent());
  for (Instruction &I : *Copy)
    RemapInstruction(&I, Map, RF_IgnoreMissingLocals | RF_NoModuleLevelChanges);
  return wrap(Copy);
}

// Sets or takes away what `Bits` says, as far as the instruction has such flags.
void mutants_set_flags(LLVMValueRef Raw, unsigned Bits) {
  auto *I = cast<Instruction>(unwrap(Raw));
  if (isa<OverflowingBinaryOperator>(I)) {
    I->setHasNoUnsignedWrap(Bits & 1);
    I->setHasNoSignedWrap(Bits & 2);
  }
  if (isa<PossiblyExactOperator>(I))
    I->setIsExact(Bits & 1);
  if (isa<FPMathOperator>(I)) {
    FastMathFlags Flags;
    Flags.setFast(Bits & 1);
    Flags.setNoNaNs(Bits & 2);
    I->setFastMathFlags(Flags);
  }
  if (auto *Gep = dyn_cast<GetElementPtrInst>(I))
    Gep->setIsInBounds(Bits & 1);
  if (auto *Call = dyn_cast<CallInst>(I))
    Call->setTailCallKind(static_cast<CallInst::TailCallKind>(Bits & 3));
  if (auto *Load = dyn_cast<LoadInst>(I)) {
    Load->setVolatile(Bits & 1);
    Load->setOrdering(Bits & 2 ? AtomicOrdering::Monotonic : AtomicOrdering::NotAtomic);
  }
  if (auto *Store = dyn_cast<StoreInst>(I)) {
    Store->setVolatile(Bits & 1);
    Store->setOrdering(Bits & 2 ? AtomicOrdering::Release : AtomicOrdering::NotAtomic);
  }
  if (auto *Pad = dyn_cast<LandingPadInst>(I))
    Pad->setCleanup(Bits & 1);
  if (auto *Compare = dyn_cast<CmpInst>(I))
    Compare->setPredicate(Compare->getInversePredicate());
  if (auto *Alloca = dyn_cast<AllocaInst>(I)) {
    Alloca->setSwiftError(Bits & 4);
    Alloca->setUsedWithInAlloca(Bits & 2);
  }
}

// Whether the text of a module may be parsed again: LLVM's parser and its verifier accept it.
LLVMValueRef mutants_clone(LLVMValueRef Raw) { return wrap(cast<Instruction>(unwrap(Raw))->clone()); }

void mutants_insert_before(LLVMValueRef Raw, LLVMValueRef Place) {
  auto *I = cast<Instruction>(unwrap(Raw));
#if MUTANTS_LLVM_MAJOR >= 19
  I->insertBefore(cast<Instruction>(unwrap(Place))->getIterator());
#else
  I->insertBefore(cast<Instruction>(unwrap(Place)));
#endif
}

void mutants_move_before(LLVMValueRef Raw, LLVMValueRef Place) {
  auto *I = cast<Instruction>(unwrap(Raw));
#if MUTANTS_LLVM_MAJOR >= 21
  I->moveBefore(cast<Instruction>(unwrap(Place))->getIterator());
#else
  I->moveBefore(cast<Instruction>(unwrap(Place)));
#endif
}

bool mutants_is_first_insertion_point_after(LLVMValueRef Raw) {
  auto *I = cast<Instruction>(unwrap(Raw));
  return isa<PHINode>(I) || I->isEHPad();
}

// Attributes by their text, where the parser knows it: index 0 is the result, ~0 the function, else the parameter.
void mutants_add_attribute(LLVMValueRef Raw, unsigned Index, const char *Name, size_t Length, uint64_t Number,
                           LLVMTypeRef Type_) {
  auto Kind = Attribute::getAttrKindFromName(StringRef(Name, Length));
  if (Kind == Attribute::None)
    return;
  Value *V = unwrap(Raw);
  LLVMContext &C = V->getContext();
  Attribute A;
  if (Attribute::isEnumAttrKind(Kind))
    A = Attribute::get(C, Kind);
  else if (Attribute::isIntAttrKind(Kind))
    A = Attribute::get(C, Kind, Number);
  else if (Attribute::isTypeAttrKind(Kind) && Type_)
    A = Attribute::get(C, Kind, unwrap(Type_));
  else
    return;
  if (auto *F = dyn_cast<Function>(V))
    F->addAttributeAtIndex(Index, A);
  else
    cast<CallBase>(V)->addAttributeAtIndex(Index, A);
}

void mutants_remove_attribute(LLVMValueRef Raw, unsigned Index, unsigned Which) {
  Value *V = unwrap(Raw);
  auto *F = dyn_cast<Function>(V);
  AttributeList List = F ? F->getAttributes() : cast<CallBase>(V)->getAttributes();
  AttributeSet Set = List.getAttributes(Index);
  if (!Set.hasAttributes())
    return;
  Which %= Set.getNumAttributes();
  for (Attribute A : Set) {
    if (Which-- != 0)
      continue;
    List = A.isStringAttribute() ? List.removeAttributeAtIndex(V->getContext(), Index, A.getKindAsString())
                                 : List.removeAttributeAtIndex(V->getContext(), Index, A.getKindAsEnum());
    break;
  }
  if (F)
    F->setAttributes(List);
  else
    cast<CallBase>(V)->setAttributes(List);
}

// Puts an operand bundle at a call.
void mutants_add_bundle(LLVMValueRef Raw, const char *Tag, size_t Length, LLVMValueRef Input) {
  auto *Call = cast<CallBase>(unwrap(Raw));
  SmallVector<OperandBundleDef, 2> Bundles;
  Call->getOperandBundlesAsDefs(Bundles);
  Bundles.emplace_back(std::string(Tag, Length), std::vector<Value *>{unwrap(Input)});
#if MUTANTS_LLVM_MAJOR >= 19
  CallBase *New = CallBase::Create(Call, Bundles, Call->getIterator());
#else
  CallBase *New = CallBase::Create(Call, Bundles, Call);
#endif
  New->takeName(Call);
  Call->replaceAllUsesWith(New);
  Call->eraseFromParent();
}

// An invoke in the place of a call, to `Unwind`.
void mutants_invoke(LLVMValueRef Raw, LLVMBasicBlockRef Unwind) {
  changeToInvokeAndSplitBasicBlock(cast<CallInst>(unwrap(Raw)), unwrap(Unwind));
}

// A block that ends the function by resuming the exception.
LLVMBasicBlockRef mutants_landing_pad(LLVMValueRef Raw) {
  auto *F = cast<Function>(unwrap(Raw));
  LLVMContext &C = F->getContext();
  auto *Block = BasicBlock::Create(C, "lpad.new", F);
  auto *Type = StructType::get(PointerType::get(C, 0), Type::getInt32Ty(C));
  auto *Pad = LandingPadInst::Create(Type, 0, "", Block);
  Pad->setCleanup(true);
  ResumeInst::Create(Pad, Block);
  return wrap(Block);
}
}
