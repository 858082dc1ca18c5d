; A frontend may copy its parameters where the frame begins, as clang does, and use only the copy after that. The allocation of the frame
; may collect, so the fields of the argument are loaded before it here as well.
;
; RUN: %spell %s > %t.ll
; RUN: %split %t.ll | FileCheck %s
; RUN: opt -disable-output -passes='gc-coro-verify,coro-early,gc-coro-split,gc-coro-verify' %t.ll

; CHECK-LABEL: define ptr @f(
; CHECK: %[[FIELD:[^ ]*]] = load volatile ptr addrspace(1), ptr
; CHECK: call ptr @allocate(
; CHECK: store ptr addrspace(1) %[[FIELD]], ptr %[[AT:[^ ,]*]]
; CHECK: call void @llvm.memcpy.p0.p0.i64(ptr %{{[^,]*}}, ptr %{{[^,]*}}.copy, i64 16

%given = type { i64, ptr addrspace(1) }
declare void @llvm.memcpy.p0.p0.i64(ptr, ptr, i64, i1)

define ptr @f(ptr byval(%given) align 8 %given) presplitcoroutine gc "statepoint-example" {
entry:
  %own = alloca %given
  %id = call token @llvm.coro.id(i32 0, ptr null, ptr null, ptr null)
  %size = call i64 @llvm.coro.size.i64()
  %mem = call ptr @allocate(i64 %size, i64 16)
  %hdl = call noalias ptr @llvm.coro.begin(token %id, ptr %mem)
  call void @llvm.memcpy.p0.p0.i64(ptr %own, ptr %given, i64 16, i1 false)
  %s = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s, label %suspend [ i8 0, label %resumed
                                 i8 1, label %cleanup ]

resumed:
  call void @escape(ptr %own)
  br label %cleanup

cleanup:
  %to.free = call ptr @llvm.coro.free(token %id, ptr %hdl)
  call void @deallocate(ptr %to.free)
  br label %suspend

suspend:
  call void @llvm.coro.end(ptr %hdl, i1 false, token none)
  ret ptr %hdl
}
