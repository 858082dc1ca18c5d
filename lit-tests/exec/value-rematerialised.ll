; Cheap values (arithmetic, casts, addresses, a select) computed before a suspend
; and used after it: by recomputation or by the frame, the value is the same.
;
; RUN: %run-split gc-O0 %s | FileCheck --match-full-lines %s
; RUN: %run-split gc-O2 %s | FileCheck --match-full-lines %s
; RUN: %run-split gc-early %s | FileCheck --match-full-lines %s
; RUN: %run-split stock-O0 %s | FileCheck --match-full-lines %s
; RUN: %run-split stock-O2 %s | FileCheck --match-full-lines %s

; CHECK-NOT:  {{.+}}
; CHECK:      print 10
; CHECK-NEXT: print 20
; CHECK-NEXT: print64 -5
; CHECK-NEXT: print 3
; CHECK-NEXT: print 77
; CHECK-NOT:  {{.+}}

@table = global [4 x i32] [ i32 0, i32 0, i32 77, i32 0 ]

define ptr @f(i32 %n, ptr %p) presplitcoroutine {
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
  %a = add i32 %n, 5
  %b = mul i32 %a, 2
  %neg = sub i32 0, %n
  %wide = sext i32 %neg to i64
  %cmp = icmp sgt i32 %n, 3
  %sel = select i1 %cmp, i32 3, i32 4
  %gep = getelementptr i32, ptr %p, i32 2
  %s = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s, label %suspend [ i8 0, label %resumed
                                 i8 1, label %cleanup ]

resumed:
  call void @print(i32 %a)
  call void @print(i32 %b)
  call void @print64(i64 %wide)
  call void @print(i32 %sel)
  %v = load i32, ptr %gep
  call void @print(i32 %v)
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
  %n = call i32 @opaque(i32 5)
  %hdl = call ptr @f(i32 %n, ptr @table)
  call void @llvm.coro.resume(ptr %hdl)
  ret i32 0
}
