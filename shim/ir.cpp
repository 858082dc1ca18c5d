// What the splitter needs of LLVM's IR and the C API does not offer: copying blocks between functions with their
// debug info, editing phis, promoting allocas, splitting blocks. Everything here does one mechanical step that Rust
// has decided on; no function of this file looks for anything to do.
//
// The Rust side is src/ir/shim.rs; both change together.

#include "llvm-c/Core.h"
#include "llvm/Analysis/BlockFrequencyInfo.h"
#include "llvm/Analysis/BranchProbabilityInfo.h"
#include "llvm/Analysis/CFG.h"
#include "llvm/Analysis/InlineCost.h"
#include "llvm/Analysis/LoopInfo.h"
#include "llvm/Demangle/Demangle.h"
#include "llvm/IR/CFG.h"
#include "llvm/IR/Constants.h"
#include "llvm/IR/DIBuilder.h"
#include "llvm/IR/DebugInfo.h"
#include "llvm/IR/DebugInfoMetadata.h"
#include "llvm/IR/Dominators.h"
#include "llvm/IR/Function.h"
#include "llvm/IR/IRBuilder.h"
#include "llvm/IR/Instructions.h"
#include "llvm/IR/IntrinsicInst.h"
#include "llvm/IR/Module.h"
#include "llvm/Transforms/Utils/BasicBlockUtils.h"
#include "llvm/Transforms/Utils/Cloning.h"
#include "llvm/Transforms/Utils/EscapeEnumerator.h"
#include "llvm/Transforms/Utils/Local.h"
#include "llvm/Transforms/Utils/ModuleUtils.h"
#include "llvm/Transforms/Utils/PromoteMemToReg.h"
#include "llvm/Transforms/Utils/SSAUpdater.h"
#include "llvm/Transforms/Utils/ValueMapper.h"

#if GC_CORO_LLVM_MAJOR >= 17
#include "llvm/IR/EHPersonalities.h"
#else
#include "llvm/Analysis/EHPersonalities.h"
#endif

#include "clone_map.h"

#include <cstring>
#include <string>

using namespace llvm;

namespace {

template <typename T> T *as(LLVMValueRef V) { return cast<T>(unwrap(V)); }

void insert(Instruction *I, Instruction *Before) {
#if GC_CORO_LLVM_MAJOR >= 19
  I->insertBefore(Before->getIterator());
#else
  I->insertBefore(Before);
#endif
}

// A copy of `Block` at the end of `Clone`, with the operands that the block has.
BasicBlock *copyBlock(const BasicBlock &Block, Function &Clone, CloneMap &Map) {
  auto *Copy = BasicBlock::Create(Clone.getContext(), Block.getName(), &Clone);
#if GC_CORO_LLVM_MAJOR >= 19 && GC_CORO_LLVM_MAJOR < 21
  Copy->IsNewDbgInfoFormat = Block.IsNewDbgInfoFormat;
#endif
  Map.Values[&Block] = Copy;
  for (const Instruction &I : Block) {
    Instruction *New = I.clone();
    New->insertInto(Copy, Copy->end());
    if (I.hasName())
      New->setName(I.getName());
#if GC_CORO_LLVM_MAJOR >= 19
    New->cloneDebugInfoFrom(&I);
#endif
    Map.Values[&I] = New;
  }
  return Copy;
}

void replaceIncomingBlocks(PHINode &Phi, const CloneMap &Map) {
  for (unsigned I = 0; I < Phi.getNumIncomingValues(); ++I)
    if (Value *Copy = Map.of(Phi.getIncomingBlock(I)))
      Phi.setIncomingBlock(I, cast<BasicBlock>(Copy));
}

// Gives copied instructions the operands that their clone has. An operand that it does not have stays as it is for Rust to
// replace; a debug location must not, because nothing else would ever replace it.
class Remapper : ValueMaterializer {
  CloneMap &Map;
  // What constants and metadata are in the clone: few instructions have such as are not the same in both.
  ValueToValueMapTy Others;
  ValueMapper Lenient{Others, RF_NoModuleLevelChanges | RF_IgnoreMissingLocals, nullptr, this};
  ValueMapper Strict{Others, RF_NoModuleLevelChanges, nullptr, this};

  Value *materialize(Value *V) override { return Map.of(V); }
  bool replacePlainOperands(Instruction &I);

#if GC_CORO_LLVM_MAJOR >= 17 && GC_CORO_LLVM_MAJOR < 19
  // A store and the assignments of variables that it makes belong to one function.
  DIAssignID *copyOf(DIAssignID *ID) {
    DIAssignID *&Copy = Map.AssignIDs[ID];
    if (!Copy)
      Copy = DIAssignID::getDistinct(ID->getContext());
    return Copy;
  }
#endif

public:
  explicit Remapper(CloneMap &Map) : Map(Map) {}
  void instruction(Instruction &I);
};

// Replaces the operands that are values of the function. Whether all others are constants without such in them.
bool Remapper::replacePlainOperands(Instruction &I) {
  for (Use &U : I.operands()) {
    if (isa<Instruction, BasicBlock, Argument>(U)) {
      if (Value *Copy = Map.of(U))
        U.set(Copy);
    } else if (!isa<ConstantData, GlobalValue>(U)) {
      return false;
    }
  }
  if (auto *Phi = dyn_cast<PHINode>(&I))
    replaceIncomingBlocks(*Phi, Map);
  return true;
}

void Remapper::instruction(Instruction &I) {
  if (!replacePlainOperands(I))
    (isa<DbgInfoIntrinsic>(I) ? Strict : Lenient).remapInstruction(I);
#if GC_CORO_LLVM_MAJOR >= 19
  if (I.hasDbgRecords())
    Strict.remapDbgRecordRange(I.getModule(), I.getDbgRecordRange());
  at::remapAssignID(Map.AssignIDs, I);
#elif GC_CORO_LLVM_MAJOR >= 17
  if (auto *ID = cast_or_null<DIAssignID>(I.getMetadata(LLVMContext::MD_DIAssignID)))
    I.setMetadata(LLVMContext::MD_DIAssignID, copyOf(ID));
  else if (auto *Assign = dyn_cast<DbgAssignIntrinsic>(&I))
    Assign->setAssignId(copyOf(Assign->getAssignID()));
#else
  I.setMetadata(LLVMContext::MD_DIAssignID, nullptr); // assignment tracking is not on in this version
#endif
}

} // namespace

extern "C" {

// The constant `name` with `content`, which belongs to `ramp` as if it were inside it. A declaration of that name is
// replaced and taken out of the module; it keeps its name, and whoever may put it back frees it.
LLVMValueRef gc_coro_add_descriptor(LLVMValueRef Ramp, const char *Name, size_t Length, LLVMValueRef Content) {
  auto *F = as<Function>(Ramp);
  auto *Init = as<Constant>(Content);
  Module &M = *F->getParent();
  GlobalVariable *Old = M.getGlobalVariable(StringRef(Name, Length), /*AllowInternal=*/true);
  auto *G = new GlobalVariable(M, Init->getType(), /*isConstant=*/true, F->getLinkage(), Init, "");
  if (Old) {
    Old->replaceAllUsesWith(G);
    Old->removeFromParent();
  }
  G->setName(StringRef(Name, Length));
  G->setVisibility(F->getVisibility());
  G->setDLLStorageClass(F->getDLLStorageClass());
  G->setDSOLocal(F->isDSOLocal());
  G->setComdat(F->getComdat());
  G->setAlignment(Align(8));
  return wrap(G);
}

void gc_coro_set_callee(LLVMValueRef Call, LLVMTypeRef Type_, LLVMValueRef Callee) {
  as<CallBase>(Call)->setCalledFunction(cast<FunctionType>(unwrap(Type_)), unwrap(Callee));
}

bool gc_coro_is_dso_local(LLVMValueRef Fn) { return as<Function>(Fn)->isDSOLocal(); }

void gc_coro_set_prefix(LLVMValueRef Fn, LLVMValueRef Data) { as<Function>(Fn)->setPrefixData(as<Constant>(Data)); }

// Declares `name`: internal, of the given type, with the function attributes, section, gc, personality and (as a copy of
// its own) subprogram of `ramp`. It stands directly after `ramp` in the module.
LLVMValueRef gc_coro_declare_clone(LLVMValueRef Ramp, LLVMTypeRef TypeRef, const char *Name, size_t Length) {
  auto *F = as<Function>(Ramp);
  LLVMContext &Ctx = F->getContext();
  auto *Type = cast<FunctionType>(unwrap(TypeRef));
  // As in LLVM's own split: what resumes a coroutine calls a plain pointer, wherever other code is.
  auto *Clone = Function::Create(Type, GlobalValue::InternalLinkage, /*AddrSpace=*/0, StringRef(Name, Length));
  F->getParent()->getFunctionList().insertAfter(F->getIterator(), Clone);
#if GC_CORO_LLVM_MAJOR >= 19 && GC_CORO_LLVM_MAJOR < 21
  Clone->setIsNewDbgInfoFormat(F->IsNewDbgInfoFormat);
#endif
  Clone->setAttributes(
      AttributeList::get(Ctx, AttributeList::FunctionIndex, AttrBuilder(Ctx, F->getAttributes().getFnAttrs())));
  Clone->setDSOLocal(true);
  Clone->setSection(F->getSection());
  Clone->setAlignment(F->getAlign());
  if (F->hasGC())
    Clone->setGC(F->getGC());
  if (F->hasPersonalityFn())
    Clone->setPersonalityFn(F->getPersonalityFn());
  if (F->hasPrefixData())
    Clone->setPrefixData(F->getPrefixData());
  if (auto *Prof = F->getMetadata(LLVMContext::MD_prof))
    Clone->setMetadata(LLVMContext::MD_prof, Prof);
  if (DISubprogram *SP = F->getSubprogram()) {
    auto *Copy = MDNode::replaceWithDistinct(SP->clone());
    Copy->replaceOperandWith(/*retainedNodes*/ 7, retainedVariables(*SP, *Copy));
#if GC_CORO_LLVM_MAJOR >= 20
    if (!SP->getLinkageName().empty() || SP->getUnit())
      Copy->replaceLinkageName(MDString::get(Ctx, Clone->getName()));
#endif
    Clone->setSubprogram(Copy);
  }
  return wrap(Clone);
}

// Moves all blocks of `From` to `To`, which has none, with the debug information that they are in. The arguments of `To` take the
// places of those of `From`.
void gc_coro_move_body(LLVMValueRef FromRef, LLVMValueRef ToRef) {
  auto *From = as<Function>(FromRef), *To = as<Function>(ToRef);
  To->splice(To->begin(), From);
  for (auto [Old, New] : zip_equal(From->args(), To->args()))
    Old.replaceAllUsesWith(&New);
  DISubprogram *SP = From->getSubprogram();
  From->setSubprogram(nullptr);
  To->setSubprogram(SP);
#if GC_CORO_LLVM_MAJOR >= 20
  if (SP && (!SP->getLinkageName().empty() || SP->getUnit()))
    SP->replaceLinkageName(MDString::get(To->getContext(), To->getName()));
#endif
}

// Declares `name`: internal, of the parameters of `ramp` with a pointer as one more at the end, and of the result `result`. It
// stands directly after `ramp` in the module.
LLVMValueRef gc_coro_declare_with_memory(LLVMValueRef Ramp, LLVMTypeRef Result, const char *Name, size_t Length) {
  auto *F = as<Function>(Ramp);
  SmallVector<Type *, 8> Params(F->getFunctionType()->params());
  Params.push_back(PointerType::get(F->getContext(), 0));
  auto *Type = FunctionType::get(unwrap(Result), Params, F->isVarArg());
  auto *Copy = Function::Create(Type, GlobalValue::InternalLinkage, F->getAddressSpace(), StringRef(Name, Length));
  F->getParent()->getFunctionList().insertAfter(F->getIterator(), Copy);
#if GC_CORO_LLVM_MAJOR >= 19 && GC_CORO_LLVM_MAJOR < 21
  Copy->setIsNewDbgInfoFormat(F->IsNewDbgInfoFormat);
#endif
  for (Argument &Argument : F->args())
    Copy->getArg(Argument.getArgNo())->setName(Argument.getName());
  return wrap(Copy);
}

// Fills `copy`, declared by gc_coro_declare_with_memory, from `ramp`: instructions, attributes, and a subprogram of its own.
// The map is freed by the caller.
CloneMap *gc_coro_clone_function(LLVMValueRef Ramp, LLVMValueRef CopyRef) {
  auto *F = as<Function>(Ramp), *Copy = as<Function>(CopyRef);
  ValueToValueMapTy Values(F->getInstructionCount());
  for (Argument &Argument : F->args())
    Values[&Argument] = Copy->getArg(Argument.getArgNo());
  // The clone takes over the ramp's visibility, which an internal function cannot have.
  Copy->setLinkage(GlobalValue::ExternalLinkage);
  SmallVector<ReturnInst *> Returns;
  CloneFunctionInto(Copy, F, Values, CloneFunctionChangeType::LocalChangesOnly, Returns);
  Copy->setVisibility(GlobalValue::DefaultVisibility);
  Copy->setDLLStorageClass(GlobalValue::DefaultStorageClass);
  Copy->setLinkage(GlobalValue::InternalLinkage);
  Copy->setDSOLocal(true);
#if GC_CORO_LLVM_MAJOR >= 20
  DISubprogram *SP = Copy->getSubprogram();
  if (SP && SP != F->getSubprogram())
    SP->replaceLinkageName(MDString::get(Copy->getContext(), Copy->getName()));
#endif
  auto *Map = new CloneMap(Values.size());
  for (auto [Original, Its] : Values)
    Map->Values[Original] = Its;
  return Map;
}

// Brings `blocks` of `ramp` to the end of `clone`, in this order: the `moved` ones themselves, copies of the others.
// Operands with an entry in `keys`/`values`, and those among the copied instructions and blocks, are replaced; the others
// keep pointing into `ramp`. The map, of what was copied, is freed by the caller; it has room for `expected` entries.
// Where `ramp` has a subprogram, none is moved.
CloneMap *gc_coro_bring_blocks(LLVMValueRef Ramp, LLVMValueRef CloneRef, const LLVMBasicBlockRef *Blocks,
                               const bool *Moved, size_t Count, const LLVMValueRef *Keys, const LLVMValueRef *Values,
                               size_t Pairs, size_t Expected) {
  auto *From = as<Function>(Ramp), *Clone = as<Function>(CloneRef);
  auto *Map = new CloneMap(Expected);
  for (size_t I = 0; I < Pairs; ++I)
    Map->Values[unwrap(Keys[I])] = unwrap(Values[I]);
  SmallVector<BasicBlock *> Originals, Copies, Taken;
  for (size_t I = 0; I < Count; ++I) {
    BasicBlock *Block = unwrap(Blocks[I]);
    if (Moved[I]) {
      Block->removeFromParent();
      Block->insertInto(Clone);
      Taken.push_back(Block);
      continue;
    }
    Copies.push_back(copyBlock(*Block, *Clone, *Map));
    Originals.push_back(Block);
  }
  DISubprogram *Old = From->getSubprogram(), *New = Clone->getSubprogram();
  Remapper Remap(*Map);
  for (BasicBlock *Copy : Copies)
    for (Instruction &I : *Copy) {
      Remap.instruction(I);
      if (Old && New)
        DebugMover{*Old, *New, Map->Scopes, From->getContext()}.instruction(I);
    }
  if (Taken.empty())
    return Map;
  // By the uses: of what was copied there are fewer than of what was moved.
  auto Replace = [&](Value *Original) {
    Value *Copy = Map->of(Original);
    for (Use &U : make_early_inc_range(Original->uses()))
      if (auto *User = dyn_cast<Instruction>(U.getUser()); User && User->getFunction() == Clone)
        U.set(Copy);
  };
  for (size_t I = 0; I < Pairs; ++I)
    Replace(unwrap(Keys[I]));
  for (BasicBlock *Original : Originals) {
    Replace(Original);
    for (Instruction &I : *Original)
      if (!I.getType()->isVoidTy())
        Replace(&I);
  }
  for (BasicBlock *Block : Taken)
    for (PHINode &Phi : Block->phis())
      replaceIncomingBlocks(Phi, *Map);
  return Map;
}

// Takes all operands and successors from the instructions of `blocks`, which are to be erased.
void gc_coro_drop_references(const LLVMBasicBlockRef *Blocks, size_t Count) {
  for (size_t I = 0; I < Count; ++I)
    unwrap(Blocks[I])->dropAllReferences();
}

// Erases `blocks`, whose references were dropped and which nothing else uses.
void gc_coro_erase_blocks(const LLVMBasicBlockRef *Blocks, size_t Count) {
  for (size_t I = 0; I < Count; ++I)
    unwrap(Blocks[I])->eraseFromParent();
}

// What stands in the clone for `value` (an instruction or block) of the ramp, or null.
LLVMValueRef gc_coro_map_lookup(CloneMap *Map, LLVMValueRef Value) { return wrap(Map->of(unwrap(Value))); }

void gc_coro_map_free(CloneMap *Map) { delete Map; }

// Copies `instruction` into `clone` before `before`, with its debug location moved into the clone's subprogram.
LLVMValueRef gc_coro_clone_instruction(CloneMap *Map, LLVMValueRef Instruction_, LLVMValueRef Before) {
  auto *I = as<Instruction>(Instruction_), *Copy = I->clone();
  insert(Copy, as<Instruction>(Before));
  Copy->setName(I->getName());
  DISubprogram *Old = I->getFunction()->getSubprogram(), *New = Copy->getFunction()->getSubprogram();
  if (Old && New)
    DebugMover{*Old, *New, Map->Scopes, I->getContext()}.instruction(*Copy);
  return wrap(Copy);
}

// Puts a phi, or another value of an instruction, on the stack: an alloca at the beginning of its function.
void gc_coro_demote_phi(LLVMValueRef Phi) { DemotePHIToStack(as<PHINode>(Phi)); }
void gc_coro_demote_value(LLVMValueRef Value) { DemoteRegToStack(*as<Instruction>(Value)); }

// Removes from every phi of `function` the entries whose block is no predecessor any more.
void gc_coro_prune_phis(LLVMValueRef FunctionRef) {
  for (BasicBlock &Block : *as<Function>(FunctionRef)) {
    if (Block.empty() || !isa<PHINode>(Block.front()))
      continue;
    SmallPtrSet<BasicBlock *, 8> Preds(pred_begin(&Block), pred_end(&Block));
    for (PHINode &Phi : make_early_inc_range(Block.phis())) {
      auto IsGone = [&](unsigned I) { return !Preds.count(Phi.getIncomingBlock(I)); };
#if GC_CORO_LLVM_MAJOR >= 19
      Phi.removeIncomingValueIf(IsGone, /*DeletePHIIfEmpty=*/false);
#else
      for (unsigned I = Phi.getNumIncomingValues(); I-- > 0;)
        if (IsGone(I))
          Phi.removeIncomingValue(I, /*DeletePHIIfEmpty=*/false);
#endif
    }
  }
}

// Splits the block of `before`: it ends in a branch to a new block that begins with `before`.
LLVMBasicBlockRef gc_coro_split_block(LLVMValueRef Before, const char *Name, size_t Length) {
  auto *I = as<Instruction>(Before);
  return wrap(I->getParent()->splitBasicBlock(I->getIterator(), StringRef(Name, Length)));
}

// A new block in the middle of the edge that leaves `terminator` by successor `index`.
LLVMBasicBlockRef gc_coro_split_edge(LLVMValueRef Terminator, unsigned Index, const char *Name, size_t Length) {
  auto *From = as<Instruction>(Terminator);
  BasicBlock *Source = From->getParent(), *Target = From->getSuccessor(Index);
  auto *Middle = BasicBlock::Create(From->getContext(), StringRef(Name, Length), Source->getParent(), Target);
#if GC_CORO_LLVM_MAJOR >= 23
  UncondBrInst::Create(Target, Middle)->setDebugLoc(From->getDebugLoc());
#else
  BranchInst::Create(Target, Middle)->setDebugLoc(From->getDebugLoc());
#endif
  From->setSuccessor(Index, Middle);
  for (PHINode &Phi : Target->phis())
    // One of possibly many edges from the source: exactly one entry moves.
    Phi.setIncomingBlock(Phi.getBasicBlockIndex(Source), Middle);
  return wrap(Middle);
}

// The same, one after the other, from the loads backwards to the stores: the blocks of the function do not count, only those between.
void gc_coro_promote_nearby(const LLVMValueRef *Allocas, size_t Count) {
  for (size_t I = 0; I < Count; ++I) {
    auto *Alloca = as<AllocaInst>(Allocas[I]);
    SmallVector<Instruction *, 8> Accesses;
    for (User *U : Alloca->users())
      Accesses.push_back(cast<Instruction>(U));
    SSAUpdater Updater;
    LoadAndStorePromoter Promoter(Accesses, Updater, Alloca->getName());
    Promoter.run(Accesses);
    Alloca->eraseFromParent();
  }
}

// Makes registers of `allocas`, which are only loaded and stored.
void gc_coro_promote(LLVMValueRef FunctionRef, const LLVMValueRef *Allocas, size_t Count) {
  SmallVector<AllocaInst *> List;
  for (size_t I = 0; I < Count; ++I)
    List.push_back(as<AllocaInst>(Allocas[I]));
  DominatorTree DT(*as<Function>(FunctionRef));
  PromoteMemToReg(List, DT);
}

// Removes the blocks that the entry does not reach.
void gc_coro_remove_unreachable(LLVMValueRef FunctionRef) { EliminateUnreachableBlocks(*as<Function>(FunctionRef)); }

// Whether LLVM's inliner could inline `callee` into `caller`, whatever it costs.
bool gc_coro_can_inline(LLVMValueRef Caller, LLVMValueRef Callee) {
  return isInlineViable(*as<Function>(Callee)).isSuccess() &&
         AttributeFuncs::areInlineCompatible(*as<Function>(Caller), *as<Function>(Callee));
}

// Inlines `call` if it can be.
bool gc_coro_inline_call(LLVMValueRef Call) {
  InlineFunctionInfo Info;
  return InlineFunction(*as<CallBase>(Call), Info, /*MergeAttributes=*/true).isSuccess();
}

// A call in the place of `invoke`, which throws nothing.
void gc_coro_change_to_call(LLVMValueRef Invoke) { changeToCall(as<InvokeInst>(Invoke)); }

// Whether exceptions come to funclets in the function.
bool gc_coro_has_funclets(LLVMValueRef FunctionRef) {
  auto *F = as<Function>(FunctionRef);
  return F->hasPersonalityFn() && isScopedEHPersonality(classifyEHPersonality(F->getPersonalityFn()));
}

// Gives `Found` the instructions before which the function is left. If it has a personality, a landing pad is made for the calls whose
// exceptions leave it; what has none may be compiled without exceptions.
void gc_coro_find_exits(LLVMValueRef FunctionRef, void (*Found)(void *Context, LLVMValueRef Before), void *Context) {
  auto *F = as<Function>(FunctionRef);
  EscapeEnumerator Exits(*F, "unwound", /*HandleExceptions=*/F->hasPersonalityFn());
  while (IRBuilder<> *Exit = Exits.Next())
    Found(Context, wrap(&*Exit->GetInsertPoint()));
}

// Turns the block's conditional terminator into a branch where its condition is a constant.
bool gc_coro_fold_terminator(LLVMBasicBlockRef Block) { return ConstantFoldTerminator(unwrap(Block), true); }

// What debuggers find in the value is unknown from now on.
void gc_coro_forget_in_debugger(LLVMValueRef V) {
  if (unwrap(V)->isUsedByMetadata())
    ValueAsMetadata::handleRAUW(unwrap(V), PoisonValue::get(unwrap(V)->getType()));
}

// A call or invoke like `call`, of `callee`, before it: with its attributes, bundles and place in the source, but not marked `tail`.
LLVMValueRef gc_coro_call_like(LLVMValueRef CallRef, LLVMTypeRef TypeRef, LLVMValueRef Callee, LLVMValueRef *Args,
                               unsigned Count) {
  auto *Call = as<CallBase>(CallRef);
  auto *Type = cast<FunctionType>(unwrap(TypeRef));
  SmallVector<Value *> Operands;
  for (unsigned I = 0; I < Count; ++I)
    Operands.push_back(unwrap(Args[I]));
  SmallVector<OperandBundleDef, 1> Bundles;
  Call->getOperandBundlesAsDefs(Bundles);
  CallBase *New;
  if (auto *Invoke = dyn_cast<InvokeInst>(Call))
    New = InvokeInst::Create(Type, unwrap(Callee), Invoke->getNormalDest(), Invoke->getUnwindDest(), Operands, Bundles);
  else
    New = CallInst::Create(Type, unwrap(Callee), Operands, Bundles);
  insert(New, Call);
  AttributeList Attributes = Call->getAttributes();
  for (unsigned I = Count; I < Call->arg_size(); ++I)
    Attributes = Attributes.removeParamAttributes(Call->getContext(), I);
  // Arguments of intrinsics only have this one.
  for (unsigned I = 0; I < Count; ++I)
    Attributes = Attributes.removeParamAttribute(Call->getContext(), I, Attribute::ElementType);
  New->setAttributes(Attributes);
  New->setCallingConv(Call->getCallingConv());
  New->setDebugLoc(Call->getDebugLoc());
  return wrap(New);
}

// The same in the place of `call`, which is erased.
LLVMValueRef gc_coro_replace_call(LLVMValueRef CallRef, LLVMTypeRef TypeRef, LLVMValueRef Callee, LLVMValueRef *Args,
                                  unsigned Count) {
  auto *Call = as<CallBase>(CallRef);
  auto *New = unwrap(gc_coro_call_like(CallRef, TypeRef, Callee, Args, Count));
  if (New->getType() == Call->getType()) {
    New->takeName(Call);
    Call->replaceAllUsesWith(New);
  }
  Call->eraseFromParent();
  return wrap(New);
}

// How often each of `blocks` runs for one run of the entry, by LLVM's estimate. The terminator of block I of `branches` nearly always
// takes successor number I of `likely`.
void gc_coro_relative_frequencies(LLVMValueRef FunctionRef, const LLVMBasicBlockRef *Branches, const uint32_t *Likely,
                                  size_t BranchCount, const LLVMBasicBlockRef *Blocks, size_t Count,
                                  double *Frequencies) {
  auto &F = *as<Function>(FunctionRef);
  DominatorTree DT(F);
  LoopInfo LI(DT);
  BranchProbabilityInfo BPI(F, LI, /*TLI=*/nullptr, &DT);
  const BranchProbability Rare(1, 1 << 20);
  for (size_t I = 0; I < BranchCount; ++I) {
    SmallVector<BranchProbability> All(succ_size(unwrap(Branches[I])), Rare);
    All[Likely[I]] = (Rare * (All.size() - 1)).getCompl();
    BPI.setEdgeProbability(unwrap(Branches[I]), All);
  }
  BlockFrequencyInfo BFI(F, BPI, LI);
  double Entry = BFI.getBlockFreq(&F.getEntryBlock()).getFrequency();
  for (size_t I = 0; I < Count; ++I)
    Frequencies[I] = Entry > 0 ? BFI.getBlockFreq(unwrap(Blocks[I])).getFrequency() / Entry : 0;
}

// What a mangled name of C++ (or Rust, D, ...) stands for, or the name itself. The caller frees it.
char *gc_coro_demangle(const char *Name, size_t Length) { return strdup(demangle(std::string(Name, Length)).c_str()); }

// Adds a function to llvm.compiler.used.
void gc_coro_keep(LLVMValueRef Function_) {
  auto *F = as<Function>(Function_);
  appendToCompilerUsed(*F->getParent(), {F});
}

// Takes the functions with a string attribute out of llvm.compiler.used.
void gc_coro_release(LLVMModuleRef M, const char *Attribute, size_t Length) {
  removeFromUsedLists(*unwrap(M), [&](Constant *C) {
    auto *F = dyn_cast<Function>(C->stripPointerCasts());
    return F && F->hasFnAttribute(StringRef(Attribute, Length));
  });
}

} // extern "C"
