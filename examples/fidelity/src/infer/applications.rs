//! Applications of functions, of printf, and of the members of `Async` that have more than one form.

use super::expressions::{task, unit};
use super::names::dotted;
use super::{Inference, Mode};
use crate::builtins::Builtin;
use crate::diagnostics::{Outcome, Problem};
use crate::source::Span;
use crate::syntax::{Expr, ExprKind, Name, Pattern, TypeExpr};
use crate::typed::Use;
use crate::types::{Con, Kind, Type};

impl Inference {
    pub(super) fn application(&mut self, expr: &Expr, function: &Expr, arguments: &[Expr]) -> Outcome<Type> {
        if let ExprKind::Path(path) = &function.kind {
            let name = dotted(path);
            let own = format!("{}{name}", self.module);
            let names = &self.global_names;
            if self.find_local(&name).is_none() && !names.contains_key(&name) && !names.contains_key(&own) {
                match name.as_str() {
                    "printfn" => return self.printf(Builtin::Printfn, function, arguments),
                    "printf" => return self.printf(Builtin::Printf, function, arguments),
                    "eprintfn" => return self.printf(Builtin::Eprintfn, function, arguments),
                    "Async.Parallel" => return self.gathered(Builtin::Parallel, function, arguments),
                    "Async.Sequential" => return self.gathered(Builtin::Sequential, function, arguments),
                    "Async.Start" | "Async.StartImmediate" => {
                        if let [Expr { kind: ExprKind::Tuple(both), span, .. }] = arguments {
                            return self.start_with_token(function, both, *span);
                        }
                    }
                    _ if matches!(name.rsplit('.').next(), Some("CancellationTokenSource")) => {
                        return self.new_object(expr, &path[path.len() - 1], &arguments[0]);
                    }
                    _ => {}
                }
            }
        }
        let mut ty = self.expression(function, Mode::Plain)?;
        for (index, argument) in arguments.iter().enumerate() {
            ty = self.apply_one(function, &ty, argument, index)?;
        }
        Ok(ty)
    }

    fn apply_one(&mut self, function: &Expr, ty: &Type, argument: &Expr, index: usize) -> Outcome<Type> {
        match self.unifier.shallow(ty) {
            Type::App(Con::Function, both) => {
                self.expect(argument, &both[0])?;
                Ok(both[1].clone())
            }
            known @ Type::App(..) if index > 0 => {
                let message = format!("the function has {index} arguments, and one more is given");
                let label = format!("the result is `{}`", self.show(&known));
                Err(Problem::new(
                    argument.span,
                    message,
                    label,
                    "is there a line break, comma or operator missing?",
                ))
            }
            known @ Type::App(..) => {
                let message = format!("a value of type `{}` is used as a function", self.show(&known));
                Err(Problem::new(
                    function.span,
                    message,
                    "not a function",
                    "a new statement begins in the column of the block",
                ))
            }
            _ => {
                let (wanted, result) = (self.expression(argument, Mode::Plain)?, self.fresh());
                self.equal(function.span, ty, &Type::function(wanted, result.clone()))?;
                Ok(result)
            }
        }
    }

    /// `printfn "format" a b`
    fn printf(&mut self, builtin: Builtin, function: &Expr, arguments: &[Expr]) -> Outcome<Type> {
        self.uses.insert(function.id, Use::Builtin(builtin));
        let Expr { kind: ExprKind::Str(format), span, id } = &arguments[0] else {
            let advice = "the format is a literal: `printfn \"%s\" text`";
            return Err(Problem::new(
                arguments[0].span,
                "a format that is not a literal",
                "not a literal",
                advice,
            ));
        };
        self.types.insert(*id, Type::plain(Con::String));
        let wanted = self.format_types(format, *span)?;
        if wanted.len() != arguments.len() - 1 {
            let message =
                format!("the format has {} values, and {} are given", wanted.len(), arguments.len() - 1);
            return Err(Problem::new(
                *span,
                message,
                "this format",
                "give one argument for each `%`; `%%` is a percent sign",
            ));
        }
        for (ty, argument) in wanted.iter().zip(&arguments[1..]) {
            self.expect(argument, ty)?;
        }
        Ok(unit())
    }

    fn format_types(&mut self, format: &str, span: Span) -> Outcome<Vec<Type>> {
        let mut types = vec![];
        for piece in crate::format::pieces(format).map_err(|found| bad_format(&found, span))? {
            use crate::format::Piece::*;
            types.push(match piece {
                Text(_) => continue,
                Number { .. } => self.unifier.fresh(Kind::Number),
                Float { .. } => Type::plain(Con::Float),
                Str { .. } => Type::plain(Con::String),
                Bool => Type::plain(Con::Bool),
                Char => Type::plain(Con::Char),
            });
        }
        Ok(types)
    }

    /// `Async.Parallel tasks`: an array or list of async values.
    fn gathered(&mut self, builtin: Builtin, function: &Expr, arguments: &[Expr]) -> Outcome<Type> {
        self.uses.insert(function.id, Use::Builtin(builtin));
        let result = self.fresh();
        if let [_, more, ..] = arguments {
            let advice = "it takes one array or list of async values";
            return Err(Problem::new(more.span, "an argument too many", "this one", advice));
        }
        let found = self.expression(&arguments[0], Mode::Plain)?;
        let con = match self.unifier.shallow(&found) {
            Type::App(con @ (Con::Array | Con::List), _) => con,
            Type::App(Con::Async, _) => {
                let advice = "write `Async.Parallel [| a; b |]`";
                return Err(Problem::new(
                    arguments[0].span,
                    "one async value instead of an array",
                    "not an array",
                    advice,
                ));
            }
            _ => Con::Array,
        };
        self.equal(arguments[0].span, &Type::of(con, [task(&result)]), &found)?;
        Ok(task(&Type::of(Con::Array, [result])))
    }

    fn start_with_token(&mut self, function: &Expr, both: &[Expr], span: Span) -> Outcome<Type> {
        self.uses.insert(function.id, Use::Builtin(Builtin::Start));
        let [work, token] = both else {
            let advice = "write `Async.Start(work, token)`";
            return Err(Problem::new(
                span,
                format!("`Async.Start` with {} arguments", both.len()),
                "here",
                advice,
            ));
        };
        self.expect(work, &task(&unit()))?;
        self.expect(token, &Type::plain(Con::Token))?;
        Ok(unit())
    }

    pub(super) fn new_object(&mut self, expr: &Expr, name: &Name, argument: &Expr) -> Outcome<Type> {
        if name.text != "CancellationTokenSource" {
            let advice = "there are no classes: `new` is for `CancellationTokenSource` only";
            return Err(Problem::new(name.span, format!("`new {}`", name.text), "no such class", advice));
        }
        self.expect(argument, &unit())?;
        self.uses.insert(expr.id, Use::Builtin(Builtin::NewTokenSource));
        Ok(Type::plain(Con::TokenSource))
    }

    /// The type of a function.
    pub(super) fn function(
        &mut self,
        parameters: &[Pattern],
        result: Option<&TypeExpr>,
        body: &Expr,
    ) -> Outcome<Type> {
        let before = self.scope.len();
        self.depth += 1;
        let mut types = vec![];
        for parameter in parameters {
            let ty = self.fresh();
            self.pattern(parameter, &ty)?;
            super::coverage::irrefutable(self, parameter, &ty)?;
            types.push(ty);
        }
        let wanted = result.map(|written| self.written(written)).transpose()?;
        let found = self.expression(body, Mode::Plain)?;
        if let Some(wanted) = wanted {
            self.equal(body.span, &wanted, &found)?;
        }
        self.depth -= 1;
        self.scope.truncate(before);
        Ok(Type::curried(&types, found))
    }
}

fn bad_format(found: &str, span: Span) -> Box<Problem> {
    let advice = "formats are `%d`, `%i`, `%x`, `%s`, `%b`, `%c`, `%f` with a width and `%.2f`; `%%` is a percent sign";
    Problem::new(span, format!("unknown format `{found}`"), "in this format", advice)
}
