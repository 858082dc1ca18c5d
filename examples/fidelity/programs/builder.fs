// Each form of an async block: Bind, Return, ReturnFrom, Zero, Delay, Combine, While, For, TryWith, TryFinally, Using.
module Builder

exception Refused of int

let pause value =
    async {
        do! Async.Sleep 1
        return value
    }

let twice x = async {
    let! y = pause x
    return y * 2
}

let forwarded x = async { return! twice (x + 1) }

let zero n = async {
    if n > 0 then
        printfn "positive"
}

let loops n = async {
    let mutable total = 0
    for i in 1 .. n do
        let! v = pause i
        total <- total + v
    let mutable k = 0
    while k < n do
        do! Async.Sleep 0
        k <- k + 1
        total <- total + 100
    for x in [| 1000; 2000 |] do
        let! v = twice x
        total <- total + v
    return total
}

let refuse n = async {
    do! Async.Sleep 1
    if n = 2 then return raise (Refused n)
    else return n
}

let careful n = async {
    try
        try
            let! v = refuse n
            return v
        with Refused k ->
            do! Async.Sleep 1
            return 0 - k
    finally
        printfn "finally %d" n
}

let resource name =
    printfn "open %s" name
    { new System.IDisposable with
        member _.Dispose() = printfn "close %s" name }

let openLater name = async {
    do! Async.Sleep 1
    return resource name
}

let using () = async {
    use a = resource "a"
    use! b = openLater "b"
    let! v = pause 5
    printfn "using %d" v
    return v
}

let rec depth n = async {
    if n = 0 then return 0
    else
        let! below = depth (n - 1)
        return below + 1
}

let rec count n acc = async {
    if n = 0 then return acc
    else
        do! Async.Sleep 0
        return! count (n - 1) (acc + 1)
}

let total (values: int[]) = Array.fold (fun a b -> a + b) 0 values

[<EntryPoint>]
let main _ =
    printfn "%d" (Async.RunSynchronously (forwarded 20))
    Async.RunSynchronously (zero 1)
    printfn "%d" (loops 3 |> Async.RunSynchronously)
    printfn "%d" (careful 1 |> Async.RunSynchronously)
    printfn "%d" (careful 2 |> Async.RunSynchronously)
    printfn "%d" (using () |> Async.RunSynchronously)
    printfn "%d" (depth 100 |> Async.RunSynchronously)
    printfn "%d" (count 1000 0 |> Async.RunSynchronously)
    let all = Async.Parallel [| pause 1; twice 2; forwarded 3 |] |> Async.RunSynchronously
    printfn "%d %d %d" all.[0] all.[1] all.[2]
    let many = [| for i in 0 .. 9 -> twice i |] |> Async.Parallel |> Async.RunSynchronously
    printfn "%d" (total many)
    let each = Async.Sequential [| twice 1; twice 2 |] |> Async.RunSynchronously
    printfn "%d" (total each)
    async {
        let! child = Async.StartChild (twice 50)
        printfn "child started"
        let! v = pause 3
        let! w = child
        printfn "child %d %d" v w
    }
    |> Async.RunSynchronously
    Async.Start (async {
        do! Async.Sleep 5
        printfn "started work"
    })
    Async.RunSynchronously (Async.Sleep 20)
    let caught =
        async {
            try
                let! r = Async.Parallel [| refuse 1; refuse 2; refuse 3 |]
                return r.[0]
            with Refused k -> return k * 11
        }
        |> Async.RunSynchronously
    printfn "caught %d" caught
    Async.RunSynchronously (twice 4 |> Async.Ignore)
    0
