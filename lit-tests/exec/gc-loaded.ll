; Pointers into memory that an object owns are made again from the object: where all come of one
; object, and where one of two objects is chosen.
;
; RUN: %run-split gc-O0 %s | FileCheck --match-full-lines %s
; RUN: %run-split gc-O2 %s | FileCheck --match-full-lines %s
; RUN: %run-split gc-early %s | FileCheck --match-full-lines %s
; RUN: %run-split stock-O0 %s | FileCheck --match-full-lines %s

; CHECK-NOT:  {{.+}}
; CHECK:      print 13
; CHECK-NEXT: print 24
; CHECK-NEXT: print 14
; CHECK-NEXT: print 25
; CHECK-NOT:  {{.+}}

@one = global [8 x i32] [i32 10, i32 11, i32 12, i32 13, i32 14, i32 15, i32 16, i32 17]
@two = global [8 x i32] [i32 20, i32 21, i32 22, i32 23, i32 24, i32 25, i32 26, i32 27]
@owner1 = global { i64, ptr } { i64 8, ptr @one }
@owner2 = global { i64, i64, ptr } { i64 8, i64 8, ptr @two }

define ptr addrspace(10) @object(ptr %memory) noinline {
  %object = addrspacecast ptr %memory to ptr addrspace(10)
  ret ptr addrspace(10) %object
}

define ptr addrspace(13) @julia.gc_loaded(ptr addrspace(10) %owner, ptr %raw) noinline {
  %loaded = addrspacecast ptr %raw to ptr addrspace(13)
  ret ptr addrspace(13) %loaded
}

define ptr @f(i32 %n) presplitcoroutine "gc-coro-model"="julia" {
entry:
  %id = call token @llvm.coro.id(i32 0, ptr null, ptr null, ptr null)
  %size = call i64 @llvm.coro.size.i64()
  %mem = call ptr @allocate(i64 %size, i64 16)
  %hdl = call noalias ptr @llvm.coro.begin(token %id, ptr %mem)
  %a = call ptr addrspace(10) @object(ptr @owner1)
  %b = call ptr addrspace(10) @object(ptr @owner2)
  %a.in = addrspacecast ptr addrspace(10) %a to ptr addrspace(11)
  %b.in = addrspacecast ptr addrspace(10) %b to ptr addrspace(11)
  %a.at = getelementptr { i64, ptr }, ptr addrspace(11) %a.in, i64 0, i32 1
  %b.at = getelementptr { i64, i64, ptr }, ptr addrspace(11) %b.in, i64 0, i32 2
  %a.raw = load ptr, ptr addrspace(11) %a.at, !invariant.load !0
  %b.raw = load ptr, ptr addrspace(11) %b.at, !invariant.load !0
  %a.data = call ptr addrspace(13) @julia.gc_loaded(ptr addrspace(10) %a, ptr %a.raw)
  %b.data = call ptr addrspace(13) @julia.gc_loaded(ptr addrspace(10) %b, ptr %b.raw)
  %a3 = getelementptr i32, ptr addrspace(13) %a.data, i32 %n
  %b4 = getelementptr i32, ptr addrspace(13) %b.data, i64 4
  %odd = call i1 @odd(i32 %n)
  br i1 %odd, label %left, label %right

left:
  br label %loop

right:
  br label %loop

loop:
  %p = phi ptr addrspace(13) [ %a3, %left ], [ %a.data, %right ], [ %p.next, %resumed ]
  %q = phi ptr addrspace(13) [ %b4, %left ], [ %a3, %right ], [ %q.next, %resumed ]
  %s = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s, label %suspend [ i8 0, label %resumed
                                 i8 1, label %cleanup ]

resumed:
  %x = load i32, ptr addrspace(13) %p
  call void @print(i32 %x)
  %y = load i32, ptr addrspace(13) %q
  call void @print(i32 %y)
  %p.next = getelementptr i32, ptr addrspace(13) %p, i64 1
  %q.next = getelementptr i32, ptr addrspace(13) %q, i64 1
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
  %hdl = call ptr @f(i32 3)
  call void @llvm.coro.resume(ptr %hdl)
  call void @llvm.coro.resume(ptr %hdl)
  call void @llvm.coro.destroy(ptr %hdl)
  ret i32 0
}

!0 = !{}
