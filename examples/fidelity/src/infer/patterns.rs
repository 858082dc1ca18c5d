//! Patterns: the types of what they take apart, and the names that they bind.

use super::names::dotted;
use super::{Inference, Mode};
use crate::diagnostics::{Outcome, Problem};
use crate::faults::Fault;
use crate::syntax::{Name, Pattern, PatternKind};
use crate::typed::Use;
use crate::types::{Con, Shape, Type};

impl Inference {
    /// Gives `pattern` the type `ty` and brings its names into scope.
    pub(super) fn pattern(&mut self, pattern: &Pattern, ty: &Type) -> Outcome<()> {
        self.types.insert(pattern.id, ty.clone());
        match &pattern.kind {
            PatternKind::Wildcard => Ok(()),
            PatternKind::Unit => self.equal(pattern.span, ty, &Type::plain(Con::Unit)),
            PatternKind::Name(name) => {
                self.bind(name, pattern.id, ty.clone(), false);
                Ok(())
            }
            PatternKind::As(inner, name) => {
                self.pattern(inner, ty)?;
                self.bind(name, pattern.id, ty.clone(), false);
                Ok(())
            }
            PatternKind::Literal(literal) => {
                let found = self.expression(literal, Mode::Plain)?;
                self.equal(pattern.span, ty, &found)
            }
            PatternKind::Tuple(elements) => {
                let types: Vec<Type> = elements.iter().map(|_| self.fresh()).collect();
                self.equal(pattern.span, ty, &Type::of(Con::Tuple, types.clone()))?;
                elements.iter().zip(&types).try_for_each(|(element, ty)| self.pattern(element, ty))
            }
            PatternKind::Annotated(inner, written) => {
                let written = self.written(written)?;
                self.equal(pattern.span, ty, &written)?;
                self.pattern(inner, ty)
            }
            PatternKind::Or(left, right) => self.alternatives(pattern, left, right, ty),
            PatternKind::Case(path, inner) => self.case_pattern(pattern, path, inner.as_deref(), ty),
            PatternKind::Record(fields) => self.record_pattern(pattern, fields, ty),
            PatternKind::TypeTest(path) => self.type_test(pattern, &dotted(path), ty),
        }
    }

    /// Exceptions of .NET have no pattern of their own.
    fn type_test(&mut self, pattern: &Pattern, name: &str, ty: &Type) -> Outcome<()> {
        let Some(fault) = Fault::named(name) else {
            let known: Vec<_> = Fault::ALL.iter().map(|fault| format!("`{}`", fault.exception())).collect();
            let message = format!("no value here can be a `{name}`");
            let advice = format!(
                "an exception of your own has a pattern, `| Name x ->`; those of .NET are {}",
                known.join(", ")
            );
            return Err(Problem::new(pattern.span, message, "this asks for one", advice));
        };
        self.uses.insert(pattern.id, Use::Exception(fault.case()));
        self.equal(pattern.span, ty, &Type::plain(Con::Exception))
    }

    fn alternatives(&mut self, pattern: &Pattern, left: &Pattern, right: &Pattern, ty: &Type) -> Outcome<()> {
        let before = self.scope.len();
        self.pattern(left, ty)?;
        self.pattern(right, ty)?;
        if self.scope.len() != before {
            let advice = "write two rules: `| A x -> … | B x -> …`";
            return Err(Problem::new(
                pattern.span,
                "alternatives that bind names",
                "a name is bound in here",
                advice,
            ));
        }
        Ok(())
    }

    fn case_pattern(
        &mut self,
        pattern: &Pattern,
        path: &[Name],
        inner: Option<&Pattern>,
        ty: &Type,
    ) -> Outcome<()> {
        let name = dotted(path);
        let payload = self.case_payload(pattern, &name, ty)?;
        match (payload, inner) {
            (None, None) => Ok(()),
            (Some(payload), Some(inner)) => self.pattern(inner, &payload),
            (Some(payload), None) => {
                let message = format!("the case `{name}` has a value of type `{}`", self.show(&payload));
                Err(Problem::new(
                    pattern.span,
                    message,
                    "without a pattern for it",
                    format!("write `{name} x` or `{name} _`"),
                ))
            }
            (None, Some(inner)) => {
                let message = format!("the case `{name}` has no value");
                Err(Problem::new(
                    inner.span,
                    message,
                    "this takes one apart",
                    format!("write `{name}` alone"),
                ))
            }
        }
    }

    /// The type of what a case holds, if it holds anything.
    fn case_payload(&mut self, pattern: &Pattern, name: &str, ty: &Type) -> Outcome<Option<Type>> {
        if let Some(&index) = self.exceptions.get(name) {
            self.uses.insert(pattern.id, Use::Exception(index));
            self.equal(pattern.span, ty, &Type::plain(Con::Exception))?;
            let payload = self.table.exceptions[index as usize].1.clone();
            Ok(if payload == Type::plain(Con::Unit) { None } else { Some(payload) })
        } else if let Some(&(type_id, case)) = self.cases.get(name) {
            let (payload, union) = self.case_type(type_id, case);
            self.uses.insert(pattern.id, Use::Case(case));
            self.equal(pattern.span, ty, &union)?;
            Ok(payload)
        } else {
            let advice =
                "a pattern with a capital letter is a case of a union; names that are bound begin small";
            Err(Problem::new(pattern.span, format!("there is no case `{name}`"), "not found", advice))
        }
    }

    fn record_pattern(&mut self, pattern: &Pattern, fields: &[(Name, Pattern)], ty: &Type) -> Outcome<()> {
        let record = self.record_of(pattern.span, fields.iter().map(|(name, _)| name), Some(ty))?;
        self.equal(pattern.span, ty, &record)?;
        for (name, inner) in fields {
            let (index, field) = self.record_field(&record, name)?;
            self.uses.insert(inner.id | FIELD_KEY, Use::Field(index));
            self.pattern(inner, &field)?;
        }
        Ok(())
    }

    /// The record type that has these fields; `known` is looked at first.
    pub(super) fn record_of<'n>(
        &mut self,
        span: crate::source::Span,
        names: impl Iterator<Item = &'n Name>,
        known: Option<&Type>,
    ) -> Outcome<Type> {
        if let Some(known @ Type::App(Con::Named(_), _)) = known.map(|ty| self.unifier.shallow(ty)) {
            return Ok(known);
        }
        let names: Vec<&Name> = names.collect();
        let Some(first) = names.first() else {
            return Err(Problem::new(span, "a record without fields", "empty", "write `{ Field = value }`"));
        };
        let candidates = self.fields.get(&first.text).map_or(&[][..], |all| all);
        // The last record that has all of them; else the last that has the first, for the message.
        let fits = |id: u32| names.iter().all(|name| self.has_field(id, &name.text));
        let fitting = candidates.iter().rev().find(|(id, _)| fits(*id));
        let Some(&(type_id, _)) = fitting.or(candidates.last()) else {
            let message = format!("no record has a field `{}`", first.text);
            return Err(Problem::new(
                first.span,
                message,
                "not found",
                "declare one: `type Name = { Field: type }`",
            ));
        };
        let arguments = self.arguments(self.table.types[type_id as usize].parameters);
        Ok(Type::App(Con::Named(type_id), arguments))
    }

    fn has_field(&self, record: u32, name: &str) -> bool {
        match &self.table.types[record as usize].shape {
            Shape::Record(fields) => fields.iter().any(|(field, _)| field == name),
            Shape::Union(_) => false,
        }
    }

    /// The place and type of a field.
    pub(super) fn record_field(&mut self, record: &Type, name: &Name) -> Outcome<(u32, Type)> {
        if let Type::App(Con::Named(type_id), arguments) = record {
            let declared = &self.table.types[*type_id as usize];
            if let Shape::Record(fields) = &declared.shape {
                if let Some(index) = fields.iter().position(|(field, _)| *field == name.text) {
                    return Ok((index as u32, fields[index].1.instantiate(arguments)));
                }
                let names: Vec<_> = fields.iter().map(|(field, _)| format!("`{field}`")).collect();
                let message = format!("the record `{}` has no field `{}`", declared.name, name.text);
                return Err(Problem::new(
                    name.span,
                    message,
                    "not a field",
                    format!("its fields are {}", names.join(", ")),
                ));
            }
        }
        let advice = "only records have named fields";
        Err(Problem::new(name.span, format!("`{}` is no record", self.show(record)), "a field of it", advice))
    }
}

/// Set in the key of a field of a record or record pattern.
pub const FIELD_KEY: u32 = 1 << 31;
