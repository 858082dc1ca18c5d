//! The checker accepts the plans of coroutines that were built by hand, and rejects each plan that is broken on purpose.

use gc_coro_core::analysis::{Analysis, analyse};
use gc_coro_core::index::{Idx, IndexVec};
use gc_coro_core::layout::{Frames, Maps, Rules, lay_out_all};
use gc_coro_core::model::{
    BlockId, Coroutine, GivenStates, InstId, Lowering, StateKind, SuspendId, Unstorable, UseSite, Value,
    ValueClass, ValueId,
};
use gc_coro_core::model_builder::ModelBuilder;
use gc_coro_core::spill::checker::{self, Defect};
use gc_coro_core::spill::plan::{
    Action, CloneKind, ClonePlan, Contents, Copy, KeptWord, Register, RegisterId, SpillPlan, Store,
};
use gc_coro_core::spill::{self, Inputs, Point};

/// A coroutine with everything that a plan is made from.
struct Case {
    coroutine: Coroutine,
    analysis: Analysis,
    frames: Frames,
    is_managed: bool,
    stores_too_early: bool,
}

impl Case {
    fn new(coroutine: Coroutine, is_managed: bool) -> Self {
        let analysis = analyse(&coroutine).expect("all can be stored");
        let frames = lay_out_all(&coroutine, &analysis, Rules { packing: true, maps: Maps::Exact });
        Case { coroutine, analysis, frames, is_managed, stores_too_early: false }
    }

    fn inputs(&self) -> Inputs<'_> {
        Inputs {
            is_managed: self.is_managed,
            stores_too_early: self.stores_too_early,
            ..Inputs::without_ir(&self.coroutine, &self.analysis, &self.frames)
        }
    }

    fn plan(&self) -> SpillPlan {
        spill::plan(&self.inputs()).expect("no region begins twice")
    }

    /// The plan, which has no defect.
    fn right_plan(&self) -> SpillPlan {
        let plan = self.plan();
        assert_eq!(self.defects(&plan), [], "{}", self.coroutine.name);
        plan
    }

    fn defects(&self, plan: &SpillPlan) -> Vec<Defect> {
        checker::check(&self.inputs(), plan)
    }
}

fn is_stale(defects: &[Defect], of: ValueId) -> bool {
    defects.iter().any(|defect| matches!(defect, Defect::Stale { value, .. } if *value == of))
}

fn is_lost(defects: &[Defect], of: ValueId) -> bool {
    defects.iter().any(|defect| matches!(defect, Defect::Missing { value, .. } if *value == of))
}

/// Begun by a resumption: `begun` → `body`, which suspends, and again. One value is made before the loop, one in each turn.
fn generator() -> (Case, [ValueId; 2], SuspendId) {
    let mut m = ModelBuilder::new("generator");
    let (start, begun, body, again, out, end) =
        (m.block(), m.block(), m.block(), m.block(), m.block(), m.block());
    m.suspend(start, out, begun, end);
    m.edge(begun, body);
    let each = m.suspend(body, out, again, end);
    m.edge(again, body);
    let (limit, turn) = (m.value(begun, 1, 8), m.value(body, 2, 8));
    m.used(limit, body, 1);
    m.used(turn, again, 1);
    (Case::new(m.finish(), false), [limit, turn], each)
}

/// `for i { row = i * 10; for j { use(row); save; if must_wait { suspend } } }`
struct NestedLoops {
    case: Case,
    i: ValueId,
    row: ValueId,
    inner: BlockId,
    resumed: BlockId,
}

fn nested_loops() -> NestedLoops {
    let mut m = ModelBuilder::new("nested loops");
    let (entry, outer, inner, between, wait, resumed) =
        (m.block(), m.block(), m.block(), m.block(), m.block(), m.block());
    let (next, latch, done, out, end) = (m.block(), m.block(), m.block(), m.block(), m.block());
    m.edge(entry, outer);
    m.edge(outer, inner);
    m.edge(inner, between);
    m.edge(between, wait);
    m.edge(between, next);
    let pause = m.suspend(wait, out, resumed, end);
    m.edge(resumed, next);
    m.edge(next, inner);
    m.edge(next, latch);
    m.edge(latch, outer);
    m.edge(latch, done);
    let (i, row) = (m.value(outer, 0, 8), m.value(outer, 1, 8));
    m.remat_operands(row, &[i]);
    m.used(row, inner, 1);
    m.used(i, latch, 1);
    let mut coroutine = m.finish();
    coroutine.values[i].at_block_start = true;
    coroutine.suspends[pause].save = inner;
    NestedLoops { case: Case::new(coroutine, false), i, row, inner, resumed }
}

/// A managed coroutine: `pointer` is live across a suspension, and then control bypasses another one, whose save is in `save`.
struct Bypass {
    case: Case,
    pointer: ValueId,
    on: BlockId,
}

fn bypass() -> Bypass {
    let mut m = ModelBuilder::new("bypass");
    let (begin, resumed, save, between, wait, waited, on, out, end) =
        (m.block(), m.block(), m.block(), m.block(), m.block(), m.block(), m.block(), m.block(), m.block());
    m.suspend(begin, out, resumed, end);
    m.edge(resumed, save);
    m.edge(save, between);
    m.edge(between, wait);
    m.edge(between, on);
    let pause = m.suspend(wait, out, waited, end);
    let pointer = m.value(begin, 1, 8);
    m.used(pointer, on, 5);
    let other = m.value(begin, 2, 8);
    m.used(other, waited, 1);
    let mut coroutine = m.finish();
    coroutine.suspends[pause].save = save;
    coroutine.values[pointer].class = ValueClass::Tracked;
    coroutine.values[other].class = ValueClass::Tracked;
    Bypass { case: Case::new(coroutine, true), pointer, on }
}

/// Two values that share bytes: the second is made while the first is still used.
fn sharing() -> (Case, [ValueId; 2], BlockId) {
    let (mut m, [a, b, c], _) = ModelBuilder::two_suspensions();
    let (first, second) = (m.value(a, 1, 8), m.value(b, 2, 8));
    m.used(first, b, 5);
    m.used(second, c, 1);
    let case = Case::new(m.finish(), false);
    assert_eq!(case.frames.whole.values[first], case.frames.whole.values[second]);
    (case, [first, second], b)
}

/// A coroutine whose suspensions fill frames of their own.
fn awaiting() -> Case {
    let mut m = ModelBuilder::new("awaiting");
    let (a, b, c, out, end) = (m.block(), m.block(), m.block(), m.block(), m.block());
    let (resumed, save, again) = (m.block(), m.block(), m.block());
    m.suspend_with(a, out, resumed, end, StateKind::New);
    m.edge(resumed, b);
    m.edge(b, save);
    m.suspend_with(save, out, again, end, StateKind::Given);
    m.edge(again, c);
    let (all, late) = (m.value(a, 1, 8), m.value(b, 2, 8));
    m.used(all, b, 1);
    m.used(all, c, 1);
    m.used(late, c, 2);
    let mut coroutine = m.finish();
    coroutine.lowering = Lowering::Await;
    Case::new(coroutine, false)
}

/// A generator with one state: each step needs `kept`, which the first activation had, and `new`, which it makes itself. `end` follows
/// on the path that goes on after the await.
struct Refilled {
    case: Case,
    kept: ValueId,
    new: ValueId,
    each: SuspendId,
}

fn refilled(change: impl FnOnce(&mut ModelBuilder, [BlockId; 3])) -> Refilled {
    let mut m = ModelBuilder::new("refilled");
    let (start, body, again, out, end) = (m.block(), m.block(), m.block(), m.block(), m.block());
    let (save, resumed) = (m.block(), m.block());
    m.edge(start, body);
    m.edge(body, save);
    let each = m.suspend_with(save, out, resumed, end, StateKind::Given);
    m.edge(resumed, again);
    m.edge(again, body);
    let (state, kept, new) = (m.value(start, 1, 8), m.value(start, 2, 8), m.value(body, 1, 8));
    m.used(state, start, 9);
    m.used(kept, again, 1);
    m.used(new, again, 2);
    change(&mut m, [start, body, out]);
    let mut coroutine = m.finish();
    coroutine.lowering = Lowering::Await;
    [state, kept, new].into_iter().for_each(|id| coroutine.values[id].class = ValueClass::Tracked);
    coroutine.given_states = GivenStates { values: vec![state], made: vec![state] };
    Refilled { case: Case::new(coroutine, true), kept, new, each }
}

/// A region that keeps an operand alive, and is open at the first of two suspensions.
fn region() -> (Case, ValueId) {
    let (mut m, [a, b, c], _) = ModelBuilder::two_suspensions();
    let (kept, region) = (m.value(a, 1, 8), m.value(a, 2, 8));
    m.remat_operands(region, &[kept]);
    m.used(region, b, 3);
    let other = m.value(a, 3, 8);
    m.used(other, c, 1);
    let mut coroutine = m.finish();
    coroutine.values[kept].class = ValueClass::Tracked;
    coroutine.values[region].class = ValueClass::Region;
    (Case::new(coroutine, true), kept)
}

fn all_cases() -> Vec<Case> {
    let refilled = refilled(|_, _| ()).case;
    vec![generator().0, nested_loops().case, bypass().case, sharing().0, awaiting(), refilled, region().0]
}

/// The resume clone's register for a value, of those that `is_meant`.
fn register_of(clone: &ClonePlan, of: ValueId, is_meant: impl Fn(&Register) -> bool) -> Option<RegisterId> {
    clone.registers.iter().find(|(_, r)| r.value == of && is_meant(r)).map(|(id, _)| id)
}

/// Adds a register at the beginning of the list.
fn add(clone: &mut ClonePlan, value: ValueId, from: Contents, at: Point) -> RegisterId {
    let id = clone.registers.push(Register { value, from, at });
    let makes = |action: &Action| matches!(action, Action::Make(_));
    let place = clone.actions.iter().rposition(makes).map_or(0, |last| last + 1);
    clone.actions.insert(place.min(clone.registers.len() - 1), Action::Make(id));
    id
}

/// Serves the uses of a value in a block by another register.
fn serve(clone: &mut ClonePlan, value: ValueId, block: BlockId, by: RegisterId) {
    let mut uses = Vec::new();
    for action in &clone.actions {
        match action {
            Action::Use(site, id) if clone.registers[*id].value == value && site.block == block => {
                uses.push(*site);
            }
            _ => {}
        }
    }
    assert!(!uses.is_empty(), "it is used there");
    clone.actions.retain(|action| !matches!(action, Action::Use(site, _) if uses.contains(site)));
    clone.actions.extend(uses.into_iter().map(|site| Action::Use(site, by)));
}

#[test]
fn right_plans_have_no_defect() {
    all_cases().iter().for_each(|case| drop(case.right_plan()));
}

#[test]
fn no_action_can_be_dropped() {
    let mut dropped = 0;
    for case in all_cases() {
        let plan = case.right_plan();
        for store in 0..plan.ramp.stores.len() {
            let mut broken = plan.clone();
            let store = broken.ramp.stores.remove(store);
            assert!(is_lost(&case.defects(&broken), store.value), "{}: {store:?}", case.coroutine.name);
            dropped += 1;
        }
        for clone in 0..plan.clones.len() {
            for step in 0..plan.clones[clone].actions.len() {
                let mut broken = plan.clone();
                let action = broken.clones[clone].actions.remove(step);
                let defects = case.defects(&broken);
                let of = |id: &RegisterId| plan.clones[clone].registers[*id].value;
                let is_right = match &action {
                    Action::Store(store) => is_lost(&defects, store.value),
                    // What is joined is used or stored.
                    Action::Join { value, .. } | Action::JoinSlot { value, .. } => {
                        is_stale(&defects, *value) || is_lost(&defects, *value)
                    }
                    Action::Make(id) | Action::Use(_, id) => is_stale(&defects, of(id)),
                    Action::FindState(_) | Action::OpenRegion { .. } => continue,
                };
                assert!(is_right, "{}: {action:?}: {defects:?}", case.coroutine.name);
                dropped += 1;
            }
        }
    }
    assert!(dropped > 40, "{dropped} actions");
}

#[test]
fn a_reload_that_leaves_a_loop_around_the_definition_is_stale() {
    let NestedLoops { case, i, row, inner, resumed } = nested_loops();
    let mut plan = case.right_plan();
    let clone = &mut plan.clones[0];
    let at = Point::End(resumed);
    let slot = add(clone, i, Contents::Slot, at);
    let computed = add(clone, row, Contents::Remat(vec![slot]), at);
    serve(clone, row, inner, computed);
    assert!(is_stale(&case.defects(&plan), row));
}

#[test]
fn an_operand_of_an_old_iteration_is_stale() {
    let NestedLoops { case, i, row, inner, resumed } = nested_loops();
    let mut plan = case.right_plan();
    let clone = &mut plan.clones[0];
    let old = add(clone, i, Contents::Slot, Point::End(resumed));
    let computed = add(clone, row, Contents::Remat(vec![old]), Point::End(inner));
    let row_of_now = register_of(clone, row, |r| r.at.block() == Some(inner)).expect("it is used there");
    clone.registers[computed].at = clone.registers[row_of_now].at;
    serve(clone, row, inner, computed);
    assert!(is_stale(&case.defects(&plan), row));
}

#[test]
fn a_store_from_the_register_of_another_value_loses_it() {
    let (case, [first, second], b) = sharing();
    let mut plan = case.right_plan();
    let clone = &mut plan.clones[0];
    let other = register_of(clone, first, |_| true).expect("it is reloaded");
    for action in &mut clone.actions {
        if let Action::Store(Store { value, copy, .. }) = action
            && *value == second
        {
            *copy = Copy::Register(other);
        }
    }
    assert!(is_lost(&case.defects(&plan), second), "stored in {b:?}");
}

#[test]
fn a_store_into_bytes_that_another_value_needs_makes_that_stale() {
    let (case, [first, second], _) = sharing();
    let mut plan = case.right_plan();
    let early = Store { value: second, copy: Copy::Definition, at: Point::Definition(second), suspend: None };
    let clone = &mut plan.clones[0];
    let used = clone.actions.iter().find_map(|action| match action {
        Action::Use(site, id) if clone.registers[*id].value == first => Some(*site),
        _ => None,
    });
    let site = used.expect("it is used");
    let register = register_of(clone, first, |_| true).expect("it is reloaded");
    clone.registers[register].at = Point::Before(site.block, site.inst, site.position);
    assert_eq!(case.defects(&plan), []);
    plan.clones[0].actions.push(Action::Store(early));
    assert!(is_stale(&case.defects(&plan), first));
}

#[test]
fn nothing_is_stored_after_the_suspension() {
    let (case, [first, second], _) = sharing();
    let mut plan = case.right_plan();
    let out = case.coroutine.suspends[SuspendId::from_usize(0)].suspended;
    plan.ramp.stores.push(Store { value: first, copy: Copy::Definition, at: Point::End(out), suspend: None });
    assert!(is_lost(&case.defects(&plan), first) && !is_lost(&case.defects(&plan), second));
}

#[test]
fn after_a_save_nothing_is_reloaded() {
    let mut m = ModelBuilder::new("post-save");
    let (a, b, c, out, end) = (m.block(), m.block(), m.block(), m.block(), m.block());
    m.suspend(a, out, b, end);
    let own_out = m.block();
    m.suspend(b, own_out, c, end);
    let value = m.value(a, 1, 8);
    m.used(value, own_out, 1);
    let case = Case::new(m.finish(), false);
    let mut plan = case.right_plan();
    let clone = &mut plan.clones[0];
    let register = register_of(clone, value, |r| r.from == Contents::Join).expect("it is joined");
    clone.registers[register].from = Contents::Slot;
    assert_eq!(
        case.defects(&plan),
        [Defect::Stale { owner: Some(CloneKind::Resume), value, block: own_out }]
    );
}

#[test]
fn a_slot_that_no_map_names_is_stale() {
    let Bypass { case, pointer, on } = bypass();
    let mut plan = case.right_plan();
    let clone = &mut plan.clones[0];
    let register = register_of(clone, pointer, |r| r.from == Contents::Join).expect("it is joined");
    clone.registers[register].from = Contents::Slot;
    let stale = Defect::Stale { owner: Some(CloneKind::Resume), value: pointer, block: on };
    assert_eq!(case.defects(&plan), [stale]);
}

#[test]
fn a_derived_pointer_of_a_slot_that_no_map_names_is_stale() {
    let Bypass { case, pointer, on } = bypass();
    let mut coroutine = case.coroutine;
    let derived = coroutine.values.push(Value {
        position: coroutine.blocks[on].first + 1,
        block: on,
        class: ValueClass::Unstorable(Unstorable::Derived),
        remat_operands: Some(vec![pointer]),
        uses: smallvec::SmallVec::new(),
        ..coroutine.values[pointer].clone()
    });
    let site = coroutine.values[pointer].uses[0];
    let inst = InstId::from_usize(90);
    coroutine.values[derived].uses.push(UseSite { inst, ..site });
    let case = Case::new(coroutine, true);
    let mut plan = case.right_plan();
    let clone = &mut plan.clones[0];
    let at = Point::Before(site.block, inst, site.position);
    let base = add(clone, pointer, Contents::Slot, at);
    let computed = add(clone, derived, Contents::Remat(vec![base]), at);
    clone.actions.push(Action::Use(UseSite { inst, ..site }, computed));
    assert!(is_stale(&case.defects(&plan), derived));
}

#[test]
fn a_tracked_pointer_is_not_stored_at_its_definition() {
    let Bypass { mut case, pointer, .. } = bypass();
    case.right_plan();
    case.stores_too_early = true;
    let plan = case.plan();
    assert!(plan.ramp.stores.iter().any(|store| store.at == Point::Definition(pointer)));
    assert!(is_lost(&case.defects(&plan), pointer));
}

#[test]
fn the_map_names_what_is_live_and_nothing_else() {
    let Bypass { mut case, .. } = bypass();
    let plan = case.right_plan();
    let words = case.frames.whole.tracked.words.clone();
    for (number, right) in words.iter().enumerate() {
        let word = &mut case.frames.whole.tracked.words[number];
        let suspend = word.live.first().expect("it is live");
        word.live = [].into_iter().collect();
        let offset = word.offset;
        assert!(case.defects(&plan).contains(&Defect::Map { suspend, offset }), "one missing");
        case.frames.whole.tracked.words[number].live = case.coroutine.suspends.indices().collect();
        let all = case.defects(&plan).into_iter().filter(|d| matches!(d, Defect::Map { .. })).count();
        let is_everywhere = right.live.iter().count() == case.coroutine.suspends.len();
        assert_eq!(all, usize::from(!is_everywhere), "one too many");
        case.frames.whole.tracked.words[number] = right.clone();
    }
}

#[test]
fn a_kept_state_has_to_be_stored() {
    let (case, _, each) = generator();
    let plan = case.right_plan();
    assert_eq!(plan.clones[0].saves_in_state(), [each]);
    let mut broken = plan.clone();
    broken.clones[0].kept_states[0].stored_after.clear();
    assert_eq!(case.defects(&broken), [Defect::State { suspend: each }]);
}

#[test]
fn a_block_of_the_ramp_does_not_move() {
    let (case, ..) = generator();
    let plan = case.right_plan();
    let entry = case.coroutine.entry();
    let mut broken = plan.clone();
    broken.clones[0].moved.as_mut().expect("blocks move")[entry] = true;
    assert_eq!(case.defects(&broken), [Defect::Moved { block: entry }]);
    let mut broken = plan;
    // What only the destroy clone has is not the resume clone's either.
    let end = case.coroutine.suspends[SuspendId::from_usize(0)].destroyed.expect("it can be destroyed");
    let mut moved = IndexVec::filled(case.coroutine.blocks.len(), false);
    moved[end] = true;
    broken.clones[0].moved = Some(moved);
    assert_eq!(case.defects(&broken), [Defect::Moved { block: end }]);
}

#[test]
fn a_region_opens_with_what_it_keeps() {
    let (case, kept) = region();
    let mut plan = case.right_plan();
    let clone = &mut plan.clones[0];
    let register = register_of(clone, kept, |r| r.at == Point::Entry).expect("the region is opened");
    clone.registers[register].from = Contents::Nothing;
    assert!(is_stale(&case.defects(&plan), kept));
}

#[test]
fn what_takes_a_register_comes_after_what_makes_it() {
    let (case, [limit, _], _) = generator();
    let mut plan = case.right_plan();
    plan.clones[0].actions.reverse();
    assert!(!case.defects(&plan).is_empty(), "{limit:?}");
}

/// A derived pointer from a forgotten base.
#[test]
fn a_derived_pointer_after_a_bypassed_save_comes_from_the_join_register() {
    let Bypass { case, pointer, on } = bypass();
    let mut coroutine = case.coroutine;
    let begin = coroutine.values[pointer].block;
    let site = coroutine.values[pointer].uses.remove(0);
    let position = coroutine.blocks[begin].first + 3;
    coroutine.values[pointer].uses.push(UseSite { block: begin, position, ..site });
    let derived = coroutine.values.push(Value {
        position,
        block: begin,
        class: ValueClass::Unstorable(Unstorable::Derived),
        remat_operands: Some(vec![pointer]),
        uses: smallvec::SmallVec::new(),
        ..coroutine.values[pointer].clone()
    });
    coroutine.values[derived].uses.push(UseSite { inst: InstId::from_usize(90), ..site });
    assert_eq!(site.block, on);
    Case::new(coroutine, true).right_plan();
}

/// A loop over the save whose back edge comes from between save and suspension.
fn own_loop(tracked: bool) -> Case {
    let mut m = ModelBuilder::new("own loop");
    let (begin, resumed, left, right, save, between) =
        (m.block(), m.block(), m.block(), m.block(), m.block(), m.block());
    let (wait, stub, waited, out, end) = (m.block(), m.block(), m.block(), m.block(), m.block());
    m.suspend(begin, out, resumed, end);
    m.edge(stub, waited);
    m.edge(resumed, left);
    m.edge(resumed, right);
    m.edge(left, save);
    m.edge(right, save);
    m.edge(save, between);
    m.edge(between, wait);
    m.edge(between, save);
    let pause = m.suspend(wait, out, stub, end);
    let first = m.value(begin, 1, 8);
    m.used(first, save, 1);
    let second = m.value(save, 2, 8);
    m.used(second, waited, 1);
    let mut coroutine = m.finish();
    coroutine.suspends[pause].save = save;
    if tracked {
        coroutine.values[first].class = ValueClass::Tracked;
        coroutine.values[second].class = ValueClass::Tracked;
    }
    Case::new(coroutine, tracked)
}

#[test]
fn a_loop_back_to_the_save_bypasses_the_suspension() {
    let case = own_loop(false);
    case.right_plan();
}

#[test]
fn a_loop_back_to_the_save_bypasses_the_suspension_managed() {
    own_loop(true).right_plan();
}

/// Memory that is written on the exit path must not share bytes with what is live across the suspension before that.
#[test]
fn memory_of_the_exit_path_shares_no_bytes_with_what_is_live_across_the_suspension() {
    use gc_coro_core::model::EventKind;
    let (mut m, [a, b, c], _) = ModelBuilder::two_suspensions();
    let out = BlockId::from_usize(3);
    let value = m.value(a, 1, 8);
    m.used(value, b, 1);
    let events = [(out, 3, EventKind::Overwrite), (b, 5, EventKind::Overwrite), (c, 3, EventKind::Access)];
    let object = m.object("x", 8, &events);
    let case = Case::new(m.finish(), false);
    assert_ne!(case.frames.whole.values[value], case.frames.whole.objects[object]);
}

#[test]
fn a_pointer_that_each_step_makes_is_in_no_state_before() {
    let Refilled { case, kept, new, each } = refilled(|_, _| ());
    let mut plan = case.right_plan();
    assert_eq!(plan.clones[0].kept_words, [KeptWord { suspend: each, value: kept }]);
    // The word of the other one holds that of the step before.
    plan.clones[0].kept_words.push(KeptWord { suspend: each, value: new });
    assert!(is_lost(&case.defects(&plan), new));
}

#[test]
fn a_state_that_is_filled_twice_keeps_nothing() {
    let Refilled { case, kept, each, .. } = refilled(|m, [_, body, out]| m.edge(out, body));
    let mut plan = case.right_plan();
    assert_eq!(plan.clones[0].kept_words, []);
    plan.clones[0].kept_words.push(KeptWord { suspend: each, value: kept });
    assert!(is_lost(&case.defects(&plan), kept));
}

#[test]
fn a_continuation_that_makes_a_state_keeps_nothing() {
    let Refilled { case, kept, each, .. } = refilled(|m, [start, body, _]| {
        let again = m.block();
        m.edge(body, again);
        m.edge(again, start);
    });
    let mut plan = case.right_plan();
    assert_eq!(plan.clones[0].kept_words, []);
    plan.clones[0].kept_words.push(KeptWord { suspend: each, value: kept });
    assert!(is_lost(&case.defects(&plan), kept));
}
