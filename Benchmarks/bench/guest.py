"""Instructions that a firing of a kernel function's probe adds, in a virtual machine whose kernel has such probes.

The machine is emulated, and what its emulation takes says little. So its clock counts instructions: a run gives the same
number each time. Each kind of probe takes one boot, in which the programs take turns as they do elsewhere.
"""

import shlex
import shutil
from pathlib import Path

from . import firing, machine, tools
from .results import Result
from .tools import FIRE, FLOOR, FLOOR_OBJECT, Failure

#: What close(2) of an unused number comes to; the functions of system calls themselves have no types.
FUNCTION = "close_fd"
SIZE = 500
#: bpftrace takes seconds to start in the machine.
ROUNDS = 2
#: How many times the floor's instructions a firing may take: 1.15 is wanted, and kernels and compilers differ a little.
MOST = 1.2
#: What a short run does.
FEW = ("count", "latency", "printf-ints")

KINDS = {
    "kprobe": firing.Kind(
        "keys", f"kprobe:vmlinux:{FUNCTION}:entry", f"kprobe:vmlinux:{FUNCTION}:return", f"kprobe:{FUNCTION}",
        f"kretprobe:{FUNCTION}", ("kprobe", FUNCTION)),
    "fentry": firing.Kind(
        "keys", f"fbt:vmlinux:{FUNCTION}:entry", f"fbt:vmlinux:{FUNCTION}:return", f"kfunc:{FUNCTION}",
        f"kretfunc:{FUNCTION}", ("fentry", FUNCTION)),
}


def scenarios():
    return [f"guest/{kind}" for kind in KINDS]


def measure(name, rounds, scale):
    kind = KINDS[name.split("/")[1]]
    sessions = {
        action: firing.Session(kind, firing.ACTIONS[action], Path("/tmp"), scale, size=SIZE)
        for action in firing.ACTIONS if scale >= 1 or action in FEW
    }
    rows = {action: Result(f"{name}/{action}", "instructions") for action in sessions}
    turns = [turn for action in sessions for number in range(min(ROUNDS, rounds)) for turn in order(action, number)]
    steps = [shell(sessions[action], peer) for action, peer in turns]
    programs = [FIRE, FLOOR, tools.PROGRAM, shutil.which("bpftrace")]
    try:
        found = machine.run(steps, programs, [FLOOR_OBJECT])
    except Failure as failure:
        for row in rows.values():
            row.problems["dtrace-prov"] = str(failure)
        return list(rows.values())
    for number, (action, peer) in enumerate(turns):
        try:
            cost = evaluated(found.get(number), sessions[action], peer)
        except Failure as failure:
            rows[action].problems[peer] = str(failure)
            continue
        if peer is None:
            base = cost
        elif peer not in rows[action].problems:
            rows[action].add(peer, max(0, cost - base))
    return list(rows.values())


def excess(results):
    """A sentence for each row of this module in which a firing takes too many instructions."""
    for result in results:
        ratios = result.ratios("floor") if result.scenario.startswith("guest/") else None
        if ratios and ratios[1] > MOST:
            yield f"{result.scenario}: takes {ratios[1]:.2f} times the floor's instructions, no longer {MOST}"


def order(action, number):
    """One round: the workload by itself, then each program, another one first in the next round."""
    return [(action, peer) for peer in (None, *tools.PEERS[number % 3:], *tools.PEERS[:number % 3])]


def shell(session, peer):
    command = session.tracer(peer) if peer else session.command()
    settings = " ".join(f"{name}={value}" for name, value in tools.BPFTRACE_SETTINGS.items())
    return f"{settings} {shlex.join(str(part) for part in command)}"


def evaluated(step, session, peer):
    """What a firing took in a step."""
    if step is None:
        raise Failure("the machine ended before")
    status, output, errors, report = step
    if status != 0:
        raise Failure(f"ended with status {status}: {errors.strip()[-300:]}")
    if peer:
        session.check(peer, output, errors)
    return firing.cost(report) / (1 << machine.SHIFT)
