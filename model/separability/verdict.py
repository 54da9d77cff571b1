"""Whether a line separates two classes, exactly, and how wide the gap between them is.

Both sides of a line are convex, the closed one with z >= 0 too. So for finitely many points a line
separates two classes if and only if their closed convex hulls share no point.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import Enum

import numpy as np

from model.arrays import Floats, Integers, freeze
from model.separability.gap import Gap, widest_gap
from model.separability.hulls import hull, inside, meeting, overlap
from model.words import number_of

SPACE = "\N{NO-BREAK SPACE}"  # within a pair of numbers


class Status(Enum):
    """How two classes lie relative to each other."""

    NO_POINTS = "no points"
    ONE_CLASS = "one class"
    SEPARABLE = "separable"
    TOUCHING = "touching"  # the hulls share points, but a line has one on each side
    OVERLAPPING = "overlapping"


@dataclass(frozen=True, eq=False)
class Separability:
    """Whether a line separates classes 0 and 1, and the figures to draw.

    Attributes:
        status: how the classes lie relative to each other.
        hulls: the corners of each class's hull, (k, 2), counter-clockwise: none without points, one
            for a point, two for a segment.
        gap: the gap between separable classes, else None.
        overlap: the corners (k, 2) of the intersection of hulls that meet, rounded, else None.
        within: how many points of each class lie in the hull of the other.
    """

    status: Status
    hulls: tuple[Floats, Floats]
    gap: Gap | None = None
    overlap: Floats | None = None
    within: tuple[int, int] = (0, 0)

    @property
    def separable(self) -> bool:
        """Whether some line has every point on its right side; true for one class or none."""
        return self.status not in (Status.TOUCHING, Status.OVERLAPPING)

    def sentence(self, names: Sequence[str], write: Callable[[int], str] = str) -> str:
        """Return the verdict in one sentence, given the names of the classes.

        ``write`` formats a count.
        """
        zero, one = (name if name.isalpha() else f"class {name}" for name in names[:2])
        if self.status is Status.NO_POINTS:
            return "There are no points to separate"
        if self.status is Status.ONE_CLASS:
            name = zero if len(self.hulls[0]) else one
            return f"All points are {name}, so any line with all of them on one side will do"
        if self.gap is not None:
            return f"A line separates {zero} and {one}: the gap is {self.gap.width:.3g} wide"
        return f"No line separates {zero} and {one}: {self._meeting(zero, one, write)}"

    def _meeting(self, zero: str, one: str, write: Callable[[int], str]) -> str:
        """Say how the hulls of two classes with these names meet."""
        if self.status is Status.TOUCHING or not any(self.within):
            met, place = "touch" if self.status is Status.TOUCHING else "cross", ""
            if self.overlap is not None and len(self.overlap) == 1:
                across, up = (f"{number:.4g}".replace("-", "−") for number in self.overlap[0])
                place = f" at ({across},{SPACE}{up})"
            return f"their hulls {met}{place}"
        if all(self.within):
            others = number_of(self.within[1], f"{one} point", write)
            return f"{write(self.within[0])} {zero} and {others} lie in the hull of the other class"
        inner, outer = (zero, one) if self.within[0] else (one, zero)
        count = sum(self.within)
        lie = "point lies" if count == 1 else "points lie"
        return f"{write(count)} {inner} {lie} in the hull of the {outer} ones"


def separability(x: Floats, labels: Integers) -> Separability:
    """Decide whether a line separates two classes of points.

    Args:
        x: the points, (n, 2), finite.
        labels: their classes, (n,), each 0 or 1.

    Raises:
        ValueError: a label above 1.
    """
    if labels.max(initial=0) > 1:
        raise ValueError(f"label {labels.max()}: a line tells two classes apart, 0 and 1")
    even, exponents = _even(x)
    points = [even[labels == label] for label in (0, 1)]
    hulls = [hull(own) if len(own) else None for own in points]
    outlines = [freeze(np.ldexp(one.outline if one else even[:0], exponents)) for one in hulls]
    both = outlines[0], outlines[1]
    zero, one = hulls
    if zero is None or one is None:
        return Separability(Status.ONE_CLASS if len(x) else Status.NO_POINTS, both)
    order = meeting(zero, one)
    if order > 0:
        return Separability(Status.SEPARABLE, both, widest_gap(*both))
    return Separability(
        Status.OVERLAPPING if order < 0 else Status.TOUCHING,
        both,
        None,
        freeze(np.ldexp(overlap(zero, one), exponents)),
        (inside(one, points[0]), inside(zero, points[1])),
    )


def _even(x: Floats) -> tuple[Floats, Integers]:
    """Scale x (n, 2) by powers of two to a size of at most 1; return it and the exponents (2,).

    Neither digits nor sides of lines change. If digits would be lost, x is not scaled.
    """
    exponents = np.frexp(np.abs(x).max(axis=0, initial=0.0))[1]
    with np.errstate(under="ignore"):
        even = np.ldexp(x, -exponents)
    if not np.array_equal(np.ldexp(even, exponents), x):
        return x, np.zeros_like(exponents)
    return even, exponents
