// The intrinsics that declare variables, for LLVMs that have no debug records.

#ifndef GC_CORO_DECLARES_H
#define GC_CORO_DECLARES_H

#include "llvm/IR/DebugInfo.h"

/// Those that say that a variable is at `Address`.
inline auto declaresOf(llvm::Value *Address) {
#if GC_CORO_LLVM_MAJOR >= 18
  return llvm::findDbgDeclares(Address);
#elif GC_CORO_LLVM_MAJOR >= 17
  return llvm::FindDbgDeclareUses(Address);
#else
  return llvm::FindDbgAddrUses(Address);
#endif
}

#endif
