// A coroutine in MLIR's LLVM dialect, which says 'a', then 'b': docs/toolchains.md.

llvm.func @malloc(i64) -> !llvm.ptr
llvm.func @free(!llvm.ptr)
llvm.func @putchar(i32) -> i32

llvm.func @say(%letter: i32) -> !llvm.ptr attributes {passthrough = ["presplitcoroutine"]} {
  %align = llvm.mlir.constant(0 : i32) : i32
  %null = llvm.mlir.zero : !llvm.ptr
  %no = llvm.mlir.constant(false) : i1
  %id = llvm.intr.coro.id %align, %null, %null, %null : (i32, !llvm.ptr, !llvm.ptr, !llvm.ptr) -> !llvm.token
  %size = llvm.intr.coro.size : i64
  %memory = llvm.call @malloc(%size) : (i64) -> !llvm.ptr
  %frame = llvm.intr.coro.begin %id, %memory : (!llvm.token, !llvm.ptr) -> !llvm.ptr
  llvm.call @putchar(%letter) : (i32) -> i32
  %save = llvm.intr.coro.save %frame : (!llvm.ptr) -> !llvm.token
  %what = llvm.intr.coro.suspend %save, %no : i8
  %wide = llvm.sext %what : i8 to i32
  llvm.switch %wide : i32, ^suspended [0: ^resumed, 1: ^destroyed]
^resumed:
  %one = llvm.mlir.constant(1 : i32) : i32
  %next = llvm.add %letter, %one : i32
  llvm.call @putchar(%next) : (i32) -> i32
  llvm.br ^destroyed
^destroyed:
  %to_free = llvm.intr.coro.free %id, %frame : (!llvm.token, !llvm.ptr) -> !llvm.ptr
  llvm.call @free(%to_free) : (!llvm.ptr) -> ()
  llvm.br ^suspended
^suspended:
  %none = llvm.mlir.none : !llvm.token
  llvm.intr.coro.end %frame, %no, %none : (!llvm.ptr, i1, !llvm.token) -> i1
  llvm.return %frame : !llvm.ptr
}

llvm.func @main() -> i32 {
  %letter = llvm.mlir.constant(97 : i32) : i32
  %frame = llvm.call @say(%letter) : (i32) -> !llvm.ptr
  llvm.intr.coro.resume %frame : !llvm.ptr
  %newline = llvm.mlir.constant(10 : i32) : i32
  llvm.call @putchar(%newline) : (i32) -> i32
  %zero = llvm.mlir.constant(0 : i32) : i32
  llvm.return %zero : i32
}
