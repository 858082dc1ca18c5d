//! Representations of types, and of values of which there is more than one.

use std::rc::Rc;

use super::Specialiser;
use crate::closed::{Rep, UnionRep};
use crate::diagnostics::{Outcome, Problem};
use crate::infer::expressions::MAX_PARTS;
use crate::source::Span;
use crate::types::{Con, Shape, Type, show};

impl Specialiser<'_> {
    /// The representation of a type, if it is the same for all its values.
    pub(super) fn rep_of(&self, ty: &Type, arguments: &[Type]) -> Option<Rep> {
        let (con, inner) = match ty {
            Type::Generic(index) => return self.rep_of(arguments.get(*index as usize)?, &[]),
            Type::Var(_) => return Some(Rep::Unit),
            Type::App(con, inner) => (con, inner),
        };
        Some(match con {
            Con::Unit => Rep::Unit,
            Con::Bool => Rep::Bool,
            Con::Byte => Rep::Byte,
            Con::Char => Rep::Char,
            Con::Int => Rep::Int,
            Con::Int64 => Rep::Int64,
            Con::Float => Rep::Float,
            Con::Native => Rep::Native,
            Con::String => Rep::Str,
            Con::Token | Con::TokenSource => Rep::Token,
            Con::Tuple => Rep::Tuple(self.reps_of(inner.iter(), arguments)?.into()),
            Con::Array | Con::List => Rep::Array(Rc::new(self.rep_of(&inner[0], arguments)?)),
            Con::Exception => self.exceptions()?,
            Con::Named(id) => {
                let own: Vec<Type> = inner.iter().map(|ty| ty.instantiate_partly(arguments)).collect();
                self.named_rep(*id, &own)?
            }
            Con::Function | Con::Async | Con::Disposable => return None,
        })
    }

    fn reps_of<'t>(&self, types: impl Iterator<Item = &'t Type>, arguments: &[Type]) -> Option<Vec<Rep>> {
        types.map(|ty| self.rep_of(ty, arguments)).collect()
    }

    fn named_rep(&self, id: u32, arguments: &[Type]) -> Option<Rep> {
        match &self.typed.table.types[id as usize].shape {
            Shape::Record(fields) => {
                Some(Rep::Tuple(self.reps_of(fields.iter().map(|(_, ty)| ty), arguments)?.into()))
            }
            Shape::Union(cases) => {
                let mut reps = vec![];
                for (_, payload) in cases {
                    reps.push(match payload {
                        Some(ty) => Some(self.rep_of(ty, arguments)?),
                        None => None,
                    });
                }
                Some(Rep::Union(Rc::new(UnionRep { cases: reps })))
            }
        }
    }

    fn exceptions(&self) -> Option<Rep> {
        let mut cases = vec![];
        for (_, payload) in &self.typed.table.exceptions {
            let rep = self.rep_of(payload, &[])?;
            cases.push(if rep == Rep::Unit { None } else { Some(rep) });
        }
        Some(Rep::Union(Rc::new(UnionRep { cases })))
    }

    pub(super) fn exception_rep(&self, span: Span) -> Outcome<Rep> {
        self.exceptions()
            .ok_or_else(|| Problem::new(span, "an exception with a function value", "here", "use a number"))
    }

    /// The representation of a type, which must be the same for all its values.
    pub(super) fn known_rep(&self, ty: &Type, arguments: &[Type], span: Span) -> Outcome<Rep> {
        self.rep_of(ty, arguments).ok_or_else(|| {
            let shown = show(&ty.instantiate_partly(arguments), &self.typed.table);
            let message = format!("which code a value of type `{shown}` runs is not known at compile time");
            let advice = "give functions and async values to functions as arguments; do not keep them in records, unions or new arrays";
            Problem::new(span, message, "here", advice)
        })
    }

    /// Arguments double with each function that pairs them and calls the next; each function would have room for all of them.
    pub(super) fn limited(&self, held: &[Rep], span: Span) -> Outcome<()> {
        let mut left = MAX_PARTS;
        if held.iter().all(|rep| fits(rep, &mut left)) {
            return Ok(());
        }
        let message = format!("arguments of more than {MAX_PARTS} parts");
        let advice = "keep the parts in an array: each place that holds the value has room for all of them";
        Err(Problem::new(span, message, "this call", advice))
    }

    /// One representation for values of two branches.
    pub(super) fn join(&self, left: &Rep, right: &Rep, span: Span) -> Outcome<Rep> {
        match (left, right) {
            (Rep::Never, other) | (other, Rep::Never) => Ok(other.clone()),
            _ if left == right => Ok(left.clone()),
            (Rep::Tuple(a), Rep::Tuple(b)) if a.len() == b.len() => {
                let fields = a
                    .iter()
                    .zip(b.iter())
                    .map(|(a, b)| self.join(a, b, span))
                    .collect::<Outcome<Vec<_>>>()?;
                Ok(Rep::Tuple(fields.into()))
            }
            (Rep::Array(a), Rep::Array(b)) => Ok(Rep::Array(Rc::new(self.join(a, b, span)?))),
            (Rep::Async(_), Rep::Async(_)) => {
                let advice = "put the choice inside: `async { if … then return! a else return! b }`; for `Async.Parallel` write the \
                              array of different async values as its argument";
                Err(Problem::new(
                    span,
                    "two different async blocks for one value",
                    "which of them runs is not known here",
                    advice,
                ))
            }
            _ => {
                let advice = "call each function in its branch, instead of choosing one and calling it later";
                Err(Problem::new(
                    span,
                    "two different functions for one value",
                    "which of them is called is not known here",
                    advice,
                ))
            }
        }
    }
}

/// Whether a value has at most as many parts as are left.
fn fits(rep: &Rep, left: &mut usize) -> bool {
    if *left == 0 {
        return false;
    }
    *left -= 1;
    match rep {
        Rep::Tuple(fields) => fields.iter().all(|rep| fits(rep, left)),
        Rep::Union(union) => union.cases.iter().flatten().all(|rep| fits(rep, left)),
        Rep::Function(closure) => closure.held.iter().all(|rep| fits(rep, left)),
        Rep::Array(element) => fits(element, left),
        _ => true,
    }
}

impl Type {
    /// As [`Type::instantiate`], for parameters that there are.
    pub fn instantiate_partly(&self, arguments: &[Type]) -> Type {
        match self {
            Type::Generic(index) => arguments.get(*index as usize).cloned().unwrap_or_else(|| self.clone()),
            Type::Var(_) => self.clone(),
            Type::App(con, inner) => {
                Type::App(*con, inner.iter().map(|ty| ty.instantiate_partly(arguments)).collect())
            }
        }
    }
}
