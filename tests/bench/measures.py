"""What is measured, against what limit, and how it is told.

A part is a function that gives figures; its measures say what each is, in which unit, and how much it may be. Whoever
measures something more adds a `Part` to `PARTS` in `bench.py`.
"""

import statistics
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

BEGIN, END = "<!-- measured: begin -->", "<!-- measured: end -->"
Figures = Mapping[str, float | Sequence[float]]
"""By key: one figure, or one of each run."""


class Skipped(Exception):
    """A part that cannot be measured on this machine: the message says why, in one line."""


class Measure(NamedTuple):
    """One row. `limit` is the most that the median may be, None where nothing was promised."""

    key: str
    what: str
    unit: str
    limit: float | None = None


class Part(NamedTuple):
    """What is measured together: `work` gets an empty folder and gives every measure's figures by key."""

    name: str
    work: Callable[[Path], Figures]
    measures: tuple[Measure, ...]


class Row(NamedTuple):
    """What came of one measure."""

    measure: Measure
    median: float
    least: float
    most: float
    runs: int

    @property
    def verdict(self) -> str:
        """A word: met, missed, or nothing where there is no limit."""
        if self.measure.limit is None:
            return ""
        return "met" if self.median <= self.measure.limit else "missed"

    @property
    def in_words(self) -> str:
        """One line for whoever looks on."""
        limit = "" if self.measure.limit is None else f"   ≤ {self.measure.limit:g}: {self.verdict}"
        spread = f"   ({figure(self.least)}–{figure(self.most)}, {self.runs} runs)" if self.runs > 1 else ""
        return f"{self.measure.what}: {figure(self.median)} {self.measure.unit}{spread}{limit}"

    @property
    def as_json(self) -> dict[str, Any]:
        """All of it, for another program."""
        found = {"median": self.median, "min": self.least, "max": self.most}
        figures = {name: float(f"{value:.4g}") for name, value in found.items()}
        return {**self.measure._asdict(), **figures, "runs": self.runs, "verdict": self.verdict}


def rows_of(part: Part, figures: Figures) -> list[Row]:
    """The rows of a part, in its own order."""
    rows = []
    for measure in part.measures:
        found = figures[measure.key]
        runs = [float(found)] if isinstance(found, int | float) else [float(one) for one in found]
        rows.append(Row(measure, statistics.median(runs), min(runs), max(runs), len(runs)))
    return rows


def figure(value: float) -> str:
    """Three figures that count, without noise."""
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.3g}"


def table(kept: Mapping[str, Mapping[str, Any]]) -> str:
    """Parts as Markdown: under each name when, where and for how long it was measured, then its rows."""
    lines = []
    for name, part in kept.items():
        lines += [
            f"### {name}",
            "",
            f"{part['day']}, {part['seconds']} s, load {part['load']} before it; {part['on']}.",
        ]
        lines += ["", "| | median | min–max | runs | limit | |", "|---|---|---|---|---|---|"]
        lines += [_row(row) for row in part["rows"]]
        lines.append("")
    return "\n".join(lines).rstrip()


def _row(row: Mapping[str, Any]) -> str:
    unit = f" {row['unit']}" if row["unit"] else ""
    limit = "" if row["limit"] is None else f"≤ {figure(row['limit'])}{unit}"
    spread = f"{figure(row['min'])}–{figure(row['max'])}" if row["runs"] > 1 else ""
    verdict = "**missed**" if row["verdict"] == "missed" else row["verdict"]
    return f"| {row['what']} | {figure(row['median'])}{unit} | {spread} | {row['runs']} | {limit} | {verdict} |"


def put_between(text: str, inner: str) -> str:
    """`text` with what stands between the two marks replaced. Raises ValueError where a mark is missing."""
    before, _, rest = text.partition(BEGIN)
    _, found, after = rest.partition(END)
    if not found:
        raise ValueError(f"{BEGIN} … {END} are missing: put both where the table is to stand")
    return f"{before}{BEGIN}\n{inner}\n{END}{after}"
