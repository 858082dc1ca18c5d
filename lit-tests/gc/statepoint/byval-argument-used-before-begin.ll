; What uses a byval argument before there is a frame may change it: the whole memory is copied where the function begins, and the
; verifier tells of the safepoint in between.
;
; RUN: %spell %s > %t.ll
; RUN: %split %t.ll | FileCheck %s
; RUN: not opt -disable-output -passes='gc-coro-verify' %t.ll 2>&1 | FileCheck %s --check-prefix=VERIFY

; CHECK-LABEL: define ptr @f(
; CHECK: %given.copy = alloca %given
; CHECK: call void @llvm.memcpy.p0.p0.i64(ptr {{.*}}%given.copy, ptr {{.*}}%given, i64 16
; CHECK: store i64 5, ptr %given.copy
; CHECK: call ptr @allocate(
; CHECK: call void @llvm.memcpy

; VERIFY: error: gc-coro-verify: in function 'f': the byval argument 'given' holds a managed pointer at the call of 'allocate'
; VERIFY: {{^}}note: RewriteStatepointsForGC does not update pointers in memory of the stack{{$}}
; VERIFY-NOT: error

%given = type { i64, ptr addrspace(1) }

define ptr @f(ptr byval(%given) align 8 %given) presplitcoroutine gc "statepoint-example" {
entry:
  store i64 5, ptr %given
  %id = call token @llvm.coro.id(i32 0, ptr null, ptr null, ptr null)
  %size = call i64 @llvm.coro.size.i64()
  %mem = call ptr @allocate(i64 %size, i64 16)
  %hdl = call noalias ptr @llvm.coro.begin(token %id, ptr %mem)
  %s = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s, label %suspend [ i8 0, label %resumed
                                 i8 1, label %cleanup ]

resumed:
  call void @escape(ptr %given)
  br label %cleanup

cleanup:
  %to.free = call ptr @llvm.coro.free(token %id, ptr %hdl)
  call void @deallocate(ptr %to.free)
  br label %suspend

suspend:
  call void @llvm.coro.end(ptr %hdl, i1 false, token none)
  ret ptr %hdl
}
