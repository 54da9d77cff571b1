"""The plane and, below it, the hint and the chart."""

from PySide6.QtCore import QEvent, QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from gui.look.theme import LIGHT, Theme

MARGIN, GAP, SMALL_GAP = 12, 10, 8  # designed pixels
SHARE = 4  # what is below the plane takes at most one part in this many of the height
HIGHEST, LOWEST = 112, 64  # designed pixels of what is below the plane, with a chart
LEAST_CHART = 40  # designed pixels of a chart below a hint
LEAST_PLANE = 100
CHANGES = (QEvent.Type.ShowToParent, QEvent.Type.HideToParent, QEvent.Type.Resize)


class CentreColumn(QWidget):
    """Lays out the plane, the hint and the chart.

    The chart, not the plane, makes room for the hint, so that points do not move under the cursor.
    In a very low window the chart is hidden.
    """

    def __init__(self, plane: QWidget, hint: QWidget, chart: QWidget) -> None:
        """Hold three widgets; ``hint`` hides itself, ``chart`` is hidden for lack of room."""
        super().__init__()
        self._plane, self._hint, self._chart = plane, hint, chart
        for widget in (plane, hint, chart):  # the order of Tab
            widget.setParent(self)
        self._theme = Theme(LIGHT)
        hint.installEventFilter(self)

    def apply_theme(self, theme: Theme) -> None:
        """Apply the sizes of ``theme``."""
        self._theme = theme
        self._arrange()

    def minimumSizeHint(self) -> QSize:
        side = self._theme.px(LEAST_PLANE + 2 * MARGIN)
        return QSize(side, side)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def eventFilter(self, watched: QWidget, event: QEvent) -> bool:  # type: ignore[override]
        """Lay out again when the hint is shown, hidden or resized."""
        if event.type() in CHANGES:
            self._arrange()
        return False

    def _arrange(self) -> None:
        px = self._theme.px
        margin, gap, small = px(MARGIN), px(GAP), px(SMALL_GAP)
        width, height = self.width() - 2 * margin, self.height() - 2 * margin
        hint = 0 if self._hint.isHidden() else self._hint.heightForWidth(width)
        below = min((height - gap) // SHARE, px(HIGHEST))
        if below < px(LOWEST):
            below, chart = hint, 0
        else:
            chart = below - (hint + small if hint else 0)
        plane = height - (below + gap if below else 0)
        self._plane.setGeometry(margin, margin, width, plane)
        self._hint.setGeometry(margin, margin + plane + gap, width, hint)
        self._chart.setGeometry(margin, margin + height - chart, width, max(chart, 0))
        self._chart.setVisible(chart >= px(LEAST_CHART))
