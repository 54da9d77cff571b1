"""Which points are marked on a plane, and the card of the one that is selected."""

from collections.abc import Sequence

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget

from gui.look.theme import Theme
from gui.plane.point_card import PointCard
from gui.plane.points_layer import PointsLayer
from gui.sight.geometry import Geometry
from model import Snapshot

BESIDE = 16.0  # designed pixels from a point to its card


class PointMarks:
    """Marks points: selected ones, one that another view refers to, and several quietly.

    While no view refers to a point, the mistake that a step waits before is marked. So are those
    that an update has just been made for.
    """

    def __init__(self, points: PointsLayer, parent: QWidget) -> None:
        self._points, self._card = points, PointCard(parent)
        self.selected: tuple[int, ...] = ()
        self.highlighted: int | None = None
        self.several: Sequence[int] = ()

    def apply_theme(self, theme: Theme) -> None:
        """Apply the colours and sizes of ``theme``."""
        self._card.apply_theme(theme)

    def show(self, snapshot: Snapshot | None, geometry: Geometry, scale: float) -> None:
        """Mark the points where they are now, and place the card beside a single selected one."""
        waiting = snapshot.step.mistake if snapshot is not None else None
        self._points.set_selected(self.selected)
        self._points.set_highlighted(waiting if self.highlighted is None else self.highlighted)
        self._points.set_several(self.several)
        self._points.set_learned(snapshot.learned if snapshot is not None else ())
        index = self.selected[0] if len(self.selected) == 1 else None
        if snapshot is None or index is None or index >= len(snapshot.measured.scores):
            self._card.hide()
            return
        x, y = self._points.x[index].tolist()
        self._card.say(snapshot.verdict(index), self._points.away_text(index))
        room = QSize(geometry.width, geometry.height)
        self._card.place(geometry.to_widget(x, y), BESIDE * scale, room)
