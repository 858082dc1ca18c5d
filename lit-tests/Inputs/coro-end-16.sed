# From LLVM 22's spelling of coroutines to LLVM 16 and 17's.
#
# As for LLVM 18 (see coro-end-18.sed), and llvm.coro.end has no token operand,
# nor are there llvm.coro.await.suspend.* or llvm.coro.end.results.
/^declare .*@llvm\.coro\.await\.suspend\./ d
/^declare void @llvm\.coro\.end(/ s/void/i1/
/^declare i1 @llvm\.coro\.is_in_ramp()/ d
/^  call void @llvm\.coro\.end(.*i1 true/ {
  N
  s/call void \(@llvm\.coro\.end([^)]*)\)\([^\n]*\)\n  \(%[^ ]*\) = call i1 @llvm\.coro\.is_in_ramp()/\3.not = call i1 \1\2\n  \3 = xor i1 \3.not, true/
}
s/call void @llvm\.coro\.end(/call i1 @llvm.coro.end(/
/@llvm\.coro\.end(/ s/, token none)/)/
/@llvm\.coro\.end(/ s/, token)/)/
