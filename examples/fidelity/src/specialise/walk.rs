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
        ExprKind::Apply(function, arguments) => {
            visit(function);
            arguments.iter().for_each(visit);
        }
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
        _ => operands(expr, visit),
    }
}

/// The children of an expression that has one or two.
fn operands(expr: &Expr, visit: &mut dyn FnMut(&Expr)) {
    use ExprKind::*;
    match &expr.kind {
        Lambda(_, one) | LetBang(_, one) | DoBang(one) | Return(one) | ReturnBang(one) | Async(one) => {
            visit(one)
        }
        Field(one, _) | Negate(one) | Annotated(one, _) | Disposable(one) | New(_, one) => visit(one),
        Use { value, .. } => visit(value),
        While(a, b) | ForIn(_, a, b) | TryFinally(a, b) | Index(a, b) | Assign(a, b) | Binary(_, a, b) => {
            visit(a);
            visit(b);
        }
        _ => {}
    }
}
