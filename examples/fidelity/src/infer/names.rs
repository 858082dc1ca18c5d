//! What names stand for.

use std::rc::Rc;

use super::{Inference, Local, Mode};
use crate::builtins;
use crate::diagnostics::{Outcome, Problem};
use crate::source::Span;
use crate::syntax::{Expr, Name, NodeId};
use crate::typed::Use;
use crate::types::{Con, Shape, Type, TypeId};

/// `A.B.c`, as it is written.
pub(super) fn dotted(path: &[Name]) -> String {
    path.iter().map(|name| name.text.as_str()).collect::<Vec<_>>().join(".")
}

impl Inference {
    pub(super) fn find_local(&self, name: &str) -> Option<&Local> {
        self.scope.iter().rev().find(|local| local.name == name)
    }

    pub(super) fn bind(&mut self, name: &Name, id: NodeId, ty: Type, mutable: bool) {
        let depth = self.depth;
        self.types.insert(id, ty.clone());
        self.scope.push(Local { name: name.text.clone(), id, ty, mutable, depth });
    }

    /// New types for the parameters of a generic one.
    pub(super) fn arguments(&mut self, count: u32) -> Rc<[Type]> {
        (0..count).map(|_| self.fresh()).collect()
    }

    pub(super) fn path(&mut self, expr: &Expr, path: &[Name]) -> Outcome<Type> {
        let span = expr.span;
        if let [name] = path
            && let Some(local) = self.find_local(&name.text).cloned()
        {
            if local.mutable && local.depth < self.depth {
                return Err(self.captured(span, &name.text));
            }
            self.uses.insert(expr.id, Use::Local(local.id));
            return Ok(local.ty);
        }
        let name = dotted(path);
        if let Some(found) = self.global(expr.id, &name) {
            return Ok(found);
        }
        if let Some(found) = self.constructor(expr.id, &name) {
            return Ok(found);
        }
        let short = name.strip_prefix("System.Threading.").or(name.strip_prefix("System.")).unwrap_or(&name);
        if let Some((builtin, parameters, ty)) = builtins::lookup(short, self.in_runtime) {
            self.uses.insert(expr.id, Use::Builtin(builtin));
            let arguments = self.arguments(parameters);
            return Ok(ty.instantiate(&arguments));
        }
        Err(self.unknown(span, &name))
    }

    fn captured(&self, span: Span, name: &str) -> Box<Problem> {
        let message =
            format!("the mutable variable `{name}` is used in a function or async block that is not its own");
        let advice =
            "copy it to a variable that does not change, or keep what changes in an array of one element";
        Problem::new(span, message, "captured here", advice)
    }

    fn global(&mut self, id: NodeId, name: &str) -> Option<Type> {
        let inner = format!("{}{name}", self.module);
        let entry = self.global_names.get(&inner).or_else(|| self.global_names.get(name))?.clone();
        if entry.open {
            self.open_uses.push((id, entry.index));
            return Some(entry.ty);
        }
        let arguments = self.arguments(entry.parameters);
        let ty = entry.ty.instantiate(&arguments);
        self.uses.insert(id, Use::Global(entry.index, arguments));
        Some(ty)
    }

    /// The type of a case as a value or function, and what it stands for.
    fn constructor(&mut self, id: NodeId, name: &str) -> Option<Type> {
        if let Some(&index) = self.exceptions.get(name) {
            self.uses.insert(id, Use::Exception(index));
            let payload = self.table.exceptions[index as usize].1.clone();
            let result = Type::plain(Con::Exception);
            return Some(if payload == Type::plain(Con::Unit) {
                result
            } else {
                Type::function(payload, result)
            });
        }
        let &(type_id, case) = self.cases.get(name)?;
        let (payload, result) = self.case_type(type_id, case);
        self.uses.insert(id, Use::Case(case));
        Some(payload.map_or(result.clone(), |payload| Type::function(payload, result)))
    }

    /// The payload of a case, and the union.
    pub(super) fn case_type(&mut self, type_id: TypeId, case: u32) -> (Option<Type>, Type) {
        let arguments = self.arguments(self.table.types[type_id as usize].parameters);
        let Shape::Union(cases) = &self.table.types[type_id as usize].shape else {
            unreachable!("only unions have cases")
        };
        let payload = cases[case as usize].1.as_ref().map(|payload| payload.instantiate(&arguments));
        (payload, Type::App(Con::Named(type_id), arguments))
    }

    fn unknown(&self, span: Span, name: &str) -> Box<Problem> {
        let locals = self.scope.iter().map(|local| local.name.as_str());
        let globals = self.global_names.keys().map(String::as_str);
        let all = locals
            .chain(globals)
            .chain(self.cases.keys().map(String::as_str))
            .chain(SUGGESTIONS.iter().copied());
        let mut near: Vec<(usize, &str)> = all.map(|known| (distance(known, name), known)).collect();
        near.sort_unstable();
        let advice = match (name, near.first()) {
            ("sprintf" | "string" | "String.Format" | "String.Join", _) => {
                "text is not made in memory, because that would allocate: print it by `printfn`".to_owned()
            }
            ("ref", _) => {
                "there are no reference cells: keep what changes in an array of one element".to_owned()
            }
            ("Async.Catch", _) => "use `try … with` in the async block".to_owned(),
            ("task" | "seq", _) => "of computation expressions there is `async { … }` only".to_owned(),
            (_, Some((distance, known))) if *distance <= 1 + name.len() / 4 => format!("is it `{known}`?"),
            _ => {
                "define it before it is used; functions that call each other are `let rec … and …`".to_owned()
            }
        };
        Problem::new(span, format!("the name `{name}` is not defined"), "not found", advice)
    }

    /// `value.name`
    pub(super) fn field(&mut self, expr: &Expr, value: &Expr, name: &Name) -> Outcome<Type> {
        let ty = self.expression(value, Mode::Plain)?;
        let ty = match self.unifier.shallow(&ty) {
            Type::Var(_) => self.guess_record(&ty, name)?,
            known => known,
        };
        let Type::App(con, arguments) = &ty else { return Err(self.no_field(name, &ty)) };
        if let Some((builtin, result, called)) = builtins::member(*con, &name.text) {
            self.uses.insert(expr.id, Use::Member(builtin));
            return Ok(if called { Type::function(Type::plain(Con::Unit), result) } else { result });
        }
        if let Con::Named(type_id) = con
            && let Shape::Record(fields) = &self.table.types[*type_id as usize].shape
            && let Some(index) = fields.iter().position(|(field, _)| *field == name.text)
        {
            self.uses.insert(expr.id, Use::Field(index as u32));
            return Ok(fields[index].1.instantiate(arguments));
        }
        Err(self.no_field(name, &ty))
    }

    /// Of a value of unknown type: the last record that has such a field.
    fn guess_record(&mut self, ty: &Type, name: &Name) -> Outcome<Type> {
        let Some(&(type_id, _)) = self.fields.get(&name.text).and_then(|all| all.last()) else {
            let message = format!("the type of the value before `.{}` is not known here", name.text);
            let advice = "annotate it where it is bound: `(x: type)`";
            return Err(Problem::new(name.span, message, "no record has such a field", advice));
        };
        let arguments = self.arguments(self.table.types[type_id as usize].parameters);
        let record = Type::App(Con::Named(type_id), arguments);
        self.equal(name.span, ty, &record)?;
        Ok(record)
    }

    fn no_field(&self, name: &Name, ty: &Type) -> Box<Problem> {
        let shown = self.show(ty);
        let advice = match self.unifier.shallow(ty) {
            Type::App(Con::Async, _) => "wait for the value first: `let! x = …`".to_owned(),
            Type::App(Con::Named(id), _) => match &self.table.types[id as usize].shape {
                Shape::Record(fields) => {
                    let names: Vec<_> = fields.iter().map(|(field, _)| format!("`{field}`")).collect();
                    format!("its fields are {}", names.join(", "))
                }
                Shape::Union(_) => "take a union apart by `match`".to_owned(),
            },
            _ => "arrays and strings have `Length`, exceptions `Message`".to_owned(),
        };
        Problem::new(name.span, format!("`{shown}` has no member `{}`", name.text), "not a member", advice)
    }
}

/// Names of the library that are often misspelt.
const SUGGESTIONS: [&str; 12] = [
    "printfn",
    "printf",
    "failwith",
    "ignore",
    "Async.Sleep",
    "Async.Start",
    "Async.RunSynchronously",
    "Async.Parallel",
    "Async.StartChild",
    "Async.Ignore",
    "Array.zeroCreate",
    "Array.length",
];

/// How many letters have to be added, removed or changed.
fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, left) in a.chars().enumerate() {
        let mut corner = row[0];
        row[0] = i + 1;
        for (j, right) in b.iter().enumerate() {
            let above = row[j + 1];
            row[j + 1] = (corner + usize::from(left != *right)).min(above + 1).min(row[j] + 1);
            corner = above;
        }
    }
    row[b.len()]
}
