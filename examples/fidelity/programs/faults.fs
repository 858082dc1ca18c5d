// A division by zero and an index outside of an array are exceptions, as in .NET.
module Faults

let quotient a b = a / b
let element (xs: int[]) i = xs.[i]

let length n =
    let zeros: int[] = Array.zeroCreate n
    zeros.Length

let say (text: string) = printfn "%s" text

let caught (f: unit -> int) =
    try
        printfn "%d" (f ())
    with
    | :? System.DivideByZeroException -> say "divided by zero"
    | :? System.IndexOutOfRangeException as e -> printfn "outside: %s" e.Message
    | e -> printfn "other: %s" e.Message

// The coroutine has suspended before the fault; its `finally` runs, then the parent's.
let work (xs: int[]) i d = async {
    try
        do! Async.Sleep 1
        let x = xs.[i]
        return x % d
    finally
        printfn "finally of %d %d" i d
}

let parent xs i d = async {
    try
        let! r = work xs i d
        printfn "result %d" r
    finally
        say "finally of the parent"
}

let guarded xs i d = async {
    try
        do! parent xs i d
    with
    | :? System.IndexOutOfRangeException -> say "the index"
    | Failure text -> say text
    | :? System.DivideByZeroException as e -> say e.Message
}

let set (xs: int[]) i =
    try
        xs.[i] <- 1
        say "set"
    with _ -> say "not set"

// One of the children faults; what waits for all of them sees it.
let together xs = async {
    try
        let! all = Async.Parallel [| work xs 0 2; work xs 9 2 |]
        printfn "%d" all.Length
    with e -> printfn "together: %s" e.Message
}

let child xs = async {
    let! started = Async.StartChild (work xs 1 0)
    try
        let! r = started
        printfn "%d" r
    with
    | :? System.DivideByZeroException -> say "of the child"
}

let rec deep n = if n = 0 then 10 / n else 1 + deep (n - 1)

let inside n =
    try
        try
            deep n
        finally
            say "inner"
    with
    | :? System.IndexOutOfRangeException -> 0
    | :? System.DivideByZeroException -> n

[<EntryPoint>]
let main _ =
    let xs = [| 7; 8; 9 |]
    caught (fun () -> quotient 7 2)
    caught (fun () -> quotient 7 0)
    caught (fun () -> 7 % quotient 0 1)
    caught (fun () -> element xs 2)
    caught (fun () -> element xs 3)
    caught (fun () -> element xs -1)
    caught (fun () -> failwith "failed")
    caught (fun () -> length (quotient -3 1))
    Async.RunSynchronously (guarded xs 1 5)
    Async.RunSynchronously (guarded xs 5 5)
    Async.RunSynchronously (guarded xs 2 0)
    set xs 2
    set xs 3
    Async.RunSynchronously (together xs)
    Async.RunSynchronously (child xs)
    printfn "%d" (inside 4)
    say "now one that nothing catches"
    quotient 1 (xs.Length - 3)
