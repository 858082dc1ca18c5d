// fidc: --arena 1000000
// Values of all kinds through async blocks; functions that return them; recursion in Async.Parallel.
module Values

type T = { A: int; B: string }
let mk a = { A = a; B = "b" }
let withRecord (r: T) = async {
    do! Async.Sleep 1
    return { r with A = r.A + 1 }
}
let tuple () = async {
    do! Async.Sleep 1
    return (1, "two", 3.0, true)
}
let opt n = async {
    do! Async.Sleep 0
    if n > 0 then return Some(n, "x") else return None
}
let rec fib n = async {
    if n < 2 then return n
    else
        let! r = Async.Parallel [| fib (n - 1); fib (n - 2) |]
        return r.[0] + r.[1]
}
let apply f x = async {
    let! y = f x
    return y + 1
}
let compose (f: int -> Async<int>) n = async {
    let mutable s = 0
    for i in 1 .. n do
        let! v = apply f i
        s <- s + v
    return s
}
let nested () = async {
    try
        try
            do! Async.Sleep 1
            failwith "a"
        with Failure m ->
            do! Async.Sleep 1
            failwith (if m = "a" then "b" else "c")
    with
    | Failure m when m = "b" -> printfn "got b"
    | e -> printfn "other %s" e.Message
}
let inner x =
    let k = 10
    let f y = async {
        do! Async.Sleep 0
        return x + y + k
    }
    f
let outer = async {
    let! t = async { return! tuple () }
    let (a, b, c, d) = t
    printfn "%d %s %.1f %b" a b c d
    let! o = opt 3
    match o with
    | Some(n, s) -> printfn "%d %s" n s
    | None -> printfn "none"
    let! r = withRecord (mk 4)
    printfn "%d %s" r.A r.B
    let! v = inner 1 2
    printfn "%d" v
    let task = inner 5 6
    let! v1 = task
    let! v2 = task
    printfn "%d %d" v1 v2
}
Async.RunSynchronously outer
printfn "%d" (fib 12 |> Async.RunSynchronously)
printfn "%d" (compose (inner 1) 3 |> Async.RunSynchronously)
nested () |> Async.RunSynchronously
let big = [| 1L; 2L |]
printfn "%d %x" big.[1] -1
printfn "%d" (if -7 / 2 = -3 && -7 % 2 = -1 then 1 else 0)
