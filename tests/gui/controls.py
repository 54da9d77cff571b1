"""What a person does with lists and sliders, and what stands beside fields."""

import numpy as np
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QSlider, QWidget

from gui.numbers.reason import Reason
from tests.gui.person import LEFT, Person


def pick(person: Person, name: str, choice: str) -> None:
    """Walk through a list by arrow keys until a choice is reached."""
    combo = person.named(name, QComboBox)
    combo.setFocus()
    while combo.currentText() != choice:
        before = combo.currentIndex()
        down = before < combo.findText(choice)
        person.key(Qt.Key.Key_Down if down else Qt.Key.Key_Up)
        assert combo.currentIndex() != before, f"{choice} was refused"


def choose(person: Person, name: str, choice: str) -> None:
    """Open a list and pick a choice there, once."""
    combo = person.named(name, QComboBox)
    down = combo.findText(choice) - combo.currentIndex()
    combo.showPopup()
    for _ in range(abs(down)):
        QTest.keyClick(combo.view(), Qt.Key.Key_Down if down > 0 else Qt.Key.Key_Up)
    QTest.keyClick(combo.view(), Qt.Key.Key_Return)


def slide(slider: QSlider, share: float) -> None:
    """Drag the handle to a position from 0 to 1 on the slider."""
    middle = slider.height() // 2
    at = slider.value() / slider.maximum()
    grip = 8

    def pixel(share: float) -> QPoint:
        return QPoint(round(grip + share * (slider.width() - 2 * grip)), middle)

    QTest.mousePress(slider, LEFT, Qt.KeyboardModifier.NoModifier, pixel(at))
    for step in np.linspace(at, share, 5)[1:]:
        QTest.mouseMove(slider, pixel(float(step)))
    QTest.mouseRelease(slider, LEFT, Qt.KeyboardModifier.NoModifier, pixel(share))


def reasons(within: QWidget) -> list[str]:
    """Why entries were refused, as it stands beside fields."""
    return [reason.text() for reason in within.findChildren(Reason) if reason.isVisible()]


def is_in_sight(widget: QWidget) -> bool:
    """Whether all of a widget lies inside of all that is around it."""
    seen, inner = widget.rect(), widget
    around = widget.parentWidget()
    while around is not None and not inner.isWindow():
        seen, inner = seen.translated(inner.pos()).intersected(around.rect()), around
        around = around.parentWidget()
    return widget.isVisible() and seen.size() == widget.size()
