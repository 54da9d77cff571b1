"""What a person reads in the tab Errors, without a window around it."""

import re

from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from gui.controls.tabs import Tabs
from gui.evaluation.view import ErrorsView
from gui.look.theme import LIGHT, Theme
from model import Camera, Document, Snapshot, Trainer, snapshot

CELL = re.compile(r"([\d\s]+) of (\w+) (rightly|wrongly) predicted as (\w+)")


class ErrorsReader:
    """A person who reads the errors of a trainer."""

    def __init__(self, qtbot: QtBot, document: Document) -> None:
        self.view, self.panel = ErrorsView(), Tabs("Explanations")
        self.panel.add("Errors", "", self.view)
        qtbot.addWidget(self.panel)
        self.panel.apply_theme(Theme(LIGHT))
        self.panel.resize(400, 800)
        self.panel.show()
        self.trainer = Trainer(document)
        self._before: Snapshot | None = None
        self.look()

    def look(self) -> Snapshot:
        """Show where the trainer stands."""
        run = self.trainer
        found = snapshot(
            run.document, run.place, Camera(), before=self._before, measured=run.measured
        )
        self._before = found
        self.panel.show_read(found)
        return found

    def epochs(self, count: int) -> None:
        for _ in range(count):
            self.trainer.finish_epoch()
            self.look()

    def rebase(self, document: Document) -> None:
        """Go on with another document."""
        self.trainer.rebase(document)
        self.look()

    def figure(self, name: str) -> str:
        return label(self.view, name).text()

    def tip(self, name: str) -> str:
        """Return the tooltip of a figure."""
        return next(c.toolTip() for c in self.view.figures.cells if c.formula.title == name)

    @property
    def captions(self) -> list[str]:
        """What is written below the figures."""
        return [cell.caption.text() for cell in self.view.figures.cells]

    @property
    def words(self) -> str:
        """All sentences."""
        found = self.view.findChildren(QLabel)
        return "\n".join(label.text() for label in found if label.isVisible())

    def confusion(self, points: str, names: tuple[str, ...]) -> list[list[int]]:
        """Return the counts of a grid, as a screen reader says them."""
        grids = self.view.findChildren(QWidget)
        grid = next(g for g in grids if g.accessibleName() == f"Classes of {points}")
        said = CELL.findall(grid.accessibleDescription())
        counts = {(row, column): number for number, row, _, column in said}
        return [[int(re.sub(r"\s", "", counts[row, column])) for column in names] for row in names]

    @property
    def rows(self) -> list[str]:
        """The rows of the list of points, in words."""
        model = self.view.blame.model()
        return [model.index(row, 0).data() for row in range(model.rowCount())]

    @property
    def shares(self) -> list[float]:
        """Their shares in per cent."""
        return [float(row.split()[-4].rstrip("%")) for row in self.rows]


def label(view: QWidget, name: str) -> QLabel:
    """The label of this name."""
    found = [label for label in view.findChildren(QLabel) if label.accessibleName() == name]
    assert len(found) == 1, f"{len(found)} of {name!r}"
    return found[0]


def point_of(row: str) -> int:
    """The index of the point that a row is about."""
    number = re.match(r"point (\d+)", row)
    assert number
    return int(number[1]) - 1
