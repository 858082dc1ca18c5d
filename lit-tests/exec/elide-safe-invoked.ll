; A marked call by invoke. The callee's ramp throws after it has its frame,
; which is not freed then: it is the caller's. The last line counts the
; allocations.
;
; REQUIRES: since-21
; UNSUPPORTED: reference
; RUN: %run-split gc-O0 %s | FileCheck --match-full-lines --check-prefixes=CHECK,GC %s
; RUN: %run-split gc-O2 %s | FileCheck --match-full-lines --check-prefixes=CHECK,GC %s
; RUN: %run-split gc-early %s | FileCheck --match-full-lines --check-prefixes=CHECK,GC %s
; RUN: %run-split stock-O0 %s | FileCheck --match-full-lines --check-prefixes=CHECK,APART %s
; RUN: %run-split stock-O2 %s | FileCheck --match-full-lines --check-prefixes=CHECK,APART %s

; CHECK-NOT:  {{.+}}
; CHECK:      print 0
; CHECK-NEXT: print 7
; CHECK-NEXT: print 0
; CHECK-NEXT: print 0
; CHECK-NEXT: print 0
; CHECK-NEXT: print 3
; CHECK-NEXT: print 103
; CHECK-NEXT: print 4
; GC-NEXT:    print 4
; APART-NEXT: print 8
; CHECK-NOT:  {{.+}}

@allocations = global i32 0

define ptr @take(i64 %size, i64 %align) noinline {
entry:
  %count = load i32, ptr @allocations
  %more = add i32 %count, 1
  store i32 %more, ptr @allocations
  %memory = call ptr @allocate(i64 %size, i64 %align)
  ret ptr %memory
}

define ptr @leaf(i32 %n) noinline presplitcoroutine personality ptr @__gxx_personality_v0 {
entry:
  %id = call token @llvm.coro.id(i32 0, ptr null, ptr null, ptr null)
  %need = call i1 @llvm.coro.alloc(token %id)
  br i1 %need, label %dyn.alloc, label %begin

dyn.alloc:
  %size = call i64 @llvm.coro.size.i64()
  %align = call i64 @llvm.coro.align.i64()
  %mem = call ptr @take(i64 %size, i64 %align)
  br label %begin

begin:
  %frame = phi ptr [ null, %entry ], [ %mem, %dyn.alloc ]
  %hdl = call noalias ptr @llvm.coro.begin(token %id, ptr %frame)
  call void @print(i32 %n)
  %seven = invoke i32 @throw_if(i32 %n)
          to label %started unwind label %thrown

started:
  %s0 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s0, label %suspend [ i8 0, label %one
                                  i8 1, label %cleanup ]

one:
  call void @print(i32 %seven)
  %s1 = call i8 @llvm.coro.suspend(token none, i1 true)
  switch i8 %s1, label %suspend [ i8 0, label %cleanup
                                  i8 1, label %cleanup ]

thrown:
  %caught = landingpad { ptr, i32 } cleanup
  %thrown.free = call ptr @llvm.coro.free(token %id, ptr %hdl)
  call void @deallocate(ptr %thrown.free)
  call void @llvm.coro.end(ptr null, i1 true, token none)
  resume { ptr, i32 } %caught

cleanup:
  %c = sub i32 0, %n
  call void @print(i32 %c)
  br label %free

free:
  %to.free = call ptr @llvm.coro.free(token %id, ptr %hdl)
  call void @deallocate(ptr %to.free)
  br label %suspend

suspend:
  call void @llvm.coro.end(ptr %hdl, i1 false, token none)
  ret ptr %hdl
}

define ptr @caller(i32 %n) noinline presplitcoroutine personality ptr @__gxx_personality_v0 {
entry:
  %id = call token @llvm.coro.id(i32 0, ptr null, ptr null, ptr null)
  %need = call i1 @llvm.coro.alloc(token %id)
  br i1 %need, label %dyn.alloc, label %begin

dyn.alloc:
  %size = call i64 @llvm.coro.size.i64()
  %align = call i64 @llvm.coro.align.i64()
  %mem = call ptr @take(i64 %size, i64 %align)
  br label %begin

begin:
  %frame = phi ptr [ null, %entry ], [ %mem, %dyn.alloc ]
  %hdl = call noalias ptr @llvm.coro.begin(token %id, ptr %frame)
  %child = invoke ptr @leaf(i32 %n) coro_elide_safe
          to label %started unwind label %thrown

started:
  %s0 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s0, label %suspend [ i8 0, label %one
                                  i8 1, label %cleanup ]

one:
  call void @llvm.coro.resume(ptr %child)
  br label %cleanup

thrown:
  %caught = landingpad { ptr, i32 } catch ptr @_ZTIi
  %exception = extractvalue { ptr, i32 } %caught, 0
  %object = call ptr @__cxa_begin_catch(ptr %exception)
  %what = load i32, ptr %object
  call void @__cxa_end_catch()
  %s1 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s1, label %suspend [ i8 0, label %late
                                  i8 1, label %free ]

late:
  %shown = add i32 %what, 100
  call void @print(i32 %shown)
  br label %free

cleanup:
  call void @llvm.coro.destroy(ptr %child)
  br label %free

free:
  %to.free = call ptr @llvm.coro.free(token %id, ptr %hdl)
  call void @deallocate(ptr %to.free)
  br label %suspend

suspend:
  call void @llvm.coro.end(ptr %hdl, i1 false, token none)
  ret ptr %hdl
}

define i32 @main() {
entry:
  %a = call ptr @caller(i32 0)
  call void @llvm.coro.resume(ptr %a)
  %b = call ptr @caller(i32 0)
  call void @llvm.coro.destroy(ptr %b)
  %c = call ptr @caller(i32 3)
  call void @llvm.coro.resume(ptr %c)
  %d = call ptr @caller(i32 4)
  call void @llvm.coro.destroy(ptr %d)
  %count = load i32, ptr @allocations
  call void @print(i32 %count)
  ret i32 0
}
