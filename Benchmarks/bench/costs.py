"""What scenarios load must not grow: the counts that `Tests/LiveTests/Costs.txt` allows."""

import re
import subprocess

from . import tools

LIMITS = tools.ROOT / "Tests/LiveTests/Costs.txt"


def growth():
    """A sentence for each script that takes more programs or instructions than its line allows."""
    for line in LIMITS.read_text().splitlines():
        if line.startswith("#"):
            continue
        programs, instructions, script = line.split(" ", 2)
        plan = subprocess.run([str(tools.PROGRAM), "--explain", "-n", script], capture_output=True, text=True)
        counts = [int(count) for count in re.findall(r"(?:stub of|_[0-9]+:) ([0-9]+) instructions", plan.stdout)]
        if plan.returncode != 0 or not counts:
            yield f"{script}: has no plan: {plan.stderr.strip()}"
        if len(counts) > int(programs):
            yield f"{script}: takes {len(counts)} programs, no longer {programs}"
        if sum(counts) > int(instructions):
            yield f"{script}: takes {sum(counts)} instructions, no longer {instructions}"
