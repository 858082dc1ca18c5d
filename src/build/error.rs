//! What can be wrong with what is asked of a builder.

use inkwell::builder::BuilderError;

/// Why nothing was built, or not all of it. The function is not to be used then.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum BuildError {
    /// The builder stands in no block of a function.
    #[error("the builder has no position in a function")]
    NoPosition,
    /// The builder stands in another function than the coroutine's.
    #[error("the builder stands in '{found}', and the coroutine is '{expected}'")]
    OtherFunction {
        /// Where the builder stands.
        found: String,
        /// The coroutine.
        expected: String,
    },
    /// A function of the runtime has another type than it must have.
    #[error("'{function}' has type '{found}', and must have '{expected}'")]
    WrongType {
        /// The function's name.
        function: String,
        /// Its type.
        found: String,
        /// The type that it must have.
        expected: &'static str,
    },
    /// [`CoroutineBuilder::memory`](crate::build::CoroutineBuilder::memory) was not called.
    #[error("nothing says where the memory of the frame comes from: call memory or memory_of_caller")]
    NoMemory,
    /// The coroutine returns something else than its handle or nothing.
    #[error("the coroutine returns '{found}', so returns has to say which value")]
    NoReturnValue {
        /// What the function returns.
        found: String,
    },
    /// The promise is not an alloca of the coroutine.
    #[error("the promise must be an alloca of the coroutine")]
    PromiseIsNoAlloca,
    /// An alignment that is no power of two.
    #[error("the alignment {0} is no power of two")]
    Alignment(u32),
    /// A type that LLVM gives no size, such as an opaque struct or a token.
    #[error("this is no value that can be an argument: {0}")]
    NoArgument(String),
    /// A description of a collector model that is wrong.
    #[error("{0}")]
    Model(#[from] crate::gc::ModelError),
    /// What inkwell's builder says.
    #[error(transparent)]
    Builder(#[from] BuilderError),
}
