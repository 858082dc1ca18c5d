//! Random producers and consumers: functions with awaits that return each handle, and callers that resume what they get.
//!
//! The other programs of this crate put handles into tables, where everybody finds them. In these a handle stays in the variables of
//! one function: it is resumed once, again, late or never, meets others in `if`s and loops, and is published now and then. So they
//! are for a compiler that lets a caller provide the memory of frames: a handle that is resumed after a newer one exists must
//! still run its own continuation. [`interpret`] says what they do.

mod generate;
mod interpret;
mod print;

pub use generate::generate;

use crate::interpret::Event;

/// A random program of this kind, and what it does.
#[derive(Clone, Debug)]
pub struct Generated {
    /// In Julia's address spaces, without a collector.
    pub text: String,
    pub trace: Vec<Event>,
}

/// A variable of 64 bits, by its number.
type Variable = usize;

/// A statement; blocks are nested, so that programs end.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Statement {
    /// `to = a * factor + b + constant`
    Set {
        to: Variable,
        a: Variable,
        factor: i64,
        b: Variable,
        constant: i64,
    },
    Trace(Variable),
    /// Of a producer: an array that an await copies, by an index that is no constant.
    ArraySet {
        index: Variable,
        value: Variable,
    },
    ArrayGet {
        to: Variable,
        index: Variable,
    },
    If {
        odd: Variable,
        then: Vec<Statement>,
        otherwise: Vec<Statement>,
    },
    Loop {
        times: i64,
        body: Vec<Statement>,
    },
    /// Of a producer: returns the variable and a handle, which is called with a new value for `to`.
    Await {
        value: Variable,
        to: Variable,
        one_shot: bool,
    },
    /// Of a producer: ends with a value and no handle.
    End(Variable),
    /// Of a consumer: `handle, to = producer(argument)`
    Call {
        handle: usize,
        producer: usize,
        argument: Variable,
        to: Variable,
    },
    /// Of a consumer: if `from` is not null, `handle, to = from(argument)`
    Resume {
        handle: usize,
        from: usize,
        argument: Variable,
        to: Variable,
    },
    /// Of a consumer: traces whether a handle is null.
    TraceNull(usize),
    Copy {
        to: usize,
        from: usize,
    },
    /// Of a consumer: somebody else sees the handle.
    Publish(usize),
    /// Of a consumer: calls a later one.
    Consume {
        consumer: usize,
        argument: Variable,
    },
}

/// A function. Variable 0 is its argument; the others begin as 0, handles as null.
#[derive(Clone, Debug)]
struct Function {
    body: Vec<Statement>,
    /// Whether a producer makes a state of its own, which all of its awaits fill.
    preallocates: bool,
}

#[derive(Clone, Debug)]
struct Program {
    producers: Vec<Function>,
    consumers: Vec<Function>,
    place: Place,
}

/// Where a result has its handle.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// It is the result: values are not returned, and 0 is in their place. LLVM's statepoints know no struct with tracked pointers.
    Whole,
    /// The second field, after the value.
    Field,
    /// A field of the second field.
    Nested,
}

impl Place {
    pub const ALL: [Place; 3] = [Place::Whole, Place::Field, Place::Nested];
}

const VARIABLES: usize = 5;
const HANDLES: usize = 3;
/// Elements of the array of a producer.
const ELEMENTS: usize = 4;
