"""Compares dtrace-prov with bpftrace and with a floor: a program in C that does the same and nothing else.

    python3 -m bench [--rounds N] [--short] [--json FILE] [--document FILE] [--plot FILE] [SCENARIO...]

A scenario is a name of `--list` or the beginning of some. Needs root, bpftrace, libbpf and clang.
"""

import argparse
import sys

from . import costs, firing, guest, lifecycle, memory, output, plot, report, tools

MODULES = (lifecycle, memory, output, firing, guest)

# What takes a second or less a run, and scatters the more for it.
SHORT = ("start/", "list/", "records/", "output/", "firing/")


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("scenarios", nargs="*", help="names, or beginnings of names; all without any")
    parser.add_argument("--list", action="store_true", help="print the names")
    parser.add_argument("--rounds", type=int, help="runs of each program in a scenario, 9 of short and 5 of long ones")
    parser.add_argument("--short", action="store_true", help="one small round of everything: does it still run?")
    parser.add_argument("--json", metavar="FILE", help="write the results there, among those of other scenarios")
    parser.add_argument("--document", metavar="FILE", help="put the table into this document")
    parser.add_argument("--plot", metavar="FILE", help="draw the ratios there, as SVG")
    return parser.parse_args()


def all_scenarios():
    return [(module, name) for module in MODULES for name in module.scenarios()]


def main():
    options = arguments()
    chosen = [
        (module, name)
        for module, name in all_scenarios()
        if not options.scenarios or any(name.startswith(wanted) for wanted in options.scenarios)
    ]
    if options.list:
        print("\n".join(name for _, name in chosen))
        return 0
    if not chosen:
        print("bench: no such scenario; see --list", file=sys.stderr)
        return 2
    tools.build()
    results = []
    for module, name in chosen:
        print(f"{name} ...", file=sys.stderr, flush=True)
        rounds = 1 if options.short else options.rounds or (9 if name.startswith(SHORT) else 5)
        results += module.measure(name, rounds, 0.1 if options.short else 1.0)
        if options.json:
            # After every scenario, so that a run that is ended early leaves what it measured; older results stay.
            known = report.merge(results, report.read_json(options.json), order=[name for _, name in all_scenarios()])
            report.write_json(known, options.json)
    print(report.table(results))
    for problem in report.problems(results):
        print(problem)
    shown = known if options.json else results
    if options.document:
        report.write_document(shown, options.document)
    if options.plot:
        plot.draw(shown, options.plot)
    grown = list(guest.excess(results)) + (list(costs.growth()) if options.short else [])
    for sentence in grown:
        print(sentence)
    return 1 if grown or any("dtrace-prov" in result.problems for result in results) else 0


if __name__ == "__main__":
    sys.exit(main())
