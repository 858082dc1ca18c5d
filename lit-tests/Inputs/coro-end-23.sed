# From LLVM 22's spelling of coroutines to LLVM 23's: the clones are called as C functions are.
s/\bfastcc void\b/void/
