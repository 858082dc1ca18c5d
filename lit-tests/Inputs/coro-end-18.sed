# From LLVM 22's spelling of coroutines to LLVM 18 to 21's.
#
# llvm.coro.end returns i1: "the resume clone runs". llvm.coro.is_in_ramp, its
# opposite, does not exist. Where a test reads it, it does so in the line after
# an unwinding llvm.coro.end; the pair becomes the call and its negation.
/^declare void @llvm\.coro\.end(/ s/void/i1/
/^declare i1 @llvm\.coro\.is_in_ramp()/ d
/^  call void @llvm\.coro\.end(.*i1 true/ {
  N
  s/call void \(@llvm\.coro\.end([^)]*)\)\([^\n]*\)\n  \(%[^ ]*\) = call i1 @llvm\.coro\.is_in_ramp()/\3.not = call i1 \1\2\n  \3 = xor i1 \3.not, true/
}
s/call void @llvm\.coro\.end(/call i1 @llvm.coro.end(/
