; All invokes of a landing pad are separated, also those of functions that never collect. A phi of the landing pad's block keeps a value
; for each. The callee may be a value, and an argument may be used twice. A leaf stays one.
;
; RUN: opt -S -passes='gc-coro-landing-pads,gc-coro-verify<final>' %s | FileCheck %s
; RUN: opt -disable-output -passes='gc-coro-landing-pads,rewrite-statepoints-for-gc,verify' %s

; CHECK-LABEL: define void @f(
; CHECK: call void @f.invoke.0(i64 %n, ptr %callee, ptr %exception)
; CHECK: br i1 %{{.*}}, label %one, label %pad
; CHECK: one:
; CHECK: call void @f.invoke.1(ptr %exception) #[[LEAF:[0-9]+]]
; CHECK: br i1 %{{.*}}, label %two, label %pad
; CHECK: pad:
; CHECK-NEXT: %which = phi i32 [ 1, %entry ], [ 2, %one ]
; CHECK-NEXT: %object.here = phi ptr addrspace(1) [ %object, %entry ], [ null, %one ]
; CHECK-NOT: landingpad
; CHECK: ret void
; CHECK: define internal void @f.invoke.{{[01]}}(
; CHECK-DAG: invoke token {{.*}}@llvm.experimental.gc.statepoint{{.*}}(void (i64, i64)) %1, i32 2, i32 0, i64 %0, i64 %0,
; CHECK-DAG: invoke void @leaf()
; CHECK: attributes #[[LEAF]] = { "gc-leaf-function" }

declare void @leaf() "gc-leaf-function"
declare void @use(ptr addrspace(1), i32)
declare i32 @__gxx_personality_v0(...)

define void @f(ptr addrspace(1) %object, i64 %n, ptr %callee) nounwind gc "statepoint-example" personality ptr @__gxx_personality_v0 {
entry:
  invoke void %callee(i64 %n, i64 %n) to label %one unwind label %pad
one:
  invoke void @leaf() to label %two unwind label %pad
two:
  ret void
pad:
  %which = phi i32 [ 1, %entry ], [ 2, %one ]
  %object.here = phi ptr addrspace(1) [ %object, %entry ], [ null, %one ]
  %pair = landingpad { ptr, i32 } catch ptr null
  call void @use(ptr addrspace(1) %object.here, i32 %which)
  ret void
}
