"""The plane and, below it, the hint and the chart."""

from PySide6.QtCore import QEvent, QRect, QSize
from PySide6.QtWidgets import QToolButton, QWidget

from gui.look.theme import LIGHT, Theme
from gui.shell.arrangement import FOLDED, GAP, LOW_CHART, MARGIN

LEAST_CHART = 48  # designed pixels of a chart below a hint
OVER = 6  # designed pixels between the edge of the plane and what lies over it
CHANGES = (QEvent.Type.ShowToParent, QEvent.Type.HideToParent, QEvent.Type.Resize)
OPEN, BACK = "Show the timeline  [F7]", "Put the timeline away  [F7]"


class CentreColumn(QWidget):
    """Lays out the plane, the hint and the chart.

    The chart makes room for the hint, or the hint lies over the plane: the plane never changes for
    it, so that no point moves under the cursor. A ``handle`` stands in place of the chart that is
    away; its clicks are for the owner to connect.
    """

    def __init__(self, plane: QWidget, hint: QWidget, chart: QWidget) -> None:
        """Hold three widgets; ``hint`` hides itself where it has nothing to say."""
        super().__init__()
        self._plane, self._hint, self._chart = plane, hint, chart
        self.handle = QToolButton()
        self.handle.setProperty("fold", True)
        for widget in (plane, hint, chart, self.handle):  # the order of Tab
            widget.setParent(self)
        self._theme = Theme(LIGHT)
        self._below, self._is_over = 0, False
        hint.installEventFilter(self)

    def apply_theme(self, theme: Theme) -> None:
        """Apply the sizes of ``theme``."""
        self._theme = theme
        self._lay_out()

    def minimumSizeHint(self) -> QSize:
        side = self._theme.px(100 + 2 * MARGIN)
        return QSize(side, side)

    def arrange(self, chart: int, is_over: bool) -> None:
        """Show the chart this high below the plane, or low and over the plane; 0 hides it."""
        self._below, self._is_over = chart, is_over
        self._lay_out()

    def eventFilter(self, watched: QWidget, event: QEvent) -> bool:  # type: ignore[override]
        """Lay out again when the hint is shown, hidden or resized.

        A click puts it away where it lies over the plane.
        """
        if event.type() in CHANGES:
            self._lay_out()
        elif event.type() is QEvent.Type.MouseButtonRelease and self._lies_over():
            self._hint.hide()
        return False

    def _lies_over(self) -> bool:
        return self._plane.geometry().intersects(self._hint.geometry())

    def _lay_out(self) -> None:
        px, margin, gap = self._theme.px, self._theme.px(MARGIN), self._theme.px(GAP)
        width, height = self.width() - 2 * margin, self.height() - 2 * margin
        below = self._below or px(FOLDED)
        plane = height - below - (gap if self._below else 0)
        self._plane.setGeometry(margin, margin, width, plane)
        bottom = margin + height
        self.handle.setGeometry(margin, bottom - below + margin, width, below)
        self.handle.setVisible(not self._below)
        self._name_handle()
        chart = QRect(margin, bottom - below, width, below)
        if self._is_over:
            chart = QRect(margin, margin + plane - px(LOW_CHART), width, px(LOW_CHART))
        self._place_hint(chart, margin + plane)
        self._chart.setVisible(self._below > 0 or self._is_over)
        if self._is_over:
            self._chart.raise_()

    def _place_hint(self, chart: QRect, plane_ends: int) -> None:
        """Place the hint and the chart, which makes room for it if it can."""
        px, gap = self._theme.px, self._theme.px(GAP)
        high = 0 if self._hint.isHidden() else self._hint.heightForWidth(chart.width())
        if self._below and high and chart.height() - high - gap >= px(LEAST_CHART):
            self._hint.setGeometry(chart.left(), chart.top(), chart.width(), high)
            chart.setTop(chart.top() + high + gap)
        elif high:
            width = chart.width() - 2 * px(OVER)
            high = self._hint.heightForWidth(width)
            ends = chart.top() if self._is_over else plane_ends
            self._hint.setGeometry(chart.left() + px(OVER), ends - px(OVER) - high, width, high)
            self._hint.raise_()
        self._chart.setGeometry(chart)

    def _name_handle(self) -> None:
        tip = BACK if self._is_over else OPEN
        self.handle.setText("Timeline ▾" if self._is_over else "Timeline ▴")
        self.handle.setToolTip(tip)
        self.handle.setAccessibleName(tip.partition("  [")[0])
