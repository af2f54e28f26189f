"""The programs that are compared, how they are built, and how one is run under the clock."""

import os
import re
import subprocess
import time
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
BUILD = ROOT / ".build" / "benchmarks"
PROGRAM = Path(os.environ.get("DTRACE_PROV", ROOT / ".build/static/release/dtrace-prov"))
FIRE = BUILD / "fire"
FLOOR = BUILD / "floor"
FLOOR_OBJECT = BUILD / "floor.bpf.o"
EVENTS = Path("/sys/kernel/tracing/events")

PEERS = ("dtrace-prov", "bpftrace", "floor")
LIMIT = 180

BPFTRACE_SETTINGS = {
    "BPFTRACE_MAX_PROBES": "4096",
    "BPFTRACE_MAP_KEYS_MAX": "200000",
    "BPFTRACE_NO_CPP_DEMANGLE": "1",
}


class Failure(Exception):
    """Why a run does not count."""


def build():
    """Builds the workload and the floor; clang comes with the Swift toolchain and knows the target bpf."""
    BUILD.mkdir(parents=True, exist_ok=True)
    source = ROOT / "Benchmarks"
    gcc = ["cc", "-O2", "-Wall", "-Wextra"]
    check(gcc + [source / "workloads/fire.c", "-o", FIRE])
    check(gcc + [source / "floor/floor.c", "-o", FLOOR, "-lbpf", "-lelf", "-lz"])
    headers = f"/usr/include/{os.uname().machine}-linux-gnu"
    clang = ["clang", "-O2", "-g", "-Wall", "-target", "bpf", f"-I{headers}"]
    check(clang + ["-c", source / "floor/floor.bpf.c", "-o", FLOOR_OBJECT])


def check(command):
    subprocess.run([str(part) for part in command], check=True)


@dataclass
class Run:
    """A command that ended."""

    seconds: float
    output: str
    errors: str
    ended: float = 0.0
    extra: dict = field(default_factory=dict)


def run(command, output=None, limit=LIMIT, watch=None):
    """Runs a command to its end; `output` is a file that takes its standard output, `watch` is called meanwhile."""
    command = [str(part) for part in command]
    target = open(output, "wb") if output else subprocess.PIPE
    environment = dict(os.environ, **BPFTRACE_SETTINGS)
    start = time.perf_counter()
    process = subprocess.Popen(command, stdout=target, stderr=subprocess.PIPE, env=environment)
    extra = {}
    try:
        if watch:
            extra = watch(process)
        text, errors = process.communicate(timeout=limit)
    except subprocess.TimeoutExpired:
        process.kill()
        process.communicate()
        raise Failure(f"took longer than {limit} s") from None
    finally:
        if output:
            target.close()
    seconds = time.perf_counter() - start
    ended = time.clock_gettime(time.CLOCK_MONOTONIC)
    errors = errors.decode(errors="replace")
    if process.returncode != 0:
        raise Failure(f"ended with status {process.returncode}: {errors.strip()[-300:]}")
    return Run(seconds, (text or b"").decode(errors="replace"), errors, ended, extra)


def tracer(peer, script, command=None, options=()):
    """The command line that runs a script, with a workload as its target if one is given."""
    target = ["-c", " ".join(str(part) for part in command)] if command else []
    if peer == "dtrace-prov":
        return [PROGRAM, "-q", *options, "-n", script, *target]
    return ["bpftrace", *options, "-e", script, *target]


def tracepoint_id(group, name):
    """The number of a trace event."""
    return (EVENTS / group / name / "id").read_text().strip()


def place_of_function(name):
    """Where a function of the workload lies in its file, which is linked so that addresses are offsets."""
    for line in subprocess.check_output(["nm", str(FIRE)], text=True).splitlines():
        parts = line.split()
        if parts[-1] == name:
            return f"0x{parts[0]}"
    raise Failure(f"no function {name}")


def place_of_probe(name):
    """Where a USDT probe of the workload lies in its file."""
    notes = subprocess.check_output(["readelf", "-n", str(FIRE)], text=True)
    match = re.search(rf"Name: {name}\s+Location: (0x[0-9a-f]+)", notes)
    if not match:
        raise Failure(f"no probe {name}")
    return match.group(1)
