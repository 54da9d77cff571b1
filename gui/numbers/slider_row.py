"""A label, a slider and a field for the exact number."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from gui.controls.calm import CalmSlider
from gui.controls.eliding_label import ElidingLabel
from gui.controls.tips import describe
from gui.look.theme import Theme
from gui.numbers.entry import Entry

STEPS = 1000


@dataclass(frozen=True)
class Scale:
    """Where numbers lie on a slider, and their text.

    Attributes:
        to_share: Returns the position of a number on the slider, from 0 to 1.
        to_number: Returns a round number at such a position.
        write: Returns the text of a number.
        read: Returns the number in a text, or raises ValueError with what was expected.
    """

    to_share: Callable[[float], float]
    to_number: Callable[[float], float]
    write: Callable[[float], str]
    read: Callable[[str], float]


class SliderRow(QWidget):
    """A label, a slider and a field, which show the same number.

    Signals:
        changed(float, int): the number, and a count that all changes of one gesture share.
        refused(str): what was typed is not such a number, and what was expected.
    """

    changed = Signal(float, int)
    refused = Signal(str)

    def __init__(self, text: str, words: str, scale: Scale) -> None:
        """Label the number ``text``; the tooltip ``words`` say what it does."""
        super().__init__()
        self._scale = scale
        self._gesture = 0
        self._number: float | None = None
        self._label = ElidingLabel(text)
        self._label.setProperty("quiet", True)
        self._slider = CalmSlider()
        self._slider.setRange(0, STEPS)
        self._slider.setPageStep(STEPS // 10)
        self._slider.setSingleStep(STEPS // 40)
        self._field = Entry(scale.read)
        self._field.setProperty("figure", True)
        self._field.setAlignment(Qt.AlignmentFlag.AlignRight)
        self._label.setBuddy(self._field)
        self.rename(text, words)
        self._layout, self._whole = QHBoxLayout(), QVBoxLayout(self)
        self._layout.addWidget(self._label)
        self._layout.addWidget(self._slider, 1)
        self._layout.addWidget(self._field)
        self._whole.setContentsMargins(0, 0, 0, 0)
        self._whole.addLayout(self._layout)
        self._whole.addWidget(self._field.reason)
        self._slider.sliderPressed.connect(self._begin_gesture)
        self._slider.valueChanged.connect(self._slide)
        self._field.entered.connect(self._take)
        self._field.refused.connect(self._refuse)

    def apply_theme(self, theme: Theme) -> None:
        """Apply the sizes of ``theme``."""
        self._label.setFixedWidth(theme.px(88))
        self._field.setFixedWidth(theme.px(54))
        self._field.setFont(theme.font(12, mono=True))
        for layout in (self._layout, self._whole):
            layout.setSpacing(theme.px(6))

    def rename(self, text: str, words: str) -> None:
        """Change the label and the tooltip."""
        self._text = text
        self._label.setText(text)
        self._slider.setAccessibleName(f"{text}, slider")
        self._field.setAccessibleName(f"{text}, number")
        for widget in (self._label, self._slider, self._field):
            describe(widget, words)
        self._field.restore()

    def set_scale(self, scale: Scale) -> None:
        """Show the number on another scale."""
        self._scale = scale
        self._field.read_by(scale.read)
        if self._number is not None:
            self._show(self._number)

    def set_number(self, number: float) -> None:
        """Show a number without emitting; the same number does not disturb typing."""
        if number != self._number:
            self._number = number
            self._show(number)

    def begin_anew(self) -> None:
        """Give up what is typed, and why the last entry was refused: another one has come."""
        self._field.restore()

    def clear(self) -> None:
        """Show that there is no number."""
        if self._number is not None:
            self._number = None
            self._place(0)
            self._field.show_text("")

    def _show(self, number: float) -> None:
        self._place(round(STEPS * self._scale.to_share(number)))
        self._write(number)

    def _place(self, value: int) -> None:
        """Move the handle without emitting."""
        self._slider.blockSignals(True)
        self._slider.setValue(value)
        self._slider.blockSignals(False)

    def _write(self, number: float) -> None:
        self._field.show_text(self._scale.write(number))
        self._field.setCursorPosition(0)  # show the first digits of a long number

    @Slot()
    def _begin_gesture(self) -> None:
        self._gesture += 1

    @Slot(int)
    def _slide(self, value: int) -> None:
        is_key = not self._slider.isSliderDown()
        number = self._next_from(value) if is_key else self._scale.to_number(value / STEPS)
        self._gesture += is_key
        if number != self._number:
            self._number = number
            if is_key:
                self._place(round(STEPS * self._scale.to_share(number)))
            self._write(number)
            self.changed.emit(number, self._gesture)

    def _next_from(self, value: int) -> float:
        """Return the number at ``value``, or the next one beyond it if that is unchanged."""
        number = self._scale.to_number(value / STEPS)
        if self._number is None:
            return number
        way = 1 if value > STEPS * self._scale.to_share(self._number) else -1
        while number == self._number and 0 <= value + way <= STEPS:
            value += way
            number = self._scale.to_number(value / STEPS)
        return number

    @Slot(object)
    def _take(self, number: float) -> None:
        if number != self._number:
            self._gesture += 1
            self.changed.emit(number, self._gesture)

    @Slot(str)
    def _refuse(self, why: str) -> None:
        self.refused.emit(f"{self._text}: {why}")
