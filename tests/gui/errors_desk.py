"""What a person reads and does in the tab Errors."""

import re
from typing import TypeVar

import numpy as np
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QLabel, QWidget

from gui.views.errors import ErrorsView
from gui.widgets.blame_list import BlameList
from model.arrays import Bools, Integers
from tests.gui.person import LEFT, NOTHING, Person

Found = TypeVar("Found", bound=QWidget)
CELL = re.compile(r"([\d\s]+) of (\w+) (rightly|wrongly) called (\w+)")


class ErrorsDesk:
    """Somebody in front of a window whose errors are seen."""

    def __init__(self, person: Person) -> None:
        self.person = person
        person.open_tab("Errors")
        self.view: ErrorsView = person.window.workspace.errors
        self.list = person.named("Points by their share of the loss", BlameList)

    def label(self, name: str) -> QLabel:
        return self.person.named(name, QLabel)

    def figure(self, name: str) -> str:
        return self.label(name).text()

    @property
    def captions(self) -> list[str]:
        """What is written below the figures."""
        return [text for text in self.person.texts(self.view.figures) if text[-1:].isalpha()]

    @property
    def words(self) -> list[str]:
        return self.person.texts(self.view)

    def confusion(self, points: str, names: tuple[str, ...]) -> list[list[int]]:
        """The counts of a grid, as they are told to who cannot see it."""
        said = self.person.named(f"Classes of {points}", QWidget).accessibleDescription()
        counts = {(row, column): number for number, row, _, column in CELL.findall(said)}
        return [[int(re.sub(r"\s", "", counts[row, column])) for column in names] for row in names]

    # The list of points.

    @property
    def rows(self) -> list[str]:
        model = self.list.model()
        return [model.index(row, 0).data() for row in range(model.rowCount())]

    def point(self, row: int) -> int:
        """The index of the point in a row."""
        number = re.match(r"point (\d+)", self.rows[row])
        assert number
        return int(number[1]) - 1

    def place(self, row: int) -> QPoint:
        """The middle of a row, in the list, which is scrolled to."""
        self.list.scrollTo(self.list.model().index(row, 0))
        self.reveal(self.list)
        found: QRect = self.list.visualRect(self.list.model().index(row, 0))
        return found.center()

    def reveal(self, widget: QWidget) -> None:
        """Scroll the tab to a part of it."""
        area = self.view.parentWidget().parentWidget()
        area.ensureWidgetVisible(widget)  # type: ignore[attr-defined]

    def hover_row(self, row: int) -> None:
        QTest.mouseMove(self.list.viewport(), self.place(row))

    def click_row(self, row: int) -> None:
        QTest.mouseClick(self.list.viewport(), LEFT, NOTHING, self.place(row))

    def leave(self) -> None:
        """Move the mouse to the top bar."""
        self.person.hover_over(self.person.window.top_bar)

    # The plane.

    def toggle(self) -> None:
        box = self.person.named("Show the hulls on the plane", QCheckBox)
        self.reveal(box)
        box.setFocus()
        self.person.key(Qt.Key.Key_Space)

    def changed(self, before: Integers) -> Bools:
        """Which pixels of the plane look otherwise than in ``before``."""
        return np.asarray((pixels(self.person) != before).any(axis=2))


def pixels(person: Person) -> Integers:
    """The plane as it is painted, (rows, columns, 4)."""
    image = person.picture().convertToFormat(person.picture().Format.Format_RGB32)
    words = np.frombuffer(image.constBits(), dtype=np.uint8)
    return words.reshape(image.height(), image.bytesPerLine() // 4, 4).astype(np.int64)
