// Setting a function's body aside while another one like it is worked on, so that the first can come back as it was:
// the same instructions, blocks and arguments, with their names, uses, metadata and debug records. Mechanical steps, as in
// ir.cpp: src/ir/aside.rs decides which functions, and what becomes of them.

#include "llvm-c/Core.h"
#include "llvm/IR/Constants.h"
#include "llvm/IR/Function.h"
#include "llvm/IR/Instructions.h"
#include "llvm/IR/Module.h"
#include "llvm/IR/ValueHandle.h"
#include "llvm/Transforms/Utils/ValueMapper.h"

#include <memory>
#include <vector>

using namespace llvm;

struct CloneMap;

extern "C" {
CloneMap *gc_coro_bring_blocks(LLVMValueRef Ramp, LLVMValueRef CloneRef, const LLVMBasicBlockRef *Blocks,
                               const bool *Moved, size_t Count, const LLVMValueRef *Keys, const LLVMValueRef *Values,
                               size_t Pairs, size_t Expected);
LLVMValueRef gc_coro_map_lookup(CloneMap *Map, LLVMValueRef Value);
void gc_coro_map_free(CloneMap *Map);
}

namespace {

// A function that is worked on, and what it was.
struct Aside {
  Function *F;
  // Of no module: it holds the blocks and arguments, the attributes and the metadata.
  std::unique_ptr<Function> Original;
  // Constants with addresses of the function's blocks, and where they stand: now they are about the blocks of the copy.
  // An initializer that nobody uses might be freed: each is kept by a variable of no module.
  struct Initializer {
    GlobalVariable *Of;
    std::unique_ptr<GlobalVariable> Keeper;
  };
  std::vector<Initializer> Initializers;
  struct Operand {
    WeakVH User;
    unsigned Number;
    WeakTrackingVH Old;
  };
  std::vector<Operand> Operands;
};

std::unique_ptr<Function> emptyLike(Function &F) {
  std::unique_ptr<Function> New(Function::Create(F.getFunctionType(), F.getLinkage(), F.getAddressSpace()));
#if GC_CORO_LLVM_MAJOR >= 19 && GC_CORO_LLVM_MAJOR < 21
  New->setIsNewDbgInfoFormat(F.IsNewDbgInfoFormat);
#endif
  return New;
}

// All that is said of a function beside its body, but its subprogram: that belongs to one function, and does not change.
void copyFacts(Function &To, const Function &From) {
  To.setPersonalityFn(nullptr);
  To.setPrefixData(nullptr);
  To.setPrologueData(nullptr);
  To.copyAttributesFrom(&From);
  DISubprogram *Own = To.getSubprogram();
  To.clearMetadata();
  SmallVector<std::pair<unsigned, MDNode *>> Attached;
  From.getAllMetadata(Attached);
  for (auto [Kind, Node] : Attached)
    if (Kind != LLVMContext::MD_dbg)
      To.addMetadata(Kind, *Node);
  To.setSubprogram(Own);
}

void moveBody(Function &To, Function &From) {
  To.stealArgumentListFrom(From);
  To.splice(To.begin(), &From);
}

// Where the addresses of `Blocks` stand outside of the function: in initializers, and in instructions of others.
struct AddressUses {
  SmallPtrSet<GlobalVariable *, 4> Variables;
  SmallVector<Use *> Operands;

  void of(Constant &C, Function &Original) {
    for (Use &U : C.uses()) {
      if (auto *Variable = dyn_cast<GlobalVariable>(U.getUser())) {
        if (Variable->getParent())
          Variables.insert(Variable);
      } else if (auto *I = dyn_cast<Instruction>(U.getUser())) {
        // One of no module is set aside.
        if (I->getFunction()->getParent())
          Operands.push_back(&U);
      } else if (auto *Other = dyn_cast<Constant>(U.getUser()); Other && !isa<GlobalValue>(Other)) {
        of(*Other, Original);
      }
    }
  }
};

// Lets whoever has the address of one of the blocks have that of its copy.
void moveAddresses(Aside &A, CloneMap *Map) {
  ValueToValueMapTy Copies;
  AddressUses Uses;
  for (BasicBlock &Block : *A.Original) {
    if (!Block.hasAddressTaken())
      continue;
    Copies[&Block] = unwrap(gc_coro_map_lookup(Map, wrap(static_cast<Value *>(&Block))));
    for (User *U : Block.users())
      if (auto *Address = dyn_cast<BlockAddress>(U))
        Uses.of(*Address, *A.Original);
  }
  for (GlobalVariable *Variable : Uses.Variables) {
    Constant *Old = Variable->getInitializer();
    auto *Keeper = new GlobalVariable(Old->getType(), /*isConstant=*/true, GlobalValue::PrivateLinkage, Old);
    A.Initializers.push_back({Variable, std::unique_ptr<GlobalVariable>(Keeper)});
    Variable->setInitializer(MapValue(Old, Copies, RF_NoModuleLevelChanges));
  }
  for (Use *U : Uses.Operands) {
    A.Operands.push_back({U->getUser(), U->getOperandNo(), U->get()});
    U->set(MapValue(U->get(), Copies, RF_NoModuleLevelChanges));
  }
}

} // namespace

extern "C" {

// Sets the body of `function` aside and gives it a copy. Freed by one of the two below.
Aside *gc_coro_set_aside(LLVMValueRef FunctionRef) {
  auto *F = cast<Function>(unwrap(FunctionRef));
  auto *A = new Aside{F, emptyLike(*F), {}, {}};
  Function &Original = *A->Original;
  size_t Expected = F->getInstructionCount() + F->size();
  copyFacts(Original, *F);
  moveBody(Original, *F);
  SmallVector<LLVMValueRef> Keys, Values;
  for (Argument &Old : Original.args()) {
    Argument *New = F->getArg(Old.getArgNo());
    New->setName(Old.getName());
    Keys.push_back(wrap(&Old));
    Values.push_back(wrap(New));
  }
  SmallVector<LLVMBasicBlockRef> Blocks;
  for (BasicBlock &Block : Original)
    Blocks.push_back(wrap(&Block));
  std::unique_ptr<bool[]> Moved(new bool[Blocks.size()]());
  CloneMap *Map = gc_coro_bring_blocks(wrap(&Original), FunctionRef, Blocks.data(), Moved.get(), Blocks.size(),
                                       Keys.data(), Values.data(), Keys.size(), Expected);
  moveAddresses(*A, Map);
  gc_coro_map_free(Map);
  return A;
}

// Takes all operands from what stands in the function now.
void gc_coro_drop_copy(Aside *A) {
  for (BasicBlock &Block : *A->F)
    Block.dropAllReferences();
}

// Puts the body back in the place of its copy, from which all references were dropped.
void gc_coro_put_back(Aside *A) {
  for (auto &[Variable, Keeper] : A->Initializers) {
    Variable->setInitializer(Keeper->getInitializer());
    Keeper->setInitializer(nullptr);
  }
  for (auto &[User, Number, Old] : A->Operands)
    if (User && Old)
      cast<Instruction>(User)->setOperand(Number, Old);
  while (!A->F->empty())
    A->F->begin()->eraseFromParent();
  moveBody(*A->F, *A->Original);
  copyFacts(*A->F, *A->Original);
  delete A;
}

// Forgets the body: the copy stays.
void gc_coro_forget_aside(Aside *A) {
  for (auto &[Variable, Keeper] : A->Initializers)
    Keeper->setInitializer(nullptr);
  A->Original->dropAllReferences();
  delete A;
}

// Takes all references from `global`, which is to be erased.
void gc_coro_drop_global(LLVMValueRef Global) {
  if (auto *F = dyn_cast<Function>(unwrap(Global))) {
    for (BasicBlock &Block : *F)
      Block.dropAllReferences();
  } else {
    cast<GlobalVariable>(unwrap(Global))->setInitializer(nullptr);
  }
}

// Erases `global`, whose references were dropped; nothing uses it any more but constants that nothing uses.
void gc_coro_erase_global(LLVMValueRef Ref) {
  auto *Global = cast<GlobalObject>(unwrap(Ref));
  Global->removeDeadConstantUsers();
  Global->replaceAllUsesWith(PoisonValue::get(Global->getType()));
  Global->eraseFromParent();
}

// Whether `global` has been taken out of its module.
bool gc_coro_is_taken_out(LLVMValueRef Global) { return !cast<GlobalValue>(unwrap(Global))->getParent(); }

// Puts the variable `old` back before `next` (at the end where that is null), in the place of the one that has taken
// its name.
void gc_coro_put_back_variable(LLVMModuleRef Ref, LLVMValueRef OldRef, LLVMValueRef NextRef) {
  Module &M = *unwrap(Ref);
  auto *Old = cast<GlobalVariable>(unwrap(OldRef));
  auto *Next = NextRef ? cast<GlobalVariable>(unwrap(NextRef)) : nullptr;
  std::string Name = Old->getName().str();
  if (GlobalVariable *New = M.getGlobalVariable(Name, /*AllowInternal=*/true)) {
    New->replaceAllUsesWith(Old);
    New->setName("");
  }
  auto Where = Next ? Next->getIterator() : M.global_end();
#if GC_CORO_LLVM_MAJOR >= 17
  M.insertGlobalVariable(Where, Old);
#else
  M.getGlobalList().insert(Where, Old);
#endif
  Old->setName(Name);
}

// Frees the variable `old`, which was taken out of its module.
void gc_coro_free_variable(LLVMValueRef Old) { delete cast<GlobalVariable>(unwrap(Old)); }

} // extern "C"
