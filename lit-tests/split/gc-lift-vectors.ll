; Vectors of pointers into objects: a vector of objects and one of integers are kept.
;
; UNSUPPORTED: reference
; RUN: %spell %s | %split | FileCheck --implicit-check-not=ptrtoint\ ptr\ addrspace %s

; CHECK-LABEL: define ptr @f(
; CHECK:       %v0.base = insertelement <2 x ptr addrspace(1)> {{zeroinitializer|splat \(ptr addrspace\(1\) null\)}}, ptr addrspace(1) %a, i32 0
; CHECK:       %v.base = insertelement <2 x ptr addrspace(1)> %v0.base, ptr addrspace(1) %b, i32 1
; CHECK:       %v.offset = insertelement <2 x i64> <i64 4, i64 0>, i64 %in.b.offset{{.*}}, i32 1
; CHECK:       %turned.base = shufflevector <2 x ptr addrspace(1)> %v.base, <2 x ptr addrspace(1)> {{zeroinitializer|splat \(ptr addrspace\(1\) null\)}}, <2 x i32> <i32 1, i32 0>
; CHECK:       store <2 x ptr addrspace(1)> %turned.base,
; CHECK:       store <2 x i64> %turned.offset,
; CHECK-LABEL: define internal{{ (fastcc )?}}void @f.resume(
; CHECK:       getelementptr i8, <2 x ptr addrspace(1)> %turned.base.reload{{.*}}, <2 x i64> %turned.offset.reload

define ptr @f(ptr addrspace(1) %a, ptr addrspace(1) %b, i64 %n) presplitcoroutine "gc-coro-model"="statepoint-example" {
entry:
  %id = call token @llvm.coro.id(i32 0, ptr null, ptr null, ptr null)
  %size = call i64 @llvm.coro.size.i64()
  %mem = call ptr @allocate(i64 %size, i64 16)
  %hdl = call noalias ptr @llvm.coro.begin(token %id, ptr %mem)
  %in.a = getelementptr i32, ptr addrspace(1) %a, i64 1
  %in.b = getelementptr i32, ptr addrspace(1) %b, i64 %n
  %v0 = insertelement <2 x ptr addrspace(1)> poison, ptr addrspace(1) %in.a, i32 0
  %v = insertelement <2 x ptr addrspace(1)> %v0, ptr addrspace(1) %in.b, i32 1
  %turned = shufflevector <2 x ptr addrspace(1)> %v, <2 x ptr addrspace(1)> poison, <2 x i32> <i32 1, i32 poison>
  %s = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s, label %suspend [ i8 0, label %go
                                 i8 1, label %cleanup ]

go:
  %p = extractelement <2 x ptr addrspace(1)> %turned, i32 0
  %x = load i32, ptr addrspace(1) %p
  call void @print(i32 %x)
  br label %cleanup

cleanup:
  %to.free = call ptr @llvm.coro.free(token %id, ptr %hdl)
  call void @deallocate(ptr %to.free)
  br label %suspend

suspend:
  call void @llvm.coro.end(ptr %hdl, i1 false, token none)
  ret ptr %hdl
}
