//! Declarations at the top of a file.

use std::rc::Rc;

use super::expressions::unit;
use super::{GlobalEntry, Inference, Mode};
use crate::diagnostics::{Outcome, Problem};
use crate::source::Span;
use crate::syntax::{Binding, Decl, Name, PatternKind, TypeBody, TypeDecl, TypeExpr};
use crate::typed::{Global, Step, Use};
use crate::types::{Con, Declared, Shape, Type};

impl Inference {
    pub(super) fn declarations(&mut self, module: &str, declarations: Vec<Decl>) -> Outcome<()> {
        self.module = module.to_owned();
        for declaration in declarations {
            self.type_variables.clear();
            match declaration {
                Decl::Let(bindings, entry) => self.group(module, bindings, entry)?,
                Decl::Type(declared) => self.declare_type(&declared)?,
                Decl::Exception(name, payload) => self.declare_exception(&name, payload.as_ref())?,
                Decl::Module(name, inner) => {
                    self.declarations(&format!("{module}{}.", name.text), inner)?;
                    self.module = module.to_owned();
                }
                Decl::Do(expr) => {
                    let found = self.expression(&expr, Mode::Plain)?;
                    self.equal(expr.span, &unit(), &found)?;
                    self.steps.push(Step::Do(Rc::new(expr)));
                }
            }
        }
        Ok(())
    }

    fn declare_type(&mut self, declared: &TypeDecl) -> Outcome<()> {
        let name = &declared.name;
        if self.type_names.contains_key(&name.text) {
            let message = format!("the type `{}` is declared twice", name.text);
            return Err(Problem::new(name.span, message, "declared again", "give one of them another name"));
        }
        let parameters = declared.parameters.len() as u32;
        for (index, parameter) in declared.parameters.iter().enumerate() {
            self.type_variables.insert(parameter.clone(), Type::Generic(index as u32));
        }
        if let TypeBody::Alias(written) = &declared.body {
            let ty = self.written(written)?;
            self.aliases.insert(name.text.clone(), ty);
            return Ok(());
        }
        let id = self.table.types.len() as u32;
        let shape = match &declared.body {
            TypeBody::Record(_) => Shape::Record(vec![]),
            _ => Shape::Union(vec![]),
        };
        self.table.types.push(Declared { name: name.text.clone(), parameters, shape });
        self.type_names.insert(name.text.clone(), id);
        let shape = match &declared.body {
            TypeBody::Record(fields) => self.record_shape(id, fields)?,
            TypeBody::Union(cases) => self.union_shape(id, name, cases)?,
            TypeBody::Alias(_) => return Ok(()),
        };
        self.table.types[id as usize].shape = shape;
        self.finite(id, name)
    }

    fn record_shape(&mut self, id: u32, fields: &[(Name, TypeExpr)]) -> Outcome<Shape> {
        let mut shape: Vec<(String, Type)> = vec![];
        for (index, (field, written)) in fields.iter().enumerate() {
            if shape.iter().any(|(other, _)| *other == field.text) {
                let message = format!("the field `{}` is declared twice", field.text);
                return Err(Problem::new(
                    field.span,
                    message,
                    "declared again",
                    "give one of them another name",
                ));
            }
            shape.push((field.text.clone(), self.storable(written)?));
            self.fields.entry(field.text.clone()).or_default().push((id, index as u32));
        }
        Ok(Shape::Record(shape))
    }

    fn union_shape(&mut self, id: u32, union: &Name, cases: &[(Name, Vec<TypeExpr>)]) -> Outcome<Shape> {
        let mut shape: Vec<(String, Option<Type>)> = vec![];
        for (index, (case, payload)) in cases.iter().enumerate() {
            if shape.iter().any(|(other, _)| *other == case.text) {
                let message = format!("the case `{}` is declared twice", case.text);
                return Err(Problem::new(
                    case.span,
                    message,
                    "declared again",
                    "give one of them another name",
                ));
            }
            let mut types =
                payload.iter().map(|written| self.storable(written)).collect::<Outcome<Vec<_>>>()?;
            let payload = match types.len() {
                0 => None,
                1 => types.pop(),
                _ => Some(Type::of(Con::Tuple, types)),
            };
            shape.push((case.text.clone(), payload));
            self.cases.insert(case.text.clone(), (id, index as u32));
            self.cases.insert(format!("{}.{}", union.text, case.text), (id, index as u32));
        }
        Ok(Shape::Union(shape))
    }

    /// A type of which values can be in a record, union or exception.
    fn storable(&mut self, written: &TypeExpr) -> Outcome<Type> {
        let ty = self.written(written)?;
        if let Type::App(Con::Function | Con::Async | Con::Disposable, _) = ty {
            let message = format!("a value of type `{}` in a record, union or exception", self.show(&ty));
            let advice =
                "which code it runs must be known where it is called: give it to a function as an argument";
            return Err(Problem::new(written.span, message, "this type", advice));
        }
        Ok(ty)
    }

    fn declare_exception(&mut self, name: &Name, payload: Option<&TypeExpr>) -> Outcome<()> {
        if self.exceptions.contains_key(&name.text) {
            let message = format!("the exception `{}` is declared twice", name.text);
            return Err(Problem::new(name.span, message, "declared again", "give one of them another name"));
        }
        let ty = payload.map_or(Ok(unit()), |written| self.storable(written))?;
        self.exceptions.insert(name.text.clone(), self.table.exceptions.len() as u32);
        self.table.exceptions.push((name.text.clone(), ty));
        Ok(())
    }

    /// Values have no pointers to each other, so a type cannot contain itself.
    fn finite(&self, id: u32, name: &Name) -> Outcome<()> {
        let inner: Vec<&Type> = match &self.table.types[id as usize].shape {
            Shape::Record(fields) => fields.iter().map(|(_, ty)| ty).collect(),
            Shape::Union(cases) => cases.iter().filter_map(|(_, ty)| ty.as_ref()).collect(),
        };
        if inner.iter().any(|ty| contains(ty, id)) {
            let message = format!("the type `{}` contains itself", name.text);
            let advice =
                "types are not recursive: keep the elements in one array, and refer to them by index";
            return Err(Problem::new(name.span, message, "its size would be infinite", advice));
        }
        let own = (0..self.table.types[id as usize].parameters).map(Type::Generic).collect();
        self.limited(name.span, &Type::App(Con::Named(id), own))
    }

    /// Definitions that may call each other.
    fn group(&mut self, module: &str, bindings: Vec<Binding>, entry: bool) -> Outcome<()> {
        let first = self.globals.len();
        let bindings: Vec<Rc<Binding>> = bindings.into_iter().map(Rc::new).collect();
        let recursive = bindings[0].recursive;
        let mut pending = vec![];
        for binding in &bindings {
            let PatternKind::Name(name) = &binding.pattern.kind else { return self.value_pattern(binding) };
            let ty = self.fresh();
            let full = format!("{module}{}", name.text);
            let index = (first + pending.len()) as u32;
            let open =
                GlobalEntry { index, parameters: 0, ty: ty.clone(), mutable: binding.mutable, open: true };
            if recursive {
                self.global_names.insert(full.clone(), open);
            }
            pending.push((full, name.span, ty));
        }
        for (binding, (_, span, ty)) in bindings.iter().zip(&pending) {
            let found = self.definition(binding)?;
            self.equal(*span, ty, &found)?;
        }
        self.generalise(&bindings, pending, first, entry)
    }

    fn definition(&mut self, binding: &Binding) -> Outcome<Type> {
        if !binding.parameters.is_empty() {
            return self.function(&binding.parameters, binding.result.as_ref(), &binding.value);
        }
        let found = self.expression(&binding.value, Mode::Plain)?;
        if let Some(result) = &binding.result {
            let written = self.written(result)?;
            self.equal(binding.value.span, &written, &found)?;
        }
        Ok(found)
    }

    fn generalise(
        &mut self,
        bindings: &[Rc<Binding>],
        pending: Vec<(String, Span, Type)>,
        first: usize,
        entry: bool,
    ) -> Outcome<()> {
        let mut parameters = 0;
        for (binding, (_, _, ty)) in bindings.iter().zip(&pending) {
            self.unifier.default_numbers(ty);
            if !binding.parameters.is_empty() {
                self.unifier.generalise(ty, &mut parameters);
            }
        }
        let own: Rc<[Type]> = (0..parameters).map(Type::Generic).collect();
        for (id, index) in std::mem::take(&mut self.open_uses) {
            self.uses.insert(id, Use::Global(index, own.clone()));
        }
        for (offset, (binding, (name, span, ty))) in bindings.iter().zip(pending).enumerate() {
            let ty = self.unifier.resolve(&ty);
            let index = (first + offset) as u32;
            let known =
                GlobalEntry { index, parameters, ty: ty.clone(), mutable: binding.mutable, open: false };
            self.global_names.insert(name.clone(), known);
            if binding.parameters.is_empty() {
                self.steps.push(Step::Value(index));
            }
            self.globals.push(Global { name, binding: binding.clone(), ty, parameters });
            if entry {
                self.check_entry(index, span)?;
            }
        }
        Ok(())
    }

    fn check_entry(&mut self, index: u32, span: Span) -> Outcome<()> {
        let strings = Type::of(Con::Array, [Type::plain(Con::String)]);
        let wanted = Type::function(strings, Type::plain(Con::Int));
        let found = self.globals[index as usize].ty.clone();
        if found != wanted && found != Type::function(Type::Generic(0), Type::plain(Con::Int)) {
            let message = format!("the entry point has the type `{}`", self.show(&found));
            let advice = "write `let main argv = …`, with the exit status, an `int`, as the last expression";
            return Err(Problem::new(span, message, "expected `string[] -> int`", advice));
        }
        if self.entry.is_some() {
            let message = "two functions have `[<EntryPoint>]`";
            return Err(Problem::new(span, message, "the second one", "leave it out at one of them"));
        }
        self.entry = Some(index);
        self.entry_span = span;
        Ok(())
    }

    /// `let (a, b) = e` and `let _ = e` at the top.
    fn value_pattern(&mut self, binding: &Rc<Binding>) -> Outcome<()> {
        if let PatternKind::Wildcard | PatternKind::Unit = binding.pattern.kind {
            let found = self.expression(&binding.value, Mode::Plain)?;
            self.pattern(&binding.pattern, &found)?;
            let index = self.globals.len() as u32;
            self.globals.push(Global {
                name: "_".to_owned(),
                binding: binding.clone(),
                ty: found,
                parameters: 0,
            });
            self.steps.push(Step::Value(index));
            return Ok(());
        }
        let advice = "bind one name, and take the value apart in the functions that use it";
        Err(Problem::new(binding.pattern.span, "a pattern at the top of a file", "not a name", advice))
    }
}

/// Whether values of type `id` are in values of `ty`, or in arrays of those: a representation is finite.
fn contains(ty: &Type, id: u32) -> bool {
    match ty {
        Type::Var(_) | Type::Generic(_) => false,
        Type::App(Con::Named(other), inner) => *other == id || inner.iter().any(|ty| contains(ty, id)),
        Type::App(_, inner) => inner.iter().any(|ty| contains(ty, id)),
    }
}
