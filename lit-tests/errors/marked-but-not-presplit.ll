; "gc-coro" asks for a split, but without presplitcoroutine no pass takes the function for a coroutine.
;
; RUN: %spell %s | not opt -passes='gc-coro-split' -disable-output 2>&1 | FileCheck %s
; RUN: %spell %s | not opt -passes='default<O0>' -disable-output 2>&1 | FileCheck %s
; RUN: %spell %s | not opt -passes='default<O2>' -disable-output 2>&1 | FileCheck %s

; CHECK: {{^}}error: gc-coro-{{split|mark}}: in function 'f': the coroutine has the attribute "gc-coro", which asks for a split, but not presplitcoroutine{{$}}
; CHECK-NEXT: {{^}}    %id = call token @llvm.coro.id(i32 0, ptr null, ptr {{null|@f}}, ptr null){{$}}
; CHECK-NEXT: {{^}}note: no pass splits a function without presplitcoroutine{{$}}
; CHECK-NEXT: {{^}}help: give it presplitcoroutine as well{{$}}
; CHECK-NOT: {{.}}

define ptr @f(i32 %n) "gc-coro" {
  %id = call token @llvm.coro.id(i32 0, ptr null, ptr null, ptr null)
  %size = call i64 @llvm.coro.size.i64()
  %align = call i64 @llvm.coro.align.i64()
  %mem = call ptr @allocate(i64 %size, i64 %align)
  %hdl = call ptr @llvm.coro.begin(token %id, ptr %mem)
  %s = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s, label %suspend [ i8 0, label %resumed
                                 i8 1, label %cleanup ]

resumed:
  call void @print(i32 %n)
  br label %cleanup

cleanup:
  %to.free = call ptr @llvm.coro.free(token %id, ptr %hdl)
  call void @deallocate(ptr %to.free)
  br label %suspend

suspend:
  call void @llvm.coro.end(ptr %hdl, i1 false, token none)
  ret ptr %hdl
}
