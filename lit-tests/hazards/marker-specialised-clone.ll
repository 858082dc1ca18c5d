; LLVM 19 specialises the function for its arguments; each clone's continuation is its own, whatever the self operand says.
; RUN: %standard-O0 | FileCheck %s
; RUN: %standard-O1 | FileCheck %s
; RUN: %standard-O2 | FileCheck %s
; RUN: %standard-O3 | FileCheck %s
; RUN: %standard-Os | FileCheck %s
; RUN: %late-O1 | FileCheck %s
; RUN: %late-O2 | FileCheck %s
; RUN: %late-O3 | FileCheck %s
; RUN: %late-Os | FileCheck %s
; CHECK: {{^}}30{{$}}
; CHECK-NEXT: {{^}}30{{$}}
; CHECK-NEXT: {{^}}60{{$}}
@kept = global ptr addrspace(10) null
define void @publish(ptr addrspace(10) %h) noinline {
  store ptr addrspace(10) %h, ptr @kept
  ret void
}
define i64 @resume_kept() noinline {
  %h = load ptr addrspace(10), ptr @kept
  %v = call i64 (ptr addrspace(10), ...) @gc.coro.resume.i64(ptr addrspace(10) %h)
  ret i64 %v
}
define i64 @double(i64 %x) noinline {
  %v = mul i64 %x, 2
  ret i64 %v
}
define i64 @triple(i64 %x) noinline {
  %v = mul i64 %x, 3
  ret i64 %v
}
define internal i64 @f(ptr %fn, i64 %k) "gc-coro-allocate"="new_frame" "gc-coro-model"="julia" {
  %a = call i64 %fn(i64 %k)
  %r = call %none @gc.coro.await(ptr @f, ptr addrspace(10) null, i32 0)
  %w = extractvalue %none %r, 1
  br i1 %w, label %cont, label %first
first:
  %h = extractvalue %none %r, 0
  call void @publish(ptr addrspace(10) %h)
  ret i64 %a
cont:
  %b = call i64 %fn(i64 %a)
  ret i64 %b
}
define i32 @main() {
  %r = call i64 @f(ptr @triple, i64 10)
  call void @print(i64 %r)
  %s = call i64 @f(ptr @double, i64 15)
  call void @print(i64 %s)
  %v = call i64 @resume_kept()
  call void @print(i64 %v)
  ret i32 0
}
