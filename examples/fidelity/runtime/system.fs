// The machine: system calls of Linux, or the devices of the board. Offsets and numbers are those of the kernel's interface.

module Sys =
    // 0 is Linux on x86-64, 1 is Linux on aarch64, 2 is RISC-V without an operating system.
    let call (x86: nativeint) (aarch64: nativeint) (a: nativeint) (b: nativeint) (c: nativeint) (d: nativeint) (e: nativeint) : nativeint =
        if Native.machine () = 0 then Native.syscall x86 a b c d e 0n
        else Native.syscall aarch64 a b c d e 0n

    let rec uart (from: nativeint) (length: int) (at: int) : unit =
        if at < length then
            Native.store8 0x10000000n 0 (Native.load8 from at)
            uart from length (at + 1)

    // The bytes that were written, or minus the number of an error.
    let write (fd: int) (from: nativeint) (length: int) : int =
        if Native.machine () = 2 then
            uart from length 0
            length
        else
            int (call 1n 64n (nativeint fd) from (nativeint length) 0n 0n)

    let read (fd: int) (into: nativeint) (length: int) : int =
        if Native.machine () = 2 then 0
        else int (call 0n 63n (nativeint fd) into (nativeint length) 0n 0n)

    let exit (status: int) : unit =
        if Native.machine () = 2 then
            // The test device of qemu: 0x5555 is success, 0x3333 with a status a failure.
            if status = 0 then Native.store32 0x100000n 0 0x5555
            else Native.store32 0x100000n 0 (0x3333 ||| ((status &&& 0xffff) <<< 16))
            while true do
                ()
        else
            call 231n 94n (nativeint status) 0n 0n 0n 0n |> ignore
            while true do
                ()

    // Milliseconds since some moment.
    let now () : int64 =
        if Native.machine () = 2 then
            // The counter of the timer device, 10 MHz.
            int64 (Native.load64 0x200bff8n 0) / 10000L
        else
            let time = Native.statics () + 64n
            call 228n 113n 1n time 0n 0n 0n |> ignore
            int64 (Native.load64 time 0) * 1000L + int64 (Native.load64 time 8) / 1000000L

// Memory that the runtime itself needs, in the block of statics: 0 the flag that is never set, 16 the run queue, 32 the timers,
// 48 the files, 64 and 80 times, 96 what the kernel answers, 112 an address, 128 the free lists of the arena, 1024 the text that is printed next, 4096 the list for poll.
module Fault =
    let stop (message: string) : unit =
        Sys.write 2 (Native.ofString message) (String.length message) |> ignore
        Sys.write 2 (Native.ofString "\n") 1 |> ignore
        Sys.exit 134

    let uncaught (message: string) : unit =
        let begins = "unhandled exception: "
        Sys.write 2 (Native.ofString begins) (String.length begins) |> ignore
        stop message

// Blocks of the arena. A block has a header of 16 bytes with its size; free blocks are in lists by size.
module Arena =
    let mutable used = 0n
    let mutable largest = 0n

    let listOf (size: nativeint) : nativeint =
        let index = size / 16n
        Native.statics () + 128n + (if index < 100n then index else 0n) * 8n

    // A free block of this size from a list, or 0.
    let rec take (link: nativeint) (size: nativeint) : nativeint =
        let block = Native.load64 link 0
        if block = 0n then 0n
        elif Native.load64 block 0 = size then
            Native.store64 link 0 (Native.load64 block 8)
            block
        else take (block + 8n) size

    let allocate (bytes: nativeint) : nativeint =
        let size = (bytes + 31n) / 16n * 16n
        let found = take (listOf size) size
        if found <> 0n then found + 16n
        else
            if size > Native.arenaSize () - used then
                Fault.stop "the arena is full: give more by --arena"
            let block = Native.arenaStart () + used
            used <- used + size
            Native.store64 block 0 size
            block + 16n

    let free (address: nativeint) : unit =
        if address <> 0n then
            let block = address - 16n
            let link = listOf (Native.load64 block 0)
            Native.store64 block 8 (Native.load64 link 0)
            Native.store64 link 0 block
