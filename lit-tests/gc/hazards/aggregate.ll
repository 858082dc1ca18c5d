; A struct with a tracked pointer: LLVM's split stores it whole, and what of it is live at a
; call no statepoint sees. In ours its leaves are values of their own: the pointer in the
; pointer area, the number in the byte area, no struct in the frame.
;
; RUN: %spell %s | %stock-split | FileCheck %s --check-prefix=STOCK
; RUN: %spell %s | %split | FileCheck %s --check-prefix=CHECK
; RUN: %spell %s | %frames | FileCheck %s --check-prefix=FRAME

; STOCK-LABEL: define ptr @f(
; STOCK: store { ptr addrspace(1), i64 } %both, ptr %both.spill.addr

; CHECK-NOT: store { ptr addrspace(1), i64 }
; CHECK-LABEL: define ptr @f(
; CHECK: store ptr addrspace(1) %{{[^,]*}}, ptr %{{.*}}.spill.addr
; CHECK-LABEL: define internal{{ (fastcc )?}}void @f.resume(
; CHECK-NOT: load { ptr addrspace(1), i64 }
; CHECK: call void @gc_use(ptr addrspace(1) %{{.*}}reload

; FRAME: frame of 'f': 40 bytes
; FRAME: pointer area: 1 word at 16;
; FRAME-NEXT: state 0: 16{{$}}

declare { ptr addrspace(1), i64 } @gc_pair()

define ptr @f() presplitcoroutine gc "statepoint-example" {
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
  %both = call { ptr addrspace(1), i64 } @gc_pair()
  call void @gc_safepoint()
  %s = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s, label %suspend [ i8 0, label %resumed
                                 i8 1, label %cleanup ]

resumed:
  %obj = extractvalue { ptr addrspace(1), i64 } %both, 0
  call void @gc_use(ptr addrspace(1) %obj)
  %number = extractvalue { ptr addrspace(1), i64 } %both, 1
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
