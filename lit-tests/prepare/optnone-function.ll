; An optnone function is prepared too: noinline is what optnone asks for.
; RUN: %prepare | FileCheck %s
; RUN: %standard-O0 | FileCheck %s --check-prefix=OUT
; CHECK: define i64 @f() #[[F:[0-9]+]]
; CHECK: attributes #[[F]] = { noinline optnone presplitcoroutine "gc-coro"
; OUT: 41
@kept = global ptr addrspace(10) null
define i64 @f() optnone noinline "gc-coro-allocate"="new_frame" "gc-coro-model"="julia" {
  %x = alloca i64
  store i64 40, ptr %x
  %r = call %none @gc.coro.await(ptr @f, ptr addrspace(10) null, i32 0)
  %w = extractvalue %none %r, 1
  br i1 %w, label %cont, label %first
first:
  %h = extractvalue %none %r, 0
  store ptr addrspace(10) %h, ptr @kept
  ret i64 0
cont:
  %v = load i64, ptr %x
  %s = add i64 %v, 1
  ret i64 %s
}
define i32 @main() {
  %x = call i64 @f()
  %h = load ptr addrspace(10), ptr @kept
  %v = call i64 (ptr addrspace(10), ...) @gc.coro.resume.i64(ptr addrspace(10) %h)
  call void @print(i64 %v)
  ret i32 0
}
