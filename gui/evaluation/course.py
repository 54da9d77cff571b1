"""The course of figures over the updates of a run."""

import math
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple, TypeVar

MOST = 120  # values; a longer course is thinned
Figures = Mapping[str, float]
Piece = list[tuple[float, float]]  # an unbroken part of a course, (across, up)
Marked = TypeVar("Marked")


class Note(NamedTuple):
    """The figures seen after an update, and whether a line joins them to those before."""

    update: int
    figures: Figures
    is_joined: bool


def thinned(marks: Sequence[Marked]) -> list[Marked]:
    """Return as many marks as a course holds, evenly spaced, with the first and the last."""
    every = max(-(-len(marks) // MOST), 1)
    return [*marks[:-1:every], *marks[-1:]]


class Course:
    """Holds figures by name, at increasing updates.

    Some figures are known for the whole run, others only at updates when they were seen; no line
    bridges training that was out of sight.
    """

    def __init__(self) -> None:
        self._run: list[tuple[int, Figures]] = []
        self.seen: list[Note] = []

    def __len__(self) -> int:
        """Return how many updates were seen."""
        return len(self.seen)

    def clear(self) -> None:
        """Forget everything: another run begins."""
        self._run.clear()
        self.seen.clear()

    def show_run(self, run: Sequence[tuple[int, Figures]]) -> None:
        """Hold figures that are known for the whole run so far."""
        self._run = [*run]

    def note(self, update: int, figures: Figures, is_joined: bool = True) -> None:
        """Hold the figures seen after an update, in place of any at that update or later.

        Pass ``is_joined`` as False if training went on out of sight before.
        """
        while self.seen and self.seen[-1].update >= update:
            later = self.seen.pop()
            is_joined = later.is_joined and (is_joined or later.update == update)
        self.seen.append(Note(update, figures, is_joined and bool(self.seen)))
        if len(self.seen) > MOST:
            self._thin()

    def _thin(self) -> None:
        """Drop every second note; gaps are kept."""
        places = [*range(0, len(self.seen) - 1, 2), len(self.seen) - 1]
        kept = self.seen[:1]
        for before, here in pairwise(places):
            is_joined = all(note.is_joined for note in self.seen[before + 1 : here + 1])
            kept.append(self.seen[here]._replace(is_joined=is_joined))
        self.seen = kept

    def first_seen(self, name: str) -> int | None:
        """Return the update at which a figure was first seen, None if its whole course is known."""
        if not self.seen or self._is_of_run(name):
            return None
        has_gap = any(not note.is_joined for note in self.seen[1:])
        return self.seen[0].update if has_gap or self.seen[0].update > self._first else None

    def of(self, name: str) -> list[Piece]:
        """Return the course of a figure as pieces of (across, up), each from 0 to 1.

        The square spans the first to the last update, and the lowest to the highest value. Without
        at least two values there are no pieces.
        """
        pieces = self._pieces(name)
        known = [mark for piece in pieces for mark in piece]
        if len(known) < 2:
            return []
        first, last = self._first, known[-1][0]
        values = [value for _, value in known]
        low, room = min(values), max(values) - min(values)
        if not math.isfinite(room):
            return []
        return [
            [
                ((update - first) / (last - first), (value - low) / room if room else 0.5)
                for update, value in piece
            ]
            for piece in pieces
        ]

    @property
    def _first(self) -> int:
        """The first update that is known."""
        return self._run[0][0] if self._run else self.seen[0].update

    def _is_of_run(self, name: str) -> bool:
        return bool(self._run) and name in self._run[-1][1]

    def _pieces(self, name: str) -> list[Piece]:
        """Return the finite values of a figure with their updates, split at gaps."""
        if self._is_of_run(name):
            known = [(update, figures.get(name, math.nan)) for update, figures in self._run]
            return [[mark for mark in known if math.isfinite(mark[1])]]
        pieces: list[Piece] = []
        begins = True
        for note in self.seen:
            begins = begins or not note.is_joined
            if math.isfinite(note.figures.get(name, math.nan)):
                if begins:
                    pieces.append([])
                pieces[-1].append((note.update, note.figures[name]))
                begins = False
        return pieces
