"""The last boundaries, fading, so that movement is seen in a still picture."""

import pyqtgraph as pg

from gui.look.theme import Theme
from gui.plane.lines_item import LinesItem
from gui.plane.unit_lines import boundary
from model import Snapshot
from model.plane.field import Region
from model.plane.sketch import Sketch

BEFORE = 2.2  # designed pixels of the boundary before the last update
FADING = ((1.4, 130), (1.3, 95), (1.2, 68), (1.1, 48), (1.0, 34))  # width and alpha of those behind


class Ghosts:
    """Draws the boundary before the last update clearly, and those before it ever more faintly."""

    def __init__(self, box: pg.ViewBox, z: float) -> None:
        """Draw into ``box``, above what lies at ``z``."""
        self._before = LinesItem()
        self._trail = tuple(LinesItem() for _ in FADING)
        for place, item in enumerate((*reversed(self._trail), self._before), start=1):
            item.setZValue(z + place / 10)
            box.addItem(item, ignoreBounds=True)

    def set_theme(self, theme: Theme, ratio: float) -> None:
        """Draw with this theme's colours and sizes, on a screen of this device pixel ratio."""
        pen = theme.scale * ratio
        self._before.set_pen(theme.color("quiet"), BEFORE * pen)
        for item, (width, alpha) in zip(self._trail, FADING, strict=True):
            item.set_pen(theme.color("quiet", alpha), width * pen)

    def show(self, snapshot: Snapshot, region: Region) -> None:
        """Draw the boundaries before a snapshot; none while a unit is in focus."""
        is_whole = snapshot.focus is None
        _show(self._before, snapshot.ghost if is_whole else None, region)
        trail: list[Sketch | None] = [*snapshot.trail] if is_whole else []
        trail += [None] * (len(self._trail) - len(trail))
        for item, sketch in zip(self._trail, trail, strict=False):
            _show(item, sketch, region)


def _show(item: LinesItem, sketch: Sketch | None, region: Region) -> None:
    field = sketch.field if sketch is not None else None
    if sketch is None or field is None:
        item.set_curves([], region)
    elif not item.shows(sketch):
        item.set_curves(boundary(sketch, field), region, sketch)
