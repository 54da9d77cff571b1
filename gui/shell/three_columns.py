"""A panel on the left, one on the right, and between them what matters most."""

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QToolButton, QWidget

from gui.look.theme import LIGHT, Theme

LEFT = 236  # designed pixels of the left panel
WIDEST, NARROWEST = 400, 190  # designed pixels of the right panel
SHARE, ALONE = 0.28, 0.4  # of the whole width, for the right panel beside the left one or alone
LEAST_CENTRE = 300  # designed pixels that both panels leave, if both are there
HANDLE = 14  # designed pixels of what stands in place of a panel
LEFTWARDS = "\N{SINGLE LEFT-POINTING ANGLE QUOTATION MARK}"
RIGHTWARDS = "\N{SINGLE RIGHT-POINTING ANGLE QUOTATION MARK}"
OPEN, BACK = "Show the panel on the right  [F8]", "Back to the panel on the left  [F8]"


class ThreeColumns(QWidget):
    """Shows the right panel where it is wanted and leaves the centre larger than itself.

    Where there is no room for both panels, the right one stays away; when it is asked for there,
    it takes the place of the left one. ``right_shown(bool)`` tells when it comes or goes. A
    ``handle`` stands where a panel is away; whoever hears of its clicks brings that panel back.
    """

    right_shown = Signal(bool)

    def __init__(self, left: QWidget, centre: QWidget, right: QWidget) -> None:
        """With all three in sight."""
        super().__init__()
        self._left, self._centre, self._right = left, centre, right
        self.handle = QToolButton()
        self.handle.setProperty("handle", True)
        for column in (left, centre, right, self.handle):  # in this order Tab goes through them
            column.setParent(self)
        self._theme = Theme(LIGHT)
        self._wanted, self._insists = True, False

    def apply_theme(self, theme: Theme) -> None:
        """Take on these sizes."""
        self._theme = theme
        self._arrange()

    def _turn_handle(self, shows_left: bool, width: int, height: int) -> None:
        """Put the handle at the edge where a panel is away."""
        tip = OPEN if shows_left else BACK
        self.handle.setText(LEFTWARDS if shows_left else RIGHTWARDS)
        self.handle.setToolTip(tip)
        self.handle.setAccessibleName(tip.partition("  [")[0])
        self.handle.setFixedSize(width, height)
        self.handle.move(self.width() - width if shows_left else 0, 0)

    def show_right(self, wanted: bool, in_place_of_left: bool = False) -> None:
        """Show or hide the right panel; it may take the place of the left one if it must."""
        self._wanted, self._insists = wanted, wanted and in_place_of_left
        self._arrange()

    def minimumSizeHint(self) -> QSize:
        """Room for the left panel and a centre."""
        columns = (self._left, self._centre, self._right)
        height = max(column.minimumSizeHint().height() for column in columns)
        return QSize(self._theme.px(LEFT + LEAST_CENTRE), height)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the new room."""
        self._arrange()

    @property
    def _has_room(self) -> bool:
        return self.width() >= self._theme.px(LEFT + LEAST_CENTRE + NARROWEST)

    def _arrange(self) -> None:
        px, width, height = self._theme.px, self.width(), self.height()
        self._insists = self._insists and not self._has_room
        shows_right = self._wanted and (self._has_room or self._insists)
        shows_left = not self._insists
        share, least = (SHARE, NARROWEST) if shows_left else (ALONE, LEFT)
        right = max(min(round(share * width), px(WIDEST)), px(least)) if shows_right else 0
        left = px(LEFT) if shows_left else 0
        handle = 0 if shows_left and shows_right else px(HANDLE)
        start, end = (left, width - right - handle) if shows_left else (handle, width - right)
        changes = shows_right == self._right.isHidden()
        self._left.setVisible(shows_left)
        self._right.setVisible(shows_right)
        self._left.setGeometry(0, 0, left, height)
        self._centre.setGeometry(start, 0, end - start, height)
        self._right.setGeometry(width - right, 0, right, height)
        self._turn_handle(shows_left, handle, height)
        self.handle.setVisible(handle > 0)
        if changes:
            self.right_shown.emit(shows_right)
