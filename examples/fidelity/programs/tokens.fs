// A tokenizer as an asynchronous sequence: `next` reads from a pipe when it has no more text, and returns one token at a time.
module Tokens

type Token =
    | Number of int
    | Word of int
    | Symbol of char
    | End

exception BadText of char

type Source = { File: int; Buffer: byte[]; State: int[] }

let openSource file = { File = file; Buffer = Array.zeroCreate 8; State = [| 0; 0 |] }

// The next character, or a space at the end; State has the position and how many bytes there are.
let rec peek source = async {
    if source.State.[0] < source.State.[1] then return Some(char source.Buffer.[source.State.[0]])
    else
        let! count = Io.read source.File source.Buffer
        source.State.[0] <- 0
        source.State.[1] <- count
        if count <= 0 then return None
        else return! peek source
}

let advance source = source.State.[0] <- source.State.[0] + 1

let isDigit c = c >= '0' && c <= '9'
let isLetter c = c >= 'a' && c <= 'z'

let rec number source value = async {
    match! peek source with
    | Some c when isDigit c ->
        advance source
        return! number source (value * 10 + int c - int '0')
    | _ -> return Number value
}

let rec word source length = async {
    match! peek source with
    | Some c when isLetter c ->
        advance source
        return! word source (length + 1)
    | _ -> return Word length
}

let rec next source = async {
    match! peek source with
    | None -> return End
    | Some ' ' ->
        advance source
        return! next source
    | Some c when isDigit c -> return! number source 0
    | Some c when isLetter c -> return! word source 0
    | Some '#' -> return raise (BadText '#')
    | Some c ->
        advance source
        return Symbol c
}

let writer file (text: string) = async {
    let bytes = [| for i in 0 .. text.Length - 1 -> byte text.[i] |]
    for i in 0 .. bytes.Length - 1 do
        let! _ = Io.write file bytes i 1
        do! Async.Sleep 0
    Io.close file
}

let reader file = async {
    let source = openSource file
    let mutable go = true
    try
        while go do
            let! token = next source
            match token with
            | Number n -> printfn "number %d" n
            | Word n -> printfn "word of %d letters" n
            | Symbol c -> printfn "symbol %c" c
            | End ->
                printfn "end"
                go <- false
    with BadText c -> printfn "bad character %c" c
}

let run text =
    let (from, into) = Io.pipe ()
    Async.Parallel [| writer into text; reader from |] |> Async.Ignore |> Async.RunSynchronously
    Io.close from

run "let x1 = 20 + (350 * y)"
run "ok # not"
