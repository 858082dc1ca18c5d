; A call marked coro_elide_safe of a coroutine that has no final suspend: resumed once more, it runs off its end and
; frees its frame, unless that is inside the caller's. The last lines count what was allocated and freed.
;
; LLVM 22 and older free a part of the caller's frame here.
; REQUIRES: since-21
; UNSUPPORTED: reference
; RUN: %run-split gc-O0 %s | FileCheck --match-full-lines %s
; RUN: %run-split gc-O2 %s | FileCheck --match-full-lines %s
; RUN: %run-split gc-early %s | FileCheck --match-full-lines %s

; CHECK-NOT:  {{.+}}
; CHECK:      print 10
; CHECK-NEXT: print 11
; CHECK-NEXT: say caller goes on
; CHECK-NEXT: print 20
; CHECK-NEXT: print 21
; CHECK-NEXT: say same
; CHECK-NOT:  {{.+}}

@allocations = global i32 0
@frees = global i32 0
@text = private constant [15 x i8] c"caller goes on\00"
@same = private constant [5 x i8] c"same\00"
@differ = private constant [7 x i8] c"differ\00"

define ptr @take(i64 %size, i64 %align) noinline {
entry:
  %count = load i32, ptr @allocations
  %more = add i32 %count, 1
  store i32 %more, ptr @allocations
  %memory = call ptr @allocate(i64 %size, i64 %align)
  ret ptr %memory
}

define void @give(ptr %memory) noinline {
entry:
  %is.none = icmp eq ptr %memory, null
  br i1 %is.none, label %done, label %free
free:
  %count = load i32, ptr @frees
  %more = add i32 %count, 1
  store i32 %more, ptr @frees
  call void @deallocate(ptr %memory)
  br label %done
done:
  ret void
}

define ptr @leaf(i32 %n) noinline presplitcoroutine {
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
  %a = call i32 @opaque(i32 %n)
  call void @print(i32 %a)
  %s = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s, label %suspend [ i8 0, label %one
                                 i8 1, label %cleanup ]

one:
  %b = add i32 %a, 1
  call void @print(i32 %b)
  br label %cleanup

cleanup:
  %to.free = call ptr @llvm.coro.free(token %id, ptr %hdl)
  call void @give(ptr %to.free)
  br label %suspend

suspend:
  call void @llvm.coro.end(ptr %hdl, i1 false, token none)
  ret ptr %hdl
}

define ptr @caller() noinline presplitcoroutine {
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
  %inner = call ptr @leaf(i32 10) coro_elide_safe
  %s = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s, label %suspend [ i8 0, label %resumed
                                 i8 1, label %cleanup ]

resumed:
  call void @llvm.coro.resume(ptr %inner)
  call void @say(ptr @text)
  br label %cleanup

cleanup:
  %to.free = call ptr @llvm.coro.free(token %id, ptr %hdl)
  call void @give(ptr %to.free)
  br label %suspend

suspend:
  call void @llvm.coro.end(ptr %hdl, i1 false, token none)
  ret ptr %hdl
}

define i32 @main() {
  %outer = call ptr @caller()
  call void @llvm.coro.resume(ptr %outer)
  ; On the heap its resume function frees it.
  %alone = call ptr @leaf(i32 20)
  call void @llvm.coro.resume(ptr %alone)
  %taken = load i32, ptr @allocations
  %given = load i32, ptr @frees
  %is.same = icmp eq i32 %taken, %given
  %what = select i1 %is.same, ptr @same, ptr @differ
  call void @say(ptr %what)
  ret i32 0
}
