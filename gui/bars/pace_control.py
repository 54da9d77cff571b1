"""How fast updates happen, and until when: the control beside Run."""

from PySide6.QtCore import QPoint, Signal, Slot
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QToolButton, QVBoxLayout, QWidget

from gui.bars.until_popup import UntilPopup
from gui.controls.buttons import tool_button
from gui.controls.calm import CalmSlider
from gui.controls.tips import tip
from gui.look.theme import Theme
from model.run.pace import PACES, Pace
from model.run.until import Until

TIP = "How fast updates are made while training runs: slower Ctrl+Down, faster Ctrl+Up"
UNTIL_TIP = "When training stops of itself  [U]"
WIDE = 122  # designed pixels of the slider and of the words above it
WORDS = max((pace.brief for pace in PACES.values()), key=len)


class PaceControl(QWidget):
    """A slider of all paces under the words that say which, and a button for when to stop.

    Where there is little room, the words alone, with a menu of both.

    Signals:
        chosen(str): the name of another pace.
        until_chosen(Until | None): another condition, None for none.
        said(str): why a number of a condition was refused.
    """

    chosen = Signal(str)
    until_chosen = Signal(object)
    said = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._names, self._pace = list(PACES), next(iter(PACES.values()))
        self._words = QLabel()
        self._slider = CalmSlider()
        self._slider.setRange(0, len(PACES) - 1)
        self._slider.setPageStep(1)
        self._slider.setAccessibleName("Pace")
        for part in (self._words, self._slider):
            part.setToolTip(tip(TIP))
        self._brief = tool_button("", TIP, "Pace")
        self._brief.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.until = tool_button("", UNTIL_TIP, "Until")
        self.popup = UntilPopup(self)
        self._menu = self._pace_menu()
        self._brief.setMenu(self._menu)
        self._lay_out()
        self._slider.valueChanged.connect(self._slide)
        self.until.clicked.connect(self.open_until)
        self.popup.chosen.connect(self.until_chosen)
        self.popup.said.connect(self.said)
        self.show_until(None)

    def _pace_menu(self) -> QMenu:
        menu = QMenu(self)
        group = QActionGroup(menu)
        for name, pace in PACES.items():
            action = menu.addAction(pace.title)
            action.setCheckable(True)
            action.setData(name)
            group.addAction(action)
        menu.addSeparator()
        menu.addAction("Train until…").triggered.connect(self.open_until)
        group.triggered.connect(self._pick)
        self._choices = group.actions()
        return menu

    def _lay_out(self) -> None:
        self._column = QWidget()
        column = QVBoxLayout(self._column)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addStretch(1)
        column.addWidget(self._words)
        column.addWidget(self._slider)
        column.addStretch(1)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        for part in (self._column, self._brief, self.until):
            self._row.addWidget(part)

    def set_look(self, theme: Theme, is_brief: bool) -> None:
        """Show the slider and the button, or with ``is_brief`` words that open a menu."""
        self._column.setVisible(not is_brief)
        self.until.setVisible(not is_brief)
        self._brief.setVisible(is_brief)
        self._words.setFont(theme.font(11))
        self._column.setFixedWidth(theme.px(WIDE))
        self._row.setSpacing(theme.px(8))
        self._brief.ensurePolished()
        across = self._brief.fontMetrics().horizontalAdvance(f"{WORDS} ▾")
        self._brief.setFixedWidth(across + theme.px(18))
        self.popup.apply_theme(theme)
        self._row.activate()

    def show_pace(self, pace: Pace) -> None:
        """Show the pace in force."""
        self._pace = pace
        at = self._names.index(pace.name)
        self._slider.blockSignals(True)
        self._slider.setValue(at)
        self._slider.blockSignals(False)
        self._words.setText(pace.title)
        self._slider.setAccessibleDescription(pace.title)
        self._brief.setText(f"{pace.brief} ▾")
        self._brief.setAccessibleName(f"Pace: {pace.title}")
        self._choices[at].setChecked(True)

    def show_until(self, until: Until | None) -> None:
        """Show the condition in force."""
        self.popup.show_until(until)
        words = self.popup.words(until)
        self.until.setText(f"until {words} ▾")
        self.until.setAccessibleName(f"Until {words}, choose")

    @Slot()
    def open_until(self) -> None:
        """Let a person choose when training stops."""
        anchor = self.until if self.until.isVisible() else self._brief
        self.popup.open_at(anchor.mapToGlobal(QPoint(0, anchor.height() + 2)))

    @Slot(int)
    def _slide(self, at: int) -> None:
        self.chosen.emit(self._names[at])

    @Slot(QAction)
    def _pick(self, action: QAction) -> None:
        self.chosen.emit(action.data())
