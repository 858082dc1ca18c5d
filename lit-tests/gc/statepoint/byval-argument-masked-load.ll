; A masked load from the memory of a byval argument says where its tracked pointers are, as a load does; one by a vector's length, too.
;
; RUN: %spell %s > %t.ll
; RUN: %split %t.ll | FileCheck %s
; RUN: sed 's/masked.load.v2p1.p0(ptr %%field, i32 8, \(.*\), <2 x ptr.*/vp.load.v2p1.p0(ptr %%field, \1, i32 2)/' %t.ll | %split | FileCheck %s --check-prefixes=CHECK,VP
; RUN: opt -disable-output -passes='gc-coro-verify,coro-early,gc-coro-split,gc-coro-verify' %t.ll

; CHECK-LABEL: define ptr @f(
; CHECK: %[[FIRST:[^ ]*]] = getelementptr {{.*}}i8, ptr %given, i64 8
; CHECK: %[[FIELD:[^ ]*]] = load volatile ptr addrspace(1), ptr %[[FIRST]]
; CHECK: %[[SECOND:[^ ]*]] = getelementptr {{.*}}i8, ptr %given, i64 16
; CHECK: %[[OTHER:[^ ]*]] = load volatile ptr addrspace(1), ptr %[[SECOND]]
; CHECK: call ptr @allocate(
; CHECK: store ptr addrspace(1) %[[FIELD]], ptr
; CHECK: store ptr addrspace(1) %[[OTHER]], ptr
; VP: call <2 x ptr addrspace(1)> @llvm.vp.load

declare <2 x ptr addrspace(1)> @llvm.masked.load.v2p1.p0(ptr, i32, <2 x i1>, <2 x ptr addrspace(1)>)
declare <2 x ptr addrspace(1)> @llvm.vp.load.v2p1.p0(ptr, <2 x i1>, i32)

define ptr @f(ptr byval([4 x i64]) align 8 %given) presplitcoroutine gc "statepoint-example" {
entry:
  %id = call token @llvm.coro.id(i32 0, ptr null, ptr null, ptr null)
  %size = call i64 @llvm.coro.size.i64()
  %mem = call ptr @allocate(i64 %size, i64 16)
  %hdl = call noalias ptr @llvm.coro.begin(token %id, ptr %mem)
  %s = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s, label %suspend [ i8 0, label %resumed
                                 i8 1, label %cleanup ]

resumed:
  %field = getelementptr i8, ptr %given, i64 8
  %both = call <2 x ptr addrspace(1)> @llvm.masked.load.v2p1.p0(ptr %field, i32 8, <2 x i1> <i1 true, i1 true>, <2 x ptr addrspace(1)> zeroinitializer)
  %object = extractelement <2 x ptr addrspace(1)> %both, i64 1
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
