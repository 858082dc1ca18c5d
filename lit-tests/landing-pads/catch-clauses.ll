; The invoke goes to a function of its own with the clauses of its landing pad. It tells the number of the clause, because the
; number of a type is another one in each function. RewriteStatepointsForGC accepts that, and relocates after the call.
;
; RUN: opt -S -passes='gc-coro-landing-pads' %s | FileCheck %s
; RUN: opt -S -passes='gc-coro-landing-pads,gc-coro-verify<final>,rewrite-statepoints-for-gc,verify' %s | FileCheck %s --check-prefix=AFTER
; RUN: not opt -disable-output -passes='gc-coro-verify<final>' %s 2>&1 | FileCheck %s --check-prefix=VERIFY

; VERIFY: error: gc-coro-verify: in function 'f': the managed pointer 'object' is live across the call of 'may_throw', or an argument of it, and the invoke has a landing pad
; VERIFY: {{^}}help: run gc-coro-landing-pads before rewrite-statepoints-for-gc{{$}}

; CHECK-LABEL: define i64 @f(
; CHECK: %exception = alloca { ptr, i32 }
; CHECK: store ptr null, ptr %exception
; CHECK: %number = call i64 @f.invoke.0(i64 %n, ptr %exception)
; CHECK: %thrown = load ptr, ptr %exception
; CHECK: %returned = icmp eq ptr %thrown, null
; CHECK: br i1 %returned, label %ok, label %pad
; CHECK: ok:
; CHECK: ret i64 %number
; CHECK: pad:
; CHECK-NOT: landingpad
; CHECK: %[[CLAUSE:clause[0-9]*]] = load i32
; CHECK: icmp eq i32 %[[CLAUSE]], 1
; CHECK: %[[A:type[0-9]*]] = call i32 @llvm.eh.typeid.for{{.*}}(ptr @type.a)
; CHECK: select i1 %{{.*}}, i32 %[[A]], i32 %[[CLAUSE]]
; CHECK: icmp eq i32 %[[CLAUSE]], 3
; CHECK: call i32 @llvm.eh.typeid.for{{.*}}(ptr null)
; CHECK: insertvalue { ptr, i32 }
; CHECK: call void @_Unwind_Resume(ptr %{{.*}}) #[[LEAF:[0-9]+]]
; CHECK-NEXT: unreachable
; CHECK-NOT: resume {

; CHECK-LABEL: define internal i64 @f.invoke.0(i64 %0, ptr %exception)
; CHECK-SAME: gc "statepoint-example" personality ptr @__gxx_personality_v0
; CHECK: %statepoint = invoke token {{.*}}@llvm.experimental.gc.statepoint{{.*}} @may_throw, i32 2, i32 0, i64 %0, i64 7,
; CHECK: returned:
; CHECK-NEXT: %number = call i64 @llvm.experimental.gc.result.i64(token %statepoint)
; CHECK-NEXT: ret i64 %number
; CHECK: caught:
; CHECK-NEXT: %pair = landingpad { ptr, i32 }
; CHECK-NEXT: cleanup
; CHECK-NEXT: catch ptr @type.a
; CHECK-NEXT: filter [1 x ptr] [ptr @type.b]
; CHECK-NEXT: catch ptr null
; CHECK: store ptr %thrown, ptr %exception
; CHECK: store i32 %clause{{[0-9]*}}, ptr %clause.addr
; CHECK: ret i64 0
; CHECK: attributes #[[LEAF]] = {{{.*}} noreturn {{.*}}"gc-leaf-function"{{.*}}}

; AFTER: define i64 @f(
; AFTER: @f.invoke.0, {{.*}}"gc-live"(ptr addrspace(1) %object)
; AFTER: %object.relocated = call coldcc ptr addrspace(1) @llvm.experimental.gc.relocate
; AFTER: pad:
; AFTER: @use, {{.*}}ptr addrspace(1) %object.relocated

@type.a = external constant ptr
@type.b = external constant ptr
declare i64 @may_throw(i64, i64)
declare void @use(ptr addrspace(1), i64)
declare i32 @__gxx_personality_v0(...)

define i64 @f(ptr addrspace(1) %object, i64 %n) gc "statepoint-example" personality ptr @__gxx_personality_v0 {
entry:
  %number = invoke i64 @may_throw(i64 %n, i64 7) to label %ok unwind label %pad
ok:
  ret i64 %number
pad:
  %pair = landingpad { ptr, i32 }
          cleanup
          catch ptr @type.a
          filter [1 x ptr] [ptr @type.b]
          catch ptr null
  call void @use(ptr addrspace(1) %object, i64 0)
  resume { ptr, i32 } %pair
}
