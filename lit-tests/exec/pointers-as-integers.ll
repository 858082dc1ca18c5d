; Addresses as integers, masked, in other address spaces and in vectors last across suspensions, also those of an object of
; the frame.
;
; RUN: %run-split gc-O0 %s | FileCheck --match-full-lines %s
; RUN: %run-split gc-O2 %s | FileCheck --match-full-lines %s
; RUN: %run-split gc-early %s | FileCheck --match-full-lines %s
; RUN: %run-split stock-O0 %s | FileCheck --match-full-lines %s
; RUN: %run-split stock-O2 %s | FileCheck --match-full-lines %s

; CHECK-NOT:  {{.+}}
; CHECK:      print 5
; CHECK-NEXT: print 1
; CHECK-NEXT: print 5
; CHECK-NEXT: print 6
; CHECK-NEXT: print 1
; CHECK-NOT:  {{.+}}

@cell = global i32 6
@wide = global i32 6

declare ptr @llvm.ptrmask.p0.i64(ptr, i64)

define ptr @f(i32 %n) presplitcoroutine {
entry:
  %id = call token @llvm.coro.id(i32 0, ptr null, ptr null, ptr null)
  %need = call i1 @llvm.coro.alloc(token %id)
  br i1 %need, label %dyn.alloc, label %begin

dyn.alloc:
  %size = call i64 @llvm.coro.size.i64()
  %align = call i64 @llvm.coro.align.i64()
  %mem = call ptr @allocate(i64 %size, i64 %align)
  br label %begin

begin:
  %frame = phi ptr [ null, %entry ], [ %mem, %dyn.alloc ]
  %hdl = call noalias ptr @llvm.coro.begin(token %id, ptr %frame)
  %x = alloca i32, align 16
  store i32 %n, ptr %x
  %i = ptrtoint ptr %x to i64
  %low = and i64 %i, 15
  %cast = addrspacecast ptr @cell to ptr addrspace(270)
  %masked = call ptr @llvm.ptrmask.p0.i64(ptr %x, i64 -8)
  %pair = insertelement <2 x ptr> poison, ptr %x, i32 0
  %both = insertelement <2 x ptr> %pair, ptr @wide, i32 1
  %numbers = ptrtoint <2 x ptr> %both to <2 x i64>
  %s0 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s0, label %suspend [ i8 0, label %one
                                  i8 1, label %cleanup ]

one:
  %p = inttoptr i64 %i to ptr
  %v = load i32, ptr %p
  call void @print(i32 %v)
  %zero = icmp eq i64 %low, 0
  %zero.n = zext i1 %zero to i32
  call void @print(i32 %zero.n)
  %m = load i32, ptr %masked
  call void @print(i32 %m)
  %s1 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s1, label %suspend [ i8 0, label %two
                                  i8 1, label %cleanup ]

two:
  %back = addrspacecast ptr addrspace(270) %cast to ptr
  %is = icmp ne ptr %back, null
  %six = load i32, ptr @wide
  call void @print(i32 %six)
  %n0 = extractelement <2 x i64> %numbers, i32 0
  %now = ptrtoint ptr %x to i64
  %same = icmp eq i64 %n0, %now
  %same.n = zext i1 %same to i32
  call void @print(i32 %same.n)
  br label %cleanup

cleanup:
  %to.free = call ptr @llvm.coro.free(token %id, ptr %hdl)
  call void @deallocate(ptr %to.free)
  br label %suspend

suspend:
  call void @llvm.coro.end(ptr %hdl, i1 false, token none)
  ret ptr %hdl
}

define i32 @main() {
entry:
  %hdl = call ptr @f(i32 5)
  call void @llvm.coro.resume(ptr %hdl)
  call void @llvm.coro.resume(ptr %hdl)
  ret i32 0
}
