use super::*;
use crate::layout::Maps;
use crate::model::EventKind::{Access, End, Escape, Start};
use crate::model_builder::ModelBuilder;

const RULES: Rules = Rules { packing: true, maps: Maps::Exact };

fn advice(coroutine: &Coroutine, is_scope_end: impl Fn(InstId) -> bool) -> Vec<Advice> {
    let analysis = analysis::analyse(coroutine).expect("storable");
    let frame = layout::lay_out(coroutine, &analysis, RULES);
    find(coroutine, &analysis, &frame, RULES, is_scope_end)
}

#[test]
fn a_captured_buffer_could_end_before_the_suspensions_that_nothing_uses_it_after() {
    let (mut m, [a, _, c], k) = ModelBuilder::two_suspensions();
    let buffer = m.object("buffer", 64, &[(a, 1, Start), (a, 2, Escape), (c, 9, End)]);
    let change = Change::EndScope { object: buffer, before: k.to_vec(), ends_late: false };
    assert_eq!(advice(&m.finish(), |_| false), [Advice { change, saves: 64 }]);
}

#[test]
fn what_is_used_after_a_suspension_has_its_bytes_in_any_case() {
    let (mut m, [a, b, c], _) = ModelBuilder::two_suspensions();
    m.object("buffer", 64, &[(a, 1, Start), (a, 2, Escape), (b, 1, Access), (c, 9, End)]);
    assert_eq!(advice(&m.finish(), |_| false), []);
}

#[test]
fn a_destructor_is_a_use_unless_it_is_known_as_one() {
    let (mut m, [a, _, c], k) = ModelBuilder::two_suspensions();
    let buffer = m.object("buffer", 64, &[(a, 1, Start), (a, 2, Escape), (c, 5, Escape), (c, 6, End)]);
    let coroutine = m.finish();
    let destructor = coroutine.blocks[c].first + 5;
    assert_eq!(advice(&coroutine, |_| false), []);
    let change = Change::EndScope { object: buffer, before: k.to_vec(), ends_late: true };
    let is_destructor = |inst: InstId| crate::index::Idx::index(inst) == destructor as usize;
    assert_eq!(advice(&coroutine, is_destructor), [Advice { change, saves: 64 }]);
}

#[test]
fn alignment_beyond_the_usual_costs_bytes() {
    let (mut m, [a, b, _], _) = ModelBuilder::two_suspensions();
    let wide = m.object("wide", 8, &[(a, 1, Start), (a, 2, Access), (b, 1, Access), (b, 2, End)]);
    let mut coroutine = m.finish();
    coroutine.objects[wide].align = 64;
    let found = advice(&coroutine, |_| false);
    assert_eq!(found.len(), 1);
    assert_eq!((&found[0].change, found[0].saves), (&Change::Align { limit: 16 }, 128 - 32));
}

#[test]
fn an_optimised_frame_is_smaller_than_that_of_a_debugger() {
    let (mut m, [a, b, c], _) = ModelBuilder::two_suspensions();
    for (from, to) in [(a, b), (b, c)] {
        let value = m.value(from, 1, 8);
        m.used(value, to, 0);
    }
    let mut coroutine = m.finish();
    coroutine.keep_for_debugger = true;
    assert_eq!(advice(&coroutine, |_| false), [Advice { change: Change::Optimise, saves: 8 }]);
}

#[test]
fn a_scope_that_ends_after_the_last_use_makes_room_for_the_next_variable() {
    let (mut m, [a, b, c], k) = ModelBuilder::two_suspensions();
    let one = m.object("one", 64, &[(a, 1, Start), (a, 2, Escape), (b, 1, Access), (c, 9, End)]);
    m.object("other", 64, &[(b, 3, Start), (b, 4, Access), (c, 1, Access), (c, 8, End)]);
    let change = Change::EndScope { object: one, before: vec![k[1]], ends_late: false };
    assert_eq!(advice(&m.finish(), |_| false), [Advice { change, saves: 64 }]);
}
