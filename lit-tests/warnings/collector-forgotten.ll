; The rest of the module has a collector, the coroutines have none: their frames hold pointers that nobody finds.
; One that says so is left in peace.
;
; RUN: %spell %s | opt -passes='gc-coro-split' -disable-output 2>&1 | FileCheck %s
; RUN: %spell %s | not opt -passes='gc-coro-split<strict>' -disable-output 2>&1 | FileCheck --check-prefix=STRICT %s
; RUN: %spell %s | opt -passes='gc-coro-split<gc=none;strict>' -disable-output 2>&1 | FileCheck --allow-empty --check-prefix=SILENT %s
; RUN: %spell %s | opt -passes='gc-coro-split' -disable-output -pass-remarks-missed=gc-coro 2>&1 | FileCheck --check-prefix=REMARK %s

; SILENT-NOT: {{.}}
; CHECK: {{^}}warning: gc-coro-split: in function 'value': 'o' is used after a suspend point, but the coroutine has no collector model{{$}}
; CHECK-NEXT: {{^}}note: it holds a pointer of the kind that the collector of 'main' (gc "statepoint-example") tracks, and no collector will find it in the frame{{$}}
; CHECK-NEXT: {{^}}help: give the coroutine gc "statepoint-example" as well, or "gc-coro-model"="none" if nothing in it is collected{{$}}
; CHECK-NEXT: {{^}}warning: gc-coro-split: in function 'object': 'slot' is used after a suspend point, but the coroutine has no collector model{{$}}
; CHECK-NEXT: {{^}}    %slot = alloca ptr addrspace(1), align 8{{$}}
; CHECK-NEXT: {{^}}note: it holds a pointer of the kind that the collector of 'main' (gc "statepoint-example") tracks, and no collector will find it in the frame{{$}}
; CHECK-NEXT: {{^}}help: give the coroutine gc "statepoint-example" as well, or "gc-coro-model"="none" if nothing in it is collected{{$}}
; CHECK-NOT: {{.}}

; STRICT: {{^}}error: gc-coro-split: in function 'value': 'o' is used after a suspend point, but the coroutine has no collector model{{$}}
; STRICT-NEXT: {{^}}note: it holds a pointer of the kind that the collector of 'main' (gc "statepoint-example") tracks, and no collector will find it in the frame{{$}}
; STRICT-NEXT: {{^}}help: give the coroutine gc "statepoint-example" as well, or "gc-coro-model"="none" if nothing in it is collected{{$}}
; STRICT-NEXT: {{^}}error: gc-coro-split: in function 'object': 'slot' is used after a suspend point, but the coroutine has no collector model{{$}}
; STRICT-NEXT: {{^}}    %slot = alloca ptr addrspace(1), align 8{{$}}
; STRICT-NEXT: {{^}}note: it holds a pointer of the kind that the collector of 'main' (gc "statepoint-example") tracks, and no collector will find it in the frame{{$}}
; STRICT-NEXT: {{^}}help: give the coroutine gc "statepoint-example" as well, or "gc-coro-model"="none" if nothing in it is collected{{$}}

; REMARK: remark: {{.*}} 'value': 'o' is used after a suspend point, but the coroutine has no collector model{{$}}

declare void @use(ptr addrspace(1))
declare void @fill(ptr)

define ptr @value(ptr addrspace(1) %o) presplitcoroutine {
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

define ptr @object() presplitcoroutine {
  %id = call token @llvm.coro.id(i32 0, ptr null, ptr null, ptr null)
  %size = call i64 @llvm.coro.size.i64()
  %align = call i64 @llvm.coro.align.i64()
  %mem = call ptr @allocate(i64 %size, i64 %align)
  %hdl = call ptr @llvm.coro.begin(token %id, ptr %mem)
  %slot = alloca ptr addrspace(1), align 8
  call void @fill(ptr %slot)
  %s = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s, label %suspend [ i8 0, label %resumed
                                 i8 1, label %cleanup ]

resumed:
  call void @fill(ptr %slot)
  br label %cleanup

cleanup:
  %to.free = call ptr @llvm.coro.free(token %id, ptr %hdl)
  call void @deallocate(ptr %to.free)
  br label %suspend

suspend:
  call void @llvm.coro.end(ptr %hdl, i1 false, token none)
  ret ptr %hdl
}

define ptr @said(ptr addrspace(1) %o) presplitcoroutine "gc-coro-model"="none" {
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

define i32 @main() gc "statepoint-example" {
  ret i32 0
}
