// The library of the language: what has no need of the machine.

let id x = x
let not x = if x then false else true
let fst (a, _) = a
let snd (_, b) = b
let abs x = if x < 0 then 0 - x else x
let min a b = if a < b then a else b
let max a b = if a < b then b else a

type Option<'a> =
    | None
    | Some of 'a

type Result<'a, 'b> =
    | Ok of 'a
    | Error of 'b

module Option =
    let map f option =
        match option with
        | Some value -> Some(f value)
        | None -> None

    let defaultValue value option =
        match option with
        | Some found -> found
        | None -> value

    let isSome option =
        match option with
        | Some _ -> true
        | None -> false

    let isNone option = not (isSome option)

module Array =
    let init count f = [| for i in 0 .. count - 1 -> f i |]
    let create count value = [| for _ in 0 .. count - 1 -> value |]
    let map f (xs: 'a[]) = [| for i in 0 .. xs.Length - 1 -> f xs.[i] |]
    let mapi f (xs: 'a[]) = [| for i in 0 .. xs.Length - 1 -> f i xs.[i] |]

    let iter f (xs: 'a[]) =
        for x in xs do
            f x

    let iteri f (xs: 'a[]) =
        for i in 0 .. xs.Length - 1 do
            f i xs.[i]

    let fold f start (xs: 'a[]) =
        let mutable state = start
        for x in xs do
            state <- f state x
        state

    let sum (xs: int[]) =
        let mutable total = 0
        for x in xs do
            total <- total + x
        total

    let exists f (xs: 'a[]) =
        let mutable found = false
        for x in xs do
            if f x then found <- true
        found

    let forall f (xs: 'a[]) =
        let mutable all = true
        for x in xs do
            if not (f x) then all <- false
        all

    let copy (xs: 'a[]) = [| for i in 0 .. xs.Length - 1 -> xs.[i] |]
