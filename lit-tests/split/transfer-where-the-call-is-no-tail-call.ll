; PowerPC makes no tail call of one over a pointer in another TOC, and WebAssembly makes none
; without its feature: there a symmetric transfer is an ordinary call right before the return.
;
; REQUIRES: since-19
; REQUIRES: powerpc-registered-target, webassembly-registered-target
; RUN: %spell %s | %split-then'coro-cleanup,function(simplifycfg)' -mtriple=x86_64-unknown-linux-gnu | FileCheck --check-prefixes=CHECK,TAIL %s
; RUN: %spell %s | %split-then'coro-cleanup,function(simplifycfg)' -mtriple=powerpc64le-unknown-linux-gnu | FileCheck --check-prefixes=CHECK,PLAIN %s
; RUN: %spell %s | %split-then'coro-cleanup,function(simplifycfg)' -mtriple=wasm32-unknown-unknown | FileCheck --check-prefixes=CHECK,PLAIN %s
; RUN: %spell %s | %split-then'coro-cleanup,function(simplifycfg)' -mtriple=wasm32-unknown-unknown -mattr=+tail-call | FileCheck --check-prefixes=CHECK,TAIL %s

; CHECK-LABEL: define internal{{ (fastcc )?}}void @f.resume(
; CHECK: [[NEXT:%.*]] = call ptr @wrapper(ptr %{{.*}}, ptr %{{.*}})
; PLAIN: {{^ *}}call[[CC]]void %{{.*}}(ptr [[NEXT]])
; TAIL: musttail call[[CC]]void %{{.*}}(ptr [[NEXT]])
; CHECK-NEXT: ret void

declare ptr @wrapper(ptr, ptr)

define ptr @f(ptr %awaiter) presplitcoroutine {
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
  br label %loop

loop:
  %save = call token @llvm.coro.save(ptr null)
  call void @llvm.coro.await.suspend.handle(ptr %awaiter, ptr %hdl, ptr @wrapper)
  %s = call i8 @llvm.coro.suspend(token %save, i1 false)
  switch i8 %s, label %suspend [ i8 0, label %loop
                                 i8 1, label %cleanup ]

cleanup:
  %to.free = call ptr @llvm.coro.free(token %id, ptr %hdl)
  call void @deallocate(ptr %to.free)
  br label %suspend

suspend:
  call void @llvm.coro.end(ptr %hdl, i1 false, token none)
  ret ptr %hdl
}
