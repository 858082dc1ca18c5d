// What is in a clone by what is in its ramp: values, blocks, and the scopes of debug information.

#ifndef GC_CORO_SHIM_CLONE_MAP_H
#define GC_CORO_SHIM_CLONE_MAP_H

#include "llvm/ADT/DenseMap.h"
#include "llvm/IR/DebugInfo.h"
#include "llvm/IR/DebugInfoMetadata.h"
#include "llvm/IR/Function.h"
#include "llvm/IR/Instructions.h"
#include "llvm/IR/IntrinsicInst.h"
#include "llvm/IR/ValueHandle.h"

using ScopeCache = llvm::DenseMap<const llvm::MDNode *, llvm::MDNode *>;

// The values, blocks and debug scopes of one clone (resume, destroy, cleanup) by those of its ramp.
struct CloneMap {
  explicit CloneMap(size_t Expected) : Values(Expected) {}

  llvm::Value *of(const llvm::Value *Original) const {
    auto Found = Values.find(Original);
    return Found == Values.end() ? nullptr : static_cast<llvm::Value *>(Found->second);
  }

  // A copy may be replaced, so it has a handle. Its original has none, other than in a ValueToValueMapTy: those took a tenth
  // of the time of splitting a large coroutine.
  llvm::DenseMap<const llvm::Value *, llvm::WeakTrackingVH> Values;
  ScopeCache Scopes;
  llvm::DenseMap<llvm::DIAssignID *, llvm::DIAssignID *> AssignIDs;
};

// A copy of the variable or label `Node` (scope in operand 0) in the scope of `SP`.
template <typename Node> Node *moveToSubprogram(Node *N, llvm::DISubprogram &Old, llvm::DISubprogram &New,
                                                ScopeCache &Cache) {
  auto *Scope = llvm::dyn_cast_or_null<llvm::DILocalScope>(N->getRawScope());
  if (!Scope || Scope->getSubprogram() != &Old)
    return N;
  if (llvm::MDNode *Moved = Cache.lookup(N))
    return llvm::cast<Node>(Moved);
  auto Copy = N->clone();
  Copy->replaceOperandWith(0, llvm::DILocalScope::cloneScopeForSubprogram(*Scope, New, N->getContext(), Cache));
  Node *Moved = llvm::MDNode::replaceWithUniqued(std::move(Copy));
  Cache[N] = Moved;
  return Moved;
}

// The variables that debuggers list in `Old` wherever they are found, in the scope of `New`, its copy: the clone lists them too.
inline llvm::MDTuple *retainedVariables(llvm::DISubprogram &Old, llvm::DISubprogram &New) {
  ScopeCache Cache;
  llvm::SmallVector<llvm::Metadata *, 16> Variables;
  for (llvm::MDNode *Node : Old.getRetainedNodes())
    if (auto *Variable = llvm::dyn_cast_or_null<llvm::DILocalVariable>(Node))
      Variables.push_back(moveToSubprogram(Variable, Old, New, Cache));
  return llvm::MDTuple::get(Old.getContext(), Variables);
}

struct DebugMover {
  llvm::DISubprogram &Old, &New;
  ScopeCache &Cache;
  llvm::LLVMContext &Ctx;

  // A location is moved with its function's; one of another function stays that one's.
  llvm::DebugLoc loc(const llvm::DebugLoc &DL) const {
    const llvm::DILocation *Outermost = DL;
    while (Outermost && Outermost->getInlinedAt())
      Outermost = Outermost->getInlinedAt();
    return Outermost && Outermost->getScope()->getSubprogram() == &Old
               ? llvm::DebugLoc::replaceInlinedAtSubprogram(DL, New, Ctx, Cache)
               : DL;
  }

  void instruction(llvm::Instruction &I) const {
    I.setDebugLoc(loc(I.getDebugLoc()));
    llvm::updateLoopMetadataDebugLocations(I, [&](llvm::Metadata *MD) -> llvm::Metadata * {
      if (auto *Loc = llvm::dyn_cast_or_null<llvm::DILocation>(MD))
        return loc(llvm::DebugLoc(Loc)).get();
      return MD;
    });
    if (auto *Var = llvm::dyn_cast<llvm::DbgVariableIntrinsic>(&I))
      Var->setVariable(moveToSubprogram(Var->getVariable(), Old, New, Cache));
    if (auto *Label = llvm::dyn_cast<llvm::DbgLabelInst>(&I))
      Label->setArgOperand(0, llvm::MetadataAsValue::get(Ctx, moveToSubprogram(Label->getLabel(), Old, New, Cache)));
#if GC_CORO_LLVM_MAJOR >= 19
    for (llvm::DbgRecord &R : I.getDbgRecordRange()) {
      R.setDebugLoc(loc(R.getDebugLoc()));
      if (auto *Var = llvm::dyn_cast<llvm::DbgVariableRecord>(&R))
        Var->setVariable(moveToSubprogram(Var->getVariable(), Old, New, Cache));
      else if (auto *Label = llvm::dyn_cast<llvm::DbgLabelRecord>(&R))
        Label->setLabel(moveToSubprogram(Label->getLabel(), Old, New, Cache));
    }
#endif
  }
};

#endif
