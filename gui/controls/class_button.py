"""A button that stands for a class."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import (
    QSizePolicy,
    QStyle,
    QStyleOptionToolButton,
    QStylePainter,
    QToolButton,
)

from gui.controls.point_icon import point_icon
from gui.look.number_text import class_text
from gui.look.theme import Theme
from model.data.dataset import CLASS_NAMES


def button_text(name: str, label: int) -> str:
    """Return a text such as Red 1; a name of letters and other characters stands alone."""
    alone = any(letter.isalpha() for letter in name) and not name.isalpha()
    text = name if alone else class_text(name, label)
    # A name from a file stays as it is: yes and Yes may both be classes.
    return text.capitalize() if name in CLASS_NAMES else text


class ClassButton(QToolButton):
    """Shows the icon of a class and as much of its name as fits."""

    def __init__(self, name: str, label: int) -> None:
        super().__init__()
        self.name, self.label = name, label
        self.setText(button_text(name, label).replace("&", "&&"))
        self.setToolTip(f"Draw points of class {name}  [{label + 1}]")
        self.setAccessibleName(f"Class {name}")
        self.setCheckable(True)
        self.setProperty("class", True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def apply_theme(self, theme: Theme) -> None:
        """Apply the colours and sizes of ``theme``."""
        self.setIcon(point_icon(self.label, theme))
        self.setIconSize(QSize(theme.px(15), theme.px(15)))

    @property
    def shown(self) -> str:
        """The text, its middle elided where it does not fit."""
        metrics = self.fontMetrics()
        # Qt's size hint adds two spaces that are not drawn.
        around = self.sizeHint().width() - metrics.horizontalAdvance(f"  {self.text()}")
        room = max(self.width() - around, 0)
        return metrics.elidedText(self.text(), Qt.TextElideMode.ElideMiddle, room)

    def paintEvent(self, event: QPaintEvent) -> None:
        option = QStyleOptionToolButton()
        self.initStyleOption(option)
        option.text = self.shown
        painter = QStylePainter(self)
        painter.drawComplexControl(QStyle.ComplexControl.CC_ToolButton, option)
        painter.end()
