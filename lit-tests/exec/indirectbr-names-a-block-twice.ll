; An indirectbr names a block twice, so that a phi of the block has two entries for one predecessor.
; (The addresses that LLVM's own split stores are those of the ramp's blocks: the resume clone crashes.)
;
; lli of LLVM 23 crashes where it copies a function with block addresses.
; UNSUPPORTED: since-23
; UNSUPPORTED: reference
; RUN: %run-split gc-O0 %s | FileCheck --match-full-lines %s
; RUN: %run-split gc-O2 %s | FileCheck --match-full-lines %s
; RUN: %run-split gc-early %s | FileCheck --match-full-lines %s

; CHECK-NOT:  {{.+}}
; CHECK:      print 0
; CHECK-NEXT: print 111
; CHECK-NEXT: print 1
; CHECK-NEXT: print 222
; CHECK-NEXT: print 2
; CHECK-NEXT: print 111
; CHECK-NEXT: print 3
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
  br label %loop

loop:
  %i = phi i32 [ 0, %begin ], [ %i1, %next ]
  %target = phi ptr [ blockaddress(@f, %first), %begin ], [ %swap, %next ]
  call void @print(i32 %i)
  %s = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s, label %suspend [ i8 0, label %resumed
                                 i8 1, label %cleanup ]

resumed:
  indirectbr ptr %target, [ label %first, label %second ]

first:
  call void @print(i32 111)
  br label %next

second:
  call void @print(i32 222)
  %label = select i1 true, ptr blockaddress(@f, %next), ptr blockaddress(@f, %first)
  indirectbr ptr %label, [ label %next, label %next, label %first ]

next:
  %swap = phi ptr [ blockaddress(@f, %second), %first ], [ blockaddress(@f, %first), %second ], [ blockaddress(@f, %first), %second ]
  %i1 = add i32 %i, 1
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
  %hdl = call ptr @f(i32 0)
  call void @llvm.coro.resume(ptr %hdl)
  call void @llvm.coro.resume(ptr %hdl)
  call void @llvm.coro.resume(ptr %hdl)
  call void @llvm.coro.destroy(ptr %hdl)
  ret i32 0
}
