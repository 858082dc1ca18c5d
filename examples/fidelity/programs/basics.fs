// What the language has beside async.
module Basics

type Shape =
    | Circle of float
    | Rect of width: float * height: float
    | Dot

type Point = { X: int; Y: int }

exception Odd of int

let area shape =
    match shape with
    | Circle r -> 3.0 * r * r
    | Rect(w, h) when w > 10.0 -> 0.0 - w * h
    | Rect(w, h) -> w * h
    | Dot -> 0.0

let rec gcd a b = if b = 0 then a else gcd b (a % b)

let describe n =
    match n with
    | 0 -> "zero"
    | 1 | 2 -> "small"
    | n when n < 0 -> "negative"
    | _ -> "large"

let halve n = if n % 2 = 1 then raise (Odd n) else n / 2

let attempt n =
    try
        let half = halve n
        if half > 10 then failwith "too large"
        half
    with
    | Odd k -> 0 - k
    | Failure text ->
        printfn "failed: %s" text
        100

let swap (a, b) = (b, a)

let guarded log =
    try
        try
            log 1
            failwith "inside"
        finally
            log 2
    with _ -> log 3

let counts = [| 0; 0; 0 |]

[<EntryPoint>]
let main argv =
    printfn "%.2f %.2f %.2f" (area (Circle 2.0)) (area (Rect(2.0, 4.5))) (area Dot)
    printfn "gcd %d" (gcd 84 36)
    for n in -1 .. 3 do
        printfn "%d is %s" n (describe n)
    printfn "%d %d %d" (attempt 8) (attempt 7) (attempt 40)
    let (x, y) = swap (1, "one")
    printfn "%s %d" x y
    let p = { X = 1; Y = 2 }
    let q = { p with Y = p.X + 10 }
    printfn "%d %d %b" q.X q.Y (p = { X = 1; Y = 2 })
    guarded (fun n -> printfn "log %d" n)
    let squares = Array.init 5 (fun i -> i * i)
    squares.[2] <- 40
    let total = squares |> Array.map (fun s -> s + 1) |> Array.sum
    printfn "sum %d of %d" total squares.Length
    let mutable steps = 0
    let mutable n = 27
    while n <> 1 do
        n <- if n % 2 = 0 then n / 2 else 3 * n + 1
        steps <- steps + 1
    printfn "%d steps" steps
    let add a b = a + b
    let addTen = add 10
    printfn "%d" (addTen 5)
    let rec countdown k acc = if k = 0 then acc else countdown (k - 1) (acc + x.Length)
    printfn "%d" (countdown 4 0)
    match Some 3 with
    | Some k -> printfn "some %d" k
    | None -> printfn "none"
    printfn "%s" (if "abc" < "abd" && "x" = "x" then "ordered" else "not ordered")
    counts.[1] <- counts.[1] + 5
    printfn "%d %d" counts.[1] (int64 counts.[1] * 10000000000L |> int)
    for c in "hi" do
        printf "[%c]" c
    printfn ""
    3
