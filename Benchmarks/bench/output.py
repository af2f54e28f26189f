"""Records: how many a second reach a file, what reading one costs, what a slow reader does, what a snapshot takes."""

import re
import subprocess
import tempfile
import threading
import time
from pathlib import Path
from statistics import quantiles

from . import tools
from .results import Result
from .tools import FIRE, FLOOR, FLOOR_OBJECT, Failure

SCRIPT = 'printf("%d %d\\n", pid, tid);'
KEYS = 100_000
#: Bytes of the printed numbers of a record; its header has 8 more.
RECORD_SIZES = (8, 48, 256, 1024)


def scenarios():
    records = [f"records/{size}-bytes/{way}" for size in RECORD_SIZES for way in ("reserve", "copy")]
    return records + ["output/to-a-file", "output/slow-reader", "output/reader-cpu", "snapshot/100000-keys"]


def measure(name, rounds, scale):
    if name.startswith("records/"):
        return [record_cost(name, rounds, scale)]
    result, run = {
        "output/to-a-file": (Result(name, "ns a record", goal=0.1), to_a_file),
        "output/slow-reader": (Result(name, "% accounted for"), slow_reader),
        "output/reader-cpu": (Result(name, "ns a record"), reader_cpu),
        "snapshot/100000-keys": (Result(name, "ms", limit=100), snapshot),
    }[name]
    for _ in range(rounds):
        for peer in tools.PEERS:
            if peer in result.problems:
                continue
            try:
                with tempfile.TemporaryDirectory() as folder:
                    value = run(peer, Path(folder), scale)
                if value is not None:
                    result.add(peer, value)
            except Failure as failure:
                result.problems[peer] = str(failure)
    return [result]


def record_cost(name, rounds, scale):
    """Nanoseconds that a firing with a record of this size adds, written in place or copied."""
    _, size, way = name.split("/")
    numbers = int(size.split("-")[0]) // 8
    script = f"int64_t x; syscall::getpid:entry {{ printf(\"{'%d' * numbers}\\n\"{', x' * numbers}); }}"
    result = Result(name, "ns added")
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report"
        fire = [FIRE, "getpid", 40, int(500 * scale), report, 3000]
        for _ in range(rounds):
            tools.run(fire)
            base = lower_quartile(report)
            try:
                options = ["-x", f"records={way}", "-b", "16m", "-x", "switchrate=1ms"]
                run = tools.run(tools.tracer("dtrace-prov", script, fire, options), output=Path(folder) / "output")
                if lost(run.errors):
                    raise Failure(f"{lost(run.errors)} records were lost")
                result.add("dtrace-prov", max(0.1, lower_quartile(report) - base))
            except Failure as failure:
                result.problems["dtrace-prov"] = str(failure)
                break
    return result


def lower_quartile(report):
    """What is above it was mostly disturbed by others."""
    return quantiles([float(line) for line in report.read_text().splitlines()[1:]], n=4)[0]


def command(peer, fire, ours=SCRIPT, theirs=SCRIPT, options=()):
    if peer == "floor":
        return [FLOOR, FLOOR_OBJECT, "print_numbers", "syscall", *fire]
    if peer == "bpftrace":
        return tools.tracer(peer, f"tracepoint:syscalls:sys_enter_getpid {{ {theirs} }}", fire)
    return tools.tracer(peer, f"syscall::getpid:entry {{ {ours} }}", fire, options)


def lost(errors, output=""):
    """How many events a program says that it lost."""
    return sum(int(count) for count in re.findall(r"Lost (\d+) events|(?<!\d)(\d+) (?:\w+ )?drops?", errors + output)
               for count in count if count)


def to_a_file(peer, folder, scale):
    """Nanoseconds from the first firing until the last record is in the file and the program is gone, for each record.

    The workload fires as fast as it can; our buffers are as large as the floor's.
    """
    batches, size = 40, int(2500 * scale)
    fire = [FIRE, "getpid", batches, size, folder / "report", 200]
    run = tools.run(command(peer, fire, options=["-b", "16m"]), output=folder / "output")
    lines = (folder / "output").read_bytes().count(b"\n")
    missing = lost(run.errors, (folder / "output").read_text() if peer == "bpftrace" else "")
    if missing or lines < batches * size:
        raise Failure(f"{lines} of {batches * size} records, {missing} said to be lost")
    begin = int((folder / "report").read_text().split()[0]) / 1e9
    return (run.ended - begin) * 1e9 / (batches * size)


def slow_reader(peer, folder, scale):
    """The share of firings that were printed or reported as lost when the reader of the output takes its time."""
    if peer == "floor":
        return None
    firings = int(200_000 * scale)
    fire = [FIRE, "getpid", 10, firings // 10, folder / "report"]
    process = subprocess.Popen(
        [str(part) for part in command(peer, fire, options=["-b", "64k"])], stdout=subprocess.PIPE,
        stderr=subprocess.PIPE)
    errors = []
    complaints = threading.Thread(target=lambda: errors.append(process.stderr.read().decode()))
    complaints.start()
    lines, text = 0, b""
    while chunk := process.stdout.read1(65536):
        lines += chunk.count(b"\n")
        text = (text + chunk)[-100_000:] if b"Lost" in chunk else text
        time.sleep(0.005)
    complaints.join()
    process.wait()
    # The kernel writes lost events among the others; every line that says so is in `text`.
    missing = lost(errors[0], text.decode() if peer == "bpftrace" else "")
    return min(100.0, (lines + missing) * 100 / firings)


def reader_cpu(peer, folder, scale):
    """Nanoseconds of the tracing program's own CPU time for each record."""
    batches, size = 40, int(2500 * scale)
    busy = cpu_time(peer, [FIRE, "getpid", batches, size, folder / "report", 3000], folder)
    idle = cpu_time(peer, [FIRE, "getpid", batches, 1, folder / "report", 3000], folder)
    return max(0.0, busy - idle) / (batches * (size - 1))


def cpu_time(peer, fire, folder):
    """Nanoseconds of CPU time of a run, without its target's."""
    def watch(process):
        last = 0
        while process.poll() is None:
            try:
                total = sum(
                    int(path.read_text().split()[0]) for path in Path(f"/proc/{process.pid}/task").glob("*/schedstat"))
            except (OSError, IndexError):
                break
            last = max(last, total)
            time.sleep(0.005)
        return {"cpu": last}

    return tools.run(command(peer, fire), output=folder / "output", watch=watch).extra["cpu"]


def snapshot(peer, folder, scale):
    """Milliseconds from the last firing to the prompt: reading, sorting and printing an aggregation of many keys."""
    keys = int(KEYS * scale)
    fire = [FIRE, "keys", 10, keys // 10, folder / "report"]
    if peer == "floor":
        return None
    if peer == "bpftrace":
        script = "tracepoint:syscalls:sys_enter_close /args->fd >= 1000/ { @[args->fd] = count(); }"
        run = tools.run(tools.tracer(peer, script, fire), output=folder / "output")
    else:
        script = "syscall::close:entry /arg0 >= 1000/ { @[arg0] = count(); }"
        run = tools.run(tools.tracer(peer, script, fire, ["-x", "aggsize=64m"]), output=folder / "output")
    rows = len(re.findall(r"\d{4,}.*\d$", (folder / "output").read_text(), re.MULTILINE))
    if not keys <= rows <= keys + 100:
        raise Failure(f"{rows} of {keys} keys")
    end = int((folder / "report").read_text().split()[1]) / 1e9
    return (run.ended - end) * 1000
