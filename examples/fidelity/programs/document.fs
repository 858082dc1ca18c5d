// The example of the design document: two asynchronous steps, one after the other.
module Document

let fetchDataAsync (source: int) = async {
    do! Async.Sleep 10
    return source * 2
}

let process' data = data + 1

let composed () =
    async {
        let! data = fetchDataAsync 20
        let processed = process' data
        let! more = fetchDataAsync processed
        return processed + more
    }

[<EntryPoint>]
let main argv =
    let result = Async.RunSynchronously (composed ())
    printfn "the result is %d" result
    0
