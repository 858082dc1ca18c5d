; LLVM 16 marks no symmetric transfer. A call of a resume function from which the path
; leads straight to the return is a tail call in the resume clone, and only there: not
; where something is left to do, and not in the ramp, which has another type.
;
; REQUIRES: powerpc-registered-target
; UNSUPPORTED: since-19
; RUN: %spell %s | %split | FileCheck --implicit-check-not=musttail %s
; RUN: %spell %s | %split -mtriple=powerpc64le-unknown-linux-gnu | FileCheck --check-prefix=PLAIN --implicit-check-not=musttail %s

; CHECK-LABEL: define ptr @straight(
; CHECK:       call[[CC]]void
; CHECK-LABEL: define internal{{ (fastcc )?}}void @straight.resume(
; CHECK:       musttail call[[CC]]void %{{.*}}(ptr %{{.*}})
; CHECK-NEXT:  ret void
; CHECK-LABEL: define internal{{ (fastcc )?}}void @straight.destroy(

; CHECK-LABEL: define internal{{ (fastcc )?}}void @result.decided.by.phi.resume(
; CHECK:       musttail call[[CC]]void %{{.*}}(ptr %{{.*}})
; CHECK-NEXT:  ret void

; CHECK-LABEL: define internal{{ (fastcc )?}}void @saved.after.resume(
; CHECK:       call[[CC]]void
; CHECK:       store
; CHECK-LABEL: define internal{{ (fastcc )?}}void @printed.after.resume(
; CHECK:       call[[CC]]void
; CHECK:       call void @print

; PowerPC makes no tail call of one over a pointer.
; PLAIN-LABEL: define internal{{ (fastcc )?}}void @straight.resume(
; PLAIN:       call[[CC]]void %{{.*}}(ptr %{{.*}})
; PLAIN-NEXT:  ret void

define ptr @straight(ptr %other) presplitcoroutine {
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
  %ramp.save = call token @llvm.coro.save(ptr null)
  call void @llvm.coro.resume(ptr %other)
  %s0 = call i8 @llvm.coro.suspend(token %ramp.save, i1 false)
  switch i8 %s0, label %suspend [ i8 0, label %go
                                  i8 1, label %free ]

go:
  %save = call token @llvm.coro.save(ptr null)
  call void @llvm.coro.resume(ptr %other)
  %s1 = call i8 @llvm.coro.suspend(token %save, i1 false)
  switch i8 %s1, label %suspend [ i8 0, label %free
                                  i8 1, label %free ]

free:
  %to.free = call ptr @llvm.coro.free(token %id, ptr %hdl)
  call void @deallocate(ptr %to.free)
  br label %suspend

suspend:
  call void @llvm.coro.end(ptr %hdl, i1 false, token none)
  ret ptr %hdl
}

define ptr @result.decided.by.phi(ptr %other) presplitcoroutine {
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
  %s0 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s0, label %suspend [ i8 0, label %go
                                  i8 1, label %free ]

go:
  %save = call token @llvm.coro.save(ptr null)
  call void @llvm.coro.resume(ptr %other)
  %s1 = call i8 @llvm.coro.suspend(token %save, i1 false)
  br label %decide

decide:
  %what = phi i8 [ %s1, %go ]
  switch i8 %what, label %suspend [ i8 0, label %free
                                    i8 1, label %free ]

free:
  %to.free = call ptr @llvm.coro.free(token %id, ptr %hdl)
  call void @deallocate(ptr %to.free)
  br label %suspend

suspend:
  call void @llvm.coro.end(ptr %hdl, i1 false, token none)
  ret ptr %hdl
}

define ptr @saved.after(ptr %other) presplitcoroutine {
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
  %s0 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s0, label %suspend [ i8 0, label %go
                                  i8 1, label %free ]

go:
  call void @llvm.coro.resume(ptr %other)
  %save = call token @llvm.coro.save(ptr null)
  %s1 = call i8 @llvm.coro.suspend(token %save, i1 false)
  switch i8 %s1, label %suspend [ i8 0, label %free
                                  i8 1, label %free ]

free:
  %to.free = call ptr @llvm.coro.free(token %id, ptr %hdl)
  call void @deallocate(ptr %to.free)
  br label %suspend

suspend:
  call void @llvm.coro.end(ptr %hdl, i1 false, token none)
  ret ptr %hdl
}

define ptr @printed.after(ptr %other) presplitcoroutine {
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
  %s0 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s0, label %suspend [ i8 0, label %go
                                  i8 1, label %free ]

go:
  %save = call token @llvm.coro.save(ptr null)
  call void @llvm.coro.resume(ptr %other)
  call void @print(i32 7)
  %s1 = call i8 @llvm.coro.suspend(token %save, i1 false)
  switch i8 %s1, label %suspend [ i8 0, label %free
                                  i8 1, label %free ]

free:
  %to.free = call ptr @llvm.coro.free(token %id, ptr %hdl)
  call void @deallocate(ptr %to.free)
  br label %suspend

suspend:
  call void @llvm.coro.end(ptr %hdl, i1 false, token none)
  ret ptr %hdl
}
