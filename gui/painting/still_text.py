"""Text that stays where it is from one frame to the next."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QFont, QPainter, QStaticText

LEVEL = Qt.AlignmentFlag.AlignHorizontal_Mask


class StillText:
    """Texts of one font, laid out once: Qt takes five times as long if it must at each painting."""

    def __init__(self, font: QFont) -> None:
        self._font = font
        self._laid: list[tuple[QPointF, QStaticText]] = []

    def add(self, room: QRectF, side: Qt.AlignmentFlag, text: str) -> None:
        """Add a text at this side of ``room`` or in its centre, halfway up."""
        laid = QStaticText(text)
        laid.setTextFormat(Qt.TextFormat.PlainText)
        laid.prepare(font=self._font)
        wide, high = laid.size().toTuple()
        place = side & LEVEL
        left = room.left()
        if place == Qt.AlignmentFlag.AlignHCenter:
            left = room.center().x() - wide / 2
        elif place == Qt.AlignmentFlag.AlignRight:
            left = room.right() - wide
        self._laid.append((QPointF(left, room.center().y() - high / 2), laid))

    def draw(self, painter: QPainter, ground: QBrush | None = None) -> None:
        """Draw all texts with the painter's pen, each on this ground if there is one."""
        painter.setFont(self._font)
        for at, laid in self._laid:
            if ground is not None:
                painter.fillRect(QRectF(at, laid.size()), ground)
            painter.drawStaticText(at, laid)
