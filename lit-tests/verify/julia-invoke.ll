; LateLowerGCFrame does not look at invokes.
;
; RUN: %spell %s | not opt -passes='gc-coro-verify' -disable-output 2>&1 | FileCheck %s

; CHECK: error: gc-coro-verify: in function 'f': an invoke is left after the split

define void @f() gc "julia" personality ptr @__gxx_personality_v0 {
entry:
  invoke void @say(ptr null) to label %out unwind label %pad

pad:
  %e = landingpad { ptr, i32 } cleanup
  br label %out

out:
  ret void
}
