"""A panel on the left, one on the right, and the centre between them."""

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QToolButton, QWidget

from gui.look.theme import LIGHT, Theme

LEFT = 236  # designed pixels of the left panel
WIDEST, NARROWEST = 400, 190  # designed pixels of the right panel
SHARE, ALONE = 0.28, 0.4  # of the whole width, of the right panel with the left one, and alone
LEAST_CENTRE = 300  # designed pixels that both panels leave to the centre
HANDLE = 14  # designed pixels across the handle
LEFTWARDS = "\N{SINGLE LEFT-POINTING ANGLE QUOTATION MARK}"
RIGHTWARDS = "\N{SINGLE RIGHT-POINTING ANGLE QUOTATION MARK}"
OPEN, BACK = "Show the panel on the right  [F8]", "Back to the panel on the left  [F8]"


class ThreeColumns(QWidget):
    """Lays out two panels and a larger centre.

    Without room for both panels the right one is hidden, unless it is to replace the left one. A
    ``handle`` stands in place of the hidden panel; its clicks are for the owner to connect.

    Signals:
        right_shown(bool): the right panel was shown or hidden.
    """

    right_shown = Signal(bool)

    def __init__(self, left: QWidget, centre: QWidget, right: QWidget) -> None:
        super().__init__()
        self._left, self._centre, self._right = left, centre, right
        self.handle = QToolButton()
        self.handle.setProperty("handle", True)
        for column in (left, centre, right, self.handle):  # the order of Tab
            column.setParent(self)
        self._theme = Theme(LIGHT)
        self._wanted, self._replaces_left = True, False

    def apply_theme(self, theme: Theme) -> None:
        """Apply the sizes of ``theme``."""
        self._theme = theme
        self._arrange()

    def _place_handle(self, shows_left: bool, width: int, height: int) -> None:
        """Put the handle at the edge where a panel is hidden."""
        tip = OPEN if shows_left else BACK
        self.handle.setText(LEFTWARDS if shows_left else RIGHTWARDS)
        self.handle.setToolTip(tip)
        self.handle.setAccessibleName(tip.partition("  [")[0])
        self.handle.setFixedSize(width, height)
        self.handle.move(self.width() - width if shows_left else 0, 0)

    def show_right(self, wanted: bool, in_place_of_left: bool = False) -> None:
        """Show or hide the right panel, for lack of room in place of the left one if allowed."""
        self._wanted, self._replaces_left = wanted, wanted and in_place_of_left
        self._arrange()

    def minimumSizeHint(self) -> QSize:
        columns = (self._left, self._centre, self._right)
        height = max(column.minimumSizeHint().height() for column in columns)
        return QSize(self._theme.px(LEFT + LEAST_CENTRE), height)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._arrange()

    @property
    def _has_room(self) -> bool:
        return self.width() >= self._theme.px(LEFT + LEAST_CENTRE + NARROWEST)

    def _arrange(self) -> None:
        px, width, height = self._theme.px, self.width(), self.height()
        self._replaces_left = self._replaces_left and not self._has_room
        shows_right = self._wanted and (self._has_room or self._replaces_left)
        shows_left = not self._replaces_left
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
        self._place_handle(shows_left, handle, height)
        self.handle.setVisible(handle > 0)
        if changes:
            self.right_shown.emit(shows_right)
