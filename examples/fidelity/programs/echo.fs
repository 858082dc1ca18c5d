// A TCP echo server and its clients, in one program and one thread. Each connection is work of its own.
module Echo

let message (text: string) = [| for i in 0 .. text.Length - 1 -> byte text.[i] |]

let same (left: byte[]) (right: byte[]) count =
    let mutable equal = true
    for i in 0 .. count - 1 do
        if left.[i] <> right.[i] then equal <- false
    equal

// Gives back what it reads until the other side closes.
let serve connection = async {
    let buffer = Array.zeroCreate 64
    let mutable total = 0
    let mutable go = true
    while go do
        let! count = Io.read connection buffer
        if count <= 0 then go <- false
        else
            let! written = Io.write connection buffer 0 count
            total <- total + written
    Io.close connection
    return total
}

let server socket clients = async {
    let totals = Array.zeroCreate clients
    let! served =
        Async.Parallel [|
            for _ in 1 .. clients ->
                async {
                    let! connection = Io.accept socket
                    return! serve connection
                }
        |]
    for i in 0 .. clients - 1 do
        totals.[i] <- served.[i]
    return Array.sum totals
}

let client port (name: string) rounds = async {
    let! connection = Io.connect port
    let sent = message name
    let buffer = Array.zeroCreate 64
    let mutable good = 0
    for _ in 1 .. rounds do
        let! written = Io.write connection sent 0 sent.Length
        let! count = Io.read connection buffer
        if count = written && same buffer sent count then good <- good + 1
    Io.close connection
    return good
}

[<EntryPoint>]
let main _ =
    let socket = Io.listen 0
    let port = Io.port socket
    let all =
        Async.Parallel [|
            server socket 3
            client port "first" 10
            client port "second client" 20
            client port "the third" 30
        |]
        |> Async.RunSynchronously
    printfn "the server has given back %d bytes" all.[0]
    for i in 1 .. 3 do
        printfn "client %d: %d rounds" i all.[i]
    0
