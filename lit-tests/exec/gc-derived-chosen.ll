; Pointers into two objects are chosen by a select, by a phi and by a loop that swaps
; them, with indices of multiple widths, negative ones among them.
;
; RUN: %run-split gc-O0 %s | FileCheck --match-full-lines %s
; RUN: %run-split gc-O2 %s | FileCheck --match-full-lines %s
; RUN: %run-split gc-early %s | FileCheck --match-full-lines %s
; RUN: %run-split stock-O0 %s | FileCheck --match-full-lines %s

; CHECK-NOT:  {{.+}}
; CHECK:      print 23
; CHECK-NEXT: print 16
; CHECK-NEXT: print 22
; CHECK-NEXT: print 16
; CHECK-NEXT: print 22
; CHECK-NEXT: print 22
; CHECK-NEXT: print 22
; CHECK-NEXT: print 15
; CHECK-NEXT: print 22
; CHECK-NOT:  {{.+}}

@one = global [8 x i32] [i32 10, i32 11, i32 12, i32 13, i32 14, i32 15, i32 16, i32 17]
@two = global [8 x i32] [i32 20, i32 21, i32 22, i32 23, i32 24, i32 25, i32 26, i32 27]

; What the collector calls an object; the optimiser cannot see which.
define ptr addrspace(1) @object(ptr %memory) noinline {
  %object = addrspacecast ptr %memory to ptr addrspace(1)
  ret ptr addrspace(1) %object
}

define ptr @f(i32 %n, i8 %back) presplitcoroutine "gc-coro-model"="statepoint-example" {
entry:
  %id = call token @llvm.coro.id(i32 0, ptr null, ptr null, ptr null)
  %size = call i64 @llvm.coro.size.i64()
  %mem = call ptr @allocate(i64 %size, i64 16)
  %hdl = call noalias ptr @llvm.coro.begin(token %id, ptr %mem)
  %a = call ptr addrspace(1) @object(ptr @one)
  %b = call ptr addrspace(1) @object(ptr @two)
  %in.a = getelementptr { i32, [7 x i32] }, ptr addrspace(1) %a, i64 0, i32 1, i32 %n
  %end.b = getelementptr i32, ptr addrspace(1) %b, i64 4
  %in.b = getelementptr i32, ptr addrspace(1) %end.b, i8 %back
  %odd = call i1 @odd(i32 %n)
  %selected = select i1 %odd, ptr addrspace(1) %in.b, ptr addrspace(1) %in.a
  %shifted = getelementptr i8, ptr addrspace(1) %selected, i64 4
  br i1 %odd, label %left, label %right

left:
  br label %join

right:
  br label %join

join:
  %joined = phi ptr addrspace(1) [ %in.a, %left ], [ %shifted, %right ]
  br label %loop

loop:
  %p = phi ptr addrspace(1) [ %shifted, %join ], [ %q, %resumed ]
  %q = phi ptr addrspace(1) [ %joined, %join ], [ %p.before, %resumed ]
  %s = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s, label %suspend [ i8 0, label %resumed
                                 i8 1, label %cleanup ]

resumed:
  %x = load i32, ptr addrspace(1) %p
  call void @print(i32 %x)
  %p.before = getelementptr i32, ptr addrspace(1) %p, i64 -1
  %y = load i32, ptr addrspace(1) %q
  call void @print(i32 %y)
  %z = load i32, ptr addrspace(1) %selected
  call void @print(i32 %z)
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
  %hdl = call ptr @f(i32 5, i8 -2)
  call void @llvm.coro.resume(ptr %hdl)
  call void @llvm.coro.resume(ptr %hdl)
  call void @llvm.coro.resume(ptr %hdl)
  call void @llvm.coro.destroy(ptr %hdl)
  ret i32 0
}
