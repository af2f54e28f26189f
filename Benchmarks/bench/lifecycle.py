"""Seconds from the command to the prompt: starting, listing, attaching and detaching, compiling."""

import ctypes
import os
import re
import subprocess

from . import tools
from .results import Result
from .tools import EVENTS, FIRE, Failure

START = "start/BEGIN"
LISTING = "list/all"
COMPILE = (1, 100, 1000)
#: Probes and the ratio of the time to bpftrace's that is wanted.
SYSCALLS = {1: None, 30: None, 360: 0.02, 720: 0.02}
#: A detach by bpftrace takes a grace period for each probe; no more than this many are waited for.
PATIENCE = 400
#: `linux/prctl.h`
PR_SET_CHILD_SUBREAPER = 36


def scenarios():
    return (
        [START, LISTING]
        + [f"attach/syscalls-{count}" for count in SYSCALLS]
        + ["attach/syscall:::", "attach/tracepoints-360", "attach/tracepoints-360-fields", "attach/uprobes-500"]
        + [f"compile/{count}" for count in COMPILE]
    )


def measure(name, rounds, scale):
    if name == START:
        return [repeat(Result(name, "ms", goal=0.1), rounds, start_time)]
    if name == LISTING:
        return [repeat(Result(name, "µs a line", goal=0.3), rounds, listing_time)]
    if name.startswith("compile/"):
        count = int(name.split("/")[1])
        return [repeat(Result(name, "ms"), max(1, rounds // 2), lambda peer: compile_time(peer, count))]
    return [attaching(name, rounds, scale)]


def repeat(result, rounds, run):
    for _ in range(rounds):
        for peer in tools.PEERS:
            if peer in result.problems:
                continue
            try:
                value = run(peer)
                if value is not None:
                    result.add(peer, value)
            except Failure as failure:
                result.problems[peer] = str(failure)
    return result


def start_time(peer):
    """Milliseconds of a script that ends at once; the floor loads one program and runs nothing."""
    if peer == "floor":
        return tools.run([tools.FLOOR, tools.FLOOR_OBJECT, "count", "syscall", "true"]).seconds * 1000
    script = "BEGIN { exit(0); }" if peer == "dtrace-prov" else "BEGIN { exit(); }"
    return tools.run(tools.tracer(peer, script)).seconds * 1000


def listing_time(peer):
    """Microseconds for each line of a list of everything."""
    if peer == "floor":
        return None
    run = tools.run([tools.PROGRAM if peer == "dtrace-prov" else peer, "-l"])
    return run.seconds * 1e6 / run.output.count("\n")


def compile_time(peer, count):
    """Milliseconds from start to exit with so many clauses on one probe, each with an aggregation of its own."""
    if peer == "floor" or (peer == "bpftrace" and count > 100):
        return None
    if peer == "bpftrace":
        script = "".join(f"tracepoint:syscalls:sys_enter_kill {{ @a{i} = count(); }} " for i in range(count))
        # It attaches a program for each; a dry run stops before.
        return tools.run([peer, "-d", "-e", script]).seconds * 1000
    script = "".join(f"syscall::kill:entry {{ @a{i} = count(); }} " for i in range(count))
    return tools.run(tools.tracer(peer, script + "BEGIN { exit(0); }")).seconds * 1000


class Probes:
    """Many probes, as each program names them."""

    def __init__(self, ours, peers, goal=None, ids=()):
        self.ours, self.peers, self.goal, self.ids = ours, peers, goal, ids


def probes(name, scale):
    kind = name.split("/")[1]
    if kind.startswith("syscalls-"):
        return some_syscalls(int(kind.split("-")[1]), SYSCALLS[int(kind.split("-")[1])])
    if kind == "syscall:::":
        every = ["tracepoint:syscalls:sys_enter_*", "tracepoint:syscalls:sys_exit_*"]
        return Probes(["syscall:::"], every, 0.02)
    if kind.startswith("tracepoints-"):
        return some_tracepoints(360, 0.05)
    return some_functions(500)


def some_syscalls(count, goal):
    names = sorted(path.name for path in (EVENTS / "syscalls").glob("sys_enter_*"))
    names += sorted(path.name for path in (EVENTS / "syscalls").glob("sys_exit_*"))
    names = names[:count]
    ours = [
        f"syscall::{name.split('_', 2)[2]}:{'entry' if '_enter_' in name else 'return'}" for name in names
    ]
    return Probes(ours, [f"tracepoint:syscalls:{name}" for name in names], goal)


def some_tracepoints(count, goal):
    """Events that hardly ever occur, so that only attaching is measured."""
    quiet = re.compile(r"^(syscalls|ftrace|sched|irq|timer|rcu|kmem|lock|preemptirq|bpf_trace|bpf_test_run|initcall)$")
    pairs = sorted(
        (path.parent.parent.name, path.parent.name)
        for path in EVENTS.glob("*/*/id")
        if not quiet.match(path.parent.parent.name)
    )[:count]
    return Probes(
        [f"tracepoint:{group}::{name}" for group, name in pairs],
        [f"tracepoint:{group}:{name}" for group, name in pairs], goal)


def some_functions(count):
    library = next(
        line.split()[2] for line in subprocess.check_output(["ldd", str(FIRE)], text=True).splitlines()
        if "libc.so" in line)
    symbols = subprocess.check_output(["nm", "-D", "--defined-only", library], text=True).splitlines()
    names = sorted({parts[2].split("@")[0] for parts in map(str.split, symbols) if len(parts) == 3 and parts[1] == "T"})
    rare = [name for name in names if re.match(r"^(wcs|xdr|clnt|svc|inet|ether|key|get|set|re|ns|if|iconv)", name)]
    names = (rare + names)[:count]
    return Probes(
        [f"uprobe:{library}:{name}:entry" for name in names],
        [f"uprobe:{library}:{name}" for name in names], 0.01)


def attaching(name, rounds, scale):
    chosen = probes(name, scale)
    result = Result(name, "s", goal=chosen.goal)
    uses_fields = name.endswith("-fields")
    if uses_fields:
        result.goal, result.limit = None, 1.0
    adopt_orphans()
    for number in range(rounds):
        for peer in ("dtrace-prov", "bpftrace"):
            slow = peer == "bpftrace" and len(chosen.peers) > 30 or "*" in chosen.peers[0]
            if peer in result.problems or (peer == "bpftrace" and slow and (number > 0 or scale < 1)):
                continue
            try:
                result.add(peer, attach_and_detach(peer, chosen, uses_fields))
            except Failure as failure:
                result.problems[peer] = str(failure)
        if number == 0 and result.values.get("bpftrace"):
            # One slow run stands for all rounds.
            slowest = result.values["bpftrace"][0]
            if slowest > 5:
                result.values["bpftrace"] = [slowest] * rounds
    return result


def attach_and_detach(peer, chosen, uses_fields):
    """Seconds from the command to the prompt, everything attached in between; no program may be left behind."""
    if peer == "dtrace-prov":
        body = "@ = sum(arg0);" if uses_fields else "@ = count();"
        script = f"{', '.join(chosen.ours)} {{ {body} }} BEGIN {{ exit(0); }}"
        run = tools.run(tools.tracer(peer, script), limit=PATIENCE)
        wait_for_removal()
        return run.seconds
    script = f"{', '.join(chosen.peers)} {{ @ = count(); }} interval:ms:1 {{ exit(); }}"
    return tools.run(tools.tracer(peer, script), limit=PATIENCE).seconds


def adopt_orphans():
    """Makes processes that outlive their parents children of this one, which can wait for them."""
    if ctypes.CDLL(None, use_errno=True).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0) != 0:
        raise Failure(f"prctl: {os.strerror(ctypes.get_errno())}")


def wait_for_removal():
    """Waits until what a run leaves to be closed behind the prompt is gone, so that the next is not slowed down.

    The last process that holds the probes ends when the kernel has closed them all; their links are gone long before.
    """
    try:
        while True:
            os.waitpid(-1, 0)
    except ChildProcessError:
        return
