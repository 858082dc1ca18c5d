; A variable of the frame holds the plain address of an object, or a number that becomes a pointer again: no collector updates it. A number
; that stays one is a hash.
;
; RUN: %spell %s | opt -passes='gc-coro-split' -disable-output 2>&1 | FileCheck %s
; RUN: %spell %s | not opt -passes='gc-coro-split<strict>' -disable-output 2>&1 | FileCheck %s

; CHECK:      {{^(warning|error)}}: gc-coro-split: in function 'f': the variable 'address' is kept across a suspend point and holds the plain address of collected memory{{$}}
; CHECK-NEXT:     store ptr %cast, ptr %address
; CHECK-NEXT: {{^}}note: no collector updates a plain address, or a number made of one{{$}}
; CHECK-NEXT: {{^}}help: keep the tracked pointer instead, and cast it after the suspend point{{$}}
; CHECK:      {{^(warning|error)}}: gc-coro-split: in function 'f': the variable 'number' is kept across a suspend point and holds the plain address of collected memory{{$}}
; CHECK-NEXT:     store i64 %bits, ptr %number
; CHECK-NOT:  gc-coro-split

declare ptr addrspace(1) @new()
declare void @look(ptr)

define ptr @f() presplitcoroutine gc "statepoint-example" {
entry:
  %address = alloca ptr
  %number = alloca i64
  %hash = alloca i64
  %id = call token @llvm.coro.id(i32 0, ptr null, ptr null, ptr null)
  %size = call i64 @llvm.coro.size.i64()
  %align = call i64 @llvm.coro.align.i64()
  %mem = call ptr @allocate(i64 %size, i64 %align)
  %hdl = call ptr @llvm.coro.begin(token %id, ptr %mem)
  %o = call ptr addrspace(1) @new()
  %cast = addrspacecast ptr addrspace(1) %o to ptr
  store ptr %cast, ptr %address
  %bits = ptrtoint ptr addrspace(1) %o to i64
  store i64 %bits, ptr %number
  store i64 %bits, ptr %hash
  %s = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s, label %suspend [ i8 0, label %resumed
                                 i8 1, label %cleanup ]

resumed:
  %again = load ptr, ptr %address
  call void @look(ptr %again)
  %old = load i64, ptr %number
  %made = inttoptr i64 %old to ptr
  call void @look(ptr %made)
  %still = load i64, ptr %hash
  call void @print64(i64 %still)
  br label %cleanup

cleanup:
  %to.free = call ptr @llvm.coro.free(token %id, ptr %hdl)
  call void @deallocate(ptr %to.free)
  br label %suspend

suspend:
  call void @llvm.coro.end(ptr %hdl, i1 false, token none)
  ret ptr %hdl
}
