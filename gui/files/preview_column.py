"""One column of the import dialog: its part, its name and its first cells."""

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize, Qt, Signal, Slot
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QSizePolicy, QVBoxLayout, QWidget

from gui.controls.calm import CalmCombo
from gui.controls.eliding_label import ElidingLabel
from gui.controls.point_icon import point_icon
from gui.controls.restyle import restyle
from gui.look.theme import LIGHT, Theme

FEWEST_ROWS = 1  # shown in the smallest window
WIDEST = 180  # designed pixels, without the margins
ROW, SIDE = 21, 13  # designed pixels: the height of a cell, the side of a class's sign
PART_TIP = (
    "What this column is: a feature, one input for each of its values (one-hot), left out, or the "
    "label, which is the class of a point"
)


class Cells(QWidget):
    """The first cells of a column, as many as fit."""

    def __init__(self, cells: Sequence[str], are_numbers: bool) -> None:
        """Show ``cells``, aligned to the right if they are numbers."""
        super().__init__()
        self._cells, self._are_numbers = tuple(cells), are_numbers
        self._labels: tuple[int | None, ...] = ()
        self._is_quiet = False
        self._theme = Theme(LIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)

    def apply_theme(self, theme: Theme) -> None:
        """Apply the colours and sizes of ``theme``."""
        self._theme = theme
        self.setFont(theme.font(12, mono=True))
        self.setMaximumHeight(self.sizeHint().height())
        self.updateGeometry()

    def show_labels(self, labels: Sequence[int | None], is_quiet: bool) -> None:
        """Show the sign of its class beside each cell that has one; ``is_quiet`` dims all text."""
        self._labels, self._is_quiet = tuple(labels), is_quiet
        self.update()

    @property
    def widest(self) -> int:
        """The logical pixels of the widest cell with a sign, at most ``WIDEST`` designed ones."""
        metrics = QFontMetrics(self.font())
        widths = (metrics.horizontalAdvance(cell) for cell in self._cells)
        return min(max(widths, default=0) + self._theme.px(SIDE + 6), self._theme.px(WIDEST))

    def sizeHint(self) -> QSize:
        return QSize(self.widest, self._theme.px(ROW) * len(self._cells))

    def minimumSizeHint(self) -> QSize:
        return QSize(0, self._theme.px(ROW) * min(FEWEST_ROWS, len(self._cells)))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        height, side = self._theme.px(ROW), self._theme.px(SIDE)
        for row in range(min(len(self._cells), self.height() // height)):
            room = QRect(0, row * height, self.width(), height)
            painter.setPen(self._theme.color("line"))
            painter.drawLine(room.topLeft(), room.topRight())
            label = self._labels[row] if row < len(self._labels) else None
            align = Qt.AlignmentFlag.AlignLeft
            if label is not None:
                sign = QRect(0, room.top() + (height - side) // 2, side, side)
                point_icon(label, self._theme).paint(painter, sign)
                room.setLeft(side + self._theme.px(6))
            elif self._are_numbers:
                align = Qt.AlignmentFlag.AlignRight
            text = self.fontMetrics().elidedText(
                self._cells[row], Qt.TextElideMode.ElideRight, room.width()
            )
            painter.setPen(self._theme.color("quiet" if self._is_quiet else "text"))
            painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | align, text)
        painter.end()


class PreviewColumn(QFrame):
    """A column whose part can be chosen.

    Signals:
        chosen(int, str): the column and the part that the person chose for it.
    """

    chosen = Signal(int, str)

    def __init__(
        self,
        column: int,
        parts: Sequence[tuple[str, str]],
        facts: str,
        cells: Sequence[str],
        are_numbers: bool,
        parent: QWidget,
    ) -> None:
        """Show a column; ``parts`` are (key, text), ``facts`` describe all of its cells."""
        super().__init__(parent)
        self.setObjectName("previewColumn")
        self._column, self._keys = column, [key for key, _ in parts]
        self.part = CalmCombo()
        self.part.addItems([text for _, text in parts])
        self.part.setToolTip(PART_TIP)
        self.part.activated.connect(self._choose)
        self._name, self._facts = ElidingLabel(), ElidingLabel(facts)
        self._facts.setProperty("caption", True)
        self._cells = Cells(cells, are_numbers)
        self._cells.setAccessibleDescription(", ".join(cells))
        self._layout = QVBoxLayout(self)
        for widget in (self.part, self._name, self._facts):
            widget.setMinimumWidth(1)  # wider text is elided
            self._layout.addWidget(widget)
        self._layout.addWidget(self._cells, 1)

    def apply_theme(self, theme: Theme) -> None:
        """Apply the colours and sizes of ``theme``."""
        margin = theme.px(10)
        self._layout.setContentsMargins(margin, margin, margin, theme.px(6))
        self._layout.setSpacing(theme.px(4))
        self._name.setFont(theme.font(bold=True))
        self._facts.setFont(theme.font(11))
        self._cells.apply_theme(theme)
        widths = (self._cells.widest, self._name.sizeHint().width(), self._facts.sizeHint().width())
        widest = max(self.part.sizeHint().width(), min(max(widths), theme.px(WIDEST)))
        self.setMinimumWidth(widest + 2 * margin)

    def show_part(self, key: str, title: str, labels: Sequence[int | None]) -> None:
        """Show the part of the column, its name in that part, and the classes of its cells."""
        self.part.setCurrentIndex(self._keys.index(key))
        self.part.setAccessibleName(f"Part of column {title}")
        self._cells.setAccessibleName(f"First cells of {title}")
        is_left_out = key == "left out"
        self._cells.show_labels(labels, is_left_out)
        restyle(self, "label", key == "label")
        restyle(self._name, "faded", is_left_out)
        self._name.setText(title)
        self._name.setToolTip(title)

    @Slot(int)
    def _choose(self, index: int) -> None:
        self.chosen.emit(self._column, self._keys[index])
