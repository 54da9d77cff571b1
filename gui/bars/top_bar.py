"""Run, Step, Restart, New start, the classifier, and the large figures."""

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QAction, QActionGroup, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QToolButton, QWidget

from gui.bars.figures import Figures
from gui.bars.pace_control import PaceControl
from gui.bars.stat import Stat
from gui.controls.action_button import ActionButton
from gui.controls.buttons import action_tool_button
from gui.controls.calm import choice
from gui.controls.segmented import Segmented
from gui.look.theme import Theme
from gui.session.intents import Intent
from model import CLASSIFIERS, Snapshot
from model.run.edits import with_classifier

HIGH, LOW = 54, 44  # designed pixels of the bar, and of a narrow one
MARGIN, GAP, APART = 12, 8, 16  # designed pixels at the ends, between controls, between the parts
LIST = 34  # designed pixels around the words of a list that opens
TIGHT = 6  # designed pixels of each of them in a narrow bar


class Fitting(NamedTuple):
    """What the bar leaves out to fit into one row.

    Attributes:
        words: how many kinds of buttons have words: none, the unit of a step, Run too, Back and
            Step too, the others too.
        is_large: whether figures are large.
        is_list: whether classifiers are a list that opens instead of buttons side by side.
        figures: how many figures are shown, the last ones.
        is_brief: whether captions are one word.
        is_slider: whether the pace is a slider instead of words that open a menu.
    """

    words: int
    is_large: bool
    is_list: bool = False
    figures: int = 4
    is_brief: bool = False
    is_slider: bool = False


FITTINGS = (
    Fitting(4, is_large=True, is_slider=True),
    Fitting(3, is_large=True, is_slider=True),
    Fitting(3, is_large=False, is_slider=True),
    Fitting(3, is_large=False, is_brief=True, is_slider=True),
    Fitting(3, is_large=False, is_brief=True, is_slider=True, is_list=True),
    Fitting(3, is_large=False),
    Fitting(2, is_large=False),
    Fitting(2, is_large=False, is_brief=True),
    Fitting(2, is_large=False, is_list=True),
    Fitting(2, is_large=False, is_list=True, is_brief=True),
    Fitting(1, is_large=False, is_list=True, is_brief=True),
    Fitting(1, is_large=False, is_list=True, figures=2, is_brief=True),
    Fitting(0, is_large=False, is_list=True, figures=2, is_brief=True),
    Fitting(0, is_large=False, is_list=True, figures=1, is_brief=True),
)


class TopBar(QWidget):
    """Buttons that train, the choice of the classifier, and the figures.

    Signals:
        intended(Intent): the choice of another classifier.
    """

    intended = Signal(object)

    def __init__(
        self,
        run: QAction,
        steps: Sequence[tuple[QAction, QAction]],
        restart: QAction,
        new_start: QAction,
    ) -> None:
        """Make a button for each action; ``steps`` are on and back by each unit."""
        super().__init__()
        self.setObjectName("topBar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._theme: Theme | None = None
        self.run_button = ActionButton(run)
        self.run_button.setObjectName("run")
        self._has_unit = True
        self.pace = PaceControl()
        self._way = steps[0]
        self._back, self._step, self.unit = self._step_buttons(steps)
        style = Qt.ToolButtonStyle.ToolButtonTextBesideIcon
        self._others = [action_tool_button(action, style) for action in (restart, new_start)]
        for button, action in zip(self._others, (restart, new_start), strict=True):
            button.setAccessibleName(action.iconText())
        self._classifier = Segmented(
            [(c.name, c.title, c.description) for c in CLASSIFIERS.values()]
        )
        self._titles = [c.title for c in CLASSIFIERS.values()]
        self._list = choice("Classifier", self._titles, "The rule that is trained")
        self._figures = Figures()
        self._lay_out()
        self._classifier.chosen.connect(self._choose)
        self._list.activated.connect(self._pick)

    @property
    def stats(self) -> tuple[Stat, ...]:
        """The figures: epoch, update, loss and accuracy."""
        return self._figures.stats

    def _lay_out(self) -> None:
        self._controls = QWidget(self)
        for part in (self._classifier, self._list, self._figures):
            part.setParent(self)
        self._buttons = QHBoxLayout(self._controls)
        step = QHBoxLayout()
        step.setSpacing(0)
        for button in (self._back, self._step, self.unit):
            step.addWidget(button)
        self._buttons.addWidget(self.run_button)
        self._buttons.addWidget(self.pace)
        self._buttons.addLayout(step)
        for other in self._others:
            self._buttons.addWidget(other)
        self._buttons.setContentsMargins(0, 0, 0, 0)

    def _step_buttons(
        self, steps: Sequence[tuple[QAction, QAction]]
    ) -> tuple[QToolButton, QToolButton, QToolButton]:
        back, step, unit = QToolButton(), QToolButton(), QToolButton()
        menu = QMenu(unit)
        group = QActionGroup(menu)
        for on, back_by in steps:
            choice = menu.addAction(on.iconText())
            choice.setToolTip(on.toolTip())
            choice.setCheckable(True)
            choice.setData((on, back_by))
            group.addAction(choice)
        group.actions()[0].setChecked(True)
        menu.triggered.connect(self._pick_step)
        unit.setMenu(menu)
        unit.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        unit.setProperty("stepUnit", True)
        unit.setToolTip("Choose how far a step goes, on or back")
        back.setProperty("back", True)
        step.setProperty("step", True)
        step.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        for button in (back, step, unit):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        step.clicked.connect(self._make_step)
        back.clicked.connect(self._go_back)
        return back, step, unit

    def apply_theme(self, theme: Theme) -> None:
        """Apply the colours and sizes of ``theme``."""
        self._theme = theme
        size = QSize(theme.px(16), theme.px(16))
        for button in (self.run_button, self._back, self._step, *self._others):
            button.setIconSize(size)
        self.run_button.ensurePolished()
        self._fit()

    def show_snapshot(self, snapshot: Snapshot) -> None:
        """Show the classifier and the figures."""
        document = snapshot.document
        self._classifier.select(document.classifier_name)
        for index, (name, kind) in enumerate(CLASSIFIERS.items()):
            title = kind.title_with(document.hidden)
            self._classifier.rename(name, title)
            self._list.setItemText(index, title)
        self._list.setCurrentIndex(list(CLASSIFIERS).index(document.classifier_name))
        self._figures.show_snapshot(snapshot)
        self.pace.popup.offer_tests(snapshot.measured.tests > 0)

    @Slot()
    def flash(self) -> None:
        """Highlight the figures for a moment, after they were reset."""
        self._figures.flash()

    @Slot(int)
    def _pick(self, index: int) -> None:
        self._choose(list(CLASSIFIERS)[index])

    @Slot(str)
    def _choose(self, name: str) -> None:
        title = CLASSIFIERS[name].title
        self.intended.emit(
            Intent(f"Classifier {title}", lambda document: with_classifier(document, name))
        )

    @Slot(QAction)
    def _pick_step(self, action: QAction) -> None:
        self._way = action.data()
        self._show_step()

    @Slot()
    def _make_step(self) -> None:
        self._way[0].trigger()

    @Slot()
    def _go_back(self) -> None:
        self._way[1].trigger()

    def _show_step(self) -> None:
        on, back = self._way
        for button, action, word in ((self._step, on, "Step"), (self._back, back, "Back")):
            button.setText(word)
            button.setIcon(action.icon())
            button.setToolTip(action.toolTip())
            button.setAccessibleName(action.text())
        self.unit.setText(f"{on.iconText()} ▾" if self._has_unit else "▾")
        self.unit.setAccessibleName(f"Step by {on.iconText()}, choose")

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Lay out controls, classifier and figures in one row, with as much of them as fits."""
        if self._theme is None:
            return
        theme = self._theme
        for fitting in FITTINGS:
            is_tight = fitting.words < 2
            margin, apart = (theme.px(TIGHT if is_tight else x) for x in (MARGIN, APART))
            self._set_look(theme, fitting)
            classifier = self._list if fitting.is_list else self._classifier
            parts = (self._controls, classifier, self._figures)
            wide = [part.sizeHint().width() for part in parts]
            if sum(wide) + 2 * (margin + apart) <= self.width():
                break
        high = theme.px(LOW if is_tight else HIGH)
        self.setFixedHeight(high)
        low = self._list.sizeHint().height()
        self._controls.setGeometry(margin, 0, wide[0], high)
        classifier.setGeometry(margin + wide[0] + apart, 0, wide[1], high)
        if fitting.is_list:
            classifier.setGeometry(margin + wide[0] + apart, (high - low) // 2, wide[1], low)
        self._figures.setGeometry(self.width() - margin - wide[2], 0, wide[2], high)
        self._classifier.setVisible(not fitting.is_list)
        self._list.setVisible(fitting.is_list)

    def _set_look(self, theme: Theme, fitting: Fitting) -> None:
        style = Qt.ToolButtonStyle
        pairs = ((self._back, 3), (self._step, 3), *((other, 4) for other in self._others))
        for button, kind in pairs:
            has_word = fitting.words >= kind
            button.setToolButtonStyle(
                style.ToolButtonTextBesideIcon if has_word else style.ToolButtonIconOnly
            )
        self._has_unit = fitting.words > 0
        self._show_step()
        self.pace.set_look(theme, is_brief=not fitting.is_slider)
        has_words = fitting.words > 1
        self.run_button.show_words(has_words)
        # The same width for Run and Pause, so that nothing moves.
        self.run_button.setFixedWidth(theme.px(98 if has_words else 40))
        self.unit.setFixedWidth(theme.px(84 if fitting.words else 28))
        self._buttons.setSpacing(theme.px(GAP if has_words else TIGHT))
        self._list.ensurePolished()
        widest = max(map(self._list.fontMetrics().horizontalAdvance, self._titles))
        self._list.setFixedWidth(widest + theme.px(LIST))
        self._figures.set_look(theme, fitting.is_large, fitting.is_brief, fitting.figures)
        self._buttons.activate()
