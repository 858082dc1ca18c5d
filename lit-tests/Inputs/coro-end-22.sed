# The tests are written in LLVM 22's spelling: nothing to change.
