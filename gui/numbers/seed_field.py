"""A field for a seed, a whole number from 0 to 1e9."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from gui.controls.tips import describe
from gui.look.theme import Theme
from gui.numbers.entry import Entry
from model.typed import read_whole

LARGEST_SEED = 10**9


class SeedField(QWidget):
    """A label and a field for a seed, whose ``reason`` the owner places.

    Signals:
        changed(int): another seed was typed.
        refused(str): what was typed is not a seed, and what was expected.
    """

    changed = Signal(int)
    refused = Signal(str)

    def __init__(self, text: str, words: str) -> None:
        """Label the seed ``text``; the tooltip ``words`` say what is drawn from it."""
        super().__init__()
        self._text = text
        self._seed: int | None = None
        self._label, self._field = QLabel(text), Entry(_read)
        self._label.setProperty("quiet", True)
        self._label.setBuddy(self._field)
        self._field.setAlignment(Qt.AlignmentFlag.AlignRight)
        self._field.setAccessibleName(f"{text}, number")
        for widget in (self._label, self._field):
            describe(widget, words)
        self.reason = self._field.reason
        self._layout = QHBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.addWidget(self._label)
        self._layout.addWidget(self._field)
        self._field.entered.connect(self._take)
        self._field.refused.connect(self._refuse)

    def apply_theme(self, theme: Theme) -> None:
        """Apply the sizes of ``theme``."""
        self._field.setFixedWidth(theme.px(54))
        self._field.setFont(theme.font(12, mono=True))
        self._layout.setSpacing(theme.px(6))

    def set_seed(self, seed: int) -> None:
        """Show a seed without emitting; the same seed does not disturb typing."""
        if seed != self._seed:
            self._seed = seed
            self._field.show_text(str(seed))

    def begin_anew(self) -> None:
        """Give up what is typed, and why the last entry was refused: another one has come."""
        self._field.restore()

    @Slot(object)
    def _take(self, seed: int) -> None:
        if seed != self._seed:
            self.changed.emit(seed)

    @Slot(str)
    def _refuse(self, why: str) -> None:
        self.refused.emit(f"{self._text}: {why}")


def _read(text: str) -> int:
    return read_whole(text, "a whole number from 0 to 1e9", 0, LARGEST_SEED)
