"""The choice of what training goes on until."""

from functools import partial

from PySide6.QtCore import QPoint, Qt, Signal, Slot
from PySide6.QtWidgets import QButtonGroup, QFrame, QGridLayout, QLabel, QRadioButton, QWidget

from gui.controls.tips import disable, tip
from gui.look.theme import Theme
from gui.numbers.entry import Entry
from model.run.until import CONDITIONS, Condition, Until
from model.typed import read_number, read_whole

PAUSED = "paused"
MOST = 10**9  # epochs or updates
FIELD = 84  # designed pixels of the field of a number
NO_TESTS = "There are no test points: give them a share under Data"


class UntilPopup(QFrame):
    """A list of conditions, each with a field for its number, put away by Escape or a click.

    Signals:
        chosen(Until | None): another condition, None for none.
        said(str): why a number was refused.
    """

    chosen = Signal(object)
    said = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setObjectName("popup")
        self._until: Until | None = None
        self._values = {name: one.default or 0.0 for name, one in CONDITIONS.items()}
        self._group = QButtonGroup(self)
        self._buttons = {name: QRadioButton(one.title) for name, one in CONDITIONS.items()}
        self._fields: dict[str, Entry] = {}
        self._paused = QRadioButton(PAUSED)
        self._paused.setToolTip(tip("Train until Pause is pressed"))
        self._title = QLabel("TRAIN UNTIL")
        self._title.setProperty("heading", True)
        self._grid = QGridLayout(self)
        self._grid.addWidget(self._title, 0, 0, 1, 2)
        self._grid.addWidget(self._paused, 1, 0)
        for name, one in CONDITIONS.items():
            self._add(name, one)
        for button in (self._paused, *self._buttons.values()):
            self._group.addButton(button)
        self._paused.clicked.connect(partial(self._choose, ""))

    def _add(self, name: str, one: Condition) -> None:
        button, row = self._buttons[name], self._grid.rowCount()
        button.setToolTip(tip(one.tip))
        button.clicked.connect(partial(self._choose, name))
        self._grid.addWidget(button, row, 0)
        if one.default is None:
            return
        field = self._fields[name] = Entry(partial(_read, one))
        field.setAlignment(Qt.AlignmentFlag.AlignRight)
        field.setToolTip(tip(one.tip))
        field.setAccessibleName(f"{one.title}, number")
        field.keeps_escape = False
        field.show_text(_written(one, self._values[name]))
        field.entered.connect(partial(self._enter, name))
        field.refused.connect(self.said)
        self._grid.addWidget(field, row, 1)
        self._grid.addWidget(field.reason, row + 1, 0, 1, 2)

    def apply_theme(self, theme: Theme) -> None:
        """Apply the sizes of ``theme``."""
        margin = theme.px(12)
        self._grid.setContentsMargins(margin, margin, margin, margin)
        self._grid.setHorizontalSpacing(theme.px(16))
        self._grid.setVerticalSpacing(theme.px(4))
        for field in self._fields.values():
            field.setFixedWidth(theme.px(FIELD))
            field.setFont(theme.font(12, mono=True))

    def offer_tests(self, has_tests: bool) -> None:
        """Offer what needs test points where there are any."""
        for name, one in CONDITIONS.items():
            why = NO_TESTS if one.tests and not has_tests else ""
            disable(self._buttons[name], why)
            if name in self._fields:
                disable(self._fields[name], why)

    def show_until(self, until: Until | None) -> None:
        """Show the condition in force."""
        self._until = until
        if until is None:
            self._paused.setChecked(True)
            return
        self._values[until.name] = until.value
        self._buttons[until.name].setChecked(True)
        if until.name in self._fields:
            self._fields[until.name].show_text(_written(CONDITIONS[until.name], until.value))

    def open_at(self, spot: QPoint) -> None:
        """Open with the upper left corner at ``spot`` on the screen, moved to fit into it."""
        self.adjustSize()
        screen = self.screen().availableGeometry()
        left = min(spot.x(), screen.right() - self.width())
        top = min(spot.y(), screen.bottom() - self.height())
        self.move(max(left, screen.left()), max(top, screen.top()))
        self.show()
        checked = self._group.checkedButton()
        if checked is not None:
            checked.setFocus()

    def words(self, until: Until | None) -> str:
        """Return a condition in a few words."""
        if until is None:
            return PAUSED
        one = CONDITIONS[until.name]
        number = "" if one.default is None else f" {_written(one, until.value)}"
        return f"{one.title}{number}"

    @Slot()
    def _choose(self, name: str, checked: bool = True) -> None:
        self._emit(Until(name, self._values[name]) if name else None)

    @Slot(object)
    def _enter(self, name: str, value: float) -> None:
        self._values[name] = value
        self._emit(Until(name, value))

    def _emit(self, until: Until | None) -> None:
        if until != self._until:
            self.chosen.emit(until)


def _read(one: Condition, text: str) -> float:
    if one.is_whole:
        return read_whole(text, "a whole number from 1 to 1e9", 1, MOST)
    if one.is_share:
        return read_number(text, "per cent from 0 to 100", 0.0, 100.0, "%") / 100
    return read_number(text, "a number from 0 on", 0.0)


def _written(one: Condition, value: float) -> str:
    if one.is_whole:
        return str(int(value))
    return f"{100 * value:g} %" if one.is_share else f"{value:g}"
