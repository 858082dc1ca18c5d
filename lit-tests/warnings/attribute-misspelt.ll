; An attribute that gc-coro does not know, but almost. Those of others are theirs.
;
; RUN: %spell %s | opt -passes='gc-coro-split' -disable-output 2>&1 | FileCheck %s
; RUN: %spell %s | not opt -passes='gc-coro-split<strict>' -disable-output 2>&1 | FileCheck --check-prefix=STRICT %s

; CHECK: {{^}}warning: gc-coro-split: in function 'f': the function attribute "gc-coro-alocate" is unknown and has no effect{{$}}
; CHECK-NEXT: {{^}}help: did you mean "gc-coro-allocate"?{{$}}
; CHECK-NEXT: {{^}}warning: gc-coro-split: in function 'f': the function attribute "gc_coro" is unknown and has no effect{{$}}
; CHECK-NEXT: {{^}}help: did you mean "gc-coro"?{{$}}
; CHECK-NOT: {{.}}
; STRICT: {{^}}error: gc-coro-split: in function 'f': the function attribute "gc-coro-alocate" is unknown and has no effect{{$}}
; STRICT-NEXT: {{^}}help: did you mean "gc-coro-allocate"?{{$}}
; STRICT-NEXT: {{^}}error: gc-coro-split: in function 'f': the function attribute "gc_coro" is unknown and has no effect{{$}}
; STRICT-NEXT: {{^}}help: did you mean "gc-coro"?{{$}}

declare void @use(ptr addrspace(1))

define ptr @f(ptr addrspace(1) %o) presplitcoroutine "gc-coro-alocate"="x" "gc_coro" "frame-pointer"="all" gc "statepoint-example" {
  %id = call token @llvm.coro.id(i32 0, ptr null, ptr null, ptr null)
  %size = call i64 @llvm.coro.size.i64()
  %align = call i64 @llvm.coro.align.i64()
  %mem = call ptr @allocate(i64 %size, i64 %align)
  %hdl = call ptr @llvm.coro.begin(token %id, ptr %mem)
  %s = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s, label %suspend [ i8 0, label %resumed
                                 i8 1, label %cleanup ]

resumed:
  call void @use(ptr addrspace(1) %o)
  br label %cleanup

cleanup:
  %to.free = call ptr @llvm.coro.free(token %id, ptr %hdl)
  call void @deallocate(ptr %to.free)
  br label %suspend

suspend:
  call void @llvm.coro.end(ptr %hdl, i1 false, token none)
  ret ptr %hdl
}
