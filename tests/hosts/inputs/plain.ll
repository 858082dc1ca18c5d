; No coroutine: what a host does with the plugin beside its own work.

define i32 @plain(i32 %x) {
  %twice = add i32 %x, %x
  ret i32 %twice
}

; clang -O0 marks every function so.
define i32 @kept(i32 %x) noinline optnone {
  %next = add i32 %x, 1
  ret i32 %next
}
