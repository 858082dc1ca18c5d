; Continuations that run the same later code can share it: each calls the shared body with the number of its await. What an await has
; captured is loaded from a frame of its own layout where the body is entered.
; RUN: %await-O0 | FileCheck %s
; RUN: %await-late | FileCheck %s
; RUN: %await-shared | FileCheck %s
; RUN: cat %S/runtime.inc %s | opt -S -passes='gc-coro-split<gc=julia;share-code=always>' | FileCheck %s --check-prefix=BODY
; RUN: cat %S/runtime.inc %s | opt -S -passes='gc-coro-split<gc=julia;share-code=never>' | FileCheck %s --check-prefix=OWN
; Few instructions: the copies are small.
; RUN: cat %S/runtime.inc %s | opt -S -passes='gc-coro-split<gc=julia>' | FileCheck %s --check-prefix=OWN
; RUN: cat %S/runtime.inc %s | opt -S -passes='gc-coro-split<gc=julia;share-code=always>,gc-coro-verify<gc=julia>' -disable-output
; RUN: cat %S/runtime.inc %s | opt -passes='print<gc-coro-spill-plan;gc=julia;share-code=always>' -disable-output | FileCheck %s --check-prefix=PLAN

; The first path, and then the second continuation before the first, each with its own variable.
; CHECK: {{^}}7{{$}}
; CHECK-NEXT: {{^}}207{{$}}
; CHECK-NEXT: {{^}}2{{$}}
; CHECK-NEXT: {{^}}109{{$}}
; CHECK-NEXT: {{^}}3{{$}}

; BODY-LABEL: define internal void @f.await.shared.0(ptr addrspace(10) %frame, i32 %number)
; BODY: switch i32 %number, label %number.invalid [
; BODY-NEXT: i32 0, label %unpack.0
; BODY-NEXT: i32 2, label %unpack.2
; BODY-NEXT: ]
; BODY: unpack.0:
; BODY: call void @llvm.memcpy
; BODY-LABEL: define internal void @f.await.shared.1(ptr addrspace(10) %frame, i64 %{{.*}}, i32 %number)
; BODY: switch i32 %number, label %number.invalid [
; BODY-NEXT: i32 1, label %unpack.1
; BODY-NEXT: ]
; BODY-LABEL: define internal void @f.await.0(ptr addrspace(10) %frame)
; BODY-NEXT: entry:
; BODY-NEXT: tail call void @f.await.shared.0(ptr addrspace(10) %frame, i32 0)
; BODY-NEXT: ret void
; BODY-LABEL: define internal void @f.await.1(ptr addrspace(10) %frame, i64 %{{.*}})
; BODY: tail call void @f.await.shared.1(ptr addrspace(10) %frame, i64 %{{.*}}, i32 1)

; OWN-NOT: shared

; PLAN: shared 0
; PLAN: shared 1

@handles = internal global [3 x ptr addrspace(10)] zeroinitializer
declare void @gc.coro.resume.void(ptr addrspace(10), ...)

define void @f(i64 %n) presplitcoroutine noinline "gc-coro" "gc-coro-allocate"="new_frame" {
entry:
  %x = alloca i64
  store i64 %n, ptr %x
  %r0 = call %none @gc.coro.await(ptr @f, ptr addrspace(10) null, i32 0)
  %h0 = extractvalue %none %r0, 0
  %resumed0 = extractvalue %none %r0, 1
  br i1 %resumed0, label %later0, label %now0
now0:
  store ptr addrspace(10) %h0, ptr @handles
  br label %second
later0:
  %old = load i64, ptr %x
  %new = add i64 %old, 2
  store i64 %new, ptr %x
  br label %second
second:
  %base = phi i64 [ 0, %now0 ], [ 100, %later0 ]
  %r1 = call %i64 @gc.coro.await.i64(ptr @f, ptr addrspace(10) null, i32 0)
  %h1 = extractvalue %i64 %r1, 0
  %resumed1 = extractvalue %i64 %r1, 1
  %v = extractvalue %i64 %r1, 2
  br i1 %resumed1, label %later1, label %now1
now1:
  store ptr addrspace(10) %h1, ptr getelementptr ([3 x ptr addrspace(10)], ptr @handles, i64 0, i64 1)
  br label %third
later1:
  br label %third
third:
  %more = phi i64 [ 0, %now1 ], [ %v, %later1 ]
  %r2 = call %none @gc.coro.await(ptr @f, ptr addrspace(10) null, i32 0)
  %resumed2 = extractvalue %none %r2, 1
  %h2 = extractvalue %none %r2, 0
  br i1 %resumed2, label %later2, label %now2
now2:
  store ptr addrspace(10) %h2, ptr getelementptr ([3 x ptr addrspace(10)], ptr @handles, i64 0, i64 2)
  %last = load i64, ptr %x
  %sum = add i64 %last, %base
  %all = add i64 %sum, %more
  call void @print(i64 %all)
  ret void
later2:
  call void @print(i64 3)
  ret void
}

define i32 @main() {
  call void @f(i64 7)
  %h1 = load ptr addrspace(10), ptr getelementptr ([3 x ptr addrspace(10)], ptr @handles, i64 0, i64 1)
  call void (ptr addrspace(10), ...) @gc.coro.resume.void(ptr addrspace(10) %h1, i64 200)
  call void @print(i64 2)
  %h0 = load ptr addrspace(10), ptr @handles
  call void (ptr addrspace(10), ...) @gc.coro.resume.void(ptr addrspace(10) %h0)
  %h2 = load ptr addrspace(10), ptr getelementptr ([3 x ptr addrspace(10)], ptr @handles, i64 0, i64 2)
  call void (ptr addrspace(10), ...) @gc.coro.resume.void(ptr addrspace(10) %h2)
  ret i32 0
}
