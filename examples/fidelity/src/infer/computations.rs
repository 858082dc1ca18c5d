//! Async blocks: statements that may wait.

use super::expressions::{task, unit};
use super::{Inference, Mode};
use crate::diagnostics::{Outcome, Problem};
use crate::syntax::{Expr, ExprKind};
use crate::types::{Con, Type};

impl Inference {
    pub(super) fn async_block(&mut self, body: &Expr) -> Outcome<Type> {
        self.depth += 1;
        let result = self.expression(body, Mode::Computation);
        self.depth -= 1;
        Ok(task(&result?))
    }

    /// The type of a statement of an async block: of what it returns.
    pub(super) fn computation(&mut self, expr: &Expr) -> Outcome<Type> {
        match &expr.kind {
            ExprKind::Return(value) => self.expression(value, Mode::Plain),
            ExprKind::ReturnBang(value) => {
                let ty = self.expression(value, Mode::Plain)?;
                self.awaited(value, &ty)
            }
            ExprKind::DoBang(value) => {
                let ty = self.expression(value, Mode::Plain)?;
                let result = self.awaited(value, &ty)?;
                if self.unifier.unify(&unit(), &result).is_err() {
                    let message = format!("`do!` of an async value of `{}`", self.show(&result));
                    return Err(Problem::new(
                        value.span,
                        message,
                        "its result is not used",
                        "write `let! x = …`, or `let! _ = …`",
                    ));
                }
                Ok(unit())
            }
            ExprKind::LetBang(pattern, _) => {
                let advice = "after `let!` comes what uses the value; end the block with `return …`";
                Err(Problem::new(pattern.span, "the async block ends with `let!`", "nothing uses it", advice))
            }
            ExprKind::Block(_)
            | ExprKind::Let(_)
            | ExprKind::Use { .. }
            | ExprKind::If(..)
            | ExprKind::Match { .. }
            | ExprKind::While(..)
            | ExprKind::For { .. }
            | ExprKind::ForIn(..)
            | ExprKind::TryWith(..)
            | ExprKind::TryFinally(..) => self.control(expr, Mode::Computation),
            _ => self.plain_statement(expr),
        }
    }

    /// A statement without `return` or `!`: its value is `()`.
    fn plain_statement(&mut self, expr: &Expr) -> Outcome<Type> {
        let ty = self.expression(expr, Mode::Plain)?;
        let shallow = self.unifier.shallow(&ty);
        if let Type::Var(_) = shallow {
            // `failwith` and `raise` have each type.
            return Ok(ty);
        }
        if shallow == unit() {
            return Ok(unit());
        }
        let shown = self.show(&ty);
        let advice = match shallow {
            Type::App(Con::Async, _) => "wait for it: `do! …`, `let! x = …` or `return! …`".to_owned(),
            _ => "write `return …` if the block returns it, or `|> ignore` after it".to_owned(),
        };
        Err(Problem::new(
            expr.span,
            format!("a statement of an async block has the value `{shown}`"),
            "not used",
            advice,
        ))
    }

    /// The result of an async value of type `ty`.
    pub(super) fn awaited(&mut self, value: &Expr, ty: &Type) -> Outcome<Type> {
        let shallow = self.unifier.shallow(ty);
        if let Type::App(Con::Async, inner) = &shallow {
            return Ok(inner[0].clone());
        }
        if let Type::Var(_) = shallow {
            let result = self.fresh();
            self.equal(value.span, &task(&result), ty)?;
            return Ok(result);
        }
        let shown = self.show(ty);
        let advice = match shallow {
            Type::App(Con::Function, _) => {
                "an argument is missing: only the result of the function can be waited for"
            }
            _ => "only `Async<…>` can be waited for: leave out the `!`",
        };
        Err(Problem::new(
            value.span,
            format!("expected an async value, found `{shown}`"),
            "nothing to wait for",
            advice,
        ))
    }
}
