// What a cancellation leaves: exceptions in a `finally` are lost, and work that a `finally` runs is not cancelled.
open System.Threading

let work (name: string) n = async {
    try
        do! Async.Sleep n
        printfn "%s done" name
        return n
    finally
        printfn "%s finally" name }

let runs = async {
    try
        do! Async.Sleep 500
    finally
        let r = Async.RunSynchronously (work "inner" 5)
        printfn "r is %d" r }

let raises = async {
    try
        try
            do! Async.Sleep 500
        finally
            printfn "raising"
            failwith "in finally"
    with e -> printfn "with %s" e.Message
    printfn "goes on"
    do! Async.Sleep 1 }

let disposes = async {
    use a = { new System.IDisposable with member _.Dispose() = printfn "a" }
    use b = { new System.IDisposable with member _.Dispose() = failwith "b fails" }
    do! Async.Sleep 500 }

// Without a cancellation the exception of the `finally` is caught.
let ends = async {
    try
        try
            do! Async.Sleep 1
        finally
            failwith "at the end"
    with e -> printfn "with %s" e.Message }

let cancelled (job: Async<unit>) =
    let source = new CancellationTokenSource()
    Async.Start(job, source.Token)
    Async.RunSynchronously (Async.Sleep 5)
    source.Cancel()
    Async.RunSynchronously (Async.Sleep 20)
    printfn "--"

cancelled runs
cancelled raises
cancelled disposes
Async.RunSynchronously ends

// An exception of work that nobody waits for ends the program.
Async.Start (async {
    do! Async.Sleep 1
    failwith "nobody waits" })
Async.RunSynchronously (Async.Sleep 20)
printfn "never"
