; Pointers live across a suspend: an argument, one in another address space, a
; function, and an address inside the coroutine's own frame.
;
; RUN: %run-split gc-O0 %s | FileCheck --match-full-lines %s
; RUN: %run-split gc-O2 %s | FileCheck --match-full-lines %s
; RUN: %run-split gc-early %s | FileCheck --match-full-lines %s
; RUN: %run-split stock-O0 %s | FileCheck --match-full-lines %s
; RUN: %run-split stock-O2 %s | FileCheck --match-full-lines %s

; CHECK-NOT:  {{.+}}
; CHECK:      print 11
; CHECK-NEXT: print 22
; CHECK-NEXT: print 33
; CHECK-NEXT: print 44
; CHECK-NOT:  {{.+}}

@slot = global i32 11
@far = addrspace(1) global i32 22

define internal void @say.it(i32 %v) noinline {
  call void @print(i32 %v)
  ret void
}

define ptr @f(ptr %arg, ptr addrspace(1) %far) presplitcoroutine {
entry:
  %local = alloca [4 x i32]
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
  %callee = call ptr @opaque_ptr(ptr @say.it)
  %in.frame = getelementptr [4 x i32], ptr %local, i32 0, i32 2
  store i32 44, ptr %in.frame
  %escaped = call ptr @opaque_ptr(ptr %in.frame)
  %s = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s, label %suspend [ i8 0, label %resumed
                                 i8 1, label %cleanup ]

resumed:
  %a = load i32, ptr %arg
  call void @print(i32 %a)
  %b = load i32, ptr addrspace(1) %far
  call void @print(i32 %b)
  call void %callee(i32 33)
  %d = load i32, ptr %escaped
  call void @print(i32 %d)
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
  %hdl = call ptr @f(ptr @slot, ptr addrspace(1) @far)
  call void @llvm.coro.resume(ptr %hdl)
  ret i32 0
}
