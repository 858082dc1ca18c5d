; The document's example with coro.alloc: with the ramp inlined into main, stock
; coro-elide puts the frame into main and neither allocates nor frees.
;
; RUN: %run-split gc-O0 %s | FileCheck --match-full-lines --check-prefix=HEAP %s
; RUN: %run-split gc-O2 %s | FileCheck --match-full-lines --check-prefix=ELIDED %s
; RUN: %run-split gc-early %s | FileCheck --match-full-lines --check-prefix=ELIDED %s
; RUN: %run-split stock-O0 %s | FileCheck --match-full-lines --check-prefix=HEAP %s
; RUN: %run-split stock-O2 %s | FileCheck --match-full-lines --check-prefix=ELIDED %s

; HEAP:      CustomAlloc
; HEAP-NEXT: print 4
; HEAP-NEXT: print 5
; HEAP-NEXT: print 6
; HEAP-NEXT: CustomFree
; HEAP-NOT: {{.+}}

; ELIDED-NOT: Custom
; ELIDED:      print 4
; ELIDED-NEXT: print 5
; ELIDED-NEXT: print 6
; ELIDED-NOT: {{.+}}

declare ptr @CustomAlloc(i32)
declare void @CustomFree(ptr)

define ptr @f(i32 %n) presplitcoroutine {
entry:
  %id = call token @llvm.coro.id(i32 0, ptr null, ptr null, ptr null)
  %need.dyn.alloc = call i1 @llvm.coro.alloc(token %id)
  br i1 %need.dyn.alloc, label %dyn.alloc, label %begin

dyn.alloc:
  %size = call i32 @llvm.coro.size.i32()
  %alloc = call ptr @CustomAlloc(i32 %size)
  br label %begin

begin:
  %phi = phi ptr [ null, %entry ], [ %alloc, %dyn.alloc ]
  %hdl = call noalias ptr @llvm.coro.begin(token %id, ptr %phi)
  br label %loop

loop:
  %n.val = phi i32 [ %n, %begin ], [ %inc, %loop ]
  %inc = add nsw i32 %n.val, 1
  call void @print(i32 %n.val)
  %s = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s, label %suspend [ i8 0, label %loop
                                 i8 1, label %cleanup ]

cleanup:
  %to.free = call ptr @llvm.coro.free(token %id, ptr %hdl)
  %need.dyn.free = icmp ne ptr %to.free, null
  br i1 %need.dyn.free, label %dyn.free, label %suspend

dyn.free:
  call void @CustomFree(ptr %to.free)
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
  call void @llvm.coro.destroy(ptr %hdl)
  ret i32 0
}
