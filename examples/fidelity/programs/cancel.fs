// Cancellation in each state: queued, before its first step; asleep; in a child; with children side by side; in a loop without a
// wait of its own; at its end. Each `finally` runs, the child's before its parent's.
module Cancel

open System.Threading

let resource name =
    { new System.IDisposable with
        member _.Dispose() = printfn "dispose %s" name }

let sleeper name = async {
    try
        do! Async.Sleep 100000
        printfn "%s woke" name
    finally
        printfn "finally %s" name
}

let parent name = async {
    use r = resource (name)
    try
        printfn "%s waits" name
        do! sleeper "child"
    with _ -> printfn "never: cancellation is no exception"
}

let family () = async {
    try
        let! _ = Async.Parallel [| sleeper "left"; sleeper "right" |]
        printfn "never"
    finally
        printfn "finally family"
}

let adopted () = async {
    let! child = Async.StartChild(sleeper "adopted")
    try
        do! child
    finally
        printfn "finally adopter"
}

let rec deep n = async {
    if n = 0 then do! sleeper "deepest"
    else
        try
            do! deep (n - 1)
        finally
            printfn "finally depth %d" n
}

let busy (source: CancellationTokenSource) = async {
    try
        do! Async.Sleep 0
        source.Cancel()
        printfn "cancelled itself: %b" source.IsCancellationRequested
        do! Async.Sleep 0
        printfn "never"
    finally
        printfn "finally busy"
}

let watches () = async {
    let! token = Async.CancellationToken
    let mutable rounds = 0
    while not token.IsCancellationRequested do
        rounds <- rounds + 1
        do! Async.Sleep 1
    printfn "never: the wait is cancelled first"
}

let after milliseconds (source: CancellationTokenSource) =
    Async.RunSynchronously(Async.Sleep milliseconds)
    source.Cancel()
    Async.RunSynchronously(Async.Sleep 2)

let test name (work: Async<unit>) milliseconds =
    printfn "- %s" name
    let source = new CancellationTokenSource()
    Async.Start(work, source.Token)
    after milliseconds source

[<EntryPoint>]
let main _ =
    printfn "- queued"
    let early = new CancellationTokenSource()
    Async.Start(sleeper "queued", early.Token)
    early.Cancel()
    Async.RunSynchronously(Async.Sleep 1)
    test "asleep" (sleeper "asleep") 3
    test "in a child" (parent "parent") 3
    test "side by side" (family ()) 3
    test "a started child" (adopted ()) 3
    test "deep" (deep 3) 3
    test "watching" (watches ()) 3
    printfn "- by itself"
    let own = new CancellationTokenSource()
    Async.Start(busy own, own.Token)
    Async.RunSynchronously(Async.Sleep 5)
    test "at its end" (async { printfn "done" }) 3
    printfn "end"
    0
