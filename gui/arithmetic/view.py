"""The arithmetic of one point: forward pass, error and update, equation by equation."""

from html import escape

import numpy as np
from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QGuiApplication, QHideEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from gui.arithmetic.just_done import JustDone
from gui.arithmetic.phase_walk import PhaseWalk
from gui.arithmetic.tree import EquationTree
from gui.controls.buttons import push_button
from gui.controls.paragraph import Paragraph
from gui.controls.tabs import Page
from gui.controls.tips import disable
from gui.diagram.small_diagram import SmallDiagram
from gui.look.number_text import class_text, grouped
from gui.look.theme import LIGHT, Theme
from gui.numbers.units_switch import UnitsSwitch
from model import Snapshot, Wishes
from model.arrays import Floats
from model.data.dataset import CLASS_NAMES
from model.expressions import About, Explanation, Phase, as_text, figure
from model.run.next_update import Arithmetic, effort
from model.words import number_of

MOST = 60_000  # the effort for which equations are made while training runs: about 3 ms
CATCHING_UP_MS = 120  # from a frame of training, or the last of many edits, to new equations
TITLE_LINES = 2  # that the title has room for
COORDINATES = 4  # the most coordinates in the title; all are in the equations
SIDE = 20  # cells across a unit's picture in the diagram
ROOM = 500  # designed pixels of height without the diagram, which gets the rest
NO_POINTS = "Without points there is nothing to compute."
NOTHING_TO_COPY = "There are no equations here to copy"
NOT_NEXT = "The next update visits other points."
TEST = "A test point, which no update visits: its forward pass and its error alone."
SCALED = "These numbers are scaled: inputs minus their mean, over their spread."
RAW = "Raw numbers, as on the plane. Training uses scaled ones: choose them to see the update."
DIVERGES = (
    "Here the numbers grow beyond all bounds: training takes this update back and pauses. "
    "Try a smaller learning rate."
)
TOO_MUCH = "Too much to follow while training runs: the equations come when it pauses."


class ArithmeticView(Page):
    """Explains the selected point, or the one that the next update visits.

    Signals:
        wishes_changed(): ``wishes``, what snapshots should hold, have changed.
        update_asked(): make the update that is shown.
        next_asked(): deselect the point, so that the next update is shown.
        arrows_changed(Arrows | None): draw these on the plane.
        upcoming_highlighted(points): mark the points of the next update on the plane.
        highlighted(int | None): mark the point that is shown without being selected.
        said(str): a sentence for the status bar.
    """

    wishes_changed = Signal()
    upcoming_highlighted = Signal(object)
    update_asked = Signal()
    next_asked = Signal()
    arrows_changed = Signal(object)
    highlighted = Signal(object)
    said = Signal(str)

    def __init__(self) -> None:
        """Create an empty tab, to be filled by a snapshot."""
        super().__init__()
        self.wishes = Wishes()
        self._theme = Theme(LIGHT)
        self._snapshot: Snapshot | None = None
        self._shown: Arithmetic | None = None
        self._shown_of: tuple[Snapshot, int | None] | None = None
        self._selected: int | None = None
        self._is_running = False
        self._waiting = QTimer(self)
        self._waiting.setSingleShot(True)
        self._waiting.setInterval(CATCHING_UP_MS)
        self._waiting.timeout.connect(self._catch_up)
        self._scale = 0.0  # of the arrows
        self._is_back = False  # whether the update just made is explained, not the next
        self._pointed: int | None = None  # the point whose share the mouse is at
        self.diagram, self.just_done = SmallDiagram(), JustDone()
        self._title, self._note = Paragraph(TITLE_LINES), Paragraph()
        self._title.setTextFormat(Qt.TextFormat.RichText)
        self._title.setProperty("heading", True)
        self._note.setProperty("quiet", True)
        self._walk, self.tree = PhaseWalk(), EquationTree()
        self.units = UnitsSwitch()
        self._copy = push_button("Copy", "Copy all equations as text (Ctrl+C)")
        self._make = push_button("Make this update", "Make the update that is shown  [.]")
        self._next = push_button(
            "Show the next update", "Deselect the point, and explain the next update"
        )
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        self._foot = QHBoxLayout()
        for button in (self._make, self._next, self._copy):
            self._foot.addWidget(button)
        self._foot.insertStretch(2, 1)
        self._head = QHBoxLayout()
        self._head.addWidget(self._walk, 1)
        self._head.addWidget(self.units)
        self._layout = QVBoxLayout(self)
        for part in (self.diagram, self.just_done):
            self._layout.addWidget(part)
        self._layout.addLayout(self._head)  # above words of any length, which cannot move it
        for words in (self._title, self._note):
            self._layout.addWidget(words)
        self._layout.addWidget(self.tree, 1)
        self._layout.addLayout(self._foot)

    def _connect(self) -> None:
        self._walk.walked.connect(self.tree.show_phase)
        self.tree.pointed.connect(self._light)
        self.tree.share_pointed.connect(self._point)
        self.tree.copy_asked.connect(self._copy_text)
        self._copy.clicked.connect(self._copy_text)
        self._make.clicked.connect(self._make_update)
        self._next.clicked.connect(self._show_next)
        self.just_done.asked.connect(self._show_back)
        self.units.chosen.connect(self.show_units)

    def apply_theme(self, theme: Theme) -> None:
        """Apply the colours and sizes of ``theme``."""
        self._theme = theme
        self._layout.setContentsMargins(0, theme.px(6), 0, theme.px(4))
        self._layout.setSpacing(theme.px(4))
        self._foot.setSpacing(theme.px(6))
        self._title.setFont(theme.font(11, bold=True))
        self._note.setFont(theme.font(12))
        for part in (self.diagram, self.just_done, self._walk, self.tree):
            part.apply_theme(theme)
        self._fit()
        if self._shown is not None:
            self._title.say(self._colored(self._shown))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Shrink the diagram before the equations."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        self.diagram.give(self.height() - self._theme.px(ROOM))

    # Contents.

    def show_snapshot(self, snapshot: Snapshot) -> None:
        """Explain the point: at once after a single update, if it is quick.

        While many are made, only now and then.
        """
        before, self._snapshot = self._snapshot, snapshot
        self.just_done.show_snapshot(snapshot, self.units.is_raw)
        if before is None or before.step is not snapshot.step:
            self._is_back = False
        self.units.setHidden(snapshot.document.scaling is None)
        if before is None or before.document.classifier != snapshot.document.classifier:
            self.tree.forget_folds()
            self._scale = 0.0
        is_seen = snapshot.step.made is not None and not self._is_much(snapshot)
        if self._is_running and not is_seen:
            self._show_arrows(snapshot)
            if not self._waiting.isActive():
                self._waiting.start()
        elif before is not None and _is_moved(before, snapshot) and self._is_much(snapshot):
            self.diagram.show_snapshot(snapshot)
            self._waiting.start()
        else:
            self._catch_up()

    @Slot()
    def _catch_up(self) -> None:
        """Show the latest snapshot with its equations."""
        if self._snapshot is not None:
            self.diagram.show_snapshot(self._snapshot)
            self._explain()

    @staticmethod
    def _is_much(snapshot: Snapshot) -> bool:
        if snapshot.upcoming is None:
            return False
        return effort(snapshot.document, snapshot.upcoming) > MOST

    @Slot(str)
    def show_units(self, key: str) -> None:
        """Explain scaled or raw numbers, as chosen here or elsewhere."""
        self.units.choose(key)
        self.diagram.show_raw(self.units.is_raw)
        self._shown_of = None
        if self._snapshot is not None:
            self.just_done.show_snapshot(self._snapshot, self.units.is_raw)
        self._explain()

    @Slot(bool)
    def show_running(self, running: bool) -> None:
        """Tell whether training runs; meanwhile less is explained."""
        self._is_running = running

    @Slot(object)
    def show_selected(self, indices: tuple[int, ...]) -> None:
        """Explain the point if one is selected, else the next update."""
        self._selected = indices[0] if len(indices) == 1 else None
        self._is_back = self._is_back and self._selected is None
        self._explain()

    def _explain(self) -> None:
        self._waiting.stop()
        snapshot = self._snapshot
        if snapshot is None or snapshot.upcoming is None or not self.isVisible():
            return
        if self._is_running and self._is_much(snapshot):
            self._shown, self._shown_of = None, None
            self._say(TOO_MUCH)
        elif not self._is_explained(snapshot):
            is_raw = self.units.is_raw
            back = snapshot.arithmetic_made(is_raw) if self._is_back else None
            self._shown = back or snapshot.arithmetic(self._selected, is_raw)
            self._shown_of = (snapshot, self._selected)
            self._say()
        is_ahead = self._shown is not None and not self._is_running and not self._is_back
        update = self._shown.update if self._shown is not None and is_ahead else None
        self._show_arrows(snapshot, update.theta_after if update else None)
        self._mark()

    def _show_arrows(self, snapshot: Snapshot, after: Floats | None = None) -> None:
        found = snapshot.arrows(after, self._scale)
        self._scale = found.scale if found is not None else self._scale
        self.arrows_changed.emit(found)

    def _mark(self) -> None:
        """Highlight the point that is explained, and mark all that the next update visits."""
        shown, snapshot = self._shown, self._snapshot
        point = shown.point if shown and self._selected is None else None
        self.highlighted.emit(point if self._pointed is None else self._pointed)
        batch = shown.batch.tolist() if shown and not self._is_running else []
        is_part = snapshot is not None and len(batch) < np.count_nonzero(~snapshot.is_test)
        self.upcoming_highlighted.emit(batch if len(batch) > 1 and is_part else [])

    def _is_explained(self, snapshot: Snapshot) -> bool:
        """Return whether what is shown holds for this snapshot too."""
        if self._shown_of is None:
            return False
        before, selected = self._shown_of
        assert before.upcoming is not None
        assert snapshot.upcoming is not None
        return (
            selected == self._selected
            and before.step is snapshot.step
            and before.document is snapshot.document
            and np.array_equal(before.upcoming, snapshot.upcoming)
            and np.array_equal(before.place.theta, snapshot.place.theta)
            and np.array_equal(before.place.memory, snapshot.place.memory)
        )

    def _say(self, note: str = "") -> None:
        """Show title, note, phases and equations."""
        shown = self._shown
        explanation = shown.explanation if shown else Explanation(())
        self._title.say(self._colored(shown) if shown else "")
        self._note.say(note or self._noted(shown))
        self._walk.offer(explanation.phases)
        self.tree.show_explanation(explanation, shown.batch.tolist() if shown else ())
        is_next = shown is not None and shown.is_next and not self._is_back
        self._make.setVisible(is_next)
        has_other = shown is not None and not is_next and len(shown.batch) > 0
        self._next.setVisible(has_other)
        snapshot = self._snapshot
        has_made = snapshot is not None and snapshot.step.made is not None
        self.just_done.offer(has_made and not self._is_back)
        disable(self._copy, "" if shown is not None else NOTHING_TO_COPY)

    def _colored(self, shown: Arithmetic) -> str:
        """Return the title as rich text, with the class in its colour."""
        title, name = self._titled(shown)
        assert self._shown_of is not None
        label = int(self._shown_of[0].document.dataset.labels[shown.point])
        color = self._theme.palette.points[label]
        whole = escape(name).replace(" ", "&nbsp;")  # no line ends inside "IS RED 1"
        return f'{escape(title)}&nbsp;<span style="color: {color}">{whole}</span>'

    def _titled(self, shown: Arithmetic) -> tuple[str, str]:
        """Return the title, which point of which update it is, and the name of its class."""
        assert self._shown_of is not None
        data = self._shown_of[0].document.dataset
        x, label = data.x[shown.point].tolist(), int(data.labels[shown.point])
        numbers = ", ".join(map(figure, x[:COORDINATES]))
        more = ", …" if len(x) > COORDINATES else ""
        point = f"POINT {grouped(shown.point + 1)} ({numbers}{more}) IS"
        of = ""
        if shown.is_next and shown.update is not None:
            many = f" OF {grouped(len(shown.batch))} POINTS" if len(shown.batch) > 1 else ""
            of = f"{'THE UPDATE JUST MADE' if self._is_back else 'THIS UPDATE'}{many} · "
        elif shown.update is not None:
            of = "AN UPDATE BY THIS POINT ALONE · "
        return f"{of}{point}", _shouted(data.class_names[label], label)

    def _noted(self, shown: Arithmetic | None) -> str:
        if shown is None or self._shown_of is None:
            return NO_POINTS
        if shown.diverges:
            return DIVERGES
        if not shown.is_next and len(shown.batch):
            return TEST if shown.update is None else NOT_NEXT
        if self._shown_of[0].document.scaling is None:
            return ""
        return RAW if self.units.is_raw else SCALED

    # Actions.

    @Slot()
    def _show_next(self) -> None:
        self._is_back, self._shown_of = False, None
        self.next_asked.emit()
        self._explain()

    @Slot()
    def _show_back(self) -> None:
        self._is_back, self._shown_of = True, None
        self.next_asked.emit()
        self._explain()

    @Slot()
    def _make_update(self) -> None:
        walks = self._walk.phase is not None
        self.update_asked.emit()
        if walks:
            self._walk.go_to(Phase.FORWARD)

    @Slot()
    def _copy_text(self) -> None:
        if self._shown is not None:
            equations = number_of(len(self._shown.explanation.equations), "equation", grouped)
            title = " ".join(self._titled(self._shown))
            text = as_text(self._shown.explanation)
            QGuiApplication.clipboard().setText(f"{title}\n\n{text}")
            self.said.emit(f"Copied {equations}")

    @Slot(object)
    def _point(self, point: int | None) -> None:
        """Highlight the point whose share is under the mouse."""
        self._pointed = point
        self._mark()

    @Slot(object)
    def _light(self, abouts: frozenset[About]) -> None:
        """Highlight in the diagram what equations are about; a layer stands for all its units."""
        if self._shown_of is None:
            return
        shapes = self._shown_of[0].document.classifier.shapes
        found = set(abouts)
        for about in abouts:
            if about.layer is not None and about.unit is None:
                found.remove(about)
                found |= {About(about.layer, unit) for unit in range(shapes[about.layer].outputs)}
        self.diagram.light(frozenset(found))

    def _wish(self, wishes: Wishes) -> None:
        self.wishes = wishes
        self.wishes_changed.emit()

    def showEvent(self, event: QShowEvent) -> None:
        """Wish for pictures of units and the next update."""
        super().showEvent(event)
        self._wish(Wishes(SIDE, upcoming=True))

    def hideEvent(self, event: QHideEvent) -> None:
        """Wish for nothing, and leave nothing on the plane."""
        super().hideEvent(event)
        self._waiting.stop()
        self._shown, self._shown_of = None, None
        self._scale, self._pointed, self._is_back = 0.0, None, False
        self._wish(Wishes())
        self.arrows_changed.emit(None)
        self.highlighted.emit(None)
        self.upcoming_highlighted.emit([])


def _is_moved(before: Snapshot, after: Snapshot) -> bool:
    """Return whether an edit kept the number of points, as while one is dragged."""
    old, new = before.document, after.document
    is_edit, same = old is not new, len(old.dataset) == len(new.dataset)
    return is_edit and same and old.classifier == new.classifier


def _shouted(name: str, label: int) -> str:
    """Return a class as a heading writes it; a name from a file stays as it is."""
    text = class_text(name, label)
    return text.upper() if name in CLASS_NAMES else text
