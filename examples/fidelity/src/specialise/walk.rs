//! The names in an expression.

use crate::syntax::{Expr, ExprKind};

/// Calls `visit` for each path in `expr`.
pub fn paths(expr: &Expr, visit: &mut impl FnMut(&Expr)) {
    if let ExprKind::Path(_) = expr.kind {
        visit(expr);
    }
    children(expr, &mut |child| paths(child, visit));
}

fn children(expr: &Expr, visit: &mut dyn FnMut(&Expr)) {
    match &expr.kind {
        ExprKind::Unit | ExprKind::Bool(_) | ExprKind::Int(..) | ExprKind::Float(_) | ExprKind::Char(_) => {}
        ExprKind::Str(_) | ExprKind::Path(_) => {}
        ExprKind::Apply(function, arguments) => {
            visit(function);
            arguments.iter().for_each(visit);
        }
        ExprKind::Lambda(_, one)
        | ExprKind::LetBang(_, one)
        | ExprKind::DoBang(one)
        | ExprKind::Return(one) => visit(one),
        ExprKind::ReturnBang(one)
        | ExprKind::Async(one)
        | ExprKind::Field(one, _)
        | ExprKind::Negate(one) => visit(one),
        ExprKind::Not(one)
        | ExprKind::Annotated(one, _)
        | ExprKind::Disposable(one)
        | ExprKind::New(_, one) => visit(one),
        ExprKind::Use { value, .. } => visit(value),
        ExprKind::Block(all) | ExprKind::Tuple(all) | ExprKind::Array(all) | ExprKind::List(all) => {
            all.iter().for_each(visit);
        }
        ExprKind::Let(binding) => visit(&binding.value),
        ExprKind::If(condition, yes, no) => {
            visit(condition);
            visit(yes);
            no.iter().for_each(|no| visit(no));
        }
        ExprKind::Match { value, arms, .. } | ExprKind::TryWith(value, arms) => {
            visit(value);
            for arm in arms {
                arm.guard.iter().for_each(&mut *visit);
                visit(&arm.body);
            }
        }
        ExprKind::While(a, b)
        | ExprKind::ForIn(_, a, b)
        | ExprKind::TryFinally(a, b)
        | ExprKind::Index(a, b) => {
            visit(a);
            visit(b);
        }
        ExprKind::Assign(a, b) | ExprKind::Binary(_, a, b) => {
            visit(a);
            visit(b);
        }
        ExprKind::For { from, last, body: inner, .. }
        | ExprKind::ArrayFor { from, last, element: inner, .. } => {
            visit(from);
            visit(last);
            visit(inner);
        }
        ExprKind::Record(fields) => fields.iter().for_each(|(_, value)| visit(value)),
        ExprKind::RecordWith(base, fields) => {
            visit(base);
            fields.iter().for_each(|(_, value)| visit(value));
        }
    }
}
