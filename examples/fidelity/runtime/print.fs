// What printfn writes: text is gathered in a block of 2048 bytes, and written at the end of each format.

module Text =
    let rec compareFrom (a: string) (b: string) (at: int) : int =
        if at = String.length a || at = String.length b then String.length a - String.length b
        else
            let left = int (Native.byteAt a at)
            let right = int (Native.byteAt b at)
            if left <> right then left - right else compareFrom a b (at + 1)

    let compare (a: string) (b: string) : int = compareFrom a b 0
    let equal (a: string) (b: string) : bool = String.length a = String.length b && compareFrom a b 0 = 0

module Print =
    let mutable length = 0
    let mutable stream = 1

    let rec writeAll (fd: int) (from: nativeint) (left: int) : unit =
        if left > 0 then
            let written = Sys.write fd from left
            // An interrupted call is made again; a stream that is closed takes nothing.
            if written > 0 then writeAll fd (from + nativeint written) (left - written)
            elif written = -4 || written = -11 then writeAll fd from left

    let flush (fd: int) : unit =
        writeAll fd (Native.statics () + 1024n) length
        length <- 0

    let put (value: byte) : unit =
        if length = 2048 then flush stream
        Native.store8 (Native.statics () + 1024n) length value
        length <- length + 1

    let text (text: string) : unit =
        for index in 0 .. String.length text - 1 do
            put (Native.byteAt text index)

    let rec spaces (count: int) : unit =
        if count > 0 then
            put 32uy
            spaces (count - 1)

    let padded (value: string) (width: int) (left: int) : unit =
        if left = 0 then spaces (width - String.length value)
        text value
        if left = 1 then spaces (width - String.length value)

    // A character as UTF-8.
    let character (value: char) : unit =
        let code = int value
        if code < 0x80 then put (byte code)
        elif code < 0x800 then
            put (byte (0xc0 ||| (code >>> 6)))
            put (byte (0x80 ||| (code &&& 0x3f)))
        else
            put (byte (0xe0 ||| (code >>> 12)))
            put (byte (0x80 ||| ((code >>> 6) &&& 0x3f)))
            put (byte (0x80 ||| (code &&& 0x3f)))

    let truth (value: bool) : unit = text (if value then "true" else "false")

    let digit (value: int) : byte = byte (if value < 10 then 48 + value else 87 + value)

    let rec countDigits (value: int64) (radix: int64) : int =
        let rest = value / radix
        if rest = 0L then 1 else 1 + countDigits rest radix

    let rec digits (value: int64) (radix: int64) : unit =
        let rest = value / radix
        if rest <> 0L then digits rest radix
        // Of the most negative number each digit is negative.
        let last = int (value - rest * radix)
        put (digit (if last < 0 then 0 - last else last))

    let rec zeros (count: int) : unit =
        if count > 0 then
            put 48uy
            zeros (count - 1)

    let rec hexCount (value: int64) : int =
        let rest = (value >>> 4) &&& 0x0fffffffffffffffL
        if rest = 0L then 1 else 1 + hexCount rest

    let rec hex (value: int64) : unit =
        let rest = (value >>> 4) &&& 0x0fffffffffffffffL
        if rest <> 0L then hex rest
        put (digit (int (value &&& 15L)))

    // flags: 1 zeros instead of spaces, 2 hexadecimal, 4 the lower 32 bits only.
    let number (value: int64) (width: int) (flags: int) : unit =
        let value = if (flags &&& 4) <> 0 then value &&& 0xffffffffL else value
        let isHex = (flags &&& 2) <> 0
        let negative = value < 0L && not isHex
        let count = (if isHex then hexCount value else countDigits value 10L) + (if negative then 1 else 0)
        if (flags &&& 1) = 0 then spaces (width - count)
        if negative then put 45uy
        if (flags &&& 1) <> 0 then zeros (width - count)
        if isHex then hex value else digits value 10L

    let rec power (digits: int) : float = if digits = 0 then 1.0 else 10.0 * power (digits - 1)

    let real (value: float) (width: int) (places: int) : unit =
        if value <> value then padded "NaN" width 0
        elif value > 1.7976931348623157e308 then padded "Infinity" width 0
        elif value < -1.7976931348623157e308 then padded "-Infinity" width 0
        elif value > 9.0e15 || value < -9.0e15 then padded (if value > 0.0 then "large" else "-large") width 0
        else
            let negative = value < 0.0 || (value = 0.0 && 1.0 / value < 0.0)
            let value = if negative then 0.0 - value else value
            let scale = power places
            let whole = int64 value
            let fraction = int64 ((value - float whole) * scale + 0.5)
            // Rounding may carry into the whole number.
            let carry = if fraction >= int64 scale then 1L else 0L
            let whole = whole + carry
            let fraction = if carry = 1L then fraction - int64 scale else fraction
            let count = countDigits whole 10L + (if negative then 1 else 0) + (if places > 0 then places + 1 else 0)
            spaces (width - count)
            if negative then put 45uy
            digits whole 10L
            if places > 0 then
                put 46uy
                zeros (places - countDigits fraction 10L)
                digits fraction 10L
