// The rows of a product of matrices, each an async value, all in Async.Parallel.
module Matrix

let size = 24

let make f = Array.init size (fun i -> Array.init size (fun j -> f i j))

let a = make (fun i j -> i + j)
let b = make (fun i j -> if i = j then 2 else 0)

let row (i: int) = async {
    let result = Array.zeroCreate size
    for j in 0 .. size - 1 do
        let mutable sum = 0
        for k in 0 .. size - 1 do
            sum <- sum + a.[i].[k] * b.[k].[j]
        result.[j] <- sum
        // Lets the other rows go on.
        do! Async.Sleep 0
    return result
}

[<EntryPoint>]
let main _ =
    let rows = [| for i in 0 .. size - 1 -> row i |] |> Async.Parallel |> Async.RunSynchronously
    let mutable trace = 0
    for i in 0 .. size - 1 do
        trace <- trace + rows.[i].[i]
    printfn "%d %d" trace rows.[3].[4]
    0
