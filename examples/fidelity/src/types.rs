//! Types of expressions, and their equations: what comes in are types that must be equal, what goes out are the variables' values.

use std::rc::Rc;

/// A type of the program's own, by its place in [`TypeTable`].
pub type TypeId = u32;

/// What a type is built by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Con {
    Unit,
    Bool,
    Byte,
    Char,
    Int,
    Int64,
    Float,
    Native,
    String,
    Tuple,
    Function,
    Array,
    List,
    Async,
    Exception,
    Disposable,
    TokenSource,
    Token,
    Named(TypeId),
}

/// A type.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Type {
    /// Not known yet.
    Var(u32),
    /// A parameter of a generic function or type.
    Generic(u32),
    /// Of a function: argument and result.
    App(Con, Rc<[Type]>),
}

impl Type {
    /// A type without arguments.
    pub fn plain(con: Con) -> Type {
        Type::App(con, Rc::new([]))
    }

    /// A type with arguments.
    pub fn of(con: Con, arguments: impl Into<Rc<[Type]>>) -> Type {
        Type::App(con, arguments.into())
    }

    /// `argument -> result`
    pub fn function(argument: Type, result: Type) -> Type {
        Type::of(Con::Function, [argument, result])
    }

    /// A function of all of these.
    pub fn curried(arguments: &[Type], result: Type) -> Type {
        arguments.iter().rev().fold(result, |result, argument| Type::function(argument.clone(), result))
    }

    /// With `arguments` for the parameters.
    pub fn instantiate(&self, arguments: &[Type]) -> Type {
        match self {
            Type::Generic(index) => arguments[*index as usize].clone(),
            Type::Var(_) => self.clone(),
            Type::App(con, inner) => {
                Type::App(*con, inner.iter().map(|t| t.instantiate(arguments)).collect())
            }
        }
    }
}

/// The types that a program declares.
#[derive(Default)]
pub struct TypeTable {
    /// In the order of declaration.
    pub types: Vec<Declared>,
    /// Exceptions, `Failure` and those of faults first: name and payload.
    pub exceptions: Vec<(String, Type)>,
}

/// A declared type.
pub struct Declared {
    /// Its name.
    pub name: String,
    /// How many parameters it has.
    pub parameters: u32,
    /// What it is.
    pub shape: Shape,
}

/// What a declared type is.
pub enum Shape {
    /// Fields in order.
    Record(Vec<(String, Type)>),
    /// Cases in order; more than one field of a case is a tuple.
    Union(Vec<(String, Option<Type>)>),
}

/// What a variable may stand for.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Kind {
    /// Each type.
    Any,
    /// A type of numbers; `int` where nothing says which.
    Number,
}

#[derive(Clone)]
enum Slot {
    Free(Kind),
    Bound(Type),
}

/// The variables and what is known of them.
#[derive(Default)]
pub struct Unifier {
    slots: Vec<Slot>,
}

/// The arguments of a generic type while its fields are looked at.
struct Within<'t> {
    arguments: &'t [Type],
    /// What the parameters in the arguments stand for.
    outer: Option<&'t Within<'t>>,
}

/// Why two types cannot be equal.
pub enum Mismatch {
    /// They differ.
    Differ,
    /// A type would contain itself.
    Infinite,
    /// A type that is no number.
    NoNumber(Type),
}

impl Unifier {
    /// A new variable.
    pub fn fresh(&mut self, kind: Kind) -> Type {
        self.slots.push(Slot::Free(kind));
        Type::Var(self.slots.len() as u32 - 1)
    }

    /// The type with what is known of its outermost constructor.
    pub fn shallow(&self, of: &Type) -> Type {
        let mut found = of;
        while let Type::Var(index) = found {
            match &self.slots[*index as usize] {
                Slot::Bound(inner) => found = inner,
                Slot::Free(_) => break,
            }
        }
        found.clone()
    }

    /// The type with all that is known.
    pub fn resolve(&self, of: &Type) -> Type {
        match self.shallow(of) {
            Type::App(con, inner) => Type::App(con, inner.iter().map(|t| self.resolve(t)).collect()),
            other => other,
        }
    }

    /// Whether a value of the type has more parts than this: what its tuples, records and unions hold, written in full.
    pub fn is_larger(&self, of: &Type, parts: usize, table: &TypeTable) -> bool {
        let mut left = parts;
        !self.fits(of, None, table, &mut left)
    }

    fn fits(&self, of: &Type, within: Option<&Within<'_>>, table: &TypeTable, left: &mut usize) -> bool {
        let (con, inner) = match of {
            Type::Var(index) => {
                return match &self.slots[*index as usize] {
                    Slot::Bound(known) => self.fits(known, within, table, left),
                    Slot::Free(_) => true,
                };
            }
            Type::Generic(index) => {
                let Some(within) = within else { return true };
                let argument = within.arguments.get(*index as usize);
                return argument.is_none_or(|ty| self.fits(ty, within.outer, table, left));
            }
            Type::App(con, inner) => (con, inner),
        };
        if *left == 0 {
            return false;
        }
        *left -= 1;
        if !inner.iter().all(|ty| self.fits(ty, within, table, left)) {
            return false;
        }
        let Con::Named(id) = con else { return true };
        let within = Some(&Within { arguments: inner, outer: within });
        match &table.types[*id as usize].shape {
            Shape::Record(fields) => fields.iter().all(|(_, ty)| self.fits(ty, within, table, left)),
            Shape::Union(cases) => {
                cases.iter().filter_map(|(_, ty)| ty.as_ref()).all(|ty| self.fits(ty, within, table, left))
            }
        }
    }

    /// Makes two types equal.
    ///
    /// # Errors
    /// They cannot be; what was found equal before stays.
    pub fn unify(&mut self, left: &Type, right: &Type) -> Result<(), Mismatch> {
        let (left, right) = (self.shallow(left), self.shallow(right));
        match (&left, &right) {
            (Type::Var(a), Type::Var(b)) if a == b => Ok(()),
            (Type::Var(a), _) => self.bind(*a, &right),
            (_, Type::Var(b)) => self.bind(*b, &left),
            (Type::App(a, inner_a), Type::App(b, inner_b)) if a == b && inner_a.len() == inner_b.len() => {
                inner_a.iter().zip(inner_b.iter()).try_for_each(|(a, b)| self.unify(a, b))
            }
            (Type::Generic(a), Type::Generic(b)) if a == b => Ok(()),
            _ => Err(Mismatch::Differ),
        }
    }

    fn bind(&mut self, variable: u32, to: &Type) -> Result<(), Mismatch> {
        if self.occurs(variable, to) {
            return Err(Mismatch::Infinite);
        }
        if let Slot::Free(Kind::Number) = self.slots[variable as usize] {
            match to {
                Type::Var(other) => self.slots[*other as usize] = Slot::Free(Kind::Number),
                Type::App(Con::Int | Con::Int64 | Con::Float | Con::Byte | Con::Native, _) => {}
                _ => return Err(Mismatch::NoNumber(to.clone())),
            }
        }
        self.slots[variable as usize] = Slot::Bound(to.clone());
        Ok(())
    }

    fn occurs(&self, variable: u32, within: &Type) -> bool {
        match self.shallow(within) {
            Type::Var(other) => other == variable,
            Type::Generic(_) => false,
            Type::App(_, inner) => inner.iter().any(|t| self.occurs(variable, t)),
        }
    }

    /// Makes `int` of the numbers in `of` of which nothing says which they are.
    pub fn default_numbers(&mut self, of: &Type) {
        match self.shallow(of) {
            Type::Var(index) => {
                if let Slot::Free(Kind::Number) = self.slots[index as usize] {
                    self.slots[index as usize] = Slot::Bound(Type::plain(Con::Int));
                }
            }
            Type::Generic(_) => {}
            Type::App(_, inner) => inner.iter().for_each(|t| self.default_numbers(t)),
        }
    }

    /// The type with its free variables made parameters, which are added to `parameters`.
    pub fn generalise(&mut self, of: &Type, parameters: &mut u32) -> Type {
        match self.shallow(of) {
            Type::Var(index) => {
                self.slots[index as usize] = Slot::Bound(Type::Generic(*parameters));
                *parameters += 1;
                Type::Generic(*parameters - 1)
            }
            Type::App(con, inner) => {
                Type::App(con, inner.iter().map(|t| self.generalise(t, parameters)).collect())
            }
            generic => generic,
        }
    }

    /// The type as F# writes it.
    pub fn show(&self, of: &Type, table: &TypeTable) -> String {
        show(&self.resolve(of), table)
    }
}

/// The type as F# writes it.
pub fn show(of: &Type, table: &TypeTable) -> String {
    let (con, inner) = match of {
        Type::Var(_) => return "_".to_owned(),
        Type::Generic(index) => return format!("'{}", char::from(b'a' + (*index % 26) as u8)),
        Type::App(con, inner) => (con, inner),
    };
    let list =
        |separator: &str| inner.iter().map(|t| show_inner(t, table)).collect::<Vec<_>>().join(separator);
    match con {
        Con::Tuple => list(" * "),
        Con::Function => format!("{} -> {}", show_inner(&inner[0], table), show(&inner[1], table)),
        Con::Array => format!("{}[]", show_inner(&inner[0], table)),
        Con::List => format!("{} list", show_inner(&inner[0], table)),
        Con::Async => format!("Async<{}>", show(&inner[0], table)),
        Con::Named(id) if inner.is_empty() => table.types[*id as usize].name.clone(),
        Con::Named(id) => {
            let arguments: Vec<_> = inner.iter().map(|t| show(t, table)).collect();
            format!("{}<{}>", table.types[*id as usize].name, arguments.join(", "))
        }
        _ => plain_name(*con).to_owned(),
    }
}

fn show_inner(of: &Type, table: &TypeTable) -> String {
    match of {
        Type::App(Con::Tuple | Con::Function, _) => format!("({})", show(of, table)),
        _ => show(of, table),
    }
}

fn plain_name(con: Con) -> &'static str {
    match con {
        Con::Unit => "unit",
        Con::Bool => "bool",
        Con::Byte => "byte",
        Con::Char => "char",
        Con::Int => "int",
        Con::Int64 => "int64",
        Con::Float => "float",
        Con::Native => "nativeint",
        Con::String => "string",
        Con::Exception => "exn",
        Con::Disposable => "IDisposable",
        Con::TokenSource => "CancellationTokenSource",
        Con::Token => "CancellationToken",
        _ => "_",
    }
}
