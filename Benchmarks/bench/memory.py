"""What a program that traces one probe holds: its own memory, its maps' and its programs'."""

import json
import shutil
import subprocess
import time
from pathlib import Path

from . import tools
from .results import Result
from .tools import FLOOR, FLOOR_OBJECT, Failure

ACTIONS = {
    "count": ("@ = count();", "@ = count();", "count"),
    "latency": ("ts[tid] = timestamp;", "@ts[tid] = nsecs;", "latency"),
    "printf": ('printf("%d %d\\n", pid, tid);', 'printf("%d %d\\n", pid, tid);', "print_numbers"),
}


def scenarios():
    return [f"memory/{action}" for action in ACTIONS]


def measure(name, rounds, scale):
    action = name.split("/")[1]
    rows = [
        Result(f"{name}/rss", "MB", goal=0.2),
        Result(f"{name}/maps", "MB"),
        Result(f"{name}/programs", "programs"),
        Result(f"{name}/instructions", "loaded"),
    ]
    for _ in range(max(1, min(2, rounds))):
        for peer in tools.PEERS:
            try:
                for row, value in zip(rows, held(peer, *ACTIONS[action])):
                    row.add(peer, value)
            except Failure as failure:
                rows[0].problems[peer] = str(failure)
    return rows


def held(peer, ours, theirs, floor):
    wait = [shutil.which("sleep"), "1"]
    if peer == "floor":
        command = [FLOOR, FLOOR_OBJECT, floor, "syscall", *wait]
    elif peer == "bpftrace":
        command = tools.tracer(peer, f"tracepoint:syscalls:sys_enter_getpid {{ {theirs} }}", wait)
    else:
        command = tools.tracer(peer, f"syscall::getpid:entry {{ {ours} }}", wait)
    return tools.run(command, watch=look).extra["held"]


def look(process):
    """Looks at the process shortly before its target ends."""
    deadline = time.monotonic() + tools.LIMIT
    while time.monotonic() < deadline and process.poll() is None:
        if any(name == "sleep" for name in children(process.pid)):
            time.sleep(0.7)
            return {"held": [resident(process.pid), *kernel_objects(process.pid)]}
        time.sleep(0.02)
    raise Failure("its target was never seen")


def children(process):
    text = Path(f"/proc/{process}/task/{process}/children").read_text()
    for child in text.split():
        try:
            yield Path(f"/proc/{child}/comm").read_text().strip()
        except OSError:
            continue


def resident(process):
    """Megabytes of the process in memory, file pages among them."""
    for line in Path(f"/proc/{process}/status").read_text().splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) / 1024
    raise Failure("no VmRSS")


def kernel_objects(process):
    """Megabytes of the maps, the number of programs, and the instructions in them as the verifier left them."""
    maps, programs = {}, set()
    for path in Path(f"/proc/{process}/fdinfo").iterdir():
        fields = dict(line.split(":", 1) for line in path.read_text().splitlines() if ":" in line)
        if "map_id" in fields:
            maps[fields["map_id"]] = int(fields.get("memlock", "0"))
        elif "prog_id" in fields:
            programs.add(fields["prog_id"].strip())
    return sum(maps.values()) / 1e6, len(programs), sum(instructions(program) for program in programs)


def instructions(program):
    text = subprocess.check_output(["bpftool", "-j", "prog", "show", "id", program], text=True)
    return json.loads(text).get("bytes_xlated", 0) // 8
