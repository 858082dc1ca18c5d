//! Patterns.

use super::{Context, Specialiser};
use crate::closed::{Expr, Kind, Pattern, Rep};
use crate::diagnostics::{Outcome, Problem};
use crate::infer::patterns::FIELD_KEY;
use crate::syntax::{self, PatternKind};
use crate::typed::Use;

impl<'p> Specialiser<'p> {
    /// A pattern for values of this representation; its names become variables.
    pub(super) fn pattern(
        &mut self,
        pattern: &'p syntax::Pattern,
        rep: &Rep,
        context: &mut Context,
    ) -> Outcome<Pattern> {
        match &pattern.kind {
            PatternKind::Wildcard | PatternKind::Unit => Ok(Pattern::Any),
            PatternKind::Name(_) => {
                let variable = self.new_variable(pattern.id, rep.clone(), context);
                Ok(Pattern::Bind(variable))
            }
            PatternKind::As(inner, _) => {
                let inner = self.pattern(inner, rep, context)?;
                let variable = self.new_variable(pattern.id, rep.clone(), context);
                Ok(Pattern::Both(Box::new(inner), Box::new(Pattern::Bind(variable))))
            }
            PatternKind::Annotated(inner, _) => self.pattern(inner, rep, context),
            PatternKind::Literal(literal) => self.literal(literal, context),
            PatternKind::Tuple(elements) => {
                let Rep::Tuple(reps) = rep else { return Err(unknown(pattern)) };
                let mut fields = vec![];
                for (element, rep) in elements.iter().zip(reps.iter()) {
                    fields.push(self.pattern(element, rep, context)?);
                }
                Ok(Pattern::Fields(fields))
            }
            PatternKind::Record(given) => self.record_pattern(pattern, given, rep, context),
            PatternKind::Case(_, inner) => self.case_pattern(pattern, inner.as_deref(), rep, context),
            PatternKind::TypeTest(_) => self.case_pattern(pattern, None, rep, context),
            PatternKind::Or(left, right) => {
                let (left, right) = (self.pattern(left, rep, context)?, self.pattern(right, rep, context)?);
                Ok(Pattern::Or(Box::new(left), Box::new(right)))
            }
        }
    }

    fn record_pattern(
        &mut self,
        pattern: &'p syntax::Pattern,
        given: &'p [(syntax::Name, syntax::Pattern)],
        rep: &Rep,
        context: &mut Context,
    ) -> Outcome<Pattern> {
        let Rep::Tuple(reps) = rep else { return Err(unknown(pattern)) };
        let mut fields: Vec<Pattern> = reps.iter().map(|_| Pattern::Any).collect();
        for (_, inner) in given {
            if let Some(Use::Field(index)) = self.typed.uses.get(&(inner.id | FIELD_KEY)) {
                fields[*index as usize] = self.pattern(inner, &reps[*index as usize], context)?;
            }
        }
        Ok(Pattern::Fields(fields))
    }

    fn case_pattern(
        &mut self,
        pattern: &'p syntax::Pattern,
        inner: Option<&'p syntax::Pattern>,
        rep: &Rep,
        context: &mut Context,
    ) -> Outcome<Pattern> {
        let case = match &self.typed.uses[&pattern.id] {
            Use::Case(case) | Use::Exception(case) => *case,
            _ => return Err(unknown(pattern)),
        };
        let payload = rep.cases().get(case as usize).cloned().flatten().unwrap_or(Rep::Unit);
        let inner = match inner {
            Some(inner) => self.pattern(inner, &payload, context)?,
            None => Pattern::Any,
        };
        Ok(Pattern::Case(case, Box::new(inner)))
    }

    fn literal(&mut self, literal: &'p syntax::Expr, context: &mut Context) -> Outcome<Pattern> {
        let value: Expr = self.expr(literal, context, false)?;
        match value.kind {
            Kind::Str(text) => Ok(Pattern::Text(text, self.runtime("Text.equal")?)),
            _ => Ok(Pattern::Equal(Box::new(value))),
        }
    }
}

fn unknown(pattern: &syntax::Pattern) -> Box<Problem> {
    Problem::new(
        pattern.span,
        "the value has no known form",
        "taken apart here",
        "annotate the type of the value",
    )
}
