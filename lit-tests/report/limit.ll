; A frame of more bytes than the user wants is warned of, with what has most of them. `strict` makes an error of it.
;
; RUN: %spell %s | opt -passes='coro-early,gc-coro-split<frame-larger-than=63>' -disable-output 2>&1 | FileCheck %s
; RUN: %spell %s | opt -passes='coro-early,gc-coro-split' -gc-coro-frame-larger-than=63 -disable-output 2>&1 | FileCheck %s
; RUN: %spell %s | env GC_CORO_FRAME_LARGER_THAN=63 opt -passes='coro-early,gc-coro-split' -disable-output 2>&1 | FileCheck %s
; RUN: %spell %s | not opt -passes='coro-early,gc-coro-split<frame-larger-than=63;strict>' -disable-output 2>&1 | FileCheck %s
; RUN: %spell %s | opt -passes='coro-early,gc-coro-split<frame-larger-than=64>' -disable-output 2>&1 | FileCheck --allow-empty --check-prefix=NONE %s
; RUN: %spell %s | not env GC_CORO_FRAME_LARGER_THAN=1k opt -passes='coro-early,gc-coro-split' -disable-output 2>&1 | FileCheck --check-prefix=BAD %s
; RUN: %spell %s | not opt -passes='coro-early,gc-coro-split<report=/nowhere/r.json>' -disable-output 2>&1 | FileCheck --check-prefix=NOWHERE %s

; CHECK:      {{^(warning|error)}}: gc-coro-split: in function 'f': the frame has 64 bytes, and the limit is 63
; CHECK-NEXT: {{^}}note: 40 bytes of it are 'big'
; CHECK-NEXT: {{^}}help: a report (-gc-coro-report=FILE) says what is in it, and what keeps that alive
; CHECK-NOT:  in function 'g'
; NONE-NOT:   gc-coro
; BAD:        error: gc-coro-split: GC_CORO_FRAME_LARGER_THAN=1k: this is no number of bytes
; NOWHERE:    error: gc-coro-split: cannot open the report '/nowhere/r.json': No such file or directory

declare void @look(ptr)

define ptr @f() presplitcoroutine {
entry:
  %big = alloca [5 x i64]
  %id = call token @llvm.coro.id(i32 0, ptr null, ptr null, ptr null)
  %size = call i64 @llvm.coro.size.i64()
  %align = call i64 @llvm.coro.align.i64()
  %mem = call ptr @allocate(i64 %size, i64 %align)
  %hdl = call ptr @llvm.coro.begin(token %id, ptr %mem)
  %number = call i64 @opaque64(i64 1)
  call void @look(ptr %big)
  %s = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s, label %suspend [ i8 0, label %resumed
                                 i8 1, label %cleanup ]
resumed:
  call void @look(ptr %big)
  call void @print64(i64 %number)
  br label %cleanup
cleanup:
  %to.free = call ptr @llvm.coro.free(token %id, ptr %hdl)
  call void @deallocate(ptr %to.free)
  br label %suspend
suspend:
  call void @llvm.coro.end(ptr %hdl, i1 false, token none)
  ret ptr %hdl
}

define ptr @g() presplitcoroutine {
entry:
  %id = call token @llvm.coro.id(i32 0, ptr null, ptr null, ptr null)
  %size = call i64 @llvm.coro.size.i64()
  %align = call i64 @llvm.coro.align.i64()
  %mem = call ptr @allocate(i64 %size, i64 %align)
  %hdl = call ptr @llvm.coro.begin(token %id, ptr %mem)
  %s = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s, label %suspend [ i8 0, label %cleanup
                                 i8 1, label %cleanup ]
cleanup:
  %to.free = call ptr @llvm.coro.free(token %id, ptr %hdl)
  call void @deallocate(ptr %to.free)
  br label %suspend
suspend:
  call void @llvm.coro.end(ptr %hdl, i1 false, token none)
  ret ptr %hdl
}
