"""The results of benchmarks: figures, their table and their JSON."""

import json
import os
import platform
import sys
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path

import numpy as np

HEAD = ("what", "measured", "at least", "ok?")


@dataclass(frozen=True)
class Figure:
    """One measured number and its limits.

    Attributes:
        part: the part of the benchmarks that it belongs to.
        what: what was measured.
        value: the number.
        unit: its unit, as it follows the number.
        digits: the decimals to show.
        least: the smallest value that passes, None for no limit.
        most: the largest value that passes, None for no limit.
        aim: the value we would like.
        note: how it was measured.
        details: more data, written to the JSON only.
    """

    part: str
    what: str
    value: float
    unit: str = ""
    digits: int = 0
    least: float | None = None
    most: float | None = None
    aim: float | None = None
    note: str = ""
    details: dict[str, object] = field(default_factory=dict)

    @property
    def is_ok(self) -> bool | None:
        """Whether it is within its limits; None if it has none."""
        if self.least is None and self.most is None:
            return None
        enough = self.least is None or self.value >= self.least
        return enough and (self.most is None or self.value <= self.most)

    @property
    def row(self) -> tuple[str, str, str, str]:
        """Its row of the table."""
        wanted = "" if self.least is None else self._written(self.least)
        if self.most is not None:
            wanted = f"at most {self._written(self.most)}"
        if self.aim is not None:
            wanted += f", aim {self._written(self.aim)}"
        ok = {True: "yes", False: "NO", None: ""}[self.is_ok]
        return self.what, self._written(self.value), wanted, ok

    def _written(self, number: float) -> str:
        # A number that just misses its limit must not be rounded to it.
        digits = self.digits if float(number).is_integer() else max(self.digits, 1)
        return f"{number:,.{digits}f}{self.unit}"


def table(figures: Sequence[Figure]) -> str:
    """Format the figures as text, one block for each part with its notes below."""
    rows = [HEAD, *(figure.row for figure in figures)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(HEAD))]
    lines = [_line(HEAD, widths), "  ".join("-" * width for width in widths)]
    for part in dict.fromkeys(figure.part for figure in figures):
        of_part = [figure for figure in figures if figure.part == part]
        lines += [_line(figure.row, widths) for figure in of_part]
        notes = dict.fromkeys(figure.note for figure in of_part if figure.note)
        lines += [f"    {note}" for note in notes]
        lines.append("")
    return "\n".join(lines)


def _line(cells: Iterable[str], widths: Sequence[int]) -> str:
    what, measured, least, ok = (
        cell.ljust(width) for cell, width in zip(cells, widths, strict=True)
    )
    return f"{what}  {measured.strip().rjust(widths[1])}  {least}  {ok}".rstrip()


def write_json(figures: Sequence[Figure], path: Path) -> None:
    """Write the figures with all details, and the machine they were measured on, as JSON."""
    content = {
        "machine": {
            "system": platform.platform(),
            "cores": os.cpu_count(),
            "python": sys.version.split()[0],
            "numpy": np.__version__,
        },
        "figures": [asdict(figure) | {"ok": figure.is_ok} for figure in figures],
    }
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(content, indent=2) + "\n", encoding="utf-8")
