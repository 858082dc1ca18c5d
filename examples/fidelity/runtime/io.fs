// Files, pipes and sockets: system calls, each after a wait until it would not block.

module Io =
    // A pipe: what is read from the first is what was written to the second.
    let pipe () : int * int =
        let both = Native.statics () + 96n
        Sys.call 293n 59n both 0n 0n 0n 0n |> ignore
        (Native.load32 both 0, Native.load32 both 4)

    let close (file: int) : unit = Sys.call 3n 57n (nativeint file) 0n 0n 0n 0n |> ignore

    // How many bytes were read into the beginning of `buffer`; 0 at the end of the file, negative for an error.
    let read (file: int) (buffer: byte[]) : Async<int> =
        async {
            do! Io.readable file
            return Sys.read file (Native.ofArray buffer) buffer.Length
        }

    // Writes `count` bytes of `buffer` from `start` on. How many were written: fewer only after an error.
    let write (file: int) (buffer: byte[]) (start: int) (count: int) : Async<int> =
        async {
            let mutable written = 0
            let mutable good = start >= 0 && count >= 0 && count <= buffer.Length - start
            while good && written < count do
                do! Io.writable file
                let from = Native.ofArray buffer + nativeint (start + written)
                let now = Sys.write file from (count - written)
                if now > 0 then written <- written + now else good <- false
            return written
        }

    // 127.0.0.1 and a port, as the kernel wants it.
    let address (port: int) : nativeint =
        let place = Native.statics () + 112n
        Native.store8 place 0 2uy
        Native.store8 place 1 0uy
        Native.store8 place 2 (byte (port >>> 8))
        Native.store8 place 3 (byte port)
        Native.store32 place 4 0x0100007f
        Native.store64 place 8 0n
        place

    // A socket that listens on 127.0.0.1; port 0 is any that is free. Negative for an error.
    let listen (port: int) : int =
        let socket = int (Sys.call 41n 198n 2n 1n 0n 0n 0n)
        if socket < 0 then socket
        else
            let bound = int (Sys.call 49n 200n (nativeint socket) (address port) 16n 0n 0n)
            if bound < 0 then bound
            else
                Sys.call 50n 201n (nativeint socket) 16n 0n 0n 0n |> ignore
                socket

    // The port of a socket that listens.
    let port (socket: int) : int =
        let place = address 0
        let size = Native.statics () + 104n
        Native.store32 size 0 16
        Sys.call 51n 204n (nativeint socket) place size 0n 0n |> ignore
        int (Native.load8 place 2) * 256 + int (Native.load8 place 3)

    let accept (socket: int) : Async<int> =
        async {
            do! Io.readable socket
            return int (Sys.call 288n 242n (nativeint socket) 0n 0n 0n 0n)
        }

    // A connection to a port of 127.0.0.1; negative for an error.
    let connect (port: int) : Async<int> =
        async {
            let socket = int (Sys.call 41n 198n 2n 1n 0n 0n 0n)
            let status = int (Sys.call 42n 203n (nativeint socket) (address port) 16n 0n 0n)
            if status < 0 then return status
            else
                do! Io.writable socket
                return socket
        }
