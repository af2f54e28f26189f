"""What a scenario measured, and the ratios between the programs."""

from dataclasses import dataclass, field
from statistics import median


#: Ends of the names of scenarios that have values and no ratios.
UNCOMPARED = ("/maps", "/programs", "/instructions", "/slow-reader")


@dataclass
class Result:
    """One row of the table: the values of every round, by program."""

    scenario: str
    unit: str
    #: What the ratio to bpftrace should be at most, if anything was set.
    goal: float | None = None
    #: What the value itself should be at most, if anything was set.
    limit: float | None = None
    values: dict[str, list[float]] = field(default_factory=dict)
    #: What went wrong in a run, by program: it has no value then.
    problems: dict[str, str] = field(default_factory=dict)

    def add(self, peer, value):
        self.values.setdefault(peer, []).append(value)

    def middle(self, peer):
        values = self.values.get(peer)
        return median(values) if values else None

    def ratios(self, peer):
        """Our value divided by another's, round by round: least, median, greatest; None without both.

        Numbers that are no cost, or that say little next to each other, are not divided.
        """
        if self.scenario.endswith(UNCOMPARED):
            return None
        ours, theirs = self.values.get("dtrace-prov"), self.values.get(peer)
        pairs = [a / b for a, b in zip(ours or [], theirs or []) if b > 0]
        return (min(pairs), median(pairs), max(pairs)) if pairs else None

    def is_met(self):
        """Whether the goal was reached; None without a goal or a value."""
        if self.limit is not None and self.middle("dtrace-prov") is not None:
            return self.middle("dtrace-prov") <= self.limit
        ratios = self.ratios("bpftrace")
        return ratios[1] <= self.goal if self.goal is not None and ratios else None

    @classmethod
    def from_json(cls, row):
        return cls(
            row["scenario"], row["unit"], row["goal"], row["limit"], row["values"], row["problems"])

    def as_json(self):
        return {
            "scenario": self.scenario,
            "unit": self.unit,
            "goal": self.goal,
            "limit": self.limit,
            "met": self.is_met(),
            "values": self.values,
            "ratios": {
                peer: dict(zip(("min", "median", "max"), self.ratios(peer)))
                for peer in ("bpftrace", "floor")
                if self.ratios(peer)
            },
            "problems": self.problems,
        }
