"""The course of a figure as a line the size of a word."""

from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtCore import QLineF, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from gui.look.theme import LIGHT, Theme

HEIGHT = 14  # designed pixels


class Sparkline(QWidget):
    """Draws a course without axes or figures."""

    def __init__(self) -> None:
        super().__init__()
        self._theme = Theme(LIGHT)
        self.pieces: Sequence[Sequence[tuple[float, float]]] = ()
        self._stands_out = False
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def apply_theme(self, theme: Theme) -> None:
        """Apply the colours and sizes of a theme."""
        self._theme = theme
        self.setFixedHeight(theme.px(HEIGHT))

    def sizeHint(self) -> QSize:
        return QSize(0, self._theme.px(HEIGHT))

    def show_course(
        self, pieces: Sequence[Sequence[tuple[float, float]]], stands_out: bool
    ) -> None:
        """Draw lines through places (across, up) from 0 to 1, strong ones if it ``stands_out``."""
        if (pieces, stands_out) != (self.pieces, self._stands_out):
            self.pieces, self._stands_out = pieces, stands_out
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the lines, a dot for each lone place, and a large dot at the end."""
        if not self.pieces:
            return
        theme, painter = self._theme, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        color = theme.color("accent" if self._stands_out else "quiet")
        width = (1.6 if self._stands_out else 1.2) * theme.scale
        painter.setPen(QPen(color, width))
        painter.setBrush(color)
        inside = theme.px(2)
        area = QRectF(self.rect()).adjusted(0, inside, -inside, -inside)
        for piece in self.pieces:
            places = [
                QPointF(area.left() + across * area.width(), area.bottom() - up * area.height())
                for across, up in piece
            ]
            painter.drawLines([QLineF(*ends) for ends in pairwise(places)])
            if len(places) == 1:
                painter.drawEllipse(places[0], width / 4, width / 4)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.drawEllipse(places[-1], inside, inside)
        painter.end()
