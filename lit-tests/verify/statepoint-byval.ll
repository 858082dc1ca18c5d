; The memory of a byval argument is on the stack: what is loaded from it after a safepoint is old. The caller has copied its own
; memory before the callee runs, so that is not wrong while it runs; afterwards it is.
;
; RUN: %spell %s | not opt -passes='gc-coro-verify' -disable-output 2>&1 | FileCheck %s

; CHECK: error: gc-coro-verify: in function 'late': the byval argument 'given' holds a managed pointer at the call of 'safepoint'
; CHECK: {{^}}help: load the pointers where the function begins
; CHECK: error: gc-coro-verify: in function 'calls_and_reads': the alloca 'memory' holds a managed pointer at the call of 'late'
; CHECK: error: gc-coro-verify: in function 'by_loads': the byval argument 'given' holds a managed pointer at the call of 'safepoint'
; CHECK-NOT: error

%given = type { i64, ptr addrspace(1) }
declare void @safepoint()
declare void @use(ptr addrspace(1))

define void @late(ptr byval(%given) align 8 %given) gc "statepoint-example" {
  call void @safepoint()
  %field = getelementptr i8, ptr %given, i64 8
  %object = load ptr addrspace(1), ptr %field
  call void @use(ptr addrspace(1) %object)
  ret void
}

define void @early(ptr byval(%given) align 8 %given) gc "statepoint-example" {
  %field = getelementptr i8, ptr %given, i64 8
  %object = load ptr addrspace(1), ptr %field
  call void @safepoint()
  call void @use(ptr addrspace(1) %object)
  ret void
}

define void @calls(ptr addrspace(1) %object) gc "statepoint-example" {
  %memory = alloca %given
  %field = getelementptr i8, ptr %memory, i64 8
  store ptr addrspace(1) %object, ptr %field
  call void @late(ptr byval(%given) align 8 %memory)
  ret void
}

define void @calls_and_reads(ptr addrspace(1) %object) gc "statepoint-example" {
  %memory = alloca %given
  %field = getelementptr i8, ptr %memory, i64 8
  store ptr addrspace(1) %object, ptr %field
  call void @late(ptr byval(%given) align 8 %memory)
  %after = load ptr addrspace(1), ptr %field
  call void @use(ptr addrspace(1) %after)
  ret void
}

define void @by_loads(ptr byval([2 x i64]) align 8 %given) gc "statepoint-example" {
  call void @safepoint()
  %field = getelementptr i8, ptr %given, i64 8
  %object = load ptr addrspace(1), ptr %field
  call void @use(ptr addrspace(1) %object)
  ret void
}
