"""Fields for the coordinates of a point to place."""

from functools import partial

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
)

from gui.controls.calm import CalmCombo
from gui.controls.eliding_label import ElidingLabel
from gui.controls.point_icon import point_icon
from gui.look.names import feature_text
from gui.look.theme import Theme
from gui.numbers.entry import Entry
from model import Dataset
from model.data.dataset import FURTHEST
from model.plane.slice import Slice
from model.typed import read_number

IN_ONE_ROW = 460  # designed pixels
LOW = Qt.AlignmentFlag.AlignBottom


class PlaceBar(QFrame):
    """Asks for the coordinates of a point; stays open for the next one until Escape.

    Signals:
        placed(x, y, label): place this point; y is 0 where a single feature is shown.
        refused(str): why what was typed is not a coordinate.
        closed(): the bar has been closed.
    """

    placed = Signal(float, float, int)
    refused = Signal(str)
    closed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("popup")
        self._fields = (Entry(read_coordinate), Entry(read_coordinate))
        self._class = CalmCombo()
        self._class.setAccessibleName("Class of the new point")
        self._class.setToolTip("The class of the new point")
        self._labels = (ElidingLabel(), ElidingLabel())
        place = QPushButton("Place")
        place.setToolTip("Place the point (Enter)")
        done = QPushButton("Done")
        done.setToolTip("Close these fields (Escape)")
        self._numbers, self._ends = QGridLayout(), QHBoxLayout()
        for column, (label, field) in enumerate(zip(self._labels, self._fields, strict=True)):
            field.setToolTip("A number such as 4 or −0.5")
            field.keeps_escape = False
            field.returnPressed.connect(self._place)
            field.entered.connect(field.keep)
            field.refused.connect(partial(self._refuse, label))
            label.setBuddy(field)
            label.setProperty("caption", True)
            label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
            self._numbers.addWidget(label, 0, column)
            self._numbers.addWidget(field, 1, column)
        for widget in (self._class, place, done):
            self._ends.addWidget(widget)
        self._layout, whole = QBoxLayout(QBoxLayout.Direction.LeftToRight), QVBoxLayout(self)
        whole.addLayout(self._layout)
        for field in self._fields:
            whole.addWidget(field.reason)
        self._whole = whole
        self._layout.addLayout(self._numbers)
        self._layout.addLayout(self._ends)
        self._layout.setAlignment(self._numbers, Qt.AlignmentFlag.AlignLeft)
        self._layout.setAlignment(self._ends, Qt.AlignmentFlag.AlignLeft | LOW)
        self._layout.addStretch(1)
        place.clicked.connect(self._place)
        done.clicked.connect(self._finish)
        self._names: tuple[str, ...] = ()
        self._theme: Theme | None = None
        self.hide()

    def apply_theme(self, theme: Theme) -> None:
        """Apply the colours and sizes of ``theme``."""
        self._theme = theme
        self._whole.setContentsMargins(theme.px(12), theme.px(5), theme.px(12), theme.px(8))
        self._whole.setSpacing(theme.px(6))
        for layout in (self._layout, self._ends):
            layout.setSpacing(theme.px(6))
        self._numbers.setHorizontalSpacing(theme.px(6))
        self._numbers.setVerticalSpacing(theme.px(2))
        for field in self._fields:
            field.setFont(theme.font(12, mono=True))
            field.setMinimumWidth(theme.px(64))
            field.setMaximumWidth(theme.px(104))
        self._class.setMinimumWidth(theme.px(76))
        for label in range(self._class.count()):
            self._class.setItemIcon(label, point_icon(label, theme))

    def open(self, data: Dataset, shown: Slice, label: int) -> None:
        """Open with a field for each feature shown, and this class chosen."""
        for place, (name, field) in enumerate(zip(self._labels, self._fields, strict=True)):
            asked = place < len(shown.axes)
            if asked:
                feature = feature_text(data.feature_names[shown.axes[place]])
                name.setText(feature)
                name.setToolTip(feature)
                field.setAccessibleName(f"Coordinate {feature}")
            field.restore()
            name.setVisible(asked)
            field.setVisible(asked)
        if data.class_names != self._names:
            self._names = data.class_names
            self._class.clear()
            self._class.addItems(list(self._names))
        if self._theme is not None:
            self.apply_theme(self._theme)
        self._class.setCurrentIndex(label)
        self.show()
        self._fields[0].setFocus()
        self._fields[0].selectAll()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Use two rows where there is no room for one."""
        way = QBoxLayout.Direction
        narrow = self._theme is not None and self.width() < self._theme.px(IN_ONE_ROW)
        self._layout.setDirection(way.TopToBottom if narrow else way.LeftToRight)
        super().resizeEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Close on Escape."""
        if event.key() == Qt.Key.Key_Escape:
            self._finish()
        else:
            super().keyPressEvent(event)

    def _refuse(self, label: QLabel, why: str) -> None:
        self.refused.emit(f"{label.text()}: {why}")

    @Slot()
    def _finish(self) -> None:
        self.hide()
        self.closed.emit()

    @Slot()
    def _place(self) -> None:
        numbers = []
        for field in self._fields:
            number = self._number(field)
            if number is None:
                field.setFocus()
                field.selectAll()
                return
            numbers.append(number)
        for field in self._fields:
            field.keep()
        self.placed.emit(*numbers, self._class.currentIndex())
        self._fields[0].setFocus()
        self._fields[0].selectAll()

    @staticmethod
    def _number(field: Entry) -> float | None:
        """Return the coordinate in a field, None where it is refused, which is said."""
        if field.isHidden():
            return 0.0  # a single feature has no vertical axis
        if field.is_refused:
            return None  # it has fallen back already
        try:
            return read_coordinate(field.text())
        except ValueError as refusal:
            field.fall_back(str(refusal))
            return None


def read_coordinate(text: str) -> float:
    """Read a coordinate as typed.

    Raises:
        ValueError: the plane has no such place; the message says what was expected.
    """
    return read_number(text, "a number from −1e9 to 1e9", -FURTHEST, FURTHEST)
