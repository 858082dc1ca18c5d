"""Tests of the benchmark itself; scripts/bench.sh runs them first. By hand: python3 bench/test_bench.py"""

import sys
import unittest
from pathlib import Path

sys.dont_write_bytecode = True
sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "scripts" / "lib"))

import await_shapes  # noqa: E402
import collect  # noqa: E402
import front  # noqa: E402
import goals  # noqa: E402
import measure  # noqa: E402
import programs  # noqa: E402
import remarks  # noqa: E402
import report  # noqa: E402
import shapes  # noqa: E402
import whole  # noqa: E402
from collect_whole import Level, Program, Whole  # noqa: E402
from measure import OURS, Cost  # noqa: E402
from whole import CLANG, Counts  # noqa: E402


def slot(kind, offset, size, *live):
    return {"kind": kind, "offset": offset, "size": size, "live": list(live)}


class Bounds(unittest.TestCase):
    HEADER = [slot("resume", 0, 8, 0, 1), slot("destroy", 8, 8, 0, 1)]

    def bound(self, *slots, align=8):
        points = [{"number": 0, "final": False}, {"number": 1, "final": False}]
        return programs.lower_bound({"align": align, "suspends": points, "slots": [*self.HEADER, *slots]})

    def test_the_fullest_point_counts(self):
        self.assertEqual(self.bound(slot("value", 16, 8, 0), slot("value", 24, 8, 1)), 24)
        self.assertEqual(self.bound(slot("value", 16, 8, 0, 1), slot("value", 24, 8, 1)), 32)

    def test_gaps_do_not_count(self):
        self.assertEqual(self.bound(slot("value", 16, 4, 0), slot("value", 24, 4, 0)), 24)

    def test_what_shares_bytes_at_one_point_counts_once(self):
        self.assertEqual(self.bound(slot("alloca", 16, 8, 0), slot("alloca", 16, 8, 0), slot("alloca", 20, 8, 0)), 32)

    def test_a_frame_without_some_of_its_contents(self):
        frame = {"slots": [slot("value", 16, 8, 0), slot("alloca", 24, 8, 0), slot("index", 32, 1, 0)]}
        kinds = [one["kind"] for one in programs.without(frame, "value", "alloca")["slots"]]
        self.assertEqual(kinds, ["index"])

    def test_the_promise_has_its_place(self):
        self.assertEqual(self.bound(slot("promise", 64, 64, 0, 1), align=64), 128)


class Reports(unittest.TestCase):
    REPORT = """\
===---===
                          Pass execution timing report
===---===
  Total Execution Time: 0.2385 seconds (0.2385 wall clock)

   ---User Time---   --System Time--   --User+System--   ---Wall Time---  --- Name ---
   0.1949 (100.0%)   0.0436 (100.0%)   0.2385 (100.0%)   0.3000 (100.0%)  CoroSplitPass
   0.1949 (100.0%)   0.0436 (100.0%)   0.2385 (100.0%)   0.3000 (100.0%)  Total

===---===
                                LLVM IR Parsing
===---===
   ---User Time---   --User+System--   ---Wall Time---  --- Name ---
   0.0935 (100.0%)   0.0935 (100.0%)   0.0937 (100.0%)  Total

===---===
                        Analysis execution timing report
===---===
   ---User Time---   --User+System--   ---Wall Time---  --- Name ---
   0.0100 (100.0%)   0.0200 (100.0%)   0.0001 (100.0%)  Total
"""

    def test_passes_and_analyses_count_and_parsing_does_not(self):
        self.assertAlmostEqual(measure.pass_seconds(self.REPORT), 0.2585)

    def test_the_least_of_each_measure(self):
        self.assertEqual(measure.least([Cost(2.0, 5.0), Cost(1.0, 6.0)]), Cost(1.0, 5.0))
        self.assertTrue(measure.least([Cost(2.0, 5.0), Cost(9.0, 6.0, late=True)]).late)


class Goals(unittest.TestCase):
    def results(self, *runs):
        return collect.Results("22", "22.1", False, shapes={"diamond": list(runs)})

    def met(self, *runs, limits=goals.FULL):
        return {row.measure: row.met for row in goals.rows(self.results(*runs), limits)}

    def test_growth(self):
        stock = Cost(1.0, 1.0)
        cases = ((0.5, goals.FULL, True), (0.51, goals.FULL, False), (0.51, goals.QUICK, True), (1.6, goals.QUICK, False))
        for seconds, limits, met in cases:
            runs = collect.ShapeRun(100, Cost(0.1, 1), stock), collect.ShapeRun(400, Cost(seconds, 1), stock)
            self.assertEqual(self.met(*runs, limits=limits), {"growth of diamond, N = 100 to 400": met}, (seconds, limits))

    def test_instructions_grow_apart_from_seconds(self):
        results = collect.Results("22", "22.1", True, instructions={"nest": [100, 400], "sums": [100, 520]})
        (row,) = goals.rows(results)
        self.assertEqual((row.measure, row.ours, row.met), ("growth in instructions, 2 shapes, most (sums)", "5.20 ×", False))

    def test_functions_with_awaits_grow_with_their_awaits(self):
        def met(seconds, peak_mb, instructions, limits=goals.FULL):
            runs = [collect.AwaitRun(1000, Cost(0.2, 60), 100), collect.AwaitRun(4000, Cost(seconds, peak_mb), instructions)]
            return [row.met for row in goals.rows(collect.Results("22", "22.1", False, awaits={"awaits": runs}), limits)]

        self.assertEqual(met(0.9, 250, 440), [True] * 5)
        self.assertEqual(met(1.1, 310, 460), [False] * 5)
        self.assertEqual(met(1.1, 250, 460, goals.QUICK), [True, True, False])

    def test_what_was_stopped_meets_no_goal(self):
        run = collect.ShapeRun(10000, Cost(0.1, 1, late=True), Cost(1.0, 1.0))
        self.assertEqual(set(self.met(run, run).values()), {False})


def coroutine(name, *lines, initial="14suspend_always11await_readyEv"):
    """A coroutine as clang's front end writes it, as far as front.py looks at it."""
    return f"""define dso_local void @{name}(ptr sret(%task) align 8 %agg.result) #1 personality ptr @__gxx_personality_v0 {{
entry:
  %ref.tmp = alloca %task, align 8
  %0 = call token @llvm.coro.id(i32 16, ptr %p, ptr null, ptr null)
  %1 = call i64 @llvm.coro.size.i64()
  %call = call noalias noundef nonnull ptr @_Znwm(i64 noundef %1) #3
  %call6 = call noundef zeroext i1 @_ZNKSt7__n4861{initial}(ptr noundef %s) #2
  br i1 %call6, label %init.ready, label %init.suspend
  """ + "\n  ".join(lines) + """
  %2 = call i64 @llvm.coro.size.i64()
  call void @_ZdlPvm(ptr %3, i64 noundef %2) #2
}
"""


class FrontEnd(unittest.TestCase):
    GROUPS = "attributes #1 = { mustprogress presplitcoroutine uwtable }\nattributes #2 = { nounwind }\n"

    def marks(self, ir):
        return [line.strip() for line in front.marked(ir).splitlines() if front.MARK in line]

    def test_what_allocates_a_frame_is_marked(self):
        ir = coroutine("f", "%other = call ptr @_Znwm(i64 noundef 8) #3")
        self.assertEqual(self.marks(ir), ['%call = call noalias noundef nonnull ptr @_Znwm(i64 noundef %1) "gc-coro-bench-frame" #3'])
        ir = ir.replace("call noalias noundef nonnull ptr @_Znwm(i64 noundef %1) #3",
                        "invoke ptr @_ZnwmSt11align_val_t(i64 noundef %1, i64 noundef 64) #3\n          to label %a unwind label %b")
        self.assertEqual(self.marks(ir), ['%call = invoke ptr @_ZnwmSt11align_val_t(i64 noundef %1, i64 noundef 64) '
                                          '"gc-coro-bench-frame" #3'])

    OPERATOR = "define ptr @own_new(i64 %n) #2 {\n  %all = add i64 %n, 32\n  %m = call ptr @malloc(i64 noundef %all) #2\n}\n"

    def test_what_a_promises_operator_new_calls_is_marked(self):
        ir = coroutine("f").replace("@_Znwm(", "@own_new(") + self.OPERATOR
        self.assertEqual(self.marks(ir), ['%m = call ptr @malloc(i64 noundef %all) "gc-coro-bench-frame" #2'])

    def test_an_operator_new_that_others_call_too_counts_nothing(self):
        ir = coroutine("f", "%m = call ptr @own_new(i64 24)").replace("@_Znwm(", "@own_new(") + self.OPERATOR
        self.assertEqual(self.marks(ir), [])

    def test_what_is_left_of_the_marked_calls_is_counted(self):
        ir = ('  %a = tail call noalias noundef nonnull dereferenceable(48) ptr @_Znwm(i64 noundef 48) #4\n'
              '  %b = call ptr @_Znwm(i64 8) #5\n  %c = call ptr @aligned_alloc(i64 noundef 64, i64 noundef %n) #4\n'
              '  %d = invoke ptr @_ZnwmSt11align_val_t(i64 noundef 128, i64 noundef 64) #4\n'
              'attributes #4 = { builtin "gc-coro-bench-frame" }\nattributes #5 = { builtin }\n')
        lines = front.counted(ir).splitlines()
        self.assertEqual([number for number, line in enumerate(lines) if front.COUNT in line], [0, 3, 5, 9])
        self.assertEqual(lines[0].strip(), "call void @gc_coro_bench_frame(i64 48)")
        self.assertEqual(lines[3].strip(), "call void @gc_coro_bench_frame(i64 %n)")
        self.assertEqual(lines[5].strip(), "call void @gc_coro_bench_frame(i64 128)")
        self.assertEqual(front.counted("  %b = call ptr @_Znwm(i64 8) #5\n"), "  %b = call ptr @_Znwm(i64 8) #5\n")

    AWAITED = ("invoke void @child(ptr writable sret(%task) align 8 %ref.tmp)",
               "%r = call i1 @_ZN4task11await_readyEv(ptr noundef %ref.tmp)")

    def test_an_awaited_temporary_is_a_lazy_childs_that_is_awaited_itself(self):
        ir = coroutine("child") + coroutine("parent", *self.AWAITED, *self.AWAITED) + self.GROUPS
        self.assertEqual(front.awaited_temporaries(ir), [("child", "parent")] * 2)
        by_operator = ir.replace("_ZN4task11await_readyEv", "_ZNO4taskawEv")
        self.assertEqual(front.awaited_temporaries(by_operator), [("child", "parent")] * 2)

    def test_what_is_no_awaited_temporary(self):
        parent = coroutine("parent", *self.AWAITED)
        eager = coroutine("child", initial="13suspend_never11await_readyEv")
        moved = coroutine("child") + coroutine("parent", self.AWAITED[0])
        for ir in (eager + parent, moved, parent + "declare void @child(ptr)\n"):
            self.assertEqual(front.awaited_temporaries(ir + self.GROUPS), [])


    def test_recursion(self):
        sites = [("leaf", "top"), ("even", "odd"), ("odd", "even"), ("even", "top"), ("self", "self")]
        self.assertEqual(front.without_recursion(sites), [("leaf", "top"), ("even", "top")])


class WholePrograms(unittest.TestCase):
    def test_each_place_counts_once(self):
        record = remarks.Record({}, [("h", "g"), ("h", "main")])
        self.assertEqual(whole.elided_temporaries([("h", "g"), ("h", "g"), ("h", "f")], record), 1)

    @staticmethod
    def results(complete, ours, clang, name="p", text=(90, 100), frames=(40, 40)):
        """Of one program: Counts by either."""
        program = Program(name, dict(zip((OURS, CLANG), text)), {OURS: ours, CLANG: clang}, True, 4, {OURS: 3, CLANG: 1}, 3, {OURS: 3, CLANG: 1})
        level = Level(name, "O2", dict(zip((OURS, CLANG), text)), {"f": frames}, [])
        return collect.Results("22", "22.1", complete, whole=Whole([program], [level], {name: {OURS: 1.0, CLANG: 1.0}}))

    def met(self, *given, **more):
        return {row.measure: (row.met, row.ratio) for row in goals.rows(self.results(*given, **more))}

    def test_all_goals_of_a_program(self):
        few, many = Counts(10, 500, 1, 100, 10), Counts(20, 5000, 9, 900, 20)
        met = self.met(True, few, many)
        self.assertEqual({measure: good for measure, (good, _) in met.items()}, {
            "1 frames of C++ coroutines at O2, larger than clang's": True,
            "bytes of frames allocated at run time, 1 programs, geometric mean": True,
            "1 programs, with more allocations than by clang": True, "4 awaited temporaries of lazy tasks, elided": False,
            "3 awaited temporaries of lazy tasks that are not recursive, elided": True,
            "code of 1 C++ programs at -O2": True, "clang -O2 of 1 C++ programs, user time": True,
            "1 programs, with another output": True})
        worse = self.met(True, many, few, text=(101, 100), frames=(48, 40))
        self.assertEqual([measure for measure, (good, _) in worse.items() if good], [
            "3 awaited temporaries of lazy tasks that are not recursive, elided", "clang -O2 of 1 C++ programs, user time", "1 programs, with another output"])

    def test_one_program_without_frames_does_not_decide_the_mean(self):
        met = self.met(True, Counts(1, 1, 0, 0, 1), Counts(9, 9, 9, 900, 9))
        self.assertEqual(met["bytes of frames allocated at run time, 1 programs, geometric mean"], (True, "0.100"))

    def test_what_varies_from_run_to_run_is_not_more(self):
        for most, good in ((12, True), (11, False)):
            met = self.met(False, Counts(12, 9, 0, 0, 15), Counts(10, 9, 0, 0, most))
            self.assertEqual(met["1 programs, with more allocations than by clang"][0], good)

    def test_programs_with_goals_of_their_own(self):
        for name, frames, good in (("elision/tasks_plain", 1, True), ("elision/tasks_plain", 2, False), ("elision/generators_chain", 3, True),
                                   ("elision/generators_chain", 4, False)):
            met = self.met(False, Counts(9, 9, frames, 9, 9), Counts(9, 9, 3, 9, 9), name=name)
            self.assertEqual(met[f"{name}: frames allocated"][0], good, (name, frames))

    def test_instructions_where_clang_leaves_none(self):
        speeds = [collect.Speed("a", {OURS: 40.0, CLANG: 50.0}, {OURS: 1, CLANG: 1}), collect.Speed("b", {OURS: 9.0, CLANG: 0.0}, {})]
        self.assertEqual(goals.per_resume(speeds), {"a": 0.8})
        speed = collect.Speed("elision/generators_chain", {OURS: 0.4, CLANG: 0.0}, {OURS: 1, CLANG: 1})
        for count, good in ((0.4, True), (0.6, False)):
            speed.instructions[OURS] = count
            (row,) = goals.rows(collect.Results("22", "22.1", False, speeds=[speed]))
            self.assertEqual(row.met, good)

    def test_every_table_has_one_cell_for_each_column(self):
        text = report.markdown(self.results(True, Counts(1, 1, 1, 1, 1), Counts(1, 1, 1, 1, 1), frames=(48, 40)))
        for block in text.split("\n\n"):
            if block.startswith("|"):
                self.assertEqual(len({line.count(" |") for line in block.splitlines()}), 1, block)


class Shapes(unittest.TestCase):
    def test_every_shape_has_its_sizes(self):
        self.assertEqual(set(collect.SIZES), set(shapes.SHAPES))

    def test_functions_with_awaits_have_as_many_as_their_size(self):
        for shape in await_shapes.SHAPES:
            self.assertEqual(await_shapes.module(shape, 7).count("call %await @gc.coro.await.i64("), 7, shape)

    def test_the_end_of_each_llvm(self):
        for major, call in ((16, "%end = call i1 @llvm.coro.end(ptr %handle, i1 false)"),
                            (19, "%end = call i1 @llvm.coro.end(ptr %handle, i1 false, token none)"),
                            (22, "call void @llvm.coro.end(ptr %handle, i1 false, token none)")):
            self.assertIn(f"  {call}\n", shapes.module("phases", 3, major))

    def test_the_size_is_the_number_of_suspends(self):
        for shape in ("straight", "phases", "slots", "diamond", "loops", "nest", "dispatch", "alluse", "invokes"):
            self.assertEqual(shapes.module(shape, 7, 22).count("= call i8 @llvm.coro.suspend("), 7, shape)


if __name__ == "__main__":
    unittest.main()
