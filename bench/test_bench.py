"""Tests of the benchmark itself; scripts/bench.sh runs them first. By hand: python3 bench/test_bench.py"""

import sys
import unittest
from pathlib import Path

sys.dont_write_bytecode = True
sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "scripts" / "lib"))

import collect  # noqa: E402
import goals  # noqa: E402
import measure  # noqa: E402
import programs  # noqa: E402
import shapes  # noqa: E402
from measure import Cost  # noqa: E402


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

    def test_what_was_stopped_meets_no_goal(self):
        run = collect.ShapeRun(10000, Cost(0.1, 1, late=True), Cost(1.0, 1.0))
        self.assertEqual(set(self.met(run, run).values()), {False})


class Shapes(unittest.TestCase):
    def test_every_shape_has_its_sizes(self):
        self.assertEqual(set(collect.SIZES), set(shapes.SHAPES))

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
