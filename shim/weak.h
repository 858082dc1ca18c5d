//===- weak.h - data of LLVM that not every major has ---------------------===//
//
// Included before everything else in each file of the shim (see build.rs).
//
// The dynamic linker binds functions when they are first called, but data when
// the library is loaded. In a host of another LLVM major that lacks one of
// these objects it would refuse the library before the version guard
// (src/plugin/entry.rs) can say what is wrong; a weak reference is null there,
// and nothing that uses it is ever reached.
//
// scripts/test-hosts.sh fails for an object that is missing here.
//
//===----------------------------------------------------------------------===//

// llvm::DbgMarker::EmptyDbgMarker, which the inline Instruction::getDbgRecordRange() refers to: new in LLVM 19.
#if GC_CORO_LLVM_MAJOR >= 19
asm(".weak _ZN4llvm9DbgMarker14EmptyDbgMarkerE"); // g++ knows #pragma weak for names of C only
#endif
