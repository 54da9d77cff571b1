"""A small card beside the selected point."""

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from gui.look.number_text import class_text
from gui.look.theme import Theme
from model.snapshot import Verdict


class PointCard(QFrame):
    """Shows the number and class of a point, and what the classifier says of it."""

    def __init__(self, parent: QWidget) -> None:
        """Create a hidden card over ``parent``, transparent to the mouse."""
        super().__init__(parent)
        self.setObjectName("pointCard")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._title, self._said = QLabel(), QLabel()
        self._said.setProperty("quiet", True)
        self._layout = QVBoxLayout(self)
        self._layout.addWidget(self._title)
        self._layout.addWidget(self._said)
        self._away = QLabel()
        self._away.setProperty("quiet", True)
        self._layout.addWidget(self._away)
        self.hide()

    def apply_theme(self, theme: Theme) -> None:
        """Apply the sizes of ``theme``."""
        self._layout.setContentsMargins(theme.px(10), theme.px(6), theme.px(12), theme.px(6))
        self._layout.setSpacing(theme.px(1))
        self._title.setFont(theme.font(12))
        self._said.setFont(theme.font(12, mono=True))
        self._away.setFont(theme.font(12))

    def say(self, verdict: Verdict, away: str = "") -> None:
        """Show a verdict on a point, and where it lies if that is ``away`` from the slice."""
        self._away.setText(away)
        self._away.setVisible(bool(away))
        name = class_text(verdict.class_name, verdict.label)
        mark = "✓" if verdict.is_right else "✗"
        point = "test point" if verdict.is_test else "point"
        self._title.setText(f"{point} {verdict.index + 1} · {name}")
        if verdict.has_probability:
            self._said.setText(f"P({verdict.class_name}) = {verdict.probability:.2f} {mark}")
        else:
            self._said.setText(f"{'right' if verdict.is_right else 'wrong'} {mark}")

    def place(self, point: QPointF, distance: float, room: QSize) -> None:
        """Move beside a point, on the side that has room; hide if the point is out of sight."""
        self.adjustSize()
        left, top = point.x() + distance, point.y() - self.height() / 2
        if left + self.width() > room.width():
            left = point.x() - distance - self.width()
        top = min(max(top, 4.0), room.height() - self.height() - 4.0)
        self.move(round(left), round(top))
        seen = 0 <= point.x() <= room.width() and 0 <= point.y() <= room.height()
        self.setVisible(seen)
