"""Run, Step, Restart, New start, the classifier, and the large figures."""

from PySide6.QtCore import QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QAction, QActionGroup, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QToolButton, QWidget

from gui.controls.action_button import ActionButton
from gui.controls.buttons import action_tool_button
from gui.controls.segmented import Segmented
from gui.look.number_text import counted, four_digits, grouped, percent
from gui.look.theme import Theme
from gui.panels.stat import Stat
from gui.session.intents import Intent
from model import CLASSIFIERS, Snapshot
from model.run.edits import with_classifier
from model.run.measure import Measured

FRESH_MS = 700
HIGH, ROW = 54, 39  # designed pixels of a single row, and of each of several rows
MARGIN, GAP, APART = 12, 8, 16  # designed pixels at the ends, between controls, between the parts
# How many kinds of buttons have words (Step, then the others), and whether figures are large, in
# the order in which they are tried: to fit into one row, then into as few rows as possible.
ONE_ROW = ((2, True), (1, True), (1, False), (0, False))
MORE_ROWS = ((2, False), (1, False), (0, False))


class TopBar(QWidget):
    """Buttons that train, the choice of the classifier, and the figures.

    Signals:
        intended(Intent): the choice of another classifier.
    """

    intended = Signal(object)

    def __init__(
        self, run: QAction, steps: list[QAction], restart: QAction, new_start: QAction
    ) -> None:
        """Make a button for each action; ``steps`` are the units that Step offers."""
        super().__init__()
        self.setObjectName("topBar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._theme: Theme | None = None
        self.run_button = ActionButton(run)
        self.run_button.setObjectName("run")
        self._step, self.unit = self._step_buttons(steps)
        style = Qt.ToolButtonStyle.ToolButtonTextBesideIcon
        self._others = [action_tool_button(action, style) for action in (restart, new_start)]
        for button, action in zip(self._others, (restart, new_start), strict=True):
            button.setAccessibleName(action.iconText())
        self._classifier = Segmented(
            [(c.name, c.title, c.description) for c in CLASSIFIERS.values()]
        )
        self._epoch = Stat("epoch", "0 000 000", "Completed passes over the points")
        self._update = Stat("update", "0 000 000", "Changes offered to the weights")
        self._loss = Stat(
            "loss",
            "0.000e−000",
            "The mean loss of the training points, which training makes small, and of the test "
            "points",
            "loss · test 0.00e−00",
        )
        self._accuracy = Stat(
            "accuracy",
            "100.0%",
            "The share of training points on the right side, and of test points",
            "00 000 right · test 100.0%",
        )
        self.stats = (self._epoch, self._update, self._loss, self._accuracy)
        self._lay_out()
        self._fading = QTimer(self)
        self._fading.setSingleShot(True)
        self._fading.setInterval(FRESH_MS)
        self._fading.timeout.connect(self._fade)
        self._classifier.chosen.connect(self._choose)

    def _lay_out(self) -> None:
        self._controls, self._figures = QWidget(self), QWidget(self)
        self._classifier.setParent(self)
        self._parts = (self._controls, self._classifier, self._figures)
        self._buttons = QHBoxLayout(self._controls)
        step = QHBoxLayout()
        step.setSpacing(0)
        step.addWidget(self._step)
        step.addWidget(self.unit)
        self._buttons.addWidget(self.run_button)
        self._buttons.addLayout(step)
        for button in self._others:
            self._buttons.addWidget(button)
        self._row = QHBoxLayout(self._figures)
        for stat in self.stats:
            self._row.addWidget(stat)
        for layout in (self._buttons, self._row):
            layout.setContentsMargins(0, 0, 0, 0)

    def _step_buttons(self, steps: list[QAction]) -> tuple[QToolButton, QToolButton]:
        step, unit = QToolButton(), QToolButton()
        menu = QMenu(unit)
        group = QActionGroup(menu)
        for action in steps:
            choice = menu.addAction(action.iconText())
            choice.setToolTip(action.toolTip())
            choice.setCheckable(True)
            choice.setData(action)
            group.addAction(choice)
        group.actions()[0].setChecked(True)
        menu.triggered.connect(self._pick_step)
        unit.setMenu(menu)
        unit.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        unit.setProperty("stepUnit", True)
        unit.setToolTip("Choose how far a step goes")
        step.setProperty("step", True)
        step.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        for button in (step, unit):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        step.clicked.connect(self._make_step)
        self._step_action = steps[0]
        return step, unit

    def apply_theme(self, theme: Theme) -> None:
        """Apply the colours and sizes of ``theme``."""
        self._theme = theme
        self._buttons.setSpacing(theme.px(GAP))
        size = QSize(theme.px(16), theme.px(16))
        for button in (self.run_button, self._step, *self._others):
            button.setIconSize(size)
        self.run_button.ensurePolished()
        # The same width for Run and Pause, so that nothing moves.
        self.run_button.setFixedWidth(theme.px(98))
        self.unit.setFixedWidth(theme.px(84))
        self._show_step()
        self._fit()

    def show_snapshot(self, snapshot: Snapshot) -> None:
        """Show the classifier and the figures."""
        document, place, measured = snapshot.document, snapshot.place, snapshot.measured
        self._classifier.select(document.classifier_name)
        for name, kind in CLASSIFIERS.items():
            self._classifier.rename(name, kind.title_with(document.hidden))
        self._epoch.show_figure(counted(place.epoch))
        self._update.show_figure(counted(place.updates))
        tested = f" · test {four_digits(measured.test_loss)}" if measured.tests else ""
        self._loss.show_figure(four_digits(measured.loss), f"loss{tested}")
        self._accuracy.show_figure(percent(measured.accuracy), _right_text(measured))

    @Slot()
    def flash(self) -> None:
        """Highlight the figures for a moment, after they were reset."""
        for stat in self.stats:
            stat.set_fresh(True)
        self._fading.start()

    @Slot()
    def _fade(self) -> None:
        for stat in self.stats:
            stat.set_fresh(False)

    @Slot(str)
    def _choose(self, name: str) -> None:
        title = CLASSIFIERS[name].title
        self.intended.emit(
            Intent(f"Classifier {title}", lambda document: with_classifier(document, name))
        )

    @Slot(QAction)
    def _pick_step(self, action: QAction) -> None:
        self._step_action = action.data()
        self._show_step()

    @Slot()
    def _make_step(self) -> None:
        self._step_action.trigger()

    def _show_step(self) -> None:
        self._step.setText("Step")
        self._step.setIcon(self._step_action.icon())
        self._step.setToolTip(self._step_action.toolTip())
        self._step.setAccessibleName(self._step_action.text())
        self.unit.setText(f"{self._step_action.iconText()} ▾")
        self.unit.setAccessibleName(f"Step by {self._step_action.iconText()}, choose")

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Lay out controls, classifier and figures in as few rows as possible."""
        if self._theme is None:
            return
        theme, margin = self._theme, self._theme.px(MARGIN)
        room = self.width() - 2 * margin
        look = next((look for look in ONE_ROW if len(self._rows(room, *look)) == 1), None)
        if look is None:
            look = min(MORE_ROWS, key=lambda look: len(self._rows(room, *look)))
        rows = self._rows(room, *look)
        high = theme.px(HIGH) if len(rows) == 1 else theme.px(ROW)
        for i, row in enumerate(rows):
            left = margin
            for part in row:
                width = part.sizeHint().width()
                if part is self._figures and i == 0:
                    left = self.width() - margin - width
                part.setGeometry(left, i * high, min(width, room), high)
                left += width + theme.px(APART)
        self.setFixedHeight(high * len(rows))

    def _rows(self, room: int, words: int, large: bool) -> list[list[QWidget]]:
        """Return the parts, row by row, each row at most ``room`` pixels wide."""
        assert self._theme is not None
        self._set_style(self._theme, words, large)
        rows: list[list[QWidget]] = []
        used = 0
        for part in self._parts:
            width = part.sizeHint().width()
            used += self._theme.px(APART) + width
            if not rows or used > room:
                rows.append([])
                used = width
            rows[-1].append(part)
        return rows

    def _set_style(self, theme: Theme, words: int, large: bool) -> None:
        """Give ``words`` kinds of buttons their text, and set whether figures are large."""
        style = Qt.ToolButtonStyle
        for button, kind in ((self._step, 1), *((other, 2) for other in self._others)):
            has_word = words >= kind
            button.setToolButtonStyle(
                style.ToolButtonTextBesideIcon if has_word else style.ToolButtonIconOnly
            )
        for stat in self.stats:
            stat.apply_theme(theme, compact=not large)
        self._row.setSpacing(theme.px(16 if large else 8))
        for layout in (self._buttons, self._row):
            layout.activate()


def _right_text(measured: Measured) -> str:
    """Return how many points are on the right side."""
    count = measured.trained
    if measured.tests:
        right = f"{grouped(measured.right)} right" if count < 100_000 else "right"
        return f"{right} · test {percent(measured.test_accuracy)}"
    if count >= 100_000:
        return f"{grouped(count)} points"
    return f"{grouped(measured.right)} / {grouped(count)} right"
