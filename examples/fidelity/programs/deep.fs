// fidc: --arena 4000000
// Recursion that needs a frame for each level: 20,000 levels in the arena, on a stack of the machine that does not grow.
module Deep

let rec sum n = async {
    if n = 0 then return 0L
    else
        let! below = sum (n - 1)
        return below + int64 n
}

let rec even n = async {
    if n = 0 then return true
    else return! odd (n - 1)
}

and odd n = async {
    if n = 0 then return false
    else return! even (n - 1)
}

[<EntryPoint>]
let main _ =
    printfn "%d" (sum 20000 |> Async.RunSynchronously)
    printfn "%b" (even 1001 |> Async.RunSynchronously)
    0
