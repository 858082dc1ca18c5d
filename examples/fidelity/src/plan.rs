//! The plan of frames: what comes in is the closed tree, what goes out says where the frame of each child is, and which functions raise.
//!
//! A coroutine that waits for another one is its parent. The child's frame is inside of the parent's, except where a coroutine could
//! be its own descendant: such a child's frame is in the arena, and so are those of what is started.

use crate::arrays;
use crate::builtins::Builtin;
use crate::closed::{Expr, FunctionId, Kind, Program, Rep, Waiting};
use crate::diagnostics::{Outcome, Problem};
use crate::source::Span;
use crate::syntax::BinaryOp;

/// How a coroutine begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Start {
    /// It runs to its first suspension, as a call. Its frame is its parent's memory.
    Bound,
    /// It waits in the run queue first.
    Queued,
}

/// The plan.
pub struct Plan {
    /// Of each function: whether it may raise.
    pub raises: Vec<bool>,
    /// Of each function: the functions whose frames could be in its frame.
    children: Vec<Vec<(FunctionId, Span)>>,
    /// Of each function: the functions that its frame could contain, at any depth.
    reach: Vec<Vec<bool>>,
    /// Whether the program makes cancellation tokens.
    pub cancels: bool,
    /// Of each function: its variables whose arrays are in its frame.
    pub arrays: Vec<Vec<bool>>,
    /// Of each function: how its coroutine is started: bound, queued.
    pub starts: Vec<[bool; 2]>,
    /// If the program has a `try` or `use` of its own: the number of its first file. Faults in it and later ones are exceptions. Code of
    /// the runtime has none, and without such a `try` nothing sees the difference.
    faults_from: Option<u32>,
}

impl Plan {
    /// Whether a fault at this place raises an exception.
    pub fn is_seen(&self, span: Span) -> bool {
        raises_fault(self.faults_from, span)
    }

    /// The coroutines whose frames are in the frame of this one.
    pub fn inner_frames(&self, function: FunctionId) -> impl Iterator<Item = FunctionId> + '_ {
        let children = self.children[function as usize].iter().map(|(child, _)| *child);
        children.filter(move |child| self.start(function, *child) == Start::Bound)
    }

    /// Where the frame of `child` is, if `parent` waits for it.
    pub fn start(&self, parent: FunctionId, child: FunctionId) -> Start {
        if self.reach[child as usize][parent as usize] { Start::Queued } else { Start::Bound }
    }

    /// # Errors
    /// With `stack` there is no arena: what needs one, or a coroutine that is its own descendant; then the message shows the chain.
    pub fn check_stack_only(&self, program: &Program) -> Outcome<()> {
        for function in &program.functions {
            let mut found = None;
            walk(&function.body, &mut |expr| {
                found = found.or(needs_arena(expr).map(|what| (expr.span, what)))
            });
            if let Some((span, what)) = found {
                let advice = "leave out `--stack`, and give `--arena BYTES` if 65536 are not enough";
                return Err(Problem::new(span, format!("{what} needs an arena"), "it is made here", advice));
            }
        }
        for (function, children) in self.children.iter().enumerate() {
            for (child, span) in children {
                if self.reach[*child as usize][function] {
                    return Err(self.chain(program, function as FunctionId, *child, *span));
                }
            }
        }
        Ok(())
    }

    fn chain(&self, program: &Program, parent: FunctionId, child: FunctionId, span: Span) -> Box<Problem> {
        let name = |function: FunctionId| format!("`{}`", program.functions[function as usize].name);
        let mut names = vec![name(parent), name(child)];
        let mut at = child;
        let mut others = vec![];
        while at != parent {
            let step = self.children[at as usize]
                .iter()
                .find(|(next, _)| *next == parent || self.reach[*next as usize][parent as usize]);
            let Some((next, span)) = step else { break };
            others.push((*span, format!("{} waits for {} here", name(at), name(*next))));
            at = *next;
            names.push(name(at));
            if names.len() > program.functions.len() + 2 {
                break;
            }
        }
        let message = format!("recursion needs an arena: {}", names.join(" waits for "));
        let advice = "leave out `--stack` and give `--arena BYTES`, or end with `return! f x`, which needs no new frame";
        let mut problem = Problem::new(span, message, "the frame would contain itself", advice);
        problem.others = others;
        problem
    }
}

/// What of an expression is in the arena.
fn needs_arena(expr: &Expr) -> Option<&'static str> {
    let has_elements = |rep: &Rep| matches!(rep, Rep::Array(element) if **element != Rep::Unit);
    match &expr.kind {
        Kind::Start { .. } => Some("work that is started"),
        Kind::Array(elements) if elements.is_empty() => None,
        Kind::Array(_) | Kind::ArrayInit { .. } | Kind::Builtin(Builtin::ZeroCreate, _) => Some("an array"),
        Kind::Await { waiting, .. } => match waiting {
            Waiting::StartChild(_) => Some("a started child"),
            Waiting::AllOf(_) => Some("`Async.Parallel` of an array"),
            Waiting::All(_) | Waiting::Each(_) if has_elements(&expr.rep) => Some("the array of the results"),
            _ => None,
        },
        _ => None,
    }
}

/// Makes the plan. The files of the runtime come before `first_own_file`.
pub fn plan(program: &Program, first_own_file: u32) -> Plan {
    let faults_from = catches(program, first_own_file).then_some(first_own_file);
    let count = program.functions.len();
    let mut children: Vec<Vec<(FunctionId, Span)>> = vec![vec![]; count];
    let mut starts = vec![[false; 2]; count];
    for (index, function) in program.functions.iter().enumerate() {
        let own = index as FunctionId;
        walk(&function.body, &mut |expr| embedded(expr, own, &mut children[index]));
    }
    let reach: Vec<Vec<bool>> = (0..count).map(|from| reachable(&children, from)).collect();
    let mut plan = Plan {
        raises: raises(program, faults_from),
        children,
        reach,
        cancels: cancels(program),
        arrays: program.functions.iter().map(arrays::in_frame).collect(),
        starts: vec![],
        faults_from,
    };
    for (index, function) in program.functions.iter().enumerate() {
        walk(&function.body, &mut |expr| started(expr, index as FunctionId, &plan, &mut starts));
    }
    plan.starts = starts;
    plan
}

fn cancels(program: &Program) -> bool {
    program.functions.iter().any(|function| function.name == "Tasks.newSource")
}

/// The children of an expression whose frames could be in that of the function.
fn embedded(expr: &Expr, own: FunctionId, children: &mut Vec<(FunctionId, Span)>) {
    if let Kind::Await { waiting, tail, .. } = &expr.kind {
        match strip(waiting) {
            Waiting::Block(child) if *tail && *child == own => {}
            Waiting::Block(child) | Waiting::Each(child) => children.push((*child, expr.span)),
            Waiting::All(all) => children.extend(all.iter().map(|child| (*child, expr.span))),
            _ => {}
        }
    }
}

/// What is waited for, if its result does not matter.
pub fn strip(waiting: &Waiting) -> &Waiting {
    match waiting {
        Waiting::Ignore(inner) => strip(inner),
        other => other,
    }
}

fn started(expr: &Expr, own: FunctionId, plan: &Plan, starts: &mut [[bool; 2]]) {
    match &expr.kind {
        Kind::Await { waiting, tail, .. } => match strip(waiting) {
            Waiting::Block(child) if *tail && *child == own => {}
            Waiting::Block(child) | Waiting::Each(child) => {
                starts[*child as usize][plan.start(own, *child) as usize] = true;
            }
            Waiting::All(all) => all.iter().for_each(|child| starts[*child as usize][1] = true),
            Waiting::AllOf(child) | Waiting::StartChild(child) => starts[*child as usize][1] = true,
            _ => {}
        },
        Kind::Run(_, child) => starts[*child as usize][0] = true,
        Kind::Start { function, .. } => starts[*function as usize][1] = true,
        _ => {}
    }
}

fn reachable(children: &[Vec<(FunctionId, Span)>], from: usize) -> Vec<bool> {
    let mut seen = vec![false; children.len()];
    let mut open = vec![from];
    seen[from] = true;
    while let Some(at) = open.pop() {
        for (child, _) in &children[at] {
            if !std::mem::replace(&mut seen[*child as usize], true) {
                open.push(*child as usize);
            }
        }
    }
    seen
}

/// Whether a file of the program's own has a handler, or statements that run in any case.
fn catches(program: &Program, first_own_file: u32) -> bool {
    let mut found = false;
    for function in &program.functions {
        walk(&function.body, &mut |expr| {
            let is_try = matches!(expr.kind, Kind::TryWith(..) | Kind::TryFinally(..));
            found |= is_try && expr.span.file >= first_own_file;
        });
    }
    found
}

fn raises_fault(faults_from: Option<u32>, span: Span) -> bool {
    faults_from.is_some_and(|first| span.file >= first)
}

/// Which functions may raise: the least solution.
fn raises(program: &Program, faults_from: Option<u32>) -> Vec<bool> {
    let mut raises = vec![false; program.functions.len()];
    loop {
        let mut changed = false;
        for (index, function) in program.functions.iter().enumerate() {
            if !raises[index] && may_raise(&function.body, &raises, faults_from) {
                raises[index] = true;
                changed = true;
            }
        }
        if !changed {
            return raises;
        }
    }
}

/// Whether an expression may raise.
fn may_raise(expr: &Expr, raises: &[bool], faults_from: Option<u32>) -> bool {
    let own = match &expr.kind {
        Kind::Raise(_) => true,
        Kind::Call(function, _) | Kind::Run(_, function) => raises[*function as usize],
        Kind::Await { waiting, .. } => match strip(waiting) {
            Waiting::Block(function) | Waiting::AllOf(function) | Waiting::Each(function) => {
                raises[*function as usize]
            }
            Waiting::All(all) => all.iter().any(|function| raises[*function as usize]),
            // Which child it is, is not known: it may be any.
            Waiting::Child => true,
            _ => false,
        },
        Kind::TryWith(_, _, handler) => return may_raise(handler, raises, faults_from),
        kind => may_fault(kind) && raises_fault(faults_from, expr.span),
    };
    let mut found = own;
    children(expr, &mut |child| found = found || may_raise(child, raises, faults_from));
    found
}

/// Whether an operation has operands for which it has no result.
fn may_fault(kind: &Kind) -> bool {
    match kind {
        Kind::Index(..) | Kind::SetIndex(..) | Kind::ArrayInit { .. } | Kind::Match(..) => true,
        Kind::Builtin(builtin, _) => matches!(builtin, Builtin::ZeroCreate | Builtin::StringByte),
        Kind::Binary(op, left, _) => {
            matches!(op, BinaryOp::Divide | BinaryOp::Remainder) && left.rep != Rep::Float
        }
        _ => false,
    }
}

/// Calls `visit` for each expression in `expr`, itself first.
pub fn walk<'e>(expr: &'e Expr, visit: &mut dyn FnMut(&'e Expr)) {
    visit(expr);
    children(expr, &mut |child| walk(child, visit));
}

fn children<'e>(expr: &'e Expr, visit: &mut dyn FnMut(&'e Expr)) {
    match &expr.kind {
        Kind::Unit | Kind::Int(_) | Kind::Float(_) | Kind::Str(_) | Kind::Var(_) | Kind::Global(_) => {}
        Kind::Bind(_, one) | Kind::SetGlobal(_, one) | Kind::Destructure(_, one) | Kind::Field(one, _) => {
            visit(one)
        }
        Kind::Negate(one) | Kind::Convert(one) | Kind::Raise(one) | Kind::Run(one, _) => visit(one),
        Kind::Await { task, .. } => visit(task),
        Kind::Case(_, one) => one.iter().for_each(|one| visit(one)),
        Kind::Start { task, token, .. } => {
            visit(task);
            token.iter().for_each(|token| visit(token));
        }
        Kind::Seq(all) | Kind::Call(_, all) | Kind::Pack(all) | Kind::Array(all) | Kind::Builtin(_, all) => {
            all.iter().for_each(visit);
        }
        Kind::If(a, b, c) | Kind::SetIndex(a, b, c) => [a, b, c].into_iter().for_each(|one| visit(one)),
        Kind::While(a, b) | Kind::ForIn(_, a, b) | Kind::Index(a, b) | Kind::Binary(_, a, b) => {
            visit(a);
            visit(b);
        }
        Kind::TryWith(a, _, b) | Kind::TryFinally(a, b) | Kind::ArrayInit { count: a, element: b, .. } => {
            visit(a);
            visit(b);
        }
        Kind::For { from, last, body, .. } => [from, last, body].into_iter().for_each(|one| visit(one)),
        Kind::Match(value, arms) => {
            visit(value);
            for arm in arms {
                arm.guard.iter().for_each(&mut *visit);
                visit(&arm.body);
            }
        }
    }
}

/// The coroutines that run to their end on the stack of their caller, with the place of the call.
pub fn roots(program: &Program) -> Vec<(FunctionId, Span)> {
    let mut found = vec![];
    for function in &program.functions {
        walk(&function.body, &mut |expr| {
            if let Kind::Run(_, child) = &expr.kind {
                found.push((*child, expr.span));
            }
        });
    }
    found
}
