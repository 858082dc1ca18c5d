// A child is bound a hundred thousand times, and suspends each time in the middle of its work.
module Bind

let mix (value: int) = (value * 1103515245 + 12345) ^^^ (value >>> 7)

let rec work value rounds = if rounds = 0 then value else work (mix value) (rounds - 1)

let child value = async {
    let half = work value 50
    do! Async.Sleep 0
    return work half 50
}

let parent count = async {
    let mutable value = 1
    for _ in 1 .. count do
        let! next = child value
        value <- next
    return value
}

printfn "%d" (parent 100000 |> Async.RunSynchronously)
