//! Whether the rules of a `match` have one for each value.

use super::Inference;
use crate::diagnostics::{Outcome, Problem};
use crate::source::Span;
use crate::syntax::{Arm, ExprKind, Pattern, PatternKind};
use crate::typed::Use;
use crate::types::{Con, Shape, Type};

/// # Errors
/// A value that no rule is for.
pub(super) fn check(inference: &Inference, span: Span, arms: &[Arm], ty: &Type) -> Outcome<()> {
    let rows: Vec<Vec<&Pattern>> =
        arms.iter().filter(|arm| arm.guard.is_none()).map(|arm| vec![&arm.pattern]).collect();
    let Some(missing) = missing(inference, &rows, std::slice::from_ref(ty), 0) else { return Ok(()) };
    let advice = format!("add a rule for `{}`, or `| _ -> …`", missing[0]);
    Err(Problem::new(span, format!("no rule matches `{}`", missing[0]), "in this match", advice))
}

/// # Errors
/// A pattern that does not match each value, where there is no other rule.
pub(super) fn irrefutable(inference: &Inference, pattern: &Pattern, ty: &Type) -> Outcome<()> {
    let Some(missing) = missing(inference, &[vec![pattern]], std::slice::from_ref(ty), 0) else {
        return Ok(());
    };
    let message = format!("the pattern does not match `{}`", missing[0]);
    Err(Problem::new(pattern.span, message, "there is no other rule", "use `match … with`, which has one"))
}

/// A constructor that a column can have.
struct Constructor {
    /// How the missing value is shown.
    name: String,
    key: u32,
    fields: Vec<Type>,
}

/// Deeper patterns are taken as complete.
const MAX_DEPTH: u32 = 12;

/// Values, one of each type, that no row matches.
fn missing(inference: &Inference, rows: &[Vec<&Pattern>], types: &[Type], depth: u32) -> Option<Vec<String>> {
    let Some((first, others)) = types.split_first() else {
        return if rows.is_empty() { Some(vec![]) } else { None };
    };
    if depth > MAX_DEPTH {
        return None;
    }
    let rows: Vec<Vec<&Pattern>> = rows.iter().flat_map(|row| alternatives(row)).collect();
    let ty = inference.unifier.resolve(first);
    let Some(constructors) = constructors(inference, &ty, &rows) else {
        // A type with too many values to name: only rows that take all of them count.
        let rest: Vec<Vec<&Pattern>> =
            rows.iter().filter(|row| is_wild(row[0])).map(|row| row[1..].to_vec()).collect();
        let mut found = missing(inference, &rest, others, depth + 1)?;
        found.insert(0, "_".to_owned());
        return Some(found);
    };
    for constructor in constructors {
        let specialised: Vec<Vec<&Pattern>> =
            rows.iter().filter_map(|row| specialise(inference, &constructor, row)).collect();
        let mut inner = constructor.fields.clone();
        let width = inner.len();
        inner.extend_from_slice(others);
        if let Some(mut found) = missing(inference, &specialised, &inner, depth + 1) {
            let arguments: Vec<String> = found.drain(..width).collect();
            found.insert(0, shown(&constructor.name, &arguments));
            return Some(found);
        }
    }
    None
}

fn shown(name: &str, arguments: &[String]) -> String {
    match arguments {
        [] => name.to_owned(),
        _ if name.is_empty() => format!("({})", arguments.join(", ")),
        [one] => format!("{name} {one}"),
        _ => format!("{name} ({})", arguments.join(", ")),
    }
}

/// The row with each alternative of its first pattern.
fn alternatives<'p>(row: &[&'p Pattern]) -> Vec<Vec<&'p Pattern>> {
    let mut result = vec![];
    let mut open = vec![row[0]];
    while let Some(pattern) = open.pop() {
        match &pattern.kind {
            PatternKind::Or(left, right) => open.extend([&**right, &**left]),
            PatternKind::As(inner, _) | PatternKind::Annotated(inner, _) => open.push(inner),
            _ => {
                let mut one = row.to_vec();
                one[0] = pattern;
                result.push(one);
            }
        }
    }
    result
}

fn is_wild(pattern: &Pattern) -> bool {
    matches!(pattern.kind, PatternKind::Wildcard | PatternKind::Name(_) | PatternKind::Unit)
}

/// All constructors of a type whose values can be named, if a row asks for one.
fn constructors(inference: &Inference, ty: &Type, rows: &[Vec<&Pattern>]) -> Option<Vec<Constructor>> {
    if rows.iter().all(|row| is_wild(row[0])) {
        return None;
    }
    let plain = |name: &str, key, fields: Vec<Type>| Constructor { name: name.to_owned(), key, fields };
    match ty {
        Type::App(Con::Bool, _) => Some(vec![plain("true", 1, vec![]), plain("false", 0, vec![])]),
        Type::App(Con::Tuple, inner) => Some(vec![plain("", 0, inner.to_vec())]),
        Type::App(Con::Named(id), arguments) => match &inference.table.types[*id as usize].shape {
            Shape::Union(cases) => Some(
                cases
                    .iter()
                    .enumerate()
                    .map(|(key, (name, payload))| {
                        plain(name, key as u32, payload.iter().map(|ty| ty.instantiate(arguments)).collect())
                    })
                    .collect(),
            ),
            Shape::Record(fields) => {
                Some(vec![plain("", 0, fields.iter().map(|(_, ty)| ty.instantiate(arguments)).collect())])
            }
        },
        _ => None,
    }
}

const ANYTHING: &Pattern =
    &Pattern { id: 0, span: Span { file: 0, start: 0, end: 0 }, kind: PatternKind::Wildcard };

/// The row for values that this constructor makes, or nothing if it is for others.
fn specialise<'p>(
    inference: &Inference,
    constructor: &Constructor,
    row: &[&'p Pattern],
) -> Option<Vec<&'p Pattern>> {
    let mut fields: Vec<&'p Pattern> = vec![ANYTHING; constructor.fields.len()];
    match &row[0].kind {
        PatternKind::Wildcard | PatternKind::Name(_) | PatternKind::Unit => {}
        PatternKind::Literal(literal) => match literal.kind {
            ExprKind::Bool(value) if u32::from(value) == constructor.key => {}
            _ => return None,
        },
        PatternKind::Tuple(elements) => fields = elements.iter().collect(),
        PatternKind::Case(_, inner) => match inference.uses.get(&row[0].id) {
            Some(Use::Case(case)) if *case == constructor.key => {
                if let Some(inner) = inner {
                    fields = vec![inner];
                }
            }
            _ => return None,
        },
        // Of exceptions, whose cases no list has: such a type has no constructors.
        PatternKind::TypeTest(_) => return None,
        PatternKind::Record(inner) => {
            for (_, pattern) in inner {
                let key = pattern.id | super::patterns::FIELD_KEY;
                if let Some(Use::Field(index)) = inference.uses.get(&key) {
                    fields[*index as usize] = pattern;
                }
            }
        }
        PatternKind::Or(..) | PatternKind::As(..) | PatternKind::Annotated(..) => {
            unreachable!("alternatives() took them apart")
        }
    }
    fields.extend_from_slice(&row[1..]);
    Some(fields)
}
