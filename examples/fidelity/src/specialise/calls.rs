//! Calls: applications of function values, and the functions that are made for them.

use std::rc::Rc;

use rustc_hash::FxHashMap;

use super::{Code, Context, Instance, InstanceKey, Known, Specialiser, unit, var, walk};
use crate::closed::{Closure, Expr, Flavour, Function, FunctionId, Kind, Rep, Task};
use crate::diagnostics::{Outcome, Problem};
use crate::source::Span;
use crate::syntax::{self, NodeId, Pattern};
use crate::typed::Use;

impl<'p> Specialiser<'p> {
    /// The variables of `context` that `body` uses, in the order of their use.
    pub(super) fn captured(
        &self,
        body: &syntax::Expr,
        context: &Context,
        own: Option<NodeId>,
    ) -> Vec<NodeId> {
        let mut found: Vec<NodeId> = vec![];
        walk::paths(body, &mut |path| {
            let Some(Use::Local(id)) = self.typed.uses.get(&path.id) else { return };
            if context.known.contains_key(id) && Some(*id) != own && !found.contains(id) {
                found.push(*id);
            }
        });
        found
    }

    /// The values of captured variables, where a function value is made.
    pub(super) fn capture(&self, captured: &[NodeId], context: &Context, span: Span) -> Vec<Expr> {
        let value = |id: &NodeId| match &context.known[id] {
            Known::Variable(variable, rep) => var(*variable, rep.clone(), span),
            Known::Value(value) => value.clone(),
        };
        captured.iter().map(value).collect()
    }

    /// A function value for code inside of a function.
    pub(super) fn closure(
        &mut self,
        node: NodeId,
        parameters: &'p [Pattern],
        body: &'p syntax::Expr,
        own: Option<NodeId>,
        name: &str,
        context: &Context,
    ) -> Expr {
        let captured = self.captured(body, context, own);
        let values = self.capture(&captured, context, body.span);
        let name = name.to_owned();
        let code = self.code(node, context.arguments.clone(), || Code {
            parameters,
            body,
            captured,
            arguments: Rc::new([]),
            own,
            name,
        });
        let held = values.iter().map(|value| value.rep.clone()).collect();
        let rep = Rep::Function(Rc::new(Closure { code, held, applied: 0 }));
        Expr { kind: Kind::Pack(values), rep, span: body.span }
    }

    /// `function arguments`
    pub(super) fn apply(&mut self, function: Expr, mut arguments: Vec<Expr>, span: Span) -> Outcome<Expr> {
        if arguments.is_empty() {
            return Ok(function);
        }
        let Rep::Function(closure) = function.rep.clone() else {
            let advice = "give it as an argument, so that the call knows which function it is";
            return Err(Problem::new(span, "which function is called is not known", "this call", advice));
        };
        let missing = self.codes[closure.code as usize].parameters.len() - closure.applied as usize;
        let rest = arguments.split_off(missing.min(arguments.len()));
        let given = arguments.len();
        let mut all = self.held_values(function, closure.held.len(), span);
        all.extend(arguments);
        let held: Vec<Rep> = all.iter().map(|value| value.rep.clone()).collect();
        if given < missing {
            let applied = closure.applied + given as u32;
            let rep = Rep::Function(Rc::new(Closure { code: closure.code, held, applied }));
            return Ok(Expr { kind: Kind::Pack(all), rep, span });
        }
        let (callee, result) = self.plain_instance(closure.code, held, span)?;
        let call = Expr { kind: Kind::Call(callee, all), rep: result, span };
        self.apply(call, rest, span)
    }

    /// What a function value holds, one by one.
    fn held_values(&self, function: Expr, count: usize, span: Span) -> Vec<Expr> {
        if let Kind::Pack(values) = function.kind {
            return values;
        }
        let Rep::Function(closure) = &function.rep else { return vec![] };
        let field = |index: usize| {
            let rep = closure.held[index].clone();
            Expr { kind: Kind::Field(Box::new(function.clone()), index as u32), rep, span }
        };
        (0..count).map(field).collect()
    }

    /// The function for code with these captured variables and arguments.
    fn plain_instance(&mut self, code: u32, held: Vec<Rep>, span: Span) -> Outcome<(FunctionId, Rep)> {
        self.limited(&held, span)?;
        let key = InstanceKey { code, flavour_is_plain: true, held: held.clone() };
        if let Some(known) = self.instances.get(&key).cloned() {
            return match known.result {
                Some(result) => Ok((known.function, result)),
                // It calls itself: the type says what the result is, if it can.
                None => Ok((known.function, self.result_of(code, span)?)),
            };
        }
        self.deeper(span)?;
        let function = self.reserve();
        self.instances.insert(key, Instance { function, result: None });
        let made = self.make(code, &held, Flavour::Plain)?;
        let result = made.result.clone();
        self.functions[function as usize] = Some(made);
        let key = InstanceKey { code, flavour_is_plain: true, held };
        self.instances.insert(key, Instance { function, result: Some(result.clone()) });
        self.depth -= 1;
        Ok((function, result))
    }

    fn result_of(&self, code: u32, span: Span) -> Outcome<Rep> {
        let code = &self.codes[code as usize];
        let ty = &self.typed.types[&code.body.id];
        self.rep_of(ty, &code.arguments).ok_or_else(|| {
            let message = format!("`{}` calls itself to make a function or async value", code.name);
            let advice = "make the recursion a part of the async block: `async { … return! f x }`";
            Problem::new(span, message, "which code the result runs is not known here", advice)
        })
    }

    /// The function for an async block with these captured variables, which may be made later.
    pub(super) fn block_instance(&mut self, code: u32, held: &[Rep]) -> FunctionId {
        let key = InstanceKey { code, flavour_is_plain: false, held: held.to_vec() };
        if let Some(known) = self.instances.get(&key) {
            return known.function;
        }
        let function = self.reserve();
        self.instances.insert(key, Instance { function, result: None });
        self.pending.push((function, code, held.to_vec()));
        function
    }

    pub(super) fn make_block(&mut self, function: FunctionId, code: u32, held: &[Rep]) -> Outcome<()> {
        if self.functions[function as usize].is_none() {
            let made = self.make(code, held, Flavour::Coroutine)?;
            self.functions[function as usize] = Some(made);
        }
        Ok(())
    }

    fn make(&mut self, code: u32, held: &[Rep], flavour: Flavour) -> Outcome<Function> {
        let Code { parameters, body, ref captured, ref arguments, own, ref name } = self.codes[code as usize];
        let (captured, name) = (captured.clone(), name.clone());
        let mut context = self.context(&name, arguments.clone());
        context.known = FxHashMap::default();
        let variables: Vec<_> = held.iter().map(|rep| (context.variable(rep.clone()), rep.clone())).collect();
        for (id, (variable, rep)) in captured.iter().zip(&variables) {
            context.known.insert(*id, Known::Variable(*variable, rep.clone()));
        }
        if let Some(own) = own {
            let values: Vec<Expr> =
                variables[..captured.len()].iter().map(|(v, rep)| var(*v, rep.clone(), body.span)).collect();
            let held = values.iter().map(|value| value.rep.clone()).collect();
            let rep = Rep::Function(Rc::new(Closure { code, held, applied: 0 }));
            context.known.insert(own, Known::Value(Expr { kind: Kind::Pack(values), rep, span: body.span }));
        }
        let mut statements = vec![];
        for (parameter, (variable, rep)) in parameters.iter().zip(&variables[captured.len()..]) {
            self.bind(parameter, var(*variable, rep.clone(), parameter.span), &mut context, &mut statements)?;
        }
        let value = self.expr(body, &mut context, flavour == Flavour::Coroutine)?;
        let (result, span) = (value.rep.clone(), body.span);
        if flavour == Flavour::Coroutine && holds_child(&result) {
            let advice = "wait for the child in the block that has started it: it ends with that block";
            return Err(Problem::new(
                last_of(body).span,
                "a started child leaves its block",
                "returned here",
                advice,
            ));
        }
        statements.push(value);
        let body = match statements.len() {
            1 => statements.remove(0),
            _ => Expr { kind: Kind::Seq(statements), rep: result.clone(), span },
        };
        let name = self.unique(&name, flavour);
        Ok(Function { name, flavour, parameters: variables, variables: context.variables, body, result })
    }

    /// A function of the runtime, by its name.
    pub(super) fn runtime(&mut self, name: &str) -> Outcome<FunctionId> {
        let global = self.typed.globals.iter().position(|global| global.name == name);
        let global = global.unwrap_or_else(|| panic!("the runtime has `{name}`")) as u32;
        let function = self.global_function(global, Rc::new([]), Span::default());
        let Rep::Function(closure) = &function.rep else {
            unreachable!("a global function is a function value")
        };
        let code = &self.codes[closure.code as usize];
        let (code_id, parameters) = (closure.code, code.parameters);
        let mut held = vec![];
        for parameter in parameters {
            held.push(self.known_rep(&self.typed.types[&parameter.id], &[], parameter.span)?);
        }
        Ok(self.plain_instance(code_id, held, Span::default())?.0)
    }

    /// A call of a function of the runtime.
    pub(super) fn runtime_call(
        &mut self,
        name: &str,
        arguments: Vec<Expr>,
        result: Rep,
        span: Span,
    ) -> Outcome<Expr> {
        let callee = self.runtime(name)?;
        Ok(Expr { kind: Kind::Call(callee, arguments), rep: result, span })
    }

    /// Binds the names of a pattern to the fields of `value`.
    pub(super) fn bind(
        &mut self,
        pattern: &'p Pattern,
        value: Expr,
        context: &mut Context,
        statements: &mut Vec<Expr>,
    ) -> Outcome<()> {
        let span = value.span;
        let closed = self.pattern(pattern, &value.rep, context)?;
        statements.push(match closed {
            crate::closed::Pattern::Any => value,
            crate::closed::Pattern::Bind(variable) => {
                Expr { kind: Kind::Bind(variable, Box::new(value)), ..unit(span) }
            }
            pattern => Expr { kind: Kind::Destructure(pattern, Box::new(value)), ..unit(span) },
        });
        Ok(())
    }
}

impl Specialiser<'_> {
    /// Runs code that has no parameters.
    pub(super) fn call_code(&mut self, code: u32, object: Expr, span: Span) -> Outcome<Expr> {
        let Rep::Function(closure) = object.rep.clone() else { return Ok(unit(span)) };
        let values = self.held_values(object, closure.held.len(), span);
        let (callee, rep) = self.plain_instance(code, closure.held.clone(), span)?;
        Ok(Expr { kind: Kind::Call(callee, values), rep, span })
    }
}

/// Whether a value has a started child in it.
fn holds_child(rep: &Rep) -> bool {
    match rep {
        Rep::Tuple(fields) => fields.iter().any(holds_child),
        Rep::Array(element) => holds_child(element),
        Rep::Union(union) => union.cases.iter().flatten().any(holds_child),
        Rep::Function(closure) => closure.held.iter().any(holds_child),
        Rep::Async(task) => match &**task {
            Task::Child(_) => true,
            Task::Block { captured, .. } => captured.iter().any(holds_child),
            Task::All(tasks) => tasks.iter().any(holds_child),
            Task::AllOf(task) | Task::Each(task) | Task::StartChild(task) | Task::Ignore(task) => {
                holds_child(task)
            }
            _ => false,
        },
        _ => false,
    }
}

/// The last statement of a block.
fn last_of(body: &syntax::Expr) -> &syntax::Expr {
    match &body.kind {
        syntax::ExprKind::Block(statements) => statements.last().map_or(body, last_of),
        _ => body,
    }
}
