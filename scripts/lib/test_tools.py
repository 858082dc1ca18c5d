"""Tests of the C++ tooling itself; scripts/test-cxx.sh runs them first. By hand: python3 scripts/lib/test_tools.py"""

import sys
import unittest

sys.dont_write_bytecode = True

import coro_build  # noqa: E402
import cxx_args  # noqa: E402
import cxx_report  # noqa: E402
import pipeline  # noqa: E402
import remarks  # noqa: E402
from cxx_case import Case, Plan, Program, Result, _compare_elision, _compare_frames  # noqa: E402


class Pipelines(unittest.TestCase):
    def test_text_round_trips(self):
        text = "a,b<x;y<z>>,cgscc(devirt<4>(inline,function<eager-inv;no-rerun>(c<>,d)),e),f"
        self.assertEqual(",".join(map(str, pipeline.parse(text))), text)

    def test_the_stray_semicolon_goes(self):
        self.assertEqual(str(pipeline.parse("loop-vectorize<a;b;>")[0]), "loop-vectorize<a;b>")

    def test_what_is_no_pipeline_is_refused(self):
        for text in ("a,", "a(b", "a<b", "a)b"):
            with self.subTest(text), self.assertRaises(ValueError):
                pipeline.parse(text)
        with self.assertRaises(ValueError):
            pipeline.cut("coro-early,coro-cleanup")

    def test_unoptimized_is_cut_inside_the_guard(self):
        text = "always-inline,coro-cond(coro-early,cgscc(coro-split),coro-cleanup,globaldce),verify"
        self.assertEqual(pipeline.cut(text), ("always-inline,coro-early", "coro-cleanup,globaldce,verify"))

    def test_the_group_runs_on_both_sides(self):
        text = "coro-early,require<p>,cgscc(inline,function(sroa,coro-elide),coro-split,coro-annotation-elide),coro-cleanup"
        before, after = pipeline.cut(text)
        self.assertEqual(before, "coro-early,require<p>,cgscc(inline,function(sroa))")
        self.assertEqual(after, "require<p>,cgscc(inline,function(sroa,coro-elide),coro-annotation-elide),coro-cleanup")


class CommandLines(unittest.TestCase):
    def read(self, line):
        return cxx_args.read(line.split())

    def test_compile(self):
        call = self.read("-std=c++20 -O1 -Os -Iinc -I inc2 -DX=1 -g -MD -MF x.d -c -o x.o dir/x.cpp")
        self.assertEqual((call.mode, call.output, call.level), ("-c", "x.o", "Os"))
        self.assertEqual([call.arguments[i] for i in call.sources], ["dir/x.cpp"])
        self.assertEqual(call.codegen, ["-O1", "-Os", "-g"])
        self.assertEqual(call.dependencies, {"-MD", "-MF"})

    def test_link_keeps_the_order_and_drops_nothing(self):
        call = self.read("a.o x.cpp -lfoo -Wl,-O1 b.cc -pthread -o out")
        self.assertEqual([call.arguments[i] for i in call.sources], ["x.cpp", "b.cc"])
        self.assertEqual(list(call.link.values()), ["a.o", "-lfoo", "-Wl,-O1", "-pthread", "-o", "out"])
        self.assertNotIn("-lfoo", call.front)

    def test_languages_by_option(self):
        call = self.read("-x c++ a.txt -x c b.cpp -x none c.cpp d.c")
        self.assertEqual([call.arguments[i] for i in call.sources], ["a.txt", "c.cpp"])
        self.assertEqual(list(call.link.values()), ["-xnone", "-xc", "b.cpp", "-xnone", "d.c"])

    def test_a_value_is_no_source(self):
        self.assertEqual(self.read("-include x.cpp -MF y.cpp -c").sources, [])

    def test_levels(self):
        for given, meant in (("", "O0"), ("-O", "O1"), ("-O0 -O3", "O3"), ("-Ofast", "O3"), ("-Og", "O1"), ("-Oz", "Oz")):
            self.assertEqual(self.read(given).level, meant)

    def test_what_has_passes_of_clangs_own(self):
        self.assertTrue(self.read("-fsanitize=undefined,address x.cpp").sanitize_address)
        self.assertEqual(self.read("-fsanitize=undefined,address x.cpp").unsupported, [])
        self.assertEqual(self.read("-fsanitize=thread -flto=thin x.cpp").unsupported, ["-fsanitize=thread", "-flto=thin"])

    def test_no_code(self):
        for option in ("-E", "-MM", "-fsyntax-only", "-print-file-name=x"):
            self.assertFalse(self.read(f"{option} x.cpp").makes_code, option)


class Remarks(unittest.TestCase):
    TEXT = """--- !Passed
Pass:            coro-split
Name:            CoroSplit
Function:        _Z1fv
Args:
  - String:          'Split ''''
  - function:        _Z1fv
  - frame_size:      '128'
  - align:           '16'
...
--- !Missed
Pass:            coro-elide
Name:            CoroElide
Args:
  - callee:          _Z1fv
  - caller:          main
...
--- !Passed
Pass:            coro-elide
Name:            CoroElide
Args:
  - callee:          _Z1gB5cxx11v
  - caller:          _Z1fv
...
--- !Passed
Pass:            gc-coro-split
Name:            CoroutineSplit
Args:
  - Function:        _Z1hv
  - FrameBytes:      '40'
  - FrameAlign:      '8'
...
--- !Passed
Pass:            gc-coro-split
Name:            CoroutineElided
Args:
  - Callee:          _Z1hv
  - Caller:          _Z1fv
...
"""

    def test_frames_and_elisions_of_both(self):
        record = remarks.read(self.TEXT)
        frame = coro_build.Frame
        self.assertEqual(record.frames, {"_Z1fv": frame("_Z1fv", 128, 16), "_Z1hv": frame("_Z1hv", 40, 8)})
        self.assertEqual(record.by_plugin, {"_Z1hv"})
        self.assertEqual(record.elided, [("_Z1gB5cxx11v", "_Z1fv"), ("_Z1hv", "_Z1fv")])

    def test_frames_with_children(self):
        def record(elided, **sizes):
            return remarks.Record({name: coro_build.Frame(name, size, 8) for name, size in sizes.items()}, elided)

        clang = record([("h", "g")], f=64, g=40, h=24)
        ours = record([("h", "f"), ("h", "g")], f=100, g=48, k=8)
        self.assertEqual(remarks.compared_frames(ours, clang), ({"f": (100, 88), "g": (48, 40)}, ["h", "k"]))


class Results(unittest.TestCase):
    IR = """
define internal fastcc void @_Z1fv.resume(ptr noundef nonnull align 8 dereferenceable(40) %0) #1 {
define internal fastcc void @"g h.resume"(ptr noundef nonnull align 64 captures(none) dereferenceable(128) %hdl) {
define internal fastcc void @_Z1fv.destroy(ptr noundef nonnull align 8 dereferenceable(40) %0) #1 {
  call fastcc void @_Z1fv.resume(ptr align 8 dereferenceable(99) %0)
"""
    REMARKS = """--- !Passed
Pass:            coro-elide
Args:
  - callee:          _Z1fv
  - String:          ''' elided in '''
  - caller:          '_Z1gB5cxx11v'
...
--- !Missed
Args:
  - callee:          _Z1hv
  - caller:          main
"""

    def test_frames(self):
        frame = coro_build.Frame
        self.assertEqual(coro_build.frames(self.IR), [frame("_Z1fv", 40, 8), frame("g h", 128, 64)])

    def test_a_frame_of_unknown_size_is_an_error(self):
        with self.assertRaises(ValueError):
            coro_build.frames("define internal fastcc void @f.resume(ptr noundef nonnull align 8 %0) {\n")

    def test_what_was_left_unsplit(self):
        ir = ("define dso_local ptr @f(i32 %n) local_unnamed_addr #0 personality ptr @p {\n"
              "define ptr @_Z1gv() #1 {\ndefine linkonce_odr ptr @\"g h\"(ptr %0) #12 {\n"
              "attributes #0 = { mustprogress presplitcoroutine uwtable }\nattributes #1 = { nounwind }\n"
              "attributes #12 = { nounwind presplitcoroutine }\n")
        self.assertEqual(coro_build.unsplit(ir), ["f", "g h"])
        self.assertEqual(coro_build.unsplit(self.IR), [])

    def test_elisions(self):
        self.assertEqual(coro_build.elisions(self.REMARKS), {("_Z1fv", "_Z1gB5cxx11v")})

    def result(self, ours, theirs):
        case = Case(Program(None, (), None), None)
        frames = {name: [coro_build.Frame(f, size, 8) for f, size in sizes.items()]
                  for name, sizes in (("gc-coro", ours), ("stock", theirs))}
        return Result(case, frames=frames)

    def test_larger_frames_are_problems(self):
        for ours, theirs, problems in (({"f": 40}, {"f": 40}, 0), ({"f": 32}, {"f": 40, "g": 8}, 0), ({"f": 48}, {"f": 40}, 1),
                                       ({"f": 40, "g": 24}, {"f": 40}, 1), ({}, {"f": 40}, 1)):
            result = self.result(ours, theirs)
            _compare_frames(result, Plan())
            self.assertEqual(len(result.problems), problems, (ours, theirs))

    def test_a_lost_elision_is_a_problem(self):
        result = self.result({}, {})
        result.elided = {"stock": {("f", "main"), ("g", "main")}, "gc-coro": {("g", "main"), ("h", "main")}}
        _compare_elision(result, Plan())
        self.assertEqual(len(result.problems), 1)

    def test_the_same_program_on_two_llvms_is_two_cases(self):
        program = Program(None, (), None)
        results = {Case(program, coro_build.Toolchain(major)): major for major in ("22", "19")}
        self.assertEqual(len(results), 2)

    def test_means_are_geometric(self):
        line = cxx_report._mean_line("O2", [0.5, 2.0, 1.0], Plan())
        self.assertIn("over 3 coroutines: 1.000 (1 smaller, 1 equal, 1 larger)", line)


if __name__ == "__main__":
    unittest.main()
