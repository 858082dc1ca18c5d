; Twenty values one after the other, each dead before the next is born, share their
; place in the frame; stock's split gives each a place of its own.
;
; UNSUPPORTED: reference
; RUN: %spell %s | %split | FileCheck %s

; CHECK: define internal[[CC]]void @f.resume(ptr noundef nonnull align 8 dereferenceable(32)

define ptr @f() presplitcoroutine {
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
  br label %p0

p0:
  %v0 = call i64 @opaque64(i64 0)
  %s0 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s0, label %suspend [ i8 0, label %r0
                                  i8 1, label %cleanup ]

r0:
  call void @print64(i64 %v0)
  br label %p1

p1:
  %v1 = call i64 @opaque64(i64 1)
  %s1 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s1, label %suspend [ i8 0, label %r1
                                  i8 1, label %cleanup ]

r1:
  call void @print64(i64 %v1)
  br label %p2

p2:
  %v2 = call i64 @opaque64(i64 2)
  %s2 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s2, label %suspend [ i8 0, label %r2
                                  i8 1, label %cleanup ]

r2:
  call void @print64(i64 %v2)
  br label %p3

p3:
  %v3 = call i64 @opaque64(i64 3)
  %s3 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s3, label %suspend [ i8 0, label %r3
                                  i8 1, label %cleanup ]

r3:
  call void @print64(i64 %v3)
  br label %p4

p4:
  %v4 = call i64 @opaque64(i64 4)
  %s4 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s4, label %suspend [ i8 0, label %r4
                                  i8 1, label %cleanup ]

r4:
  call void @print64(i64 %v4)
  br label %p5

p5:
  %v5 = call i64 @opaque64(i64 5)
  %s5 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s5, label %suspend [ i8 0, label %r5
                                  i8 1, label %cleanup ]

r5:
  call void @print64(i64 %v5)
  br label %p6

p6:
  %v6 = call i64 @opaque64(i64 6)
  %s6 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s6, label %suspend [ i8 0, label %r6
                                  i8 1, label %cleanup ]

r6:
  call void @print64(i64 %v6)
  br label %p7

p7:
  %v7 = call i64 @opaque64(i64 7)
  %s7 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s7, label %suspend [ i8 0, label %r7
                                  i8 1, label %cleanup ]

r7:
  call void @print64(i64 %v7)
  br label %p8

p8:
  %v8 = call i64 @opaque64(i64 8)
  %s8 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s8, label %suspend [ i8 0, label %r8
                                  i8 1, label %cleanup ]

r8:
  call void @print64(i64 %v8)
  br label %p9

p9:
  %v9 = call i64 @opaque64(i64 9)
  %s9 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s9, label %suspend [ i8 0, label %r9
                                  i8 1, label %cleanup ]

r9:
  call void @print64(i64 %v9)
  br label %p10

p10:
  %v10 = call i64 @opaque64(i64 10)
  %s10 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s10, label %suspend [ i8 0, label %r10
                                   i8 1, label %cleanup ]

r10:
  call void @print64(i64 %v10)
  br label %p11

p11:
  %v11 = call i64 @opaque64(i64 11)
  %s11 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s11, label %suspend [ i8 0, label %r11
                                   i8 1, label %cleanup ]

r11:
  call void @print64(i64 %v11)
  br label %p12

p12:
  %v12 = call i64 @opaque64(i64 12)
  %s12 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s12, label %suspend [ i8 0, label %r12
                                   i8 1, label %cleanup ]

r12:
  call void @print64(i64 %v12)
  br label %p13

p13:
  %v13 = call i64 @opaque64(i64 13)
  %s13 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s13, label %suspend [ i8 0, label %r13
                                   i8 1, label %cleanup ]

r13:
  call void @print64(i64 %v13)
  br label %p14

p14:
  %v14 = call i64 @opaque64(i64 14)
  %s14 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s14, label %suspend [ i8 0, label %r14
                                   i8 1, label %cleanup ]

r14:
  call void @print64(i64 %v14)
  br label %p15

p15:
  %v15 = call i64 @opaque64(i64 15)
  %s15 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s15, label %suspend [ i8 0, label %r15
                                   i8 1, label %cleanup ]

r15:
  call void @print64(i64 %v15)
  br label %p16

p16:
  %v16 = call i64 @opaque64(i64 16)
  %s16 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s16, label %suspend [ i8 0, label %r16
                                   i8 1, label %cleanup ]

r16:
  call void @print64(i64 %v16)
  br label %p17

p17:
  %v17 = call i64 @opaque64(i64 17)
  %s17 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s17, label %suspend [ i8 0, label %r17
                                   i8 1, label %cleanup ]

r17:
  call void @print64(i64 %v17)
  br label %p18

p18:
  %v18 = call i64 @opaque64(i64 18)
  %s18 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s18, label %suspend [ i8 0, label %r18
                                   i8 1, label %cleanup ]

r18:
  call void @print64(i64 %v18)
  br label %p19

p19:
  %v19 = call i64 @opaque64(i64 19)
  %s19 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s19, label %suspend [ i8 0, label %r19
                                   i8 1, label %cleanup ]

r19:
  call void @print64(i64 %v19)
  br label %cleanup

cleanup:
  %to.free = call ptr @llvm.coro.free(token %id, ptr %hdl)
  call void @deallocate(ptr %to.free)
  br label %suspend

suspend:
  call void @llvm.coro.end(ptr %hdl, i1 false, token none)
  ret ptr %hdl
}
