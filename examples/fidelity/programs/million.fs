// A million suspensions in constant memory: a loop, a recursion by `return!`, and a child that is bound again and again.
module Million

let step value = async {
    do! Async.Sleep 0
    return value + 1
}

let loop count = async {
    let mutable value = 0
    while value < count do
        let! next = step value
        value <- next
    return value
}

let rec again value count = async {
    if value = count then return value
    else
        let! next = step value
        return! again next count
}

let spread count = async {
    let mutable sum = 0
    for _ in 1 .. count do
        let! both = Async.Parallel [| step 1; step 2 |]
        sum <- sum + both.[0]
    return sum
}

[<EntryPoint>]
let main _ =
    printfn "%d" (loop 500000 |> Async.RunSynchronously)
    printfn "%d" (spread 100000 |> Async.RunSynchronously)
    printfn "%d" (again 0 500000 |> Async.RunSynchronously)
    0
