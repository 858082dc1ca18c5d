; A copy of a byval argument, to memory whose type says where tracked pointers are, says where the argument has some.
;
; RUN: %spell %s > %t.ll
; RUN: %split %t.ll | FileCheck %s
; RUN: opt -disable-output -passes='gc-coro-verify,coro-early,gc-coro-split,gc-coro-verify' %t.ll

; CHECK-LABEL: define ptr @f(
; CHECK: %[[PLACE:[^ ]*]] = getelementptr {{.*}}i8, ptr %given, i64 16
; CHECK: %[[FIELD:[^ ]*]] = load volatile ptr addrspace(1), ptr %[[PLACE]]
; CHECK: call ptr @allocate(
; CHECK: store ptr addrspace(1) %[[FIELD]], ptr

%given = type { i64, ptr addrspace(1) }
declare void @llvm.memcpy.p0.p0.i64(ptr, ptr, i64, i1)

define ptr @f(ptr byval([4 x i64]) align 8 %given) presplitcoroutine gc "statepoint-example" {
entry:
  %own = alloca %given
  %id = call token @llvm.coro.id(i32 0, ptr null, ptr null, ptr null)
  %size = call i64 @llvm.coro.size.i64()
  %mem = call ptr @allocate(i64 %size, i64 16)
  %hdl = call noalias ptr @llvm.coro.begin(token %id, ptr %mem)
  %s = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s, label %suspend [ i8 0, label %resumed
                                 i8 1, label %cleanup ]

resumed:
  %field = getelementptr i8, ptr %given, i64 8
  call void @llvm.memcpy.p0.p0.i64(ptr %own, ptr %field, i64 16, i1 false)
  %place = getelementptr i8, ptr %own, i64 8
  %object = load ptr addrspace(1), ptr %place
  call void @gc_use(ptr addrspace(1) %object)
  br label %cleanup

cleanup:
  %to.free = call ptr @llvm.coro.free(token %id, ptr %hdl)
  call void @deallocate(ptr %to.free)
  br label %suspend

suspend:
  call void @llvm.coro.end(ptr %hdl, i1 false, token none)
  ret ptr %hdl
}
