//! Which arrays can be in a frame: what comes in is a closed function, what goes out are its variables whose arrays nobody else sees.
//!
//! Such an array is made where the variable is bound (a literal, or the results of `Async.Parallel` of a literal), and the variable is
//! only indexed, measured and looped over. All other arrays are in the arena.

use std::collections::BTreeMap;

use crate::builtins::Builtin;
use crate::closed::{Expr, Function, Kind, VarId, Waiting};
use crate::plan::walk;

/// What is known of a variable.
#[derive(Default)]
struct Uses {
    /// How often it is bound, and whether always to a new array.
    bound: u32,
    other_value: bool,
    /// How often it is used, and how often so that the array stays where it is.
    all: u32,
    local: u32,
}

/// The variables of `function` whose arrays are in its frame.
pub fn in_frame(function: &Function) -> Vec<bool> {
    let mut uses: BTreeMap<VarId, Uses> = BTreeMap::new();
    walk(&function.body, &mut |expr| {
        match &expr.kind {
            Kind::Bind(variable, value) => {
                let known = uses.entry(*variable).or_default();
                known.bound += 1;
                known.other_value |= !makes_array(value);
            }
            Kind::Var(variable) => uses.entry(*variable).or_default().all += 1,
            _ => {}
        }
        if let Some(variable) = looked_at(expr) {
            uses.entry(variable).or_default().local += 1;
        }
    });
    let parameters = function.parameters.len() as VarId;
    let is_local = |variable: VarId| {
        variable >= parameters
            && uses
                .get(&variable)
                .is_some_and(|uses| uses.bound == 1 && !uses.other_value && uses.all == uses.local)
    };
    (0..function.variables.len() as VarId).map(is_local).collect()
}

/// Whether an expression is a new array of a length that is known.
pub fn makes_array(expr: &Expr) -> bool {
    matches!(expr.kind, Kind::Array(_) | Kind::Await { waiting: Waiting::All(_), .. })
}

/// The variables whose arrays an expression only looks at.
fn looked_at(expr: &Expr) -> Option<VarId> {
    let base = match &expr.kind {
        Kind::Index(array, _) | Kind::SetIndex(array, ..) | Kind::ForIn(_, array, _) => array,
        Kind::Builtin(Builtin::Length, arguments) => arguments.first()?,
        _ => return None,
    };
    match base.kind {
        Kind::Var(variable) => Some(variable),
        _ => None,
    }
}
