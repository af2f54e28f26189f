"""Nanoseconds that a firing adds: the workload's cost per firing with a program attached, less the cost without."""

import re
import tempfile
from dataclasses import dataclass
from pathlib import Path
from statistics import quantiles

from . import tools
from .results import Result
from .tools import FIRE, FLOOR, FLOOR_OBJECT, Failure


@dataclass(frozen=True)
class Kind:
    """A kind of probe, as each program names it; Debian's bpftrace has no raw tracepoints."""

    workload: str
    entry: str
    exit: str | None
    peer_entry: str
    peer_exit: str | None
    floor: tuple


@dataclass(frozen=True)
class Action:
    """What is done at each firing."""

    clause: str
    peer: str
    floor: str
    #: A clause that ends the run, where a value is not printed by itself.
    end: str = ""
    exit_clause: str = ""
    peer_exit: str = ""
    #: The share of firings that are counted.
    counted: bool = True
    #: A fraction of the firings will do: each costs much, or fills a buffer.
    share: float = 1.0


def kinds():
    """Made when asked for: places and numbers are looked up."""
    events = [tools.tracepoint_id("syscalls", f"sys_{side}_getpid") for side in ("enter", "exit")]
    enter, leave = "tracepoint:syscalls:sys_enter_getpid", "tracepoint:syscalls:sys_exit_getpid"
    return {
        "syscall": Kind("getpid", "syscall::getpid:entry", "syscall::getpid:return", enter, leave, ("syscall",)),
        "tracepoint": Kind(
            "getpid", "tracepoint:syscalls::sys_enter_getpid", "tracepoint:syscalls::sys_exit_getpid", enter, leave,
            ("event", ",".join(events))),
        "rawtp": Kind(
            "rename", "tracepoint:task::task_rename", None, "tracepoint:task:task_rename", None, ("raw", "task_rename")),
        "uprobe": Kind(
            "call", f"uprobe:{FIRE}:fire_call:entry", f"uprobe:{FIRE}:fire_call:return", f"uprobe:{FIRE}:fire_call",
            f"uretprobe:{FIRE}:fire_call", ("user", FIRE, tools.place_of_function("fire_call"))),
        "usdt": Kind(
            "usdt", f"usdt:{FIRE}:bench:hit", None, f"usdt:{FIRE}:bench:hit", None,
            ("user", FIRE, tools.place_of_probe("hit"))),
    }


ACTIONS = {
    "empty": Action("this->x = 0;", "", "empty", counted=False),
    "predicate": Action("/pid == 1/ @ = count();", "/pid == 1/ @ = count();", "predicate", counted=False),
    "count": Action("@ = count();", "@ = count();", "count"),
    "count-pid": Action("@[pid] = count();", "@[pid] = count();", "count_by_pid"),
    "count-execname": Action("@[execname] = count();", "@[comm] = count();", "count_by_name"),
    "count-pid-execname": Action("@[pid, execname] = count();", "@[pid, comm] = count();", "count_by_both"),
    "global": Action("x++;", "@x++;", "increment", end='END { printf("%d\\n", x); }'),
    "quantize": Action("@ = quantize(pid);", "@ = hist(pid);", "quantize"),
    "latency": Action(
        "ts[tid] = timestamp;", "@ts[tid] = nsecs;", "latency",
        exit_clause="/ts[tid]/ { @ = quantize(timestamp - ts[tid]); ts[tid] = 0; }",
        peer_exit="/@ts[tid]/ { @ = hist(nsecs - @ts[tid]); delete(@ts[tid]); }", share=0.5),
    "latency-self": Action(
        "self->ts = timestamp;", "@ts[tid] = nsecs;", "latency",
        exit_clause="/self->ts/ { @ = quantize(timestamp - self->ts); self->ts = 0; }",
        peer_exit="/@ts[tid]/ { @ = hist(nsecs - @ts[tid]); delete(@ts[tid]); }", share=0.5),
    "printf-ints": Action(
        'printf("%d %d\\n", pid, tid);', 'printf("%d %d\\n", pid, tid);', "print_numbers", share=0.1),
    "printf-string": Action('printf("%s\\n", execname);', 'printf("%s\\n", comm);', "print_string", share=0.1),
    "stack": Action("@[stack()] = count();", "@[kstack] = count();", "stack", share=0.2),
    "ustack": Action("@[ustack()] = count();", "@[ustack] = count();", "ustack", share=0.2),
}

#: The ratio to bpftrace's added cost that is wanted: (syscall, tracepoint and rawtp, uprobe and usdt).
GOALS = {
    "empty": (0.6, 1.0, 0.95),
    "predicate": (0.6, 0.85, 0.95),
    "count": (0.6, 1.0, 0.95),
    "count-pid": (0.45, 0.65, 0.95),
    "count-execname": (0.45, 0.65, 0.95),
    "count-pid-execname": (0.45, 0.65, 0.95),
    "global": (0.4, 0.6, 0.95),
    "quantize": (0.4, 0.6, 0.95),
    "latency": (0.5, 0.5, 0.95),
    "latency-self": (0.5, 0.5, 0.95),
    "printf-ints": (0.1, 0.1, 0.1),
    "printf-string": (0.1, 0.1, 0.1),
    "stack": (0.9, 0.9, 0.95),
    "ustack": (0.9, 0.9, 0.95),
}

#: Firings of the system itself, and of the start of the workload, that may come on top.
STRANGERS = 0.02


def goal(kind, action):
    column = {"syscall": 0, "tracepoint": 1, "rawtp": 1}.get(kind, 2)
    return GOALS[action][column]


def scenarios():
    """The names of all scenarios of this module."""
    return [f"firing/{kind}/{action}" for kind in ("syscall", "tracepoint", "rawtp", "uprobe", "usdt") for action in
            ACTIONS if not action.startswith("latency") or kind not in ("rawtp", "usdt")]


def measure(name, rounds, scale):
    """Measures one scenario; the programs take turns."""
    _, kind_name, action_name = name.split("/")
    kind, action = kinds()[kind_name], ACTIONS[action_name]
    result = Result(name, "ns added", goal=goal(kind_name, action_name))
    with tempfile.TemporaryDirectory() as folder:
        session = Session(kind, action, Path(folder), scale)
        for number in range(rounds):
            base = session.bare()
            # Who goes first changes, so that no one always follows the same.
            order = tools.PEERS[number % 3:] + tools.PEERS[:number % 3]
            for peer in order:
                if peer in result.problems:
                    continue
                try:
                    result.add(peer, max(0.1, session.traced(peer) - base))
                except Failure as failure:
                    result.problems[peer] = str(failure)
    return [result]


def cost(report):
    """The lower quartile of the batches: what is above it was mostly disturbed by others."""
    return quantiles([float(line) for line in report.splitlines()[1:]], n=4)[0]


class Session:
    """Runs of one workload with one action."""

    def __init__(self, kind, action, folder, scale, size=5000):
        self.kind, self.action, self.folder = kind, action, folder
        self.batches = 40
        self.size = max(100, int(size * scale * action.share))
        self.report = folder / "report"

    @property
    def firings(self):
        return self.batches * self.size

    def command(self, pause=0):
        return [FIRE, self.kind.workload, self.batches, self.size, self.report, pause]

    def bare(self):
        tools.run(self.command())
        return cost(self.report.read_text())

    def tracer(self, peer):
        """The command that traces the workload."""
        # Prints come in batches with pauses, so that a reader that is slower than the probe keeps up.
        command = self.command(3000 if self.action.floor.startswith("print") else 0)
        if peer == "floor":
            return [FLOOR, FLOOR_OBJECT, self.action.floor, *self.kind.floor, *command]
        return tools.tracer(peer, self.script(peer), command)

    def traced(self, peer):
        output = self.folder / "output"
        run = tools.run(self.tracer(peer), output=output)
        self.check(peer, output.read_text(errors="replace"), run.errors)
        return cost(self.report.read_text())

    def check(self, peer, output, errors):
        """Throws unless the program counted every firing and lost nothing."""
        lost = re.search(r"Lost \d+ events|\d+ [a-z ]*drops?.*", errors + output)
        if lost:
            raise Failure(f"lost data: {lost.group(0)}")
        found = int(errors.split()[-1]) if peer == "floor" else counted(peer, output, self.action)
        if self.action.counted and not self.firings <= found <= self.firings * (1 + STRANGERS) + 200:
            raise Failure(f"counted {found} of {self.firings}")

    def script(self, peer):
        if peer == "bpftrace":
            return clauses(self.kind.peer_entry, self.action.peer, self.kind.peer_exit, self.action.peer_exit)
        return clauses(
            self.kind.entry, self.action.clause, self.kind.exit, self.action.exit_clause) + self.action.end


def clauses(entry, body, leave, leave_clause):
    predicate = ""
    if body.startswith("/"):
        end = body.index("/", 1) + 1
        predicate, body = body[:end], body[end:]
    text = f"{entry} {predicate} {{ {body} }} "
    return text + (f"{leave} {leave_clause} " if leave_clause else "")


def counted(peer, output, action):
    """How often the output of a run says that the probe fired."""
    if action.floor.startswith("print"):
        expected = r"fire" if action.floor == "print_string" else r"\d+ \d+"
        return len(re.findall(rf"^{expected}$", output, re.MULTILINE))
    if peer == "bpftrace":
        output = re.sub(r"^@ts\[.*$", "", output, flags=re.MULTILINE)
        numbers = re.findall(r"^@?[^\n]*(?:\]|^@\w*): (\d+)$|[)\]] +(\d+) +\|", output, re.MULTILINE)
        return sum(int(a or b) for a, b in numbers)
    return sum(int(number) for number in re.findall(r"(?:^|[\s|])(\d+) *$", output, re.MULTILINE))
