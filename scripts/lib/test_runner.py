"""Tests of what runs and counts the tests: phase_scheduler.py, test_phases.py, counts.py; and of words.py. By hand: python3 scripts/lib/test_runner.py"""

import contextlib
import io
import pathlib
import sys
import tempfile
import unittest

sys.dont_write_bytecode = True

import counts  # noqa: E402
import test_phases  # noqa: E402
import words  # noqa: E402
from counts import Counts  # noqa: E402
from phase_scheduler import Phase, Scheduler, counts_of, summary  # noqa: E402


def shell(name, command, cost=1, **more):
    return Phase(name, ("sh", "-c", command), cost, **more)


class Words(unittest.TestCase):
    def test_identifiers_are_split(self):
        self.assertEqual(words.words_of("fn passing_byMirror(HTTPPart: u8)"), {"fn", "passing", "by", "mirror", "http", "part", "u"})

    def test_foreign_names_do_not_count(self):
        self.assertFalse(words.words_of("slice::from_raw_parts(p, n)") & words.WORDS.keys())

    def test_a_word_is_found_in_an_identifier(self):
        self.assertEqual(words.words_of("    let by_way_of = OutlivesSuspend;") & words.WORDS.keys(), {"way", "outlives"})


class Lines(unittest.TestCase):
    CARGO = ("test result: ok. 12 passed; 0 failed; 1 ignored; 0 measured\n"
             "test result: ok. 0 passed; 0 failed; 0 ignored\ntest result: FAILED. 3 passed; 2 failed; 0 ignored\n")

    def test_the_last_line_counts(self):
        self.assertEqual(str(counts.last_in("1 passed, 0 failed\nLLVM 22: 3 passed, 4 failed\nend")), "3 passed, 4 failed")
        self.assertIsNone(counts.last_in("passed"))

    def test_cargo(self):
        self.assertEqual(str(counts.of_cargo(self.CARGO)), "15 passed, 2 failed")

    def test_lit(self):
        report = '{"tests": [{"code": "PASS"}, {"code": "XFAIL"}, {"code": "XPASS"}, {"code": "UNSUPPORTED"}]}'
        self.assertEqual(str(counts.of_lit(report)), "2 passed, 1 failed")

    def test_closing_lines(self):
        lit = "Testing Time: 3.1s\n\nTotal Discovered Tests: 560\n  Unsupported:   3 (0.54%)\n  Passed     : 557 (99.46%)\n"
        self.assertEqual(len(counts.closing_lines(self.CARGO)), 2)
        self.assertEqual(len(counts.closing_lines(lit)), 3)
        self.assertEqual(counts.closing_lines("a\nLLVM 22, by hand: 1 passed, 0 failed\n1 passed, 0 failed in b\n"),
                         ["LLVM 22, by hand: 1 passed, 0 failed"])

    def test_nothing_passed_is_a_failure(self):
        with contextlib.redirect_stdout(io.StringIO()):
            self.assertEqual([Counts(*pair).finish() for pair in ((1, 0), (1, 1), (0, 0))], [0, 1, 1])

    def test_a_phase_without_counts_is_one_test(self):
        tests, builds = shell("a", ""), shell("b", "", builds=True)
        found = [str(counts_of(phase, text, status)) for phase in (tests, builds)
                 for text, status in (("", 0), ("", 1), ("5 passed, 0 failed", 0), ("5 passed, 0 failed", 2))]
        self.assertEqual(found, ["1 passed, 0 failed", "0 passed, 1 failed", "5 passed, 0 failed", "5 passed, 1 failed",
                                 "0 passed, 0 failed", "0 passed, 1 failed", "0 passed, 0 failed", "0 passed, 1 failed"])


class Scheduling(unittest.TestCase):
    def run_phases(self, *phases, processors=4):
        """(outcomes by name, what was printed, the lines that the phases have added to the file "order")."""
        with tempfile.TemporaryDirectory() as folder, contextlib.redirect_stdout(io.StringIO()) as printed:
            root = pathlib.Path(folder)
            (root / "order").touch()
            outcomes = Scheduler(phases, root / "logs", root, {"PATH": "/usr/bin:/bin"}, processors).run()
            return {one.phase.name: one for one in outcomes}, printed.getvalue(), (root / "order").read_text().split()

    def test_what_is_needed_comes_first(self):
        _, _, order = self.run_phases(shell("a", "echo a >>order", cost=9, needs=("b",)), shell("b", "sleep 0.1; echo b >>order"))
        self.assertEqual(order, ["b", "a"])

    def test_what_needs_a_failure_is_not_started(self):
        outcomes, printed, order = self.run_phases(
            shell("c", "echo c >>order", needs=("b",)), shell("b", "echo b >>order", needs=("a",)), shell("a", "echo why; false"))
        self.assertEqual((order, [str(one.counts) for one in outcomes.values()]), ([], ["0 passed, 1 failed"] * 3))
        self.assertIn("  | why", printed)

    def test_one_resource_one_phase(self):
        command = "mkdir busy && sleep 0.1 && rmdir busy"
        outcomes, _, _ = self.run_phases(*(shell(name, command, resource="r") for name in "abc"))
        self.assertFalse(any(one.counts.failed for one in outcomes.values()))
        outcomes, _, _ = self.run_phases(*(shell(name, command) for name in "abc"))
        self.assertTrue(any(one.counts.failed for one in outcomes.values()), "without a resource they run side by side")

    def test_a_measurement_runs_alone_and_last(self):
        _, _, order = self.run_phases(shell("a", "echo a >>order", cost=99, alone=True),
                                      *(shell(name, f"sleep 0.1; echo {name} >>order") for name in "bc"))
        self.assertEqual(order[-1], "a")

    def test_shares_of_the_processors(self):
        _, _, order = self.run_phases(shell("a", "echo a$GC_CORO_JOBS >>order", cost=90), shell("b", "echo b$GC_CORO_JOBS >>order", 10))
        self.assertEqual(sorted(order), ["a3", "b1"])

    def test_the_end_of_a_runner_is_shown(self):
        outcomes, printed, _ = self.run_phases(shell("a", "echo x; echo 'test result: ok. 3 passed; 0 failed'; echo 3 passed, 0 failed"))
        self.assertIn("\ntest result: ok. 3 passed; 0 failed\n3 passed, 0 failed\n", printed)
        self.assertNotIn("x\n", printed)
        self.assertTrue(summary(outcomes.values()).endswith("\n3 passed, 0 failed"))

    def test_a_phase_that_waits_for_nothing_is_an_error(self):
        with self.assertRaises(ValueError):
            self.run_phases(shell("a", "", needs=("b",)))


class Tables(unittest.TestCase):
    def names(self, majors, *only, quick=False, full=False):
        table = test_phases.quick(majors) if quick else test_phases.default(majors, full)
        return [phase.name for phase in test_phases.chosen(table, only)]

    def test_each_table_has_what_it_needs_once(self):
        for majors in ([22], [19], [16], test_phases.SUPPORTED):
            for options in ({}, {"quick": True}, {"full": True}):
                with self.subTest(majors=majors, **options):
                    names = self.names(majors, **options)
                    self.assertEqual(len(names), len(set(names)))
                    table = test_phases.quick(majors) if options.get("quick") else test_phases.default(majors, "full" in options)
                    self.assertLessEqual({need for phase in table for need in phase.needs}, set(names))

    def test_full_leaves_nothing_out(self):
        for majors in ([22], [19], [16], test_phases.SUPPORTED):
            self.assertLessEqual(set(self.names(majors)), set(self.names(majors, full=True)))

    def test_a_name_without_an_llvm_is_all_of_them(self):
        self.assertEqual([name for name in self.names(test_phases.SUPPORTED, "lit") if name.startswith("lit")],
                         ["lit-22", "lit-19", "lit-16"])
        self.assertEqual(self.names([22], "lit-22"), ["build-22", "lit-22"])
        with self.assertRaises(SystemExit):
            self.names([22], "litt")


if __name__ == "__main__":
    done = unittest.main(exit=False).result
    wrong = len(done.failures) + len(done.errors)
    sys.exit(Counts(done.testsRun - wrong, wrong).finish())
