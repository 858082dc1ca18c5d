; A standard pipeline splits what is marked "gc-coro" only. A coroutine with a collector that is not is LLVM's, which knows
; no collector. Of others nothing is said.
;
; RUN: %spell %s | opt -passes='default<O2>' -disable-output 2>&1 | FileCheck %s
; RUN: %spell %s | opt -passes='default<O0>' -disable-output 2>&1 | FileCheck %s
; RUN: %spell %s | opt -passes='gc-coro-split<marked-only>' -disable-output 2>&1 | FileCheck %s
; RUN: %spell %s | not opt -passes='gc-coro-split<marked-only;strict>' -disable-output 2>&1 | FileCheck --check-prefix=STRICT %s
; RUN: %spell %s | opt -passes='default<O2>' -gc-coro-split-all -disable-output 2>&1 | FileCheck --allow-empty --check-prefix=SILENT %s
; RUN: %spell %s | opt -passes='default<O2>' -disable-output -pass-remarks-missed=gc-coro 2>&1 | FileCheck --check-prefix=REMARK %s

; SILENT-NOT: {{.}}
; CHECK: {{^}}warning: gc-coro-{{split|mark}}: in function 'left': the coroutine has gc "statepoint-example" but not the attribute "gc-coro", so it is left to LLVM's own split{{$}}
; CHECK-NEXT: {{^}}note: no collector finds the tracked pointers in the frames of LLVM's split{{$}}
; CHECK-NEXT: {{^}}help: give it "gc-coro", or split all coroutines of the module (gc-coro-split without marked-only, or -gc-coro-split-all){{$}}
; CHECK-NOT: {{.}}
; STRICT: {{^}}error: gc-coro-split: in function 'left': the coroutine has gc "statepoint-example" but not the attribute "gc-coro", so it is left to LLVM's own split{{$}}
; STRICT-NEXT: {{^}}note: no collector finds the tracked pointers in the frames of LLVM's split{{$}}
; STRICT-NEXT: {{^}}help: give it "gc-coro", or split all coroutines of the module (gc-coro-split without marked-only, or -gc-coro-split-all){{$}}
; REMARK: remark: {{.*}} 'left' left to LLVM's split: it is not marked "gc-coro"
; REMARK-NEXT: remark: {{.*}} 'plain' left to LLVM's split: it is not marked "gc-coro"
; REMARK-NEXT: remark: {{.*}} 'left': the coroutine has gc "statepoint-example" but not the attribute "gc-coro", so it is left to LLVM's own split{{$}}

declare void @use(ptr addrspace(1))

define ptr @left(ptr addrspace(1) %o) presplitcoroutine gc "statepoint-example" {
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

define ptr @marked(ptr addrspace(1) %o) presplitcoroutine "gc-coro" gc "statepoint-example" {
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

define ptr @plain(i32 %n) presplitcoroutine {
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
