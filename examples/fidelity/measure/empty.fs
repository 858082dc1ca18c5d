// What each program does beside its work.
module Empty

printfn "%d" 1
