; A pointer walks through an object and a second one through a struct in it, with a
; suspension at each step. The frame keeps the object and two offsets.
;
; RUN: %run-split gc-O0 %s | FileCheck --match-full-lines %s
; RUN: %run-split gc-O2 %s | FileCheck --match-full-lines %s
; RUN: %run-split gc-early %s | FileCheck --match-full-lines %s
; RUN: %run-split stock-O0 %s | FileCheck --match-full-lines %s

; CHECK-NOT:  {{.+}}
; CHECK:      print 10
; CHECK-NEXT: print 13
; CHECK-NEXT: print 11
; CHECK-NEXT: print 15
; CHECK-NEXT: print 12
; CHECK-NEXT: print 17
; CHECK-NOT:  {{.+}}

@memory = global [8 x i32] [i32 10, i32 11, i32 12, i32 13, i32 14, i32 15, i32 16, i32 17]

; What the collector calls an object; the optimiser cannot see which.
define ptr addrspace(1) @object(ptr %memory) noinline {
  %object = addrspacecast ptr %memory to ptr addrspace(1)
  ret ptr addrspace(1) %object
}

define ptr @f(i32 %n) presplitcoroutine "gc-coro-model"="statepoint-example" {
entry:
  %id = call token @llvm.coro.id(i32 0, ptr null, ptr null, ptr null)
  %size = call i64 @llvm.coro.size.i64()
  %mem = call ptr @allocate(i64 %size, i64 16)
  %hdl = call noalias ptr @llvm.coro.begin(token %id, ptr %mem)
  %object = call ptr addrspace(1) @object(ptr @memory)
  %inner = getelementptr { i32, [2 x i32], [4 x i32] }, ptr addrspace(1) %object, i64 0, i32 2, i32 0
  br label %loop

loop:
  %p = phi ptr addrspace(1) [ %object, %entry ], [ %p.next, %resumed ]
  %q = phi ptr addrspace(1) [ %inner, %entry ], [ %q.next, %resumed ]
  %s = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s, label %suspend [ i8 0, label %resumed
                                 i8 1, label %cleanup ]

resumed:
  %one = load i32, ptr addrspace(1) %p
  call void @print(i32 %one)
  %two = load i32, ptr addrspace(1) %q
  call void @print(i32 %two)
  %p.next = getelementptr i32, ptr addrspace(1) %p, i64 1
  %q.next = getelementptr i16, ptr addrspace(1) %q, i32 %n
  br label %loop

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
  %hdl = call ptr @f(i32 4)
  call void @llvm.coro.resume(ptr %hdl)
  call void @llvm.coro.resume(ptr %hdl)
  call void @llvm.coro.resume(ptr %hdl)
  call void @llvm.coro.destroy(ptr %hdl)
  ret i32 0
}
