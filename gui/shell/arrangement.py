"""Which panels stand beside the plane and which wait at the edge, from the room that there is."""

from collections.abc import Iterator
from dataclasses import dataclass

LEAST_PLANE = 0.4  # the share of the window that the plane keeps
LEFT, RAIL, HANDLE = 236, 64, 14  # designed pixels across the left panel, the rail and a handle
RIGHT_SHARE, NARROWEST, WIDEST = 0.27, 300, 400  # of the right panel: of the width, and its limits
MARGIN, GAP = 8, 8  # designed pixels around the plane, and between it and the chart
CHARTS = 150, 104, 72  # designed pixels of the timeline, as high as there is room for
LOW_CHART, FOLDED = CHARTS[-1], 18  # of the lowest one, and of its handle


@dataclass(frozen=True)
class Wanted:
    """The panels that a person wants to see.

    ``insists`` asks for the chart where it would otherwise be folded for lack of room.
    """

    left: bool = True
    right: bool = True
    chart: bool = True
    insists: bool = False


@dataclass(frozen=True)
class Arrangement:
    """The designed pixels of what stands beside the plane; 0 for what waits at the edge."""

    left: int
    right: int
    chart: int

    def plane(self, width: float, height: float) -> float:
        """Return the area that is left to the plane, in designed pixels."""
        across = width - (self.left or RAIL) - (self.right or HANDLE) - 2 * MARGIN
        down = height - 2 * MARGIN - (self.chart + GAP if self.chart else FOLDED)
        return max(across, 0.0) * max(down, 0.0)


def right_width(width: float) -> int:
    """Return how wide the right panel is beside the plane."""
    return round(min(max(RIGHT_SHARE * width, NARROWEST), WIDEST))


def arranged(width: float, height: float, window: float, wanted: Wanted) -> Arrangement:
    """Return the fullest arrangement in which the plane keeps its share of the window.

    ``width`` and ``height`` are what the columns have, ``window`` is the area of the whole window,
    all in designed pixels.
    """
    for found, share in _fuller_first(width, wanted):
        if found.plane(width, height) >= share * window:
            break
    if wanted.chart and wanted.insists and not found.chart:
        taller = Arrangement(found.left, found.right, LOW_CHART)
        if taller.plane(width, height) >= LEAST_PLANE * window:
            return taller
    return found


def _fuller_first(width: float, wanted: Wanted) -> Iterator[tuple[Arrangement, float]]:
    """Yield arrangements, each with the share of the window that it must leave to the plane."""
    charts = CHARTS if wanted.chart else ()
    right = right_width(width) if wanted.right else 0
    if wanted.left and width - LEFT - (right or HANDLE) >= width / 2:
        for chart in (*charts, 0):
            yield Arrangement(LEFT, right, chart), LEAST_PLANE
    for beside in dict.fromkeys((right, 0)):
        if width - RAIL - (beside or HANDLE) >= width / 2:
            for chart in charts:
                yield Arrangement(0, beside, chart), LEAST_PLANE
            yield Arrangement(0, beside, 0), LEAST_PLANE
    yield Arrangement(0, 0, 0), 0.0
