"""A picture of the ratios to bpftrace: one bar a scenario, on a scale by powers of ten."""

import math
from html import escape
from pathlib import Path

WIDTH, LEFT, ROW, TOP = 860, 250, 17, 46
LEAST = 0.001


def place(ratio):
    """Where a ratio lies on the axis from 0.001 to 10."""
    share = math.log10(max(ratio, LEAST) / LEAST) / 4
    return LEFT + min(1.0, share) * (WIDTH - LEFT - 60)


def draw(results, path):
    rows = [(result, result.ratios("bpftrace")) for result in results if result.ratios("bpftrace")]
    height = TOP + ROW * len(rows) + 20
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" font-family="sans-serif" '
        'font-size="11">',
        f'<rect width="{WIDTH}" height="{height}" fill="#ffffff"/>',
        f'<text x="{LEFT}" y="16" font-size="13">Cost of dtrace-prov in relation to bpftrace (less is better); '
        '| is the goal</text>',
    ]
    for power in range(-3, 2):
        x = place(10.0**power)
        parts.append(f'<text x="{x:.0f}" y="36" text-anchor="middle" fill="#666666">{10.0**power:g}</text>')
        parts.append(f'<path d="M{x:.0f} 40V{height - 12}" stroke="{"#444444" if power == 0 else "#dddddd"}"/>')
    for index, (result, ratios) in enumerate(rows):
        parts += bar(result, ratios, TOP + index * ROW)
    Path(path).write_text("\n".join(parts + ["</svg>"]) + "\n")


def bar(result, ratios, y):
    low, middle, high = (place(value) for value in ratios)
    colour = "#c0504d" if result.is_met() is False else "#4f81bd"
    yield f'<text x="{LEFT - 8}" y="{y + 11}" text-anchor="end">{escape(result.scenario)}</text>'
    yield f'<rect x="{LEFT}" y="{y + 2}" width="{middle - LEFT:.1f}" height="{ROW - 6}" fill="{colour}"/>'
    yield f'<path d="M{low:.1f} {y + 7.5}H{high:.1f}" stroke="#000000"/>'
    if result.goal is not None:
        yield f'<path d="M{place(result.goal):.1f} {y + 1}V{y + ROW - 3}" stroke="#000000" stroke-width="2"/>'
    yield f'<text x="{max(middle, high) + 5:.1f}" y="{y + 11}">{ratios[1]:.2g}</text>'
