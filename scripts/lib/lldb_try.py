"""For lldb in a test: a command that prints its error where it prints its output, so that both are in one order."""
import lldb


def run(command):
    result = lldb.SBCommandReturnObject()
    lldb.debugger.GetCommandInterpreter().HandleCommand(command, result)
    print(result.GetOutput() or result.GetError(), end="", flush=True)

