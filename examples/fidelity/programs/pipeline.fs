// Producers and consumers over a bounded queue: the queue is an array, and who finds it full or empty lets others run.
module Pipeline

type Queue = { Items: int[]; State: int[] }

let create size = { Items = Array.zeroCreate size; State = [| 0; 0; 0 |] }

// State: the first item, how many there are, how many producers are at work.
let rec put queue item = async {
    if queue.State.[1] = queue.Items.Length then
        do! Async.Sleep 0
        return! put queue item
    else
        let place = (queue.State.[0] + queue.State.[1]) % queue.Items.Length
        queue.Items.[place] <- item
        queue.State.[1] <- queue.State.[1] + 1
}

let rec take queue = async {
    if queue.State.[1] > 0 then
        let item = queue.Items.[queue.State.[0]]
        queue.State.[0] <- (queue.State.[0] + 1) % queue.Items.Length
        queue.State.[1] <- queue.State.[1] - 1
        return Some item
    elif queue.State.[2] = 0 then return None
    else
        do! Async.Sleep 0
        return! take queue
}

let producer queue first count = async {
    queue.State.[2] <- queue.State.[2] + 1
    for item in first .. first + count - 1 do
        do! put queue item
    queue.State.[2] <- queue.State.[2] - 1
    return 0
}

let square from into = async {
    into.State.[2] <- into.State.[2] + 1
    let mutable go = true
    while go do
        match! take from with
        | Some item -> do! put into (item * item)
        | None -> go <- false
    into.State.[2] <- into.State.[2] - 1
    return 0
}

let consumer queue = async {
    let mutable sum = 0
    let mutable go = true
    while go do
        let! next = take queue
        match next with
        | Some item -> sum <- sum + item
        | None -> go <- false
    return sum
}

let run () = async {
    let numbers = create 4
    let squares = create 2
    let! results =
        Async.Parallel [|
            producer numbers 1 50
            producer numbers 51 50
            square numbers squares
            square numbers squares
            consumer squares
        |]
    return results.[4]
}

printfn "the sum of the squares is %d" (run () |> Async.RunSynchronously)
