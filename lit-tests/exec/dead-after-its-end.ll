; llvm.coro.dead says where a coroutine that runs off its end needs its frame no more. coro-elide of LLVM 23 then finds frames for the
; stack where it finds them after LLVM's own split: the clones have to ask whether the frame is their own.
;
; REQUIRES: since-23
; RUN: %run-split gc-O0 %s | FileCheck --match-full-lines --check-prefixes=CHECK,HEAP %s
; RUN: %run-split stock-O0 %s | FileCheck --match-full-lines --check-prefixes=CHECK,HEAP %s
; RUN: %run-split gc-O2 %s | FileCheck --match-full-lines %s
; RUN: %run-split stock-O2 %s | FileCheck --match-full-lines %s
; RUN: %run-split gc-early %s | FileCheck --match-full-lines %s
; RUN: %run-split stock-early %s | FileCheck --match-full-lines %s

; CHECK-NOT:  {{.+}}
; CHECK:      print 0
; CHECK-NEXT: print 1
; HEAP-NEXT:  say freed
; CHECK-NEXT: print 0
; HEAP-NEXT:  say freed
; CHECK-NEXT: print 0
; CHECK-NEXT: print 3
; CHECK-NEXT: say freed
; CHECK-NOT:  {{.+}}

@freed = private constant [6 x i8] c"freed\00"

declare void @llvm.coro.dead(ptr)

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
  call void @print(i32 0)
  %s = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s, label %suspend [ i8 0, label %resumed
                                 i8 1, label %cleanup ]

resumed:
  call void @print(i32 %n)
  br label %cleanup

cleanup:
  %to.free = call ptr @llvm.coro.free(token %id, ptr %hdl)
  %is.own = icmp ne ptr %to.free, null
  br i1 %is.own, label %free, label %end

free:
  call void @say(ptr @freed)
  call void @deallocate(ptr %to.free)
  br label %end

end:
  call void @llvm.coro.dead(ptr %hdl)
  br label %suspend

suspend:
  call void @llvm.coro.end(ptr %hdl, i1 false, token none)
  ret ptr %hdl
}

; Where the clone is inlined, all that happens to the frame is known.
define void @runs_to_its_end() {
  %h = call ptr @f(i32 1)
  call void @llvm.coro.resume(ptr %h)
  ret void
}

define void @is_destroyed() {
  %h = call ptr @f(i32 2)
  call void @llvm.coro.destroy(ptr %h)
  ret void
}

; Nobody knows what happens to this one here.
define void @is_hidden() noinline {
  %h = call ptr @f(i32 3)
  %hidden = call ptr @opaque_ptr(ptr %h)
  call void @llvm.coro.resume(ptr %hidden)
  ret void
}

define i32 @main() {
  call void @runs_to_its_end()
  call void @is_destroyed()
  call void @is_hidden()
  ret i32 0
}
