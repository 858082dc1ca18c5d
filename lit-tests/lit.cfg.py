# Out-of-tree configuration of lit.
#
#   lit --param llvm_prefix=/usr/lib/llvm-22 --param plugin=target/llvm-22/libgc_coro-22.so lit-tests
#
# Optional: --param out=DIR for what the tests write; --param reference=1 runs the
# execution tests with LLVM's own CoroSplit alone, to check the tests themselves;
# --param memcheck=1 runs opt under valgrind, wherever the plugin is loaded.
import os
import shlex
import subprocess
import sys
import tempfile

import lit.formats
import lit.llvm
from lit.llvm.subst import ToolSubst


def param(name):
    value = lit_config.params.get(name)
    if not value:
        lit_config.fatal("missing --param %s=..." % name)
    return os.path.abspath(value)


prefix = param("llvm_prefix")
plugin = param("plugin")
tools_dir = os.path.join(prefix, "bin")
source_root = os.path.dirname(os.path.abspath(__file__))
inputs = os.path.join(source_root, "Inputs")

config.name = "gc-coro"
config.suffixes = [".ll"]
config.excludes = ["Inputs"]
config.test_format = lit.formats.ShTest(execute_external=False)
config.test_source_root = source_root
config.test_exec_root = lit_config.params.get("out") or tempfile.mkdtemp(prefix="gc-coro-lit-")
os.makedirs(config.test_exec_root, exist_ok=True)

version = subprocess.check_output([os.path.join(tools_dir, "llvm-config"), "--version"], text=True)
major = version.split(".")[0]
config.available_features.update("since-%d" % since for since in range(16, int(major) + 1))
targets = subprocess.check_output([os.path.join(tools_dir, "llvm-config"), "--targets-built"], text=True)
config.available_features.update(target.lower() + "-registered-target" for target in targets.split())

config.llvm_tools_dir = tools_dir
config.lit_tools_dir = ""
lit.llvm.initialize(lit_config, config)

# The runtime of the execution tests, once for the whole run.
runtime = os.path.join(config.test_exec_root, "runtime.so")
subprocess.check_call(
    ["g++", "-std=c++17", "-O1", "-g0", "-fPIC", "-shared",
     os.path.join(inputs, "runtime.cpp"), "-o", runtime])

# The check of elision, for the programs that ask for it.
repository = os.path.dirname(source_root)
elision_check = os.path.join(config.test_exec_root, "elision_check.so")
subprocess.check_call(
    ["gcc", "-std=c11", "-O1", "-fPIC", "-shared", "-pthread", "-I" + os.path.join(repository, "include"),
     os.path.join(repository, "examples", "runtime", "elision_check.c"), "-o", elision_check])

# The newest spelling that is not newer than the LLVM.
spellings = (int(file[len("coro-end-"):-len(".sed")]) for file in os.listdir(inputs) if file.startswith("coro-end-"))
spelling = os.path.join(inputs, "coro-end-%d.sed" % max(since for since in spellings if since <= int(major)))

# Tests of what stock gets wrong say "UNSUPPORTED: reference".
if lit_config.params.get("reference"):
    config.available_features.add("reference")

quote = shlex.quote
stock_opt = tested_opt = os.path.join(tools_dir, "opt")
if lit_config.params.get("memcheck"):
    # What valgrind finds ends opt by a signal: no test takes that for the refusal of bad input.
    tested_opt = os.path.join(config.test_exec_root, "opt")
    with open(tested_opt, "w") as script:
        script.write("#!/bin/bash\nvalgrind -q --error-exitcode=99 %s \"$@\"\nstatus=$?\n" % quote(stock_opt))
        script.write("[[ $status != 99 ]] || kill -ABRT $$\nexit $status\n")
    os.chmod(tested_opt, 0o755)
# From LLVM 23 on clones are called as C functions are.
filecheck_args = ["'-DCC= '" if int(major) >= 23 else "'-DCC= fastcc '"]
tested_lli = os.path.join(tools_dir, "lli")
if int(major) >= 23:
    # This lli refuses a data layout with address spaces of a collector, of which code generation knows nothing.
    tested_lli = os.path.join(config.test_exec_root, "lli")
    with open(tested_lli, "w") as script:
        script.write(open(os.path.join(inputs, "lli-23.sh")).read().replace("@TOOLS@", tools_dir))
    os.chmod(tested_lli, 0o755)

# A plugin that can be wrong on demand (cargo feature test-faults) says so.
known = subprocess.run([stock_opt, "-load-pass-plugin=" + plugin, "-passes=gc-coro-split<help>", "-disable-output", os.devnull],
                       stdout=subprocess.PIPE, text=True)
if " fault= " in known.stdout:
    config.available_features.add("test-faults")
# A test in this LLVM's spelling, after the declarations that all tests share.
spell = "sed -f %s %s" % (quote(spelling), quote(os.path.join(inputs, "prelude.ll")))
# The split alone, as text.
splitters = {False: ("opt", "gc-coro-split"), True: ("%stock-opt -verify-each", "cgscc(coro-split)")}
split_opt, split_pass = splitters["reference" in config.available_features]
config.substitutions += [
    ("%split-then", "%s -S -passes=coro-early,'%s',"  % (split_opt, split_pass)),
    ("%split", "%s -S -passes=coro-early,'%s'" % (split_opt, split_pass)),
    ("%spelling", quote(spelling)),
    ("%stock-opt", quote(stock_opt)),
    ("%spell", spell),
    ("%run-split", "bash %s" % quote(os.path.join(inputs, "run-split.sh"))),
    ("%python", quote(sys.executable)),
    ("%inputs", quote(inputs)),
    ("%elision-check", "-dlopen=%s -dlopen=%s" % (quote(runtime), quote(elision_check))),
]
config.environment.update({
    "GC_CORO_TOOLS": tools_dir,
    "GC_CORO_OPT": tested_opt,
    "GC_CORO_LLI": tested_lli,
    "GC_CORO_PLUGIN": plugin,
    "GC_CORO_RUNTIME": runtime,
    "GC_CORO_SPELL": spell,
    # From 18 on, instcombine stops the compiler where it would like to run once more.
    "GC_CORO_INSTCOMBINE": "instcombine" if int(major) < 18 else "instcombine<no-verify-fixpoint>",
    "GC_CORO_REFERENCE": lit_config.params.get("reference", ""),
})

# "-verify-each": a pass that leaves invalid IR fails the test that it is used in.
tools = [
    ToolSubst("opt", command=tested_opt, extra_args=["-load-pass-plugin=" + plugin, "-verify-each"]),
    ToolSubst("FileCheck", extra_args=filecheck_args), ToolSubst("lli", command=tested_lli),
    "not", "llc", "llvm-as", "llvm-dis", "llvm-link", "split-file",
]
lit.llvm.llvm_config.add_tool_substitutions(tools, tools_dir)
