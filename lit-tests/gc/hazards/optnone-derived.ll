; In an optnone function LLVM's split (19 and 22) stores the derived pointer itself, which
; must never be in memory. gc-coro stores the object's.
;
; REQUIRES: since-17
; RUN: %spell %s | %stock-split | FileCheck %s --check-prefix=STOCK
; RUN: %spell %s | %split | FileCheck %s --check-prefix=CHECK

; STOCK: store ptr addrspace(11) %field, ptr %field.spill.addr

; CHECK-NOT: store ptr addrspace(11)
; CHECK: store ptr addrspace(10) %obj, ptr %obj.spill.addr
; CHECK-NOT: store ptr addrspace(11)

define ptr @f(ptr addrspace(10) %obj) presplitcoroutine noinline optnone gc "julia" {
entry:
  %pgcstack = call ptr @julia.get_pgcstack()
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
  %into = addrspacecast ptr addrspace(10) %obj to ptr addrspace(11)
  %field = getelementptr i8, ptr addrspace(11) %into, i64 8
  call void @jl_use11(ptr addrspace(11) %field)
  %s = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s, label %suspend [ i8 0, label %resumed
                                 i8 1, label %cleanup ]

resumed:
  call void @jl_use11(ptr addrspace(11) %field)
  br label %cleanup

cleanup:
  %to.free = call ptr @llvm.coro.free(token %id, ptr %hdl)
  call void @deallocate(ptr %to.free)
  br label %suspend

suspend:
  call void @llvm.coro.end(ptr %hdl, i1 false, token none)
  ret ptr %hdl
}
