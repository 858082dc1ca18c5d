; The result of an invoke lives across a suspend; the edge to the normal block is
; critical, and the landing pad of both invokes is shared.
;
; RUN: %run-split gc-O0 %s | FileCheck --match-full-lines %s
; RUN: %run-split gc-O2 %s | FileCheck --match-full-lines %s
; RUN: %run-split gc-early %s | FileCheck --match-full-lines %s
; RUN: %run-split stock-O0 %s | FileCheck --match-full-lines %s
; RUN: %run-split stock-O2 %s | FileCheck --match-full-lines %s

; CHECK-NOT:  {{.+}}
; CHECK:      print 1
; CHECK-NEXT: print 8
; CHECK-NEXT: print 30
; CHECK-NEXT: print 7
; CHECK-NOT:  {{.+}}

define ptr @f(i32 %extra) presplitcoroutine personality ptr @__gxx_personality_v0 {
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
  %a = invoke i32 @throw_if(i32 0)
          to label %go unwind label %lpad

go:
  %round = phi i32 [ 1, %begin ], [ %next, %again ]
  call void @print(i32 %round)
  %s = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s, label %suspend [ i8 0, label %resumed
                                 i8 1, label %cleanup ]

resumed:
  %sum = add i32 %a, %round
  call void @print(i32 %sum)
  br label %again

again:
  %next = add i32 %a, 23
  %b = invoke i32 @throw_if(i32 %extra)
          to label %go unwind label %lpad

lpad:
  %e = landingpad { ptr, i32 } catch ptr null
  %p = extractvalue { ptr, i32 } %e, 0
  %o = call ptr @__cxa_begin_catch(ptr %p)
  call void @__cxa_end_catch()
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
  call void @print(i32 7)
  call void @llvm.coro.destroy(ptr %hdl)
  ret i32 0
}
