"""The panels around the centre: beside it, or sliding over it from the edge."""

from collections.abc import Iterator
from dataclasses import replace

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QToolButton, QWidget

from gui.look.theme import LIGHT, Theme
from gui.shell.arrangement import HANDLE, LEFT, RAIL, Arrangement, Wanted, arranged, right_width
from gui.shell.centre_column import CentreColumn

PANELS = LEFT_PANEL, RIGHT_PANEL, CHART_PANEL = ("left", "right", "chart")
LEFTWARDS = "\N{SINGLE LEFT-POINTING ANGLE QUOTATION MARK}"
RIGHTWARDS = "\N{SINGLE RIGHT-POINTING ANGLE QUOTATION MARK}"
OPEN, BACK = "Show the panel on the right  [F8]", "Put the panel on the right away  [F8]"
LEAST = 200  # designed pixels of the least width and height


class ThreeColumns(QWidget):
    """Lays out a panel on the left, one on the right, and the centre with a chart.

    Where the centre would have too little room, the left panel is a rail, the others wait behind
    handles, and any of them slides over the centre when it is asked for. What a click on ``handle``
    does is for the owner to connect.

    Signals:
        shown_changed(): other panels are shown than before.
    """

    shown_changed = Signal()

    def __init__(self, left: QWidget, rail: QWidget, centre: CentreColumn, right: QWidget) -> None:
        super().__init__()
        self._left, self._rail, self._centre, self._right = left, rail, centre, right
        self.handle = QToolButton()
        self.handle.setProperty("handle", True)
        for column in (rail, left, centre, right, self.handle):  # the order of Tab
            column.setParent(self)
        self._theme = Theme(LIGHT)
        self.wanted = Wanted()
        self._over = ""  # the panel that lies over the centre
        self._beside = Arrangement(LEFT, 0, 0)
        self._shown: list[str] = []

    def apply_theme(self, theme: Theme) -> None:
        """Apply the sizes of ``theme``."""
        self._theme = theme
        self._centre.apply_theme(theme)
        self._arrange()

    def want(self, wanted: Wanted) -> None:
        """Show these panels where there is room."""
        self.wanted = wanted
        self._arrange()

    def shows(self, panel: str) -> bool:
        """Return whether a panel is in sight."""
        return panel == self._over or getattr(self._beside, panel) > 0

    def toggle(self, panel: str) -> None:
        """Show or hide a panel; for lack of room it slides over the centre."""
        if panel == self._over:
            self._over = ""
            self._arrange()
            return
        asked = not self.shows(panel)
        for wanted, over in self._ways(panel, asked):
            self.wanted, self._over = wanted, over
            self._arrange()
            if self.shows(panel) is asked:
                return

    def _ways(self, panel: str, asked: bool) -> Iterator[tuple[Wanted, str]]:
        """Yield what to want and what to lay over the centre, to show or hide a panel."""
        plain = replace(self.wanted, insists=False)
        if asked:
            shown = self._with(plain, panel, True)
            yield shown, self._over
            if panel == CHART_PANEL:
                yield replace(shown, insists=True), self._over
            yield shown, panel
        else:
            yield plain, self._over  # the chart that was insisted on
            yield self._with(plain, panel, False), self._over

    @staticmethod
    def _with(wanted: Wanted, panel: str, is_wanted: bool) -> Wanted:
        shown = {name: getattr(wanted, name) for name in PANELS} | {panel: is_wanted}
        return Wanted(**shown)

    def close_over(self) -> bool:
        """Put away the panel that lies over the centre; return whether there was one."""
        was_open, self._over = bool(self._over), ""
        self._arrange()
        return was_open

    def minimumSizeHint(self) -> QSize:
        return QSize(self._theme.px(LEAST), self._theme.px(LEAST))

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._arrange()

    def _arrange(self) -> None:
        px, width, height, scale = self._theme.px, self.width(), self.height(), self._theme.scale
        window = self.window().size()
        area = window.width() * window.height() / scale**2
        self._beside = beside = arranged(width / scale, height / scale, area, self.wanted)
        if self._over and getattr(beside, self._over):
            self._over = ""
        start = px(beside.left or RAIL)
        end = width - px(beside.right or HANDLE)
        self._rail.setGeometry(0, 0, px(RAIL), height)
        self._rail.setVisible(not beside.left)
        self._centre.setGeometry(start, 0, end - start, height)
        self._centre.arrange(px(beside.chart), is_over=self._over == CHART_PANEL)
        self._place(self._left, 0 if beside.left else start, px(LEFT), LEFT_PANEL)
        self._place_right(px(beside.right), end)
        self._tell()

    def _place_right(self, beside: int, end: int) -> None:
        """Place the right panel and, where it is not beside the plane, the handle."""
        px, width = self._theme.px, self.width()
        wide = beside or min(px(right_width(width / self._theme.scale)), end - px(RAIL))
        self._place(self._right, end if beside else end - wide, wide, RIGHT_PANEL)
        is_over = self._over == RIGHT_PANEL
        tip = BACK if is_over else OPEN
        self.handle.setText(RIGHTWARDS if is_over else LEFTWARDS)
        self.handle.setToolTip(tip)
        self.handle.setAccessibleName(tip.partition("  [")[0])
        self.handle.setGeometry(end, 0, px(HANDLE), self.height())
        self.handle.setVisible(not beside)

    def _place(self, widget: QWidget, start: int, width: int, panel: str) -> None:
        widget.setGeometry(start, 0, width, self.height())
        widget.setVisible(self.shows(panel))
        if panel == self._over:
            widget.raise_()

    def _tell(self) -> None:
        shown = [panel for panel in PANELS if self.shows(panel)]
        if shown != self._shown:
            self._shown = shown
            self.shown_changed.emit()
