"""The results as a table, as JSON and in the documentation."""

import json
import platform
from pathlib import Path

from .results import Result

BEGIN, END = "<!-- results: written by `make bench` -->", "<!-- end of results -->"


def number(value):
    if value is None:
        return ""
    if abs(value) >= 100:
        return f"{value:,.0f}"
    return f"{value:.3g}"


def ratio(ratios):
    if not ratios:
        return ""
    low, middle, high = (f"{value:.2f}" for value in ratios)
    return f"{middle} ({low}-{high})"


def cells(result):
    values = [
        number(result.middle(peer)) or ("failed" if peer in result.problems else "-")
        for peer in ("dtrace-prov", "bpftrace", "floor")
    ]
    goal = f"{result.goal:g}" if result.goal is not None else ""
    if result.limit is not None:
        goal = f"{number(result.limit)} {result.unit}"
    met = {True: "yes", False: "no", None: ""}[result.is_met()]
    return [result.scenario, result.unit, *values, ratio(result.ratios("bpftrace")), ratio(result.ratios("floor")),
            goal, met]


HEADER = ["scenario", "unit", "dtrace-prov", "bpftrace", "floor", "to bpftrace", "to the floor", "goal", "met"]


def table(results):
    """Lines of a Markdown table, aligned for reading as text too."""
    rows = [HEADER] + [cells(result) for result in results]
    widths = [max(len(row[column]) for row in rows) for column in range(len(HEADER))]
    lines = ["| " + " | ".join(text.ljust(width) for text, width in zip(row, widths)) + " |" for row in rows]
    lines.insert(1, "|" + "|".join("-" * (width + 2) for width in widths) + "|")
    return "\n".join(lines)


def problems(results):
    return [
        f"{result.scenario}: {peer}: {problem}"
        for result in results
        for peer, problem in result.problems.items()
    ]


def write_json(results, path):
    machine = {"kernel": platform.release(), "architecture": platform.machine()}
    text = json.dumps({"machine": machine, "results": [result.as_json() for result in results]}, indent=1)
    Path(path).write_text(text + "\n")


def read_json(path):
    """The results of earlier runs; none without a file."""
    if not Path(path).exists():
        return []
    return [Result.from_json(row) for row in json.loads(Path(path).read_text())["results"]]


def merge(new, old, order):
    """New results in place of old ones of the same scenario, in the order of the scenarios."""
    rows = {result.scenario: result for result in [*old, *new]}

    def place(result):
        matching = [index for index, name in enumerate(order) if result.scenario.startswith(name)]
        return max(matching, key=lambda index: len(order[index]), default=len(order))

    return sorted(rows.values(), key=place)


def write_document(results, path):
    """Replaces the part of a document between the two markers."""
    path = Path(path)
    text = path.read_text()
    start, end = text.index(BEGIN) + len(BEGIN), text.index(END)
    path.write_text(text[:start] + "\n" + table(results) + "\n" + text[end:])
