//! Two hand-written programs under each plan, and what each plan notices when they are made wrong.

mod support;

use std::fs;
use std::path::{Path, PathBuf};

use gc_mmtk::options::PLANS;
use support::{Ended, FAIL_STATUS, build, execute, here};

const GENERATIONAL: [&str; 3] = ["GenCopy", "GenImmix", "StickyImmix"];
/// Plans under which a young object always moves.
const MOVING: [&str; 5] = ["SemiSpace", "GenCopy", "GenImmix", "Immix", "StickyImmix"];

/// The program of that name, with one text replaced by another.
fn program(name: &str, variant: &str, change: Option<(&str, &str)>) -> PathBuf {
    let mut ir = fs::read_to_string(here().join("programs").join(format!("{name}.ll"))).unwrap();
    if let Some((from, to)) = change {
        assert_eq!(ir.matches(from).count(), 1, "{from:?} in {name}.ll");
        ir = ir.replace(from, to);
    }
    build(&format!("{name}-{variant}"), &ir)
}

fn run(program: &Path, plan: &str, more: &[(&str, &str)]) -> Ended {
    let mut variables = vec![("GC_PLAN", plan), ("GC_STATS", "1")];
    variables.extend(more);
    execute(program, &variables)
}

/// What `walk` holds at each suspension, and before the first.
const MAPS: &str = "[3 x i64] [i64 3, i64 1, i64 0]";

#[test]
fn walk_is_right() {
    let program = program("walk", "right", None);
    for plan in PLANS {
        let ended = run(&program, plan, &[]);
        assert_eq!(ended.status, Some(0), "{plan}: {}", ended.errors);
        assert!(ended.statistic("collections") >= 20, "{plan}: {}", ended.errors);
        assert_eq!(ended.statistic("moves") > 0, MOVING.contains(&plan), "{plan}: {}", ended.errors);
    }
}

#[test]
fn everything_moves_at_each_collection_of_the_whole_heap() {
    let program = program("barrier", "moves", None);
    let moves = |plan| run(&program, plan, &[("GC_FULL", "1")]).statistic("moves");
    let expected = moves("SemiSpace");
    assert!(expected > 300);
    for plan in MOVING {
        assert_eq!(moves(plan), expected, "{plan}");
    }
}

#[test]
fn stress_is_the_distance_between_collections() {
    const ALLOCATIONS: u64 = 10;
    let program = program("walk", "stress", None);
    for plan in PLANS {
        let collections = |stress| run(&program, plan, &[("GC_STRESS", stress)]).statistic("collections");
        assert_eq!(collections("0") - collections("1000000"), ALLOCATIONS, "{plan}");
    }
}

#[test]
fn barrier_is_right() {
    let program = program("barrier", "right", None);
    for plan in PLANS {
        for full in ["0", "1"] {
            let ended = run(&program, plan, &[("GC_FULL", full)]);
            assert_eq!(ended.status, Some(0), "{plan}, {full}: {}", ended.errors);
        }
    }
}

#[test]
fn a_missing_barrier_is_noticed_by_generational_plans() {
    let call = "call void @gc_store(ptr addrspace(1) %parent, i64 1, ptr addrspace(1) %child)";
    let store = "%at = getelementptr i8, ptr addrspace(1) %parent, i64 16
      store ptr addrspace(1) %child, ptr addrspace(1) %at";
    let program = program("barrier", "missing", Some((call, store)));
    for plan in PLANS {
        let ended = run(&program, plan, &[]);
        let noticed = ended.status != Some(0);
        assert_eq!(noticed, GENERATIONAL.contains(&plan), "{plan}: {:?}, {}", ended.status, ended.errors);
    }
}

#[test]
fn pointers_that_no_map_names_are_noticed() {
    let program = program("walk", "unmapped", Some((MAPS, "[3 x i64] [i64 0, i64 0, i64 0]")));
    for plan in PLANS {
        let ended = run(&program, plan, &[]);
        // The box is gone at the first suspension already.
        assert_eq!(ended.status, Some(4), "{plan}: {}", ended.errors);
    }
}

#[test]
fn a_lost_object_is_noticed_where_it_is_used() {
    // Both are in the map at the first suspension, and only the box, not the array, at the second.
    let program = program("walk", "lost", Some((MAPS, "[3 x i64] [i64 3, i64 2, i64 0]")));
    for plan in PLANS {
        let ended = run(&program, plan, &[]);
        assert_eq!(ended.status, Some(FAIL_STATUS), "{plan}: {}", ended.errors);
    }
}

#[test]
fn a_dead_pointer_in_a_map_is_a_leak() {
    let program = program("walk", "leak", Some((MAPS, "[3 x i64] [i64 3, i64 3, i64 0]")));
    for plan in PLANS {
        let ended = run(&program, plan, &[]);
        assert_eq!(ended.status, Some(3), "{plan}: {}", ended.errors);
    }
}

#[test]
fn a_derived_pointer_in_a_frame_is_noticed() {
    let store = "store ptr addrspace(1) %array, ptr %array.at";
    let inner = "%inner = getelementptr i8, ptr addrspace(1) %array, i64 8
      store ptr addrspace(1) %inner, ptr %array.at";
    let program = program("walk", "derived", Some((store, inner)));
    for plan in PLANS {
        let ended = run(&program, plan, &[]);
        assert_eq!(ended.status, Some(FAIL_STATUS), "{plan}: {}", ended.errors);
        assert!(ended.errors.contains("the coroutine frame's word"), "{plan}: {}", ended.errors);
    }
}

#[test]
fn options_are_checked() {
    let program = program("walk", "options", None);
    for (variable, message) in [
        (("GC_PLAN", "NoGC"), "GC_PLAN=NoGC: plans are SemiSpace"),
        (("GC_STRESS", "often"), "GC_STRESS=often"),
        (("GC_HEAP", "large"), "MMTk does not take gc_trigger=FixedHeapSize:large"),
    ] {
        let ended = execute(&program, &[variable]);
        assert_eq!(ended.status, Some(FAIL_STATUS), "{variable:?}");
        assert!(ended.errors.contains(message), "{}", ended.errors);
    }
}

#[test]
fn a_heap_that_is_too_small_is_a_failure() {
    let size = "call ptr addrspace(1) @gc_alloc(i32 1, i32 64)";
    let large = "call ptr addrspace(1) @gc_alloc(i32 1, i32 64000000)";
    let program = program("walk", "large", Some((size, large)));
    for plan in PLANS {
        let ended = run(&program, plan, &[]);
        assert_eq!(ended.status, Some(FAIL_STATUS), "{plan}: {}", ended.errors);
        assert!(ended.errors.contains("out of memory"), "{plan}: {}", ended.errors);
        // An object of its own space, if there is room for it.
        let ended = run(&program, plan, &[("GC_HEAP", "512M")]);
        assert_eq!(ended.status, Some(0), "{plan}: {}", ended.errors);
    }
}
