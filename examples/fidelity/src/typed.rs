//! What inference finds: the tree with a type for each node, and what each name stands for.

use std::rc::Rc;

use rustc_hash::FxHashMap;

use crate::builtins::Builtin;
use crate::syntax::{Binding, Expr, NodeId};
use crate::types::{Type, TypeTable};

/// What a name or a member stands for.
#[derive(Clone, Debug)]
pub enum Use {
    /// A variable or parameter, by the node that binds it.
    Local(NodeId),
    /// A function or value at the top of a file, with its type arguments.
    Global(u32, Rc<[Type]>),
    /// A case of a union.
    Case(u32),
    /// A case of `exn`.
    Exception(u32),
    /// A name of the compiler.
    Builtin(Builtin),
    /// A field of a record.
    Field(u32),
    /// A member of a type of the library.
    Member(Builtin),
}

/// A definition at the top of a file.
pub struct Global {
    /// Its name, with its module.
    pub name: String,
    /// The definition.
    pub binding: Rc<Binding>,
    /// Its type.
    pub ty: Type,
    /// How many type parameters it has.
    pub parameters: u32,
}

impl Global {
    /// Whether it is a function, so that nothing is computed where it is defined.
    pub fn is_function(&self) -> bool {
        !self.binding.parameters.is_empty()
    }
}

/// What is done when the program starts, in this order.
pub enum Step {
    /// Computes a value at the top of a file.
    Value(u32),
    /// A statement there.
    Do(Rc<Expr>),
}

/// A program whose types are known.
pub struct Typed {
    /// Functions and values at the top of files.
    pub globals: Vec<Global>,
    /// What is done at the start.
    pub steps: Vec<Step>,
    /// The function with `[<EntryPoint>]`.
    pub entry: Option<u32>,
    /// The declared types.
    pub table: TypeTable,
    /// The type of each expression and pattern. Type parameters are those of the definition that the node is in.
    pub types: FxHashMap<NodeId, Type>,
    /// What each name stands for.
    pub uses: FxHashMap<NodeId, Use>,
}
