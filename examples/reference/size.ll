; Asks for the size of a coroutine of another module; docs/reference/passes.md runs await-size on it.

define i64 @buffer_size() {
  %pointers = call i64 @gc.coro.size.pointers(ptr @elsewhere)
  %bytes = call i64 @gc.coro.size.bytes(ptr @elsewhere)
  %words = add i64 %pointers, 2
  %words.size = mul i64 %words, 8
  %size = add i64 %words.size, %bytes
  ret i64 %size
}

declare i64 @elsewhere(i64)
declare i64 @gc.coro.size.pointers(ptr)
declare i64 @gc.coro.size.bytes(ptr)
