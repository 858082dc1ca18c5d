; A module without coroutines stays as it is.
;
; RUN: %spell %s | %split | FileCheck %s --implicit-check-not=@plain.resume

; CHECK: define i32 @plain(i32 %n)
; CHECK-NEXT: %m = add i32 %n, 1
; CHECK-NEXT: ret i32 %m

define i32 @plain(i32 %n) {
  %m = add i32 %n, 1
  ret i32 %m
}
