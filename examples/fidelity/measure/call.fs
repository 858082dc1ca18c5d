// The same work as in bind.fs, by calls.
module Call

let mix (value: int) = (value * 1103515245 + 12345) ^^^ (value >>> 7)

let rec work value rounds = if rounds = 0 then value else work (mix value) (rounds - 1)

let child value =
    let half = work value 50
    work half 50

let parent count =
    let mutable value = 1
    for _ in 1 .. count do
        value <- child value
    value

printfn "%d" (parent 100000)
