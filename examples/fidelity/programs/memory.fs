// Frames in the arena are free again after work that returns, raises, is cancelled or is not waited for: thousands of each fit 64 kB.
module Memory

exception Bad of int
let work n = async {
    do! Async.Sleep 0
    if n % 7 = 0 then raise (Bad n)
    return n
}
let pair n = async {
    let! child = Async.StartChild (work n)
    do! Async.Sleep 0
    try
        let! v = child
        return v
    with Bad k -> return 0 - k
}
let many count = async {
    let mutable sum = 0
    for i in 1 .. count do
        let! v = pair i
        sum <- sum + v
    return sum
}
let total = [| 0 |]
let fire count = async {
    for i in 1 .. count do
        Async.Start (async {
            do! Async.Sleep 0
            total.[0] <- total.[0] + 1
        })
        do! Async.Sleep 0
}
let unawaited count = async {
    for i in 1 .. count do
        let! _ = async {
            let! child = Async.StartChild (work 1)
            return 1
        }
        do! Async.Sleep 0
}
let rec down n = async {
    if n = 0 then raise (Bad 1)
    let! x = down (n - 1)
    return x + 1
}
let failing count = async {
    let mutable c = 0
    for i in 1 .. count do
        try
            let! x = down 20
            c <- c + x
        with Bad k -> c <- c + k
    return c
}
let par count = async {
    let mutable c = 0
    for i in 1 .. count do
        try
            let! r = Async.Parallel [| work 1; work 7; work 3 |]
            c <- c + r.[0]
        with Bad k -> c <- c + k
    return c
}
printfn "%d" (many 20000 |> Async.RunSynchronously)
fire 20000 |> Async.RunSynchronously
Async.RunSynchronously (Async.Sleep 2)
printfn "%d" total.[0]
unawaited 20000 |> Async.RunSynchronously
printfn "%d" (failing 3000 |> Async.RunSynchronously)
printfn "%d" (par 3000 |> Async.RunSynchronously)
let mutable s = 0
let once () =
    use source = new System.Threading.CancellationTokenSource()
    Async.Start (async {
        let! c = Async.StartChild (async { do! Async.Sleep 100000 })
        try
            let! r = Async.Parallel [| async { do! Async.Sleep 100000 }; c |]
            ()
        finally
            s <- s + 1
    }, source.Token)
    Async.RunSynchronously (Async.Sleep 0)
    source.Cancel ()
    Async.RunSynchronously (Async.Sleep 0)
for i in 1 .. 5000 do
    once ()
printfn "%d" s
