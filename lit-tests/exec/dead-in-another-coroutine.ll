; What the clones of an inlined coroutine ask by its frame alone (LLVM 23), in a coroutine that is split afterwards. The frame is on the
; stack where it is needed in one activation only.
;
; REQUIRES: since-23
; RUN: %run-split gc-O0 %s | FileCheck --match-full-lines --check-prefixes=CHECK,HEAP %s
; RUN: %spell %s | opt -passes='coro-early,gc-coro-split<marked-only>,cgscc(devirt<4>(inline,function(coro-elide,sroa,simplifycfg))),gc-coro-split,coro-cleanup' -o %t.bc
; RUN: lli %elision-check %t.bc | FileCheck --match-full-lines %s
; RUN: %run-split stock-O0 %s | FileCheck --match-full-lines --check-prefixes=CHECK,HEAP %s
; RUN: %run-split stock-inner %s | FileCheck --match-full-lines %s

; CHECK-NOT:  {{.+}}
; CHECK:      print 0
; CHECK-NEXT: print 1
; HEAP-NEXT:  say freed
; CHECK-NEXT: print 0
; CHECK-NEXT: print 2
; CHECK-NEXT: say freed
; CHECK-NOT:  {{.+}}

@freed = private constant [6 x i8] c"freed\00"

declare void @llvm.coro.dead(ptr)

define ptr @f(i32 %n) presplitcoroutine "gc-coro" {
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

; An activation that begins one and lets it end, then one that lives across a suspension.
define ptr @outer() presplitcoroutine {
entry:
  %id = call token @llvm.coro.id(i32 0, ptr null, ptr null, ptr null)
  %size = call i64 @llvm.coro.size.i64()
  %align = call i64 @llvm.coro.align.i64()
  %mem = call ptr @allocate(i64 %size, i64 %align)
  %hdl = call noalias ptr @llvm.coro.begin(token %id, ptr %mem)
  %short = call ptr @f(i32 1)
  call void @llvm.coro.resume(ptr %short)
  %long = call ptr @f(i32 2)
  %s = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s, label %suspend [ i8 0, label %resumed
                                 i8 1, label %cleanup ]

resumed:
  call void @llvm.coro.resume(ptr %long)
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
  %h = call ptr @outer()
  call void @llvm.coro.resume(ptr %h)
  ret i32 0
}
