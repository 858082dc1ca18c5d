// The run loop. One thing runs at a time, until it suspends.
//
// A node is three words: previous, next, and the handle of the coroutine that waits; in lists of timers and files two more, the time
// or the file and what is waited for. It is in the frame of the coroutine that waits, so nothing is allocated.

module Scheduler =
    // The coroutine that runs next: who waited for what has just ended.
    let mutable next = 0n
    // Frames in the arena whose coroutines have ended; linked by their first word.
    let mutable ended = 0n
    // Work that is cancelled and has not been destroyed yet.
    let mutable cancelled = 0n
    let mutable depth = 0

    let wake (handle: nativeint) : unit = next <- handle

    let unlink (node: nativeint) : unit =
        let after = Native.load64 node 8
        if after <> 0n then
            let before = Native.load64 node 0
            Native.store64 before 8 after
            Native.store64 after 0 before
            Native.store64 node 8 0n

    // The head of a list is a node whose neighbours are itself when the list is empty.
    let head (offset: nativeint) : nativeint = Native.statics () + offset

    let empty (list: nativeint) : unit =
        Native.store64 list 0 list
        Native.store64 list 8 list

    empty (head 16n)
    empty (head 32n)
    empty (head 48n)

    let insertBefore (place: nativeint) (node: nativeint) : unit =
        let before = Native.load64 place 0
        Native.store64 node 0 before
        Native.store64 node 8 place
        Native.store64 before 8 node
        Native.store64 place 0 node

    let enqueue (node: nativeint) : unit = insertBefore (head 16n) node

    let rec laterThan (time: nativeint) (list: nativeint) (node: nativeint) : nativeint =
        if node = list || Native.load64 node 24 > time then node
        else laterThan time list (Native.load64 node 8)

    let sleep (node: nativeint) (handle: nativeint) (milliseconds: int) : unit =
        Native.store64 node 16 handle
        if milliseconds <= 0 then enqueue node
        else
            let time = nativeint (Sys.now () + int64 milliseconds)
            let timers = head 32n
            Native.store64 node 24 time
            insertBefore (laterThan time timers (Native.load64 timers 8)) node

    // events: 1 to read, 4 to write.
    let ready (node: nativeint) (handle: nativeint) (file: int) (events: int) : unit =
        Native.store64 node 16 handle
        Native.store32 node 24 file
        Native.store32 node 28 events
        insertBefore (head 48n) node

    let rec fillPoll (list: nativeint) (node: nativeint) (count: int) : int =
        if node = list then count
        elif count = 256 then
            Fault.stop "more than 256 files are waited for"
            count
        else
            let entry = Native.statics () + 4096n + nativeint count * 8n
            Native.store32 entry 0 (Native.load32 node 24)
            Native.store32 entry 4 (Native.load32 node 28)
            fillPoll list (Native.load64 node 8) (count + 1)

    let rec wakeReady (list: nativeint) (node: nativeint) (count: int) : unit =
        if node <> list then
            let after = Native.load64 node 8
            let entry = Native.statics () + 4096n + nativeint count * 8n
            if (Native.load32 entry 4 >>> 16) <> 0 then
                unlink node
                enqueue node
            wakeReady list after (count + 1)

    // Waits until a file is ready or the time of the next timer, which is 0 if there is none.
    let poll (timers: nativeint) (files: nativeint) (wait: int64) : unit =
        if Native.machine () <> 2 then
            let count = fillPoll files (Native.load64 files 8) 0
            let time = Native.statics () + 80n
            Native.store64 time 0 (nativeint (wait / 1000L))
            Native.store64 time 8 (nativeint (wait % 1000L * 1000000L))
            let limit = if Native.load64 timers 8 = timers && wait <> 0L then 0n else time
            let found = Sys.call 271n 73n (Native.statics () + 4096n) (nativeint count) limit 0n 8n
            if found > 0n then wakeReady files (Native.load64 files 8) 0

    let rec wakeTimers (timers: nativeint) (now: int64) : unit =
        let first = Native.load64 timers 8
        if first <> timers && int64 (Native.load64 first 24) <= now then
            unlink first
            enqueue first
            wakeTimers timers now

    let wait () : unit =
        let timers = head 32n
        let files = head 48n
        let first = Native.load64 timers 8
        if first = timers && Native.load64 files 8 = files then
            Fault.stop "nothing can go on: all work waits, and for no timer or file"
        let now = Sys.now ()
        let until = if first = timers then 1L else int64 (Native.load64 first 24) - now
        poll timers files (if until < 0L then 0L else until)
        wakeTimers timers (Sys.now ())

    let rec freeEnded () : unit =
        if ended <> 0n then
            let frame = ended
            ended <- Native.load64 frame 0
            Arena.free frame
            freeEnded ()

    // Resumes one that can go on, or waits until one can.
    let step () : unit =
        let queue = head 16n
        if next <> 0n then
            let handle = next
            next <- 0n
            Native.resume handle
        elif Native.load64 queue 8 <> queue then
            let node = Native.load64 queue 8
            unlink node
            Native.resume (Native.load64 node 16)
        else wait ()
        freeEnded ()

// Work that runs beside others. The header of its promise: 16 waiter, 24 status, 32 node, 56 counter or next child, 64 kind
// (0 side by side, 1 nobody waits, 2 a child), 72 node in the list of its token.
module Tasks =
    // A flag and, from its second word, the head of the list of the work that it cancels.
    let newSource () : nativeint =
        let source = Arena.allocate 48n
        Native.store64 source 0 0n
        Native.store64 source 8 (source + 8n)
        Native.store64 source 16 (source + 8n)
        Native.store64 source 32 0n
        source

    let isCancelled (source: nativeint) : bool = Native.load32 source 0 <> 0

    // What is registered later is destroyed first: children before their parents.
    let register (handle: nativeint) (source: nativeint) : unit =
        if source > Native.statics () || source < Native.statics () then
            if source <> 0n then Scheduler.insertBefore (Native.load64 (source + 8n) 8) (handle + 72n)

    let cancel (source: nativeint) : unit =
        if not (isCancelled source) then
            Native.store32 source 0 1
            Native.store32 source 4 1
            Native.store64 source 32 Scheduler.cancelled
            Scheduler.cancelled <- source

    // Where work is left that it could cancel, or its cancellation is not done yet, the memory stays.
    let dispose (source: nativeint) : unit =
        let list = source + 8n
        if Native.load64 list 8 = list && Native.load32 source 4 = 0 then Arena.free source

    let complete (handle: nativeint) : unit =
        Scheduler.unlink (handle + 72n)
        let counter = Native.load64 handle 56
        let kind = Native.load32 handle 64
        if kind = 0 && counter <> 0n then
            let left = Native.load32 counter 0 - 1
            Native.store32 counter 0 left
            if left = 0 || Native.load32 handle 24 <> 1 then Scheduler.wake (Native.load64 handle 16)
        elif kind = 1 then
            Native.store64 handle 0 Scheduler.ended
            Scheduler.ended <- handle
        else Scheduler.wake (Native.load64 handle 16)

    let handleAt (handles: nativeint) (index: int) : nativeint = Native.load64 handles (index * 8)

    let launch (handles: nativeint) (counter: nativeint) (waiter: nativeint) (count: int) : unit =
        for index in 0 .. count - 1 do
            let handle = handleAt handles index
            Native.store64 handle 16 waiter
            Native.store64 handle 56 counter
            Scheduler.enqueue (handle + 32n)

    // The first that has raised or was cancelled, or 0.
    let failed (handles: nativeint) (count: int) : nativeint =
        let mutable found = 0n
        for index in 0 .. count - 1 do
            if found = 0n && Native.load32 (handleAt handles index) 24 > 1 then found <- handleAt handles index
        found

    // Destroys those that have not ended.
    let abandon (handles: nativeint) (count: int) (inArena: bool) : unit =
        for index in 0 .. count - 1 do
            let handle = handleAt handles index
            if Native.load32 handle 24 = 0 then Native.destroy handle
            if inArena then Arena.free handle
        if inArena then Arena.free handles

    let detach (handle: nativeint) (source: nativeint) : unit =
        Native.store32 handle 64 1
        register handle source
        Scheduler.enqueue (handle + 32n)

    let adopt (handle: nativeint) (source: nativeint) (before: nativeint) : unit =
        Native.store32 handle 64 2
        Native.store64 handle 56 before
        register handle source
        Scheduler.enqueue (handle + 32n)

    // What becomes of children whose parent ends: they go on alone, or are destroyed with it.
    let rec release (handle: nativeint) (destroy: bool) : unit =
        if handle <> 0n then
            let after = Native.load64 handle 56
            if Native.load32 handle 24 <> 0 then Arena.free handle
            elif destroy then
                Scheduler.unlink (handle + 72n)
                Native.destroy handle
                Arena.free handle
            else
                Native.store64 handle 16 0n
                Native.store32 handle 64 1
            release after destroy

    // Destroys the work of a source that is cancelled. Nothing of it runs now.
    let rec destroyAll (list: nativeint) : unit =
        let node = Native.load64 list 8
        if node <> list then
            let handle = Native.load64 node 16
            Scheduler.unlink node
            if Native.load32 handle 24 = 0 then
                Native.destroy handle
                Native.store32 handle 24 3
                if Native.load32 handle 64 = 1 then Arena.free handle
                elif Native.load64 handle 16 <> 0n then
                    Scheduler.wake (Native.load64 handle 16)
                    Scheduler.step ()
            destroyAll list

    let rec destroyCancelled () : unit =
        if Scheduler.cancelled <> 0n && Scheduler.depth = 1 && Scheduler.next = 0n then
            let source = Scheduler.cancelled
            Scheduler.cancelled <- Native.load64 source 32
            destroyAll (source + 8n)
            Native.store32 source 4 0
            destroyCancelled ()

// Resumes what can go on, until the coroutine of this handle has ended.
module Loop =
    let run (root: nativeint) : unit =
        Scheduler.depth <- Scheduler.depth + 1
        while Native.load32 root 24 = 0 do
            Tasks.destroyCancelled ()
            if Native.load32 root 24 = 0 then Scheduler.step ()
        Scheduler.depth <- Scheduler.depth - 1
