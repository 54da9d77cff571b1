"""How figures went over the updates of a run, as far as they were seen."""

import math
from collections.abc import Mapping

MOST = 120  # marks; a longer course is thinned


class Course:
    """Holds figures by name at some updates, rising."""

    def __init__(self) -> None:
        """Empty."""
        self._marks: list[tuple[int, Mapping[str, float]]] = []

    def __len__(self) -> int:
        """The number of marks."""
        return len(self._marks)

    def clear(self) -> None:
        """Another run begins."""
        self._marks.clear()

    def note(self, update: int, figures: Mapping[str, float]) -> None:
        """Hold the figures after an update, in place of all that were noted there or later."""
        while self._marks and self._marks[-1][0] >= update:
            self._marks.pop()
        self._marks.append((update, figures))
        if len(self._marks) > MOST:
            self._marks = [*self._marks[:-1:2], self._marks[-1]]

    def of(self, name: str) -> list[tuple[float, float]]:
        """The course of a figure within a square, (across, up) from 0 to 1; nothing without one.

        From the first update to the last one, and from its lowest value to its highest one.
        """
        known = [(update, figures[name]) for update, figures in self._marks if name in figures]
        known = [(update, value) for update, value in known if math.isfinite(value)]
        if len(known) < 2:
            return []
        first, last = self._marks[0][0], self._marks[-1][0]
        values = [value for _, value in known]
        low, room = min(values), max(values) - min(values)
        if not math.isfinite(room):
            return []
        return [
            ((update - first) / (last - first), (value - low) / room if room else 0.5)
            for update, value in known
        ]
