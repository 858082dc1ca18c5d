// Forms of the syntax: `;`, signs, rules to the left of `function`, names with a capital letter, shadowed names.
type Point = { X: int; Y: int }
type Row = { X: int; Z: int }
type Shape =
    | Dot
    | Box of int

let sums =
    let mutable i = 0
    i <- i + 1; printfn "i is %d" i
    let a = [| 1L; -1L; -2L |]
    a.[0] <- 5L; printfn "a.[0] is %d" a.[0]
    (printfn "in brackets"; -98)

let sign = function
    | 0 -> "zero"
    | n when n < 0 -> "negative"
    | _ -> "positive"

let size shape = match shape with
                 | Dot -> 0
                 | Box n -> n

let Twice x = 2 * x
let point = { X = 1; Y = 2 }
let row = { X = 3; Z = 4 }
let _start a = a + 3
let program a = a + 4

let Box3 () =
    let Inner x = x + 1
    match Box 3 with
    | Box n -> Inner n
    | Dot -> 0

let work = async {
    do! Async.Sleep 1; printfn "slept"
    return 7 }

// Here `not` is another function.
let not x = x

let lambda = Array.map (function
    | 1 -> "one"
    | _ -> "more")

printfn "%d %s %s %s" sums (sign 0) (sign -5) (sign 5)
printfn "%d %d %d" (size Dot) (size (Box 3)) (Twice 4)
printfn "%d %d" point.Y row.Z
printfn "%d %d %d" (_start 1) (program 1) (Box3 ())
printfn "%b" (not true)
printfn "%d" (Async.RunSynchronously work)

// What is no number as printf writes it.
let zero = float (Twice 0)
printfn "%f %.1f %5.2f %.1f" (1.0 / zero) (-1.0 / zero) (zero / zero) (-1.0 * zero)

printfn "%s %c" "\t\u0041\u00e9" '\u0042'

let nested = let a = 1 in let b = 2 in a + b
printfn "%d" nested
printfn "%d" <| Twice 5
printfn "%s" <| sign <| Twice -5
