; AArch64, which Apple calls arm64, has the unwinder of other machines. 32-bit ARM and WebAssembly have others.
;
; RUN: opt -S -passes='gc-coro-landing-pads' -mtriple=arm64-apple-macosx14.0.0 %s | FileCheck %s
; RUN: opt -S -passes='gc-coro-landing-pads' -mtriple=aarch64-unknown-linux-gnu %s | FileCheck %s
; RUN: not opt -S -passes='gc-coro-landing-pads' -mtriple=armv7-unknown-linux-gnueabihf %s 2>&1 | FileCheck %s --check-prefix=OTHER
; RUN: not opt -S -passes='gc-coro-landing-pads' -mtriple=wasm32-unknown-unknown %s 2>&1 | FileCheck %s --check-prefix=OTHER

; CHECK: define internal void @f.invoke.0(
; OTHER: error: gc-coro-landing-pads: in function 'f': {{.*}}: the target has no _Unwind_Resume

declare void @callee()
declare void @use(ptr addrspace(1))
declare i32 @__gxx_personality_v0(...)

define void @f(ptr addrspace(1) %object) gc "statepoint-example" personality ptr @__gxx_personality_v0 {
  invoke void @callee() to label %ok unwind label %pad
ok:
  ret void
pad:
  %pair = landingpad { ptr, i32 } catch ptr null
  call void @use(ptr addrspace(1) %object)
  ret void
}
