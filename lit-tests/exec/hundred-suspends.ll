; A hundred suspend points one after the other, each with a value of its own that
; crosses it, and one that lives through all.
;
; RUN: %run-split gc-O0 %s | FileCheck --match-full-lines %s
; RUN: %run-split gc-O2 %s | FileCheck --match-full-lines %s
; RUN: %run-split gc-early %s | FileCheck --match-full-lines %s
; RUN: %run-split stock-O0 %s | FileCheck --match-full-lines %s
; RUN: %run-split stock-O2 %s | FileCheck --match-full-lines %s

; CHECK-NOT:  {{.+}}
; CHECK:      print 4950
; CHECK-NEXT: print 1000
; CHECK-NEXT: say main
; CHECK-NOT:  {{.+}}

@main.text = private constant [5 x i8] c"main\00"

define ptr @f(i32 %n) presplitcoroutine {
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
  %all = call i32 @opaque(i32 1000)
  br label %b0

b0:
  %v0 = call i32 @opaque(i32 0)
  %s0 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s0, label %suspend [ i8 0, label %r0
                                  i8 1, label %cleanup ]

r0:
  %sum0 = add i32 %v0, 0
  br label %b1

b1:
  %v1 = call i32 @opaque(i32 1)
  %s1 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s1, label %suspend [ i8 0, label %r1
                                  i8 1, label %cleanup ]

r1:
  %sum1 = add i32 %v1, %sum0
  br label %b2

b2:
  %v2 = call i32 @opaque(i32 2)
  %s2 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s2, label %suspend [ i8 0, label %r2
                                  i8 1, label %cleanup ]

r2:
  %sum2 = add i32 %v2, %sum1
  br label %b3

b3:
  %v3 = call i32 @opaque(i32 3)
  %s3 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s3, label %suspend [ i8 0, label %r3
                                  i8 1, label %cleanup ]

r3:
  %sum3 = add i32 %v3, %sum2
  br label %b4

b4:
  %v4 = call i32 @opaque(i32 4)
  %s4 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s4, label %suspend [ i8 0, label %r4
                                  i8 1, label %cleanup ]

r4:
  %sum4 = add i32 %v4, %sum3
  br label %b5

b5:
  %v5 = call i32 @opaque(i32 5)
  %s5 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s5, label %suspend [ i8 0, label %r5
                                  i8 1, label %cleanup ]

r5:
  %sum5 = add i32 %v5, %sum4
  br label %b6

b6:
  %v6 = call i32 @opaque(i32 6)
  %s6 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s6, label %suspend [ i8 0, label %r6
                                  i8 1, label %cleanup ]

r6:
  %sum6 = add i32 %v6, %sum5
  br label %b7

b7:
  %v7 = call i32 @opaque(i32 7)
  %s7 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s7, label %suspend [ i8 0, label %r7
                                  i8 1, label %cleanup ]

r7:
  %sum7 = add i32 %v7, %sum6
  br label %b8

b8:
  %v8 = call i32 @opaque(i32 8)
  %s8 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s8, label %suspend [ i8 0, label %r8
                                  i8 1, label %cleanup ]

r8:
  %sum8 = add i32 %v8, %sum7
  br label %b9

b9:
  %v9 = call i32 @opaque(i32 9)
  %s9 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s9, label %suspend [ i8 0, label %r9
                                  i8 1, label %cleanup ]

r9:
  %sum9 = add i32 %v9, %sum8
  br label %b10

b10:
  %v10 = call i32 @opaque(i32 10)
  %s10 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s10, label %suspend [ i8 0, label %r10
                                   i8 1, label %cleanup ]

r10:
  %sum10 = add i32 %v10, %sum9
  br label %b11

b11:
  %v11 = call i32 @opaque(i32 11)
  %s11 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s11, label %suspend [ i8 0, label %r11
                                   i8 1, label %cleanup ]

r11:
  %sum11 = add i32 %v11, %sum10
  br label %b12

b12:
  %v12 = call i32 @opaque(i32 12)
  %s12 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s12, label %suspend [ i8 0, label %r12
                                   i8 1, label %cleanup ]

r12:
  %sum12 = add i32 %v12, %sum11
  br label %b13

b13:
  %v13 = call i32 @opaque(i32 13)
  %s13 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s13, label %suspend [ i8 0, label %r13
                                   i8 1, label %cleanup ]

r13:
  %sum13 = add i32 %v13, %sum12
  br label %b14

b14:
  %v14 = call i32 @opaque(i32 14)
  %s14 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s14, label %suspend [ i8 0, label %r14
                                   i8 1, label %cleanup ]

r14:
  %sum14 = add i32 %v14, %sum13
  br label %b15

b15:
  %v15 = call i32 @opaque(i32 15)
  %s15 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s15, label %suspend [ i8 0, label %r15
                                   i8 1, label %cleanup ]

r15:
  %sum15 = add i32 %v15, %sum14
  br label %b16

b16:
  %v16 = call i32 @opaque(i32 16)
  %s16 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s16, label %suspend [ i8 0, label %r16
                                   i8 1, label %cleanup ]

r16:
  %sum16 = add i32 %v16, %sum15
  br label %b17

b17:
  %v17 = call i32 @opaque(i32 17)
  %s17 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s17, label %suspend [ i8 0, label %r17
                                   i8 1, label %cleanup ]

r17:
  %sum17 = add i32 %v17, %sum16
  br label %b18

b18:
  %v18 = call i32 @opaque(i32 18)
  %s18 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s18, label %suspend [ i8 0, label %r18
                                   i8 1, label %cleanup ]

r18:
  %sum18 = add i32 %v18, %sum17
  br label %b19

b19:
  %v19 = call i32 @opaque(i32 19)
  %s19 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s19, label %suspend [ i8 0, label %r19
                                   i8 1, label %cleanup ]

r19:
  %sum19 = add i32 %v19, %sum18
  br label %b20

b20:
  %v20 = call i32 @opaque(i32 20)
  %s20 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s20, label %suspend [ i8 0, label %r20
                                   i8 1, label %cleanup ]

r20:
  %sum20 = add i32 %v20, %sum19
  br label %b21

b21:
  %v21 = call i32 @opaque(i32 21)
  %s21 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s21, label %suspend [ i8 0, label %r21
                                   i8 1, label %cleanup ]

r21:
  %sum21 = add i32 %v21, %sum20
  br label %b22

b22:
  %v22 = call i32 @opaque(i32 22)
  %s22 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s22, label %suspend [ i8 0, label %r22
                                   i8 1, label %cleanup ]

r22:
  %sum22 = add i32 %v22, %sum21
  br label %b23

b23:
  %v23 = call i32 @opaque(i32 23)
  %s23 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s23, label %suspend [ i8 0, label %r23
                                   i8 1, label %cleanup ]

r23:
  %sum23 = add i32 %v23, %sum22
  br label %b24

b24:
  %v24 = call i32 @opaque(i32 24)
  %s24 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s24, label %suspend [ i8 0, label %r24
                                   i8 1, label %cleanup ]

r24:
  %sum24 = add i32 %v24, %sum23
  br label %b25

b25:
  %v25 = call i32 @opaque(i32 25)
  %s25 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s25, label %suspend [ i8 0, label %r25
                                   i8 1, label %cleanup ]

r25:
  %sum25 = add i32 %v25, %sum24
  br label %b26

b26:
  %v26 = call i32 @opaque(i32 26)
  %s26 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s26, label %suspend [ i8 0, label %r26
                                   i8 1, label %cleanup ]

r26:
  %sum26 = add i32 %v26, %sum25
  br label %b27

b27:
  %v27 = call i32 @opaque(i32 27)
  %s27 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s27, label %suspend [ i8 0, label %r27
                                   i8 1, label %cleanup ]

r27:
  %sum27 = add i32 %v27, %sum26
  br label %b28

b28:
  %v28 = call i32 @opaque(i32 28)
  %s28 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s28, label %suspend [ i8 0, label %r28
                                   i8 1, label %cleanup ]

r28:
  %sum28 = add i32 %v28, %sum27
  br label %b29

b29:
  %v29 = call i32 @opaque(i32 29)
  %s29 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s29, label %suspend [ i8 0, label %r29
                                   i8 1, label %cleanup ]

r29:
  %sum29 = add i32 %v29, %sum28
  br label %b30

b30:
  %v30 = call i32 @opaque(i32 30)
  %s30 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s30, label %suspend [ i8 0, label %r30
                                   i8 1, label %cleanup ]

r30:
  %sum30 = add i32 %v30, %sum29
  br label %b31

b31:
  %v31 = call i32 @opaque(i32 31)
  %s31 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s31, label %suspend [ i8 0, label %r31
                                   i8 1, label %cleanup ]

r31:
  %sum31 = add i32 %v31, %sum30
  br label %b32

b32:
  %v32 = call i32 @opaque(i32 32)
  %s32 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s32, label %suspend [ i8 0, label %r32
                                   i8 1, label %cleanup ]

r32:
  %sum32 = add i32 %v32, %sum31
  br label %b33

b33:
  %v33 = call i32 @opaque(i32 33)
  %s33 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s33, label %suspend [ i8 0, label %r33
                                   i8 1, label %cleanup ]

r33:
  %sum33 = add i32 %v33, %sum32
  br label %b34

b34:
  %v34 = call i32 @opaque(i32 34)
  %s34 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s34, label %suspend [ i8 0, label %r34
                                   i8 1, label %cleanup ]

r34:
  %sum34 = add i32 %v34, %sum33
  br label %b35

b35:
  %v35 = call i32 @opaque(i32 35)
  %s35 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s35, label %suspend [ i8 0, label %r35
                                   i8 1, label %cleanup ]

r35:
  %sum35 = add i32 %v35, %sum34
  br label %b36

b36:
  %v36 = call i32 @opaque(i32 36)
  %s36 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s36, label %suspend [ i8 0, label %r36
                                   i8 1, label %cleanup ]

r36:
  %sum36 = add i32 %v36, %sum35
  br label %b37

b37:
  %v37 = call i32 @opaque(i32 37)
  %s37 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s37, label %suspend [ i8 0, label %r37
                                   i8 1, label %cleanup ]

r37:
  %sum37 = add i32 %v37, %sum36
  br label %b38

b38:
  %v38 = call i32 @opaque(i32 38)
  %s38 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s38, label %suspend [ i8 0, label %r38
                                   i8 1, label %cleanup ]

r38:
  %sum38 = add i32 %v38, %sum37
  br label %b39

b39:
  %v39 = call i32 @opaque(i32 39)
  %s39 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s39, label %suspend [ i8 0, label %r39
                                   i8 1, label %cleanup ]

r39:
  %sum39 = add i32 %v39, %sum38
  br label %b40

b40:
  %v40 = call i32 @opaque(i32 40)
  %s40 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s40, label %suspend [ i8 0, label %r40
                                   i8 1, label %cleanup ]

r40:
  %sum40 = add i32 %v40, %sum39
  br label %b41

b41:
  %v41 = call i32 @opaque(i32 41)
  %s41 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s41, label %suspend [ i8 0, label %r41
                                   i8 1, label %cleanup ]

r41:
  %sum41 = add i32 %v41, %sum40
  br label %b42

b42:
  %v42 = call i32 @opaque(i32 42)
  %s42 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s42, label %suspend [ i8 0, label %r42
                                   i8 1, label %cleanup ]

r42:
  %sum42 = add i32 %v42, %sum41
  br label %b43

b43:
  %v43 = call i32 @opaque(i32 43)
  %s43 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s43, label %suspend [ i8 0, label %r43
                                   i8 1, label %cleanup ]

r43:
  %sum43 = add i32 %v43, %sum42
  br label %b44

b44:
  %v44 = call i32 @opaque(i32 44)
  %s44 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s44, label %suspend [ i8 0, label %r44
                                   i8 1, label %cleanup ]

r44:
  %sum44 = add i32 %v44, %sum43
  br label %b45

b45:
  %v45 = call i32 @opaque(i32 45)
  %s45 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s45, label %suspend [ i8 0, label %r45
                                   i8 1, label %cleanup ]

r45:
  %sum45 = add i32 %v45, %sum44
  br label %b46

b46:
  %v46 = call i32 @opaque(i32 46)
  %s46 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s46, label %suspend [ i8 0, label %r46
                                   i8 1, label %cleanup ]

r46:
  %sum46 = add i32 %v46, %sum45
  br label %b47

b47:
  %v47 = call i32 @opaque(i32 47)
  %s47 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s47, label %suspend [ i8 0, label %r47
                                   i8 1, label %cleanup ]

r47:
  %sum47 = add i32 %v47, %sum46
  br label %b48

b48:
  %v48 = call i32 @opaque(i32 48)
  %s48 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s48, label %suspend [ i8 0, label %r48
                                   i8 1, label %cleanup ]

r48:
  %sum48 = add i32 %v48, %sum47
  br label %b49

b49:
  %v49 = call i32 @opaque(i32 49)
  %s49 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s49, label %suspend [ i8 0, label %r49
                                   i8 1, label %cleanup ]

r49:
  %sum49 = add i32 %v49, %sum48
  br label %b50

b50:
  %v50 = call i32 @opaque(i32 50)
  %s50 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s50, label %suspend [ i8 0, label %r50
                                   i8 1, label %cleanup ]

r50:
  %sum50 = add i32 %v50, %sum49
  br label %b51

b51:
  %v51 = call i32 @opaque(i32 51)
  %s51 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s51, label %suspend [ i8 0, label %r51
                                   i8 1, label %cleanup ]

r51:
  %sum51 = add i32 %v51, %sum50
  br label %b52

b52:
  %v52 = call i32 @opaque(i32 52)
  %s52 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s52, label %suspend [ i8 0, label %r52
                                   i8 1, label %cleanup ]

r52:
  %sum52 = add i32 %v52, %sum51
  br label %b53

b53:
  %v53 = call i32 @opaque(i32 53)
  %s53 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s53, label %suspend [ i8 0, label %r53
                                   i8 1, label %cleanup ]

r53:
  %sum53 = add i32 %v53, %sum52
  br label %b54

b54:
  %v54 = call i32 @opaque(i32 54)
  %s54 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s54, label %suspend [ i8 0, label %r54
                                   i8 1, label %cleanup ]

r54:
  %sum54 = add i32 %v54, %sum53
  br label %b55

b55:
  %v55 = call i32 @opaque(i32 55)
  %s55 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s55, label %suspend [ i8 0, label %r55
                                   i8 1, label %cleanup ]

r55:
  %sum55 = add i32 %v55, %sum54
  br label %b56

b56:
  %v56 = call i32 @opaque(i32 56)
  %s56 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s56, label %suspend [ i8 0, label %r56
                                   i8 1, label %cleanup ]

r56:
  %sum56 = add i32 %v56, %sum55
  br label %b57

b57:
  %v57 = call i32 @opaque(i32 57)
  %s57 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s57, label %suspend [ i8 0, label %r57
                                   i8 1, label %cleanup ]

r57:
  %sum57 = add i32 %v57, %sum56
  br label %b58

b58:
  %v58 = call i32 @opaque(i32 58)
  %s58 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s58, label %suspend [ i8 0, label %r58
                                   i8 1, label %cleanup ]

r58:
  %sum58 = add i32 %v58, %sum57
  br label %b59

b59:
  %v59 = call i32 @opaque(i32 59)
  %s59 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s59, label %suspend [ i8 0, label %r59
                                   i8 1, label %cleanup ]

r59:
  %sum59 = add i32 %v59, %sum58
  br label %b60

b60:
  %v60 = call i32 @opaque(i32 60)
  %s60 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s60, label %suspend [ i8 0, label %r60
                                   i8 1, label %cleanup ]

r60:
  %sum60 = add i32 %v60, %sum59
  br label %b61

b61:
  %v61 = call i32 @opaque(i32 61)
  %s61 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s61, label %suspend [ i8 0, label %r61
                                   i8 1, label %cleanup ]

r61:
  %sum61 = add i32 %v61, %sum60
  br label %b62

b62:
  %v62 = call i32 @opaque(i32 62)
  %s62 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s62, label %suspend [ i8 0, label %r62
                                   i8 1, label %cleanup ]

r62:
  %sum62 = add i32 %v62, %sum61
  br label %b63

b63:
  %v63 = call i32 @opaque(i32 63)
  %s63 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s63, label %suspend [ i8 0, label %r63
                                   i8 1, label %cleanup ]

r63:
  %sum63 = add i32 %v63, %sum62
  br label %b64

b64:
  %v64 = call i32 @opaque(i32 64)
  %s64 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s64, label %suspend [ i8 0, label %r64
                                   i8 1, label %cleanup ]

r64:
  %sum64 = add i32 %v64, %sum63
  br label %b65

b65:
  %v65 = call i32 @opaque(i32 65)
  %s65 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s65, label %suspend [ i8 0, label %r65
                                   i8 1, label %cleanup ]

r65:
  %sum65 = add i32 %v65, %sum64
  br label %b66

b66:
  %v66 = call i32 @opaque(i32 66)
  %s66 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s66, label %suspend [ i8 0, label %r66
                                   i8 1, label %cleanup ]

r66:
  %sum66 = add i32 %v66, %sum65
  br label %b67

b67:
  %v67 = call i32 @opaque(i32 67)
  %s67 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s67, label %suspend [ i8 0, label %r67
                                   i8 1, label %cleanup ]

r67:
  %sum67 = add i32 %v67, %sum66
  br label %b68

b68:
  %v68 = call i32 @opaque(i32 68)
  %s68 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s68, label %suspend [ i8 0, label %r68
                                   i8 1, label %cleanup ]

r68:
  %sum68 = add i32 %v68, %sum67
  br label %b69

b69:
  %v69 = call i32 @opaque(i32 69)
  %s69 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s69, label %suspend [ i8 0, label %r69
                                   i8 1, label %cleanup ]

r69:
  %sum69 = add i32 %v69, %sum68
  br label %b70

b70:
  %v70 = call i32 @opaque(i32 70)
  %s70 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s70, label %suspend [ i8 0, label %r70
                                   i8 1, label %cleanup ]

r70:
  %sum70 = add i32 %v70, %sum69
  br label %b71

b71:
  %v71 = call i32 @opaque(i32 71)
  %s71 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s71, label %suspend [ i8 0, label %r71
                                   i8 1, label %cleanup ]

r71:
  %sum71 = add i32 %v71, %sum70
  br label %b72

b72:
  %v72 = call i32 @opaque(i32 72)
  %s72 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s72, label %suspend [ i8 0, label %r72
                                   i8 1, label %cleanup ]

r72:
  %sum72 = add i32 %v72, %sum71
  br label %b73

b73:
  %v73 = call i32 @opaque(i32 73)
  %s73 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s73, label %suspend [ i8 0, label %r73
                                   i8 1, label %cleanup ]

r73:
  %sum73 = add i32 %v73, %sum72
  br label %b74

b74:
  %v74 = call i32 @opaque(i32 74)
  %s74 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s74, label %suspend [ i8 0, label %r74
                                   i8 1, label %cleanup ]

r74:
  %sum74 = add i32 %v74, %sum73
  br label %b75

b75:
  %v75 = call i32 @opaque(i32 75)
  %s75 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s75, label %suspend [ i8 0, label %r75
                                   i8 1, label %cleanup ]

r75:
  %sum75 = add i32 %v75, %sum74
  br label %b76

b76:
  %v76 = call i32 @opaque(i32 76)
  %s76 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s76, label %suspend [ i8 0, label %r76
                                   i8 1, label %cleanup ]

r76:
  %sum76 = add i32 %v76, %sum75
  br label %b77

b77:
  %v77 = call i32 @opaque(i32 77)
  %s77 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s77, label %suspend [ i8 0, label %r77
                                   i8 1, label %cleanup ]

r77:
  %sum77 = add i32 %v77, %sum76
  br label %b78

b78:
  %v78 = call i32 @opaque(i32 78)
  %s78 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s78, label %suspend [ i8 0, label %r78
                                   i8 1, label %cleanup ]

r78:
  %sum78 = add i32 %v78, %sum77
  br label %b79

b79:
  %v79 = call i32 @opaque(i32 79)
  %s79 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s79, label %suspend [ i8 0, label %r79
                                   i8 1, label %cleanup ]

r79:
  %sum79 = add i32 %v79, %sum78
  br label %b80

b80:
  %v80 = call i32 @opaque(i32 80)
  %s80 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s80, label %suspend [ i8 0, label %r80
                                   i8 1, label %cleanup ]

r80:
  %sum80 = add i32 %v80, %sum79
  br label %b81

b81:
  %v81 = call i32 @opaque(i32 81)
  %s81 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s81, label %suspend [ i8 0, label %r81
                                   i8 1, label %cleanup ]

r81:
  %sum81 = add i32 %v81, %sum80
  br label %b82

b82:
  %v82 = call i32 @opaque(i32 82)
  %s82 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s82, label %suspend [ i8 0, label %r82
                                   i8 1, label %cleanup ]

r82:
  %sum82 = add i32 %v82, %sum81
  br label %b83

b83:
  %v83 = call i32 @opaque(i32 83)
  %s83 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s83, label %suspend [ i8 0, label %r83
                                   i8 1, label %cleanup ]

r83:
  %sum83 = add i32 %v83, %sum82
  br label %b84

b84:
  %v84 = call i32 @opaque(i32 84)
  %s84 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s84, label %suspend [ i8 0, label %r84
                                   i8 1, label %cleanup ]

r84:
  %sum84 = add i32 %v84, %sum83
  br label %b85

b85:
  %v85 = call i32 @opaque(i32 85)
  %s85 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s85, label %suspend [ i8 0, label %r85
                                   i8 1, label %cleanup ]

r85:
  %sum85 = add i32 %v85, %sum84
  br label %b86

b86:
  %v86 = call i32 @opaque(i32 86)
  %s86 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s86, label %suspend [ i8 0, label %r86
                                   i8 1, label %cleanup ]

r86:
  %sum86 = add i32 %v86, %sum85
  br label %b87

b87:
  %v87 = call i32 @opaque(i32 87)
  %s87 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s87, label %suspend [ i8 0, label %r87
                                   i8 1, label %cleanup ]

r87:
  %sum87 = add i32 %v87, %sum86
  br label %b88

b88:
  %v88 = call i32 @opaque(i32 88)
  %s88 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s88, label %suspend [ i8 0, label %r88
                                   i8 1, label %cleanup ]

r88:
  %sum88 = add i32 %v88, %sum87
  br label %b89

b89:
  %v89 = call i32 @opaque(i32 89)
  %s89 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s89, label %suspend [ i8 0, label %r89
                                   i8 1, label %cleanup ]

r89:
  %sum89 = add i32 %v89, %sum88
  br label %b90

b90:
  %v90 = call i32 @opaque(i32 90)
  %s90 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s90, label %suspend [ i8 0, label %r90
                                   i8 1, label %cleanup ]

r90:
  %sum90 = add i32 %v90, %sum89
  br label %b91

b91:
  %v91 = call i32 @opaque(i32 91)
  %s91 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s91, label %suspend [ i8 0, label %r91
                                   i8 1, label %cleanup ]

r91:
  %sum91 = add i32 %v91, %sum90
  br label %b92

b92:
  %v92 = call i32 @opaque(i32 92)
  %s92 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s92, label %suspend [ i8 0, label %r92
                                   i8 1, label %cleanup ]

r92:
  %sum92 = add i32 %v92, %sum91
  br label %b93

b93:
  %v93 = call i32 @opaque(i32 93)
  %s93 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s93, label %suspend [ i8 0, label %r93
                                   i8 1, label %cleanup ]

r93:
  %sum93 = add i32 %v93, %sum92
  br label %b94

b94:
  %v94 = call i32 @opaque(i32 94)
  %s94 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s94, label %suspend [ i8 0, label %r94
                                   i8 1, label %cleanup ]

r94:
  %sum94 = add i32 %v94, %sum93
  br label %b95

b95:
  %v95 = call i32 @opaque(i32 95)
  %s95 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s95, label %suspend [ i8 0, label %r95
                                   i8 1, label %cleanup ]

r95:
  %sum95 = add i32 %v95, %sum94
  br label %b96

b96:
  %v96 = call i32 @opaque(i32 96)
  %s96 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s96, label %suspend [ i8 0, label %r96
                                   i8 1, label %cleanup ]

r96:
  %sum96 = add i32 %v96, %sum95
  br label %b97

b97:
  %v97 = call i32 @opaque(i32 97)
  %s97 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s97, label %suspend [ i8 0, label %r97
                                   i8 1, label %cleanup ]

r97:
  %sum97 = add i32 %v97, %sum96
  br label %b98

b98:
  %v98 = call i32 @opaque(i32 98)
  %s98 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s98, label %suspend [ i8 0, label %r98
                                   i8 1, label %cleanup ]

r98:
  %sum98 = add i32 %v98, %sum97
  br label %b99

b99:
  %v99 = call i32 @opaque(i32 99)
  %s99 = call i8 @llvm.coro.suspend(token none, i1 false)
  switch i8 %s99, label %suspend [ i8 0, label %r99
                                   i8 1, label %cleanup ]

r99:
  %sum99 = add i32 %v99, %sum98
  br label %b100

b100:
  call void @print(i32 %sum99)
  call void @print(i32 %all)
  br label %cleanup

cleanup:
  %to.free = call ptr @llvm.coro.free(token %id, ptr %hdl)
  call void @deallocate(ptr %to.free)
  br label %suspend

suspend:
  call void @llvm.coro.end(ptr %hdl, i1 false, token none)
  ret ptr %hdl
}

define i32 @main() {
entry:
  %hdl = call ptr @f(i32 0)
  br label %loop

loop:
  %i = phi i32 [ 0, %entry ], [ %i1, %loop ]
  call void @llvm.coro.resume(ptr %hdl)
  %i1 = add i32 %i, 1
  %more = icmp ult i32 %i1, 100
  br i1 %more, label %loop, label %out

out:
  call void @say(ptr @main.text)
  ret i32 0
}
