"""A field for a seed, a whole number from 0 to 1e9."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QWidget

from gui.controls.restyle import restyle
from gui.look.theme import Theme

LARGEST_SEED = 10**9


class SeedField(QWidget):
    """A label and a field for a seed.

    Signals:
        changed(int): another seed was typed.
        refused(str): what was typed is not a seed, and what was expected.
    """

    changed = Signal(int)
    refused = Signal(str)

    def __init__(self, text: str, tip: str) -> None:
        """Label the seed ``text``; ``tip`` says what is drawn from it."""
        super().__init__()
        self._text = text
        self._seed: int | None = None
        self._label, self._field = QLabel(text), QLineEdit()
        self._label.setProperty("quiet", True)
        self._label.setBuddy(self._field)
        self._field.setAlignment(Qt.AlignmentFlag.AlignRight)
        self._field.setAccessibleName(f"{text}, number")
        for widget in (self._label, self._field):
            widget.setToolTip(tip)
        self._layout = QHBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.addWidget(self._label)
        self._layout.addWidget(self._field)
        self._field.editingFinished.connect(self._finish_typing)
        self._field.returnPressed.connect(self._field.clearFocus)

    def apply_theme(self, theme: Theme) -> None:
        """Apply the sizes of ``theme``."""
        self._field.setFixedWidth(theme.px(54))
        self._field.setFont(theme.font(12, mono=True))
        self._layout.setSpacing(theme.px(6))

    def set_seed(self, seed: int) -> None:
        """Show a seed without emitting; the same seed does not disturb typing."""
        if seed != self._seed:
            self._seed = seed
            self._field.setText(str(seed))
            restyle(self._field, "wrong", False)

    @Slot()
    def _finish_typing(self) -> None:
        if not self._field.isModified():
            return
        self._field.setModified(False)
        seed = _read(self._field.text().strip())
        restyle(self._field, "wrong", seed is None)
        if seed is None:
            typed = self._field.text()
            self.refused.emit(f"{self._text}: {typed!r}: expected a whole number from 0 to 1e9")
        elif seed == self._seed:
            self._field.setText(str(seed))
        else:
            self.changed.emit(seed)


def _read(text: str) -> int | None:
    """Return the seed of these digits, or None if they are not a seed."""
    digits = text.lstrip("0") or text[-1:]
    known = digits.isascii() and digits.isdigit() and len(digits) <= len(str(LARGEST_SEED))
    return int(digits) if known and int(digits) <= LARGEST_SEED else None
