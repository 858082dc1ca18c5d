use super::*;
use crate::elision::program::{Block, Placed};

const HANDLE: u32 = 0;

fn cell(number: u32) -> CellId {
    CellId::from_usize(number as usize)
}

fn from(number: u32) -> Operand {
    Operand::Cell(cell(number), 0)
}

fn create() -> Step {
    Step::Create(cell(HANDLE))
}

fn copy(to: u32, of: u32) -> Step {
    Step::Set(cell(to), from(of))
}

fn set(to: u32, value: Value) -> Step {
    Step::Set(cell(to), Operand::Known(value))
}

/// Destroys the handle of a cell; each cell has a site of its number.
fn destroy(of: u32) -> Step {
    Step::Destroy { site: SiteId::from_usize(of as usize), handle: from(of), frees: false }
}

fn free(of: u32) -> Step {
    Step::Destroy { site: SiteId::from_usize(of as usize), handle: from(of), frees: true }
}

fn unwind(unless: Option<u32>) -> Step {
    Step::MayUnwind { unless: unless.map(from) }
}

fn edge(to: usize) -> Edge {
    Edge::plain(HandleBlockId::from_usize(to))
}

fn to(targets: &[usize]) -> Terminator {
    Terminator::Any(targets.iter().map(|&target| edge(target)).collect())
}

fn if_zero(tested: u32, zero: usize, nonzero: usize) -> Terminator {
    Terminator::ZeroTest(cell(tested), Box::new([edge(zero), edge(nonzero)]))
}

fn program(blocks: Vec<(Vec<Step>, Terminator)>) -> HandleProgram {
    let placed = |steps: Vec<Step>| (0..).zip(steps).map(|(at, step)| Placed { at, step }).collect();
    let blocks = blocks.into_iter().map(|(steps, terminator)| Block { steps: placed(steps), terminator });
    HandleProgram { blocks: blocks.collect(), cells: 5, sites: 5, child_bytes: 64 }
}

fn outcome(blocks: Vec<(Vec<Step>, Terminator)>) -> Result<(), Obstacle> {
    prove(&program(blocks)).map(|_| ())
}

#[test]
fn a_child_that_is_destroyed_before_the_end_is_proven() {
    let proof = prove(&program(vec![(vec![create(), destroy(HANDLE), Step::End], to(&[]))])).unwrap();
    assert!(proof.is_child[SiteId::from_usize(0)]);
    assert_eq!(proof.alive, [AliveRange { block: HandleBlockId::from_usize(0), positions: 0..1 }]);
}

#[test]
fn one_path_without_destruction_is_enough_to_refuse() {
    let blocks =
        vec![(vec![create()], to(&[1, 2])), (vec![destroy(HANDLE)], to(&[2])), (vec![Step::End], to(&[]))];
    assert_eq!(outcome(blocks), Err(Obstacle::EndsWhileAlive));
}

#[test]
fn a_path_that_goes_nowhere_needs_no_destruction() {
    let blocks =
        vec![(vec![create()], to(&[1, 2])), (vec![destroy(HANDLE), Step::End], to(&[])), (vec![], to(&[]))];
    assert_eq!(outcome(blocks), Ok(()));
}

#[test]
fn an_exception_that_may_leave_is_an_end() {
    let with = |steps| outcome(vec![(steps, to(&[]))]);
    assert_eq!(
        with(vec![create(), unwind(None), destroy(HANDLE), Step::End]),
        Err(Obstacle::UnwindsWhileAlive)
    );
    assert_eq!(with(vec![unwind(None), create(), destroy(HANDLE), unwind(None), Step::End]), Ok(()));
}

#[test]
fn no_exception_comes_from_the_child_itself() {
    let with =
        |handle| outcome(vec![(vec![create(), unwind(Some(handle)), destroy(HANDLE), Step::End], to(&[]))]);
    assert_eq!(with(HANDLE), Ok(()));
    assert_eq!(with(1), Err(Obstacle::DestroyedThroughUnknownHandle));
}

#[test]
fn a_loop_destroys_before_it_creates_again() {
    let of = |body: Vec<Step>, exit: Vec<Step>| outcome(vec![(body, to(&[0, 1])), (exit, to(&[]))]);
    assert_eq!(of(vec![create(), destroy(HANDLE)], vec![Step::End]), Ok(()));
    // Only the last child of the loop is destroyed.
    assert_eq!(of(vec![create()], vec![destroy(HANDLE), Step::End]), Err(Obstacle::RepeatedWhileAlive));
}

#[test]
fn the_handle_of_an_earlier_child_is_not_that_of_the_next() {
    // The first child's handle stays in cell 1: destroying it destroys no other child.
    let blocks = vec![
        (vec![set(1, Value::Zero)], to(&[1])),
        (vec![create(), set(2, Value::Other)], if_zero(1, 2, 3)),
        (vec![copy(1, HANDLE), destroy(HANDLE)], to(&[1])),
        (vec![destroy(1), Step::End], to(&[])),
    ];
    assert_eq!(outcome(blocks), Err(Obstacle::DestroyedThroughUnknownHandle));
}

#[test]
fn a_null_test_of_a_moved_from_task_is_understood() {
    // The handle moves from cell 1 to cell 2; both tasks are destroyed if they are not empty.
    let blocks = vec![
        (vec![create(), copy(1, HANDLE), copy(2, 1), set(1, Value::Zero)], if_zero(1, 2, 1)),
        (vec![destroy(1)], to(&[2])),
        (vec![], if_zero(2, 4, 3)),
        (vec![destroy(2)], to(&[4])),
        (vec![Step::End], to(&[])),
    ];
    assert_eq!(outcome(blocks), Ok(()));
}

#[test]
fn a_test_tells_something_about_the_next_test_of_the_same_cell() {
    // Created if cell 1 is null, destroyed if cell 1 is null.
    let blocks = vec![
        (vec![], if_zero(1, 1, 2)),
        (vec![create()], to(&[2])),
        (vec![], if_zero(1, 3, 4)),
        (vec![destroy(HANDLE)], to(&[4])),
        (vec![Step::End], to(&[])),
    ];
    assert_eq!(outcome(blocks), Ok(()));
}

#[test]
fn a_handle_at_a_distance_is_none() {
    let add = |to: u32, of: u32, bytes| Step::Set(cell(to), Operand::Cell(cell(of), bytes));
    let with = |steps| outcome(vec![(steps, to(&[]))]);
    let there_and_back = vec![create(), add(1, HANDLE, 16), add(2, 1, -16), destroy(2), Step::End];
    assert_eq!(with(there_and_back), Ok(()));
    let there = vec![create(), add(1, HANDLE, 16), destroy(1), Step::End];
    assert_eq!(with(there), Err(Obstacle::DestroyedThroughUnknownHandle));
}

#[test]
fn an_address_outside_of_the_frame_may_be_null() {
    let with = |bytes| {
        outcome(vec![
            (vec![create(), Step::Set(cell(1), Operand::Cell(cell(HANDLE), bytes))], if_zero(1, 1, 2)),
            (vec![Step::End], to(&[])),
            (vec![destroy(HANDLE), Step::End], to(&[])),
        ])
    };
    assert_eq!(with(16), Ok(()));
    assert_eq!(with(64), Err(Obstacle::EndsWhileAlive));
    assert_eq!(with(-8), Err(Obstacle::EndsWhileAlive));
}

#[test]
fn cells_swap_on_an_edge() {
    let swap = Edge { to: HandleBlockId::from_usize(1), sets: vec![(cell(1), from(2)), (cell(2), from(1))] };
    let blocks = vec![
        (vec![create(), copy(1, HANDLE), set(2, Value::Other)], Terminator::Any(vec![swap])),
        (vec![destroy(2), Step::End], to(&[])),
    ];
    assert_eq!(outcome(blocks), Ok(()));
}

#[test]
fn a_choice_has_two_outcomes_unless_a_test_decides() {
    let with = |zero_test| {
        let choose =
            Step::Choose { to: cell(1), zero_test, from: [Operand::Known(Value::Other), from(HANDLE)] };
        outcome(vec![(vec![create(), choose, destroy(1), Step::End], to(&[]))])
    };
    assert_eq!(with(None), Err(Obstacle::EndsWhileAlive));
    assert_eq!(with(Some(cell(HANDLE))), Ok(()));
    assert_eq!(with(Some(cell(3))), Err(Obstacle::EndsWhileAlive));
}

#[test]
fn a_site_that_frees_has_the_child_always_or_never() {
    let at = |blocks| prove(&program(blocks)).map(|proof| proof.is_child[SiteId::from_usize(1)]);
    let joined = |value| {
        vec![
            (vec![], to(&[1, 2])),
            (vec![create(), copy(1, HANDLE)], to(&[3])),
            (vec![set(1, value)], to(&[3])),
            (vec![free(1), Step::End], to(&[])),
        ]
    };
    assert_eq!(at(joined(Value::Other)), Err(Obstacle::FreedThroughUnknownHandle));
    assert_eq!(at(joined(Value::Unknown)), Err(Obstacle::FreedThroughUnknownHandle));
    // A null handle is not destroyed.
    assert_eq!(at(joined(Value::Zero)), Ok(true));
    let beside = |value| vec![(vec![create(), set(1, value), free(1), destroy(HANDLE), Step::End], to(&[]))];
    assert_eq!(at(beside(Value::Other)), Ok(false));
    assert_eq!(at(beside(Value::NonZero)), Err(Obstacle::FreedThroughUnknownHandle));
}

#[test]
fn a_site_that_is_reached_with_another_handle_is_not_the_childs() {
    let blocks = vec![
        (vec![], to(&[1, 2])),
        (vec![create(), copy(1, HANDLE)], to(&[3])),
        (vec![set(1, Value::Unknown)], to(&[3])),
        (vec![destroy(1), Step::End], to(&[])),
    ];
    let proof = prove(&program(blocks)).unwrap();
    assert!(!proof.is_child[SiteId::from_usize(1)]);
}

#[test]
fn too_many_states_are_not_followed() {
    let step = |number: u32| Step::Set(cell(1), Operand::Cell(cell(1), i64::from(number)));
    let observe = Step::Observe { site: SiteId::from_usize(0), handle: from(1) };
    let blocks = vec![(vec![create(), copy(1, HANDLE)], to(&[1])), (vec![step(8), observe], to(&[1]))];
    assert_eq!(outcome(blocks), Err(Obstacle::TooComplex));
}
