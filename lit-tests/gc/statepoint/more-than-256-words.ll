; The same for an array and values of more than 256 words together: five words for each
; map. The array is in all maps.
;
; RUN: %spell %s > %t.in.ll
; RUN: %split %t.in.ll > %t.ll
; RUN: opt -passes='coro-early,print<gc-coro-frames;json>' -disable-output %t.in.ll > %t.json
; RUN: %descriptors %t.json < %t.ll | FileCheck %s

; CHECK: pointer_count=303 {{.*}}map_words=5
; CHECK-NEXT: state 0: 16 24 {{.*}} 2432{{$}}
; CHECK-NEXT: state 1: {{.*}}
; CHECK-NEXT: state 2: {{.*}}

define ptr @f() presplitcoroutine gc "statepoint-example" {
entry:
  %many = alloca [300 x ptr addrspace(1)]
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
  call void @escape(ptr %many)
  %a = call ptr addrspace(1) @gc_alloc()
  %b = call ptr addrspace(1) @gc_alloc()
  %c = call ptr addrspace(1) @gc_alloc()
  %s0 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s0, label %suspend [ i8 0, label %r0
                                  i8 1, label %cleanup ]

r0:
  call void @gc_use(ptr addrspace(1) %a)
  call void @gc_use(ptr addrspace(1) %b)
  call void @gc_use(ptr addrspace(1) %c)
  %s1 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s1, label %suspend [ i8 0, label %r1
                                  i8 1, label %cleanup ]

r1:
  call void @escape(ptr %many)
  br label %cleanup

cleanup:
  %to.free = call ptr @llvm.coro.free(token %id, ptr %hdl)
  call void @deallocate(ptr %to.free)
  br label %suspend

suspend:
  call void @llvm.coro.end(ptr %hdl, i1 false, token none)
  ret ptr %hdl
}
