; Marked calls three deep: the frames of all four coroutines are one allocation,
; each with an object of its own. The functions stand before those that they
; call. The last line counts the allocations.
;
; REQUIRES: since-21
; UNSUPPORTED: reference
; RUN: %run-split gc-O0 %s | FileCheck --match-full-lines --check-prefixes=CHECK,GC %s
; RUN: %run-split gc-O2 %s | FileCheck --match-full-lines --check-prefixes=CHECK,GC %s
; RUN: %run-split gc-early %s | FileCheck --match-full-lines --check-prefixes=CHECK,GC %s
; RUN: %run-split stock-O0 %s | FileCheck --match-full-lines --check-prefixes=CHECK,APART %s
; RUN: %run-split stock-O2 %s | FileCheck --match-full-lines --check-prefixes=CHECK,APART %s

; CHECK-NOT:  {{.+}}
; CHECK:      print 1000
; CHECK-NEXT: print 2000
; CHECK-NEXT: print 1001
; CHECK-NEXT: print 100
; CHECK-NEXT: print 10
; CHECK-NEXT: print 1
; CHECK-NEXT: print -2000
; CHECK-NEXT: print -200
; CHECK-NEXT: print -20
; CHECK-NEXT: print -2
; CHECK-NEXT: print -1000
; CHECK-NEXT: print -100
; CHECK-NEXT: print -10
; CHECK-NEXT: print -1
; GC-NEXT:    print 2
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

define ptr @top(i32 %n) noinline presplitcoroutine {
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
  %more = mul i32 %n, 10
  %local = alloca [3 x i32]
  %last = getelementptr inbounds [3 x i32], ptr %local, i32 0, i32 2
  %value = call i32 @opaque(i32 %n)
  store i32 %value, ptr %last
  call void @keep(ptr %local)
  %child = call ptr @upper(i32 %more) coro_elide_safe
  br label %await

await:
  %s0 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s0, label %suspend [ i8 0, label %one
                                  i8 1, label %cleanup ]

one:
  call void @llvm.coro.resume(ptr %child)
  %done = call i1 @llvm.coro.done(ptr %child)
  br i1 %done, label %end, label %await

end:
  %own = load i32, ptr %last
  call void @print(i32 %own)
  %s1 = call i8 @llvm.coro.suspend(token none, i1 true)
  switch i8 %s1, label %suspend [ i8 0, label %cleanup
                                  i8 1, label %cleanup ]

cleanup:
  call void @llvm.coro.destroy(ptr %child)
  %bye = sub i32 0, %n
  call void @print(i32 %bye)
  br label %free

free:
  %to.free = call ptr @llvm.coro.free(token %id, ptr %hdl)
  call void @deallocate(ptr %to.free)
  br label %suspend

suspend:
  call void @llvm.coro.end(ptr %hdl, i1 false, token none)
  ret ptr %hdl
}

define ptr @upper(i32 %n) noinline presplitcoroutine {
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
  %more = mul i32 %n, 10
  %local = alloca [3 x i32]
  %last = getelementptr inbounds [3 x i32], ptr %local, i32 0, i32 2
  %value = call i32 @opaque(i32 %n)
  store i32 %value, ptr %last
  call void @keep(ptr %local)
  %child = call ptr @middle(i32 %more) coro_elide_safe
  br label %await

await:
  %s0 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s0, label %suspend [ i8 0, label %one
                                  i8 1, label %cleanup ]

one:
  call void @llvm.coro.resume(ptr %child)
  %done = call i1 @llvm.coro.done(ptr %child)
  br i1 %done, label %end, label %await

end:
  %own = load i32, ptr %last
  call void @print(i32 %own)
  %s1 = call i8 @llvm.coro.suspend(token none, i1 true)
  switch i8 %s1, label %suspend [ i8 0, label %cleanup
                                  i8 1, label %cleanup ]

cleanup:
  call void @llvm.coro.destroy(ptr %child)
  %bye = sub i32 0, %n
  call void @print(i32 %bye)
  br label %free

free:
  %to.free = call ptr @llvm.coro.free(token %id, ptr %hdl)
  call void @deallocate(ptr %to.free)
  br label %suspend

suspend:
  call void @llvm.coro.end(ptr %hdl, i1 false, token none)
  ret ptr %hdl
}

define ptr @middle(i32 %n) noinline presplitcoroutine {
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
  %more = mul i32 %n, 10
  %local = alloca [3 x i32]
  %last = getelementptr inbounds [3 x i32], ptr %local, i32 0, i32 2
  %value = call i32 @opaque(i32 %n)
  store i32 %value, ptr %last
  call void @keep(ptr %local)
  %child = call ptr @leaf(i32 %more) coro_elide_safe
  br label %await

await:
  %s0 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s0, label %suspend [ i8 0, label %one
                                  i8 1, label %cleanup ]

one:
  call void @llvm.coro.resume(ptr %child)
  %done = call i1 @llvm.coro.done(ptr %child)
  br i1 %done, label %end, label %await

end:
  %own = load i32, ptr %last
  call void @print(i32 %own)
  %s1 = call i8 @llvm.coro.suspend(token none, i1 true)
  switch i8 %s1, label %suspend [ i8 0, label %cleanup
                                  i8 1, label %cleanup ]

cleanup:
  call void @llvm.coro.destroy(ptr %child)
  %bye = sub i32 0, %n
  call void @print(i32 %bye)
  br label %free

free:
  %to.free = call ptr @llvm.coro.free(token %id, ptr %hdl)
  call void @deallocate(ptr %to.free)
  br label %suspend

suspend:
  call void @llvm.coro.end(ptr %hdl, i1 false, token none)
  ret ptr %hdl
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
  %s0 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s0, label %suspend [ i8 0, label %one
                                  i8 1, label %cleanup ]

one:
  %b = add i32 %a, 1
  call void @print(i32 %b)
  %s1 = call i8 @llvm.coro.suspend(token none, i1 true)
  switch i8 %s1, label %suspend [ i8 0, label %cleanup
                                  i8 1, label %cleanup ]

cleanup:
  %c = sub i32 0, %a
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

define i32 @main() {
entry:
  %a = call ptr @top(i32 1)
  %b = call ptr @top(i32 2)
  call void @llvm.coro.resume(ptr %a)
  call void @llvm.coro.destroy(ptr %b)
  call void @llvm.coro.destroy(ptr %a)
  %count = load i32, ptr @allocations
  call void @print(i32 %count)
  ret i32 0
}
