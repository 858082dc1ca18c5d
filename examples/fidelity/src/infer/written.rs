//! Types as they are written in the program.

use super::Inference;
use super::names::dotted;
use crate::builtins;
use crate::diagnostics::{Outcome, Problem};
use crate::syntax::{TypeExpr, TypeExprKind};
use crate::types::{Con, Type};

impl Inference {
    /// The type that is written. Variables mean the same in the whole definition.
    pub(super) fn written(&mut self, ty: &TypeExpr) -> Outcome<Type> {
        match &ty.kind {
            TypeExprKind::Any => Ok(self.fresh()),
            TypeExprKind::Variable(name) => {
                if let Some(known) = self.type_variables.get(name) {
                    return Ok(known.clone());
                }
                let fresh = self.fresh();
                self.type_variables.insert(name.clone(), fresh.clone());
                Ok(fresh)
            }
            TypeExprKind::Tuple(elements) => Ok(Type::of(Con::Tuple, self.all_written(elements)?)),
            TypeExprKind::Function(argument, result) => {
                Ok(Type::function(self.written(argument)?, self.written(result)?))
            }
            TypeExprKind::Array(element) => Ok(Type::of(Con::Array, [self.written(element)?])),
            TypeExprKind::Named(path, arguments) => {
                let arguments = self.all_written(arguments)?;
                self.named(ty, path.last().map_or("", |name| &name.text), &dotted(path), arguments)
            }
        }
    }

    fn all_written(&mut self, types: &[TypeExpr]) -> Outcome<Vec<Type>> {
        types.iter().map(|ty| self.written(ty)).collect()
    }

    fn named(&mut self, ty: &TypeExpr, name: &str, full: &str, arguments: Vec<Type>) -> Outcome<Type> {
        let name = if name == "option" { "Option" } else { name };
        let (con, wanted) = if let Some(alias) = self.aliases.get(name) {
            return Ok(alias.clone());
        } else if let Some(&id) = self.type_names.get(name) {
            (Con::Named(id), self.table.types[id as usize].parameters as usize)
        } else if let Some(found) = builtins::named_type(name) {
            found
        } else {
            let advice = "types are `int`, `int64`, `float`, `bool`, `char`, `byte`, `string`, `unit`, those of the program, \
                          `t[]`, `Async<t>`, `a * b` and `a -> b`";
            return Err(Problem::new(
                ty.span,
                format!("the type `{full}` is not defined"),
                "not found",
                advice,
            ));
        };
        if wanted != arguments.len() {
            let message = format!("`{name}` has {wanted} type arguments, and {} are given", arguments.len());
            let advice = if wanted == 0 { format!("write `{name}`") } else { format!("write `{name}<…>`") };
            return Err(Problem::new(ty.span, message, "here", advice));
        }
        Ok(Type::of(con, arguments))
    }
}
