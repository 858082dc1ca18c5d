; The result of a suspend meets constants in a phi: one path skips the suspend and
; goes on as if resumed, one as if destroyed.
;
; RUN: %run-split gc-O0 %s | FileCheck --match-full-lines %s
; RUN: %run-split gc-O2 %s | FileCheck --match-full-lines %s
; RUN: %run-split gc-early %s | FileCheck --match-full-lines %s
; RUN: %run-split stock-O0 %s | FileCheck --match-full-lines %s
; RUN: %run-split stock-O2 %s | FileCheck --match-full-lines %s

; CHECK-NOT:  {{.+}}
; CHECK:      print 0
; CHECK-NEXT: print 100
; CHECK-NEXT: print 1
; CHECK-NEXT: print 200
; CHECK-NEXT: print 2
; CHECK-NEXT: print 300
; CHECK-NOT:  {{.+}}

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
  br label %top

top:
  %v = phi i32 [ %n, %begin ], [ %v1, %go ]
  call void @print(i32 %v)
  %o = call i32 @opaque(i32 %v)
  switch i32 %o, label %destroyed [ i32 0, label %suspending
                                    i32 1, label %skip ]

suspending:
  %s = call i8 @llvm.coro.suspend(token none, i1 false)
  br label %decide

skip:
  br label %decide

destroyed:
  br label %decide

decide:
  %r = phi i8 [ %s, %suspending ], [ 0, %skip ], [ 1, %destroyed ]
  %h = phi i32 [ 100, %suspending ], [ 200, %skip ], [ 300, %destroyed ]
  switch i8 %r, label %suspend [ i8 0, label %go
                                 i8 1, label %clean ]

go:
  call void @print(i32 %h)
  %v1 = add i32 %v, 1
  br label %top

clean:
  call void @print(i32 %h)
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
  %hdl = call ptr @f(i32 0)
  call void @llvm.coro.resume(ptr %hdl)
  ret i32 0
}
