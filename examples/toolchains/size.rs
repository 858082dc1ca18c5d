// Asks for the size of the frame of `numbers(long)`, a C++ coroutine in another file: docs/toolchains.md.

unsafe extern "C" {
    #[link_name = "gc.coro.size.bytes"]
    fn frame_bytes(of: *const u8) -> u64;
    #[link_name = "_Z7numbersl"]
    fn numbers(count: i64);
}

fn main() {
    // SAFETY: gc-coro replaces the call by a load of the descriptor; the coroutine is not called.
    let bytes = unsafe { frame_bytes(numbers as *const u8) };
    println!("the frame of numbers(long) has {bytes} bytes");
}
