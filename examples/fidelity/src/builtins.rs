//! The names that the compiler itself knows, with their types. All other names of the library are in `runtime/`.

use crate::types::{Con, Type};

/// A function or value that the compiler makes code of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Builtin {
    Printf,
    Printfn,
    Eprintfn,
    FailWith,
    Raise,
    Ignore,
    Exit,
    ToInt,
    ToInt64,
    ToFloat,
    ToByte,
    ToChar,
    ToNative,
    Length,
    StringLength,
    StringByte,
    ZeroCreate,
    /// The message of an exception.
    Message,
    Sleep,
    /// `Async.Start work`, `Async.Start(work, token)`.
    Start,
    RunSynchronously,
    Parallel,
    Sequential,
    StartChild,
    IgnoreAsync,
    CurrentToken,
    NewTokenSource,
    Cancel,
    TokenOf,
    IsCancelled,
    Dispose,
    /// Waits for a file descriptor: `Io.readable fd`, `Io.writable fd`.
    WaitReadable,
    WaitWritable,
    Load64,
    Load32,
    Load8,
    Store64,
    Store32,
    Store8,
    Syscall,
    ArrayAddress,
    StringAddress,
    ResumeFrame,
    DestroyFrame,
    ArenaStart,
    ArenaSize,
    /// A block of zeros for the runtime.
    Statics,
    /// Which machine the program is for.
    Machine,
    Fault,
    TextAt,
}

fn plain(con: Con) -> Type {
    Type::plain(con)
}

/// The types that are there from the beginning.
pub fn named_type(name: &str) -> Option<(Con, usize)> {
    Some(match name {
        "unit" => (Con::Unit, 0),
        "bool" => (Con::Bool, 0),
        "byte" => (Con::Byte, 0),
        "char" => (Con::Char, 0),
        "int" | "int32" => (Con::Int, 0),
        "int64" => (Con::Int64, 0),
        "float" | "double" => (Con::Float, 0),
        "nativeint" => (Con::Native, 0),
        "string" => (Con::String, 0),
        "exn" => (Con::Exception, 0),
        "IDisposable" => (Con::Disposable, 0),
        "CancellationTokenSource" => (Con::TokenSource, 0),
        "CancellationToken" => (Con::Token, 0),
        "Async" => (Con::Async, 1),
        "array" => (Con::Array, 1),
        "list" => (Con::List, 1),
        _ => return None,
    })
}

/// The builtin of that name, how many type parameters it has, and its type. Names of `Native` are for the runtime only.
pub fn lookup(name: &str, in_runtime: bool) -> Option<(Builtin, u32, Type)> {
    user_name(name).or_else(|| if in_runtime { runtime_name(name) } else { None })
}

fn user_name(name: &str) -> Option<(Builtin, u32, Type)> {
    use Builtin::*;
    let a = Type::Generic(0);
    let task = |of: &Type| Type::of(Con::Async, [of.clone()]);
    let to = |con: Con| Type::function(a.clone(), plain(con));
    Some(match name {
        "failwith" => (FailWith, 1, Type::function(plain(Con::String), a)),
        "raise" => (Raise, 1, Type::function(plain(Con::Exception), a)),
        "ignore" => (Ignore, 1, to(Con::Unit)),
        "exit" => (Exit, 1, Type::function(plain(Con::Int), a)),
        "int" => (ToInt, 1, to(Con::Int)),
        "int64" => (ToInt64, 1, to(Con::Int64)),
        "float" | "double" => (ToFloat, 1, to(Con::Float)),
        "byte" => (ToByte, 1, to(Con::Byte)),
        "char" => (ToChar, 1, to(Con::Char)),
        "nativeint" => (ToNative, 1, to(Con::Native)),
        "Array.length" => (Length, 1, Type::function(Type::of(Con::Array, [a]), plain(Con::Int))),
        "String.length" => (StringLength, 0, Type::function(plain(Con::String), plain(Con::Int))),
        "Array.zeroCreate" => (ZeroCreate, 1, Type::function(plain(Con::Int), Type::of(Con::Array, [a]))),
        "Async.Sleep" => (Sleep, 0, Type::function(plain(Con::Int), task(&plain(Con::Unit)))),
        "Async.Start" | "Async.StartImmediate" => {
            (Start, 0, Type::function(task(&plain(Con::Unit)), plain(Con::Unit)))
        }
        "Async.RunSynchronously" => (RunSynchronously, 1, Type::function(task(&a), a)),
        "Async.StartChild" => (StartChild, 1, Type::function(task(&a), task(&task(&a)))),
        "Async.Ignore" => (IgnoreAsync, 1, Type::function(task(&a), task(&plain(Con::Unit)))),
        "Async.CancellationToken" => (CurrentToken, 0, task(&plain(Con::Token))),
        "Io.readable" => (WaitReadable, 0, Type::function(plain(Con::Int), task(&plain(Con::Unit)))),
        "Io.writable" => (WaitWritable, 0, Type::function(plain(Con::Int), task(&plain(Con::Unit)))),
        _ => return None,
    })
}

fn runtime_name(name: &str) -> Option<(Builtin, u32, Type)> {
    use Builtin::*;
    let (native, int) = (|| plain(Con::Native), || plain(Con::Int));
    let load = |result: Con| Type::curried(&[plain(Con::Native), plain(Con::Int)], plain(result));
    let store =
        |value: Con| Type::curried(&[plain(Con::Native), plain(Con::Int), plain(value)], plain(Con::Unit));
    Some(match name {
        "Native.load64" => (Load64, 0, load(Con::Native)),
        "Native.load32" => (Load32, 0, load(Con::Int)),
        "Native.load8" => (Load8, 0, load(Con::Byte)),
        "Native.store64" => (Store64, 0, store(Con::Native)),
        "Native.store32" => (Store32, 0, store(Con::Int)),
        "Native.store8" => (Store8, 0, store(Con::Byte)),
        "Native.syscall" => {
            (Syscall, 0, Type::curried(&std::array::from_fn::<_, 7, _>(|_| native()), native()))
        }
        "Native.ofArray" => {
            (ArrayAddress, 1, Type::function(Type::of(Con::Array, [Type::Generic(0)]), native()))
        }
        "Native.ofString" => (StringAddress, 0, Type::function(plain(Con::String), native())),
        "Native.byteAt" => (StringByte, 0, Type::curried(&[plain(Con::String), int()], plain(Con::Byte))),
        "Native.resume" => (ResumeFrame, 0, Type::function(native(), plain(Con::Unit))),
        "Native.destroy" => (DestroyFrame, 0, Type::function(native(), plain(Con::Unit))),
        "Native.arenaStart" => (ArenaStart, 0, Type::function(plain(Con::Unit), native())),
        "Native.arenaSize" => (ArenaSize, 0, Type::function(plain(Con::Unit), native())),
        "Native.statics" => (Statics, 0, Type::function(plain(Con::Unit), native())),
        "Native.machine" => (Machine, 0, Type::function(plain(Con::Unit), int())),
        "Native.fault" => (Fault, 1, Type::function(plain(Con::String), Type::Generic(0))),
        "Native.text" => (TextAt, 0, Type::curried(&[native(), int()], plain(Con::String))),
        _ => return None,
    })
}

/// The members of a type of the library: name, builtin, type of the result, whether it is called with `()`.
pub fn member(of: Con, name: &str) -> Option<(Builtin, Type, bool)> {
    use Builtin::*;
    Some(match (of, name) {
        (Con::Array, "Length") => (Length, plain(Con::Int), false),
        (Con::String, "Length") => (StringLength, plain(Con::Int), false),
        (Con::Exception, "Message") => (Message, plain(Con::String), false),
        (Con::TokenSource, "Token") => (TokenOf, plain(Con::Token), false),
        (Con::TokenSource, "Cancel") => (Cancel, plain(Con::Unit), true),
        (Con::TokenSource, "Dispose") => (Dispose, plain(Con::Unit), true),
        (Con::TokenSource | Con::Token, "IsCancellationRequested") => (IsCancelled, plain(Con::Bool), false),
        (Con::Disposable, "Dispose") => (Dispose, plain(Con::Unit), true),
        _ => return None,
    })
}
