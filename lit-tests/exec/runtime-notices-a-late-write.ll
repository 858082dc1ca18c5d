; The runtime of these tests itself: a write into a freed frame fails the program.
;
; RUN: not %run-split stock-O0 %s | FileCheck --match-full-lines %s

; CHECK-NOT:  {{.+}}
; CHECK:      print 1
; CHECK-NEXT: runtime: written into a freed frame
; CHECK-NOT:  {{.+}}

define i32 @main() {
entry:
  %mem = call ptr @allocate(i64 32, i64 16)
  call void @deallocate(ptr %mem)
  %field = getelementptr i8, ptr %mem, i64 20
  store i8 1, ptr %field
  call void @print(i32 1)
  ret i32 0
}
