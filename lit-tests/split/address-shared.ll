; The address of a slot is made where it is needed first and once for all other places, not once for each of them; a
; function that is not optimised has its addresses where they are used.
;
; UNSUPPORTED: reference
; RUN: %spell %s | opt -S -passes='coro-early,gc-coro-split' | FileCheck %s --implicit-check-not=%v.reload.addr2
; RUN: %spell %s | sed 's/presplitcoroutine/presplitcoroutine optnone noinline/' | opt -S -passes='coro-early,gc-coro-split' \
; RUN:   | FileCheck %s --check-prefix=O0

; CHECK-LABEL: define internal{{ (fastcc )?}}void @f.resume(
; CHECK:       entry.resume:
; CHECK:       [[SHARED:%v.reload.addr[0-9]*]] = getelementptr
; CHECK-NEXT:  switch
; CHECK:       %v.reload = load i32, ptr %v.reload.addr
; CHECK:       load i32, ptr [[SHARED]]
; CHECK:       load i32, ptr [[SHARED]]
; CHECK-LABEL: define internal{{ (fastcc )?}}void @f.destroy(

; O0-LABEL: define internal{{ (fastcc )?}}void @f.resume(
; O0-COUNT-3: getelementptr inbounds i8, ptr %frame, i64 {{[0-9]+}}{{$}}
; O0-LABEL: define internal{{ (fastcc )?}}void @f.destroy(

declare i32 @source()

define ptr @f() presplitcoroutine {
entry:
  %id = call token @llvm.coro.id(i32 0, ptr null, ptr null, ptr null)
  %size = call i64 @llvm.coro.size.i64()
  %align = call i64 @llvm.coro.align.i64()
  %mem = call ptr @allocate(i64 %size, i64 %align)
  %hdl = call noalias ptr @llvm.coro.begin(token %id, ptr %mem)
  %v = call i32 @source()
  %s0 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s0, label %suspend [ i8 0, label %first
                                  i8 1, label %cleanup ]

first:
  call void @print(i32 %v)
  %s1 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s1, label %suspend [ i8 0, label %second
                                  i8 1, label %cleanup ]

second:
  call void @print(i32 %v)
  %s2 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s2, label %suspend [ i8 0, label %third
                                  i8 1, label %cleanup ]

third:
  call void @print(i32 %v)
  br label %cleanup

cleanup:
  %to.free = call ptr @llvm.coro.free(token %id, ptr %hdl)
  call void @deallocate(ptr %to.free)
  br label %suspend

suspend:
  call void @llvm.coro.end(ptr %hdl, i1 false, token none)
  ret ptr %hdl
}
