; The address of a variable is hidden in other values before coro.begin: a number, a struct, a frozen copy, a masked one. Each is
; computed again for the variable in the frame.
;
; UNSUPPORTED: reference
; RUN: %run-split gc-O0 %s | FileCheck --match-full-lines %s
; RUN: %run-split gc-O2 %s | FileCheck --match-full-lines %s

; CHECK-NOT:  {{.+}}
; CHECK:      print64 77
; CHECK-NEXT: print64 78
; CHECK-NEXT: print64 79
; CHECK-NOT:  {{.+}}

define ptr @f() presplitcoroutine {
entry:
  %x = alloca i64
  %y = alloca i64
  %z = alloca i64
  %frozen = freeze ptr %x
  %in.struct = insertvalue { i64, ptr } undef, ptr %y, 1
  %number = ptrtoint ptr %z to i64
  %next = add i64 %number, 0
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
  store i64 1, ptr %x
  store i64 2, ptr %y
  store i64 3, ptr %z
  %s = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s, label %suspend [ i8 0, label %resumed
                                 i8 1, label %cleanup ]

resumed:
  store i64 77, ptr %x
  store i64 78, ptr %y
  store i64 79, ptr %z
  %a = load i64, ptr %frozen
  call void @print64(i64 %a)
  %p = extractvalue { i64, ptr } %in.struct, 1
  %b = load i64, ptr %p
  call void @print64(i64 %b)
  %q = inttoptr i64 %next to ptr
  %c = load i64, ptr %q
  call void @print64(i64 %c)
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
  %hdl = call ptr @f()
  call void @llvm.coro.resume(ptr %hdl)
  ret i32 0
}
