; marked-only, and nothing is marked: by name that is a mistake. What comes into a standard pipeline by itself looks at every
; module, and says so in a remark for those who ask.
;
; RUN: %spell %s | opt -passes='gc-coro-split<marked-only>' -disable-output 2>&1 | FileCheck %s
; RUN: %spell %s | opt -passes='default<O1>' -disable-output 2>&1 | FileCheck --allow-empty --check-prefix=SILENT %s
; RUN: %spell %s | opt -passes='default<O1>' -disable-output -pass-remarks-missed=gc-coro 2>&1 | FileCheck --check-prefix=REMARK %s
; RUN: %spell %s | sed 's/@second(i32 %n) presplitcoroutine/& "gc-coro"/' | opt -passes='gc-coro-split<marked-only>' -disable-output 2>&1 | FileCheck --allow-empty --check-prefix=SILENT %s

; SILENT-NOT: {{.}}
; CHECK: {{^}}warning: gc-coro-split: in function 'first': no function of the module is marked "gc-coro", so marked-only splits none of its coroutines{{$}}
; CHECK-NEXT: {{^}}note: there are 2 of them; this is the first{{$}}
; CHECK-NEXT: {{^}}help: mark them, or leave out marked-only{{$}}
; CHECK-NOT: {{.}}
; REMARK: remark: {{.*}} 'first' left to LLVM's split: it is not marked "gc-coro"
; REMARK-NEXT: remark: {{.*}} 'second' left to LLVM's split: it is not marked "gc-coro"

define ptr @first(i32 %n) presplitcoroutine {
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

define ptr @second(i32 %n) presplitcoroutine {
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
