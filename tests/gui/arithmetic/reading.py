"""A person who reads the arithmetic, on a page of its own or in a window."""

from collections.abc import Iterator
from dataclasses import replace

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QPoint, Qt
from PySide6.QtGui import QHelpEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QToolTip, QTreeView

from gui.arithmetic.view import ArithmeticView
from gui.look.theme import LIGHT, Theme
from gui.session.session import Session
from gui.session.viewer import Viewer
from model import Document, dataset, new_document
from model.expressions import About
from model.run.document import Start
from model.run.edits import with_classifier, with_points, with_start, with_training
from tests.gui.person import LEFT

Role = Qt.ItemDataRole


class Reader:
    """Reads a page and uses what is on it."""

    def __init__(self, page: ArithmeticView, session: Session, viewer: Viewer) -> None:
        self.page, self.session, self.viewer = page, session, viewer

    @property
    def lit(self) -> frozenset[About]:
        """The parts of the diagram that stand out."""
        return self.page.diagram.lit

    @property
    def tree(self) -> QTreeView:
        (found,) = self.page.findChildren(QTreeView)
        assert isinstance(found, QTreeView)
        return found

    @property
    def rows(self) -> list[QModelIndex]:
        """All rows, including folded ones."""
        return list(_below(self.tree.model(), QModelIndex()))

    @property
    def equations(self) -> list[str]:
        """All rows as a screen reader says them."""
        return [spoken(index) for index in self.rows]

    @property
    def unfolded(self) -> list[str]:
        """The phases whose blocks can be seen."""
        tops = (index for index in self.rows if not index.parent().isValid())
        return [spoken(index) for index in tops if self.tree.isExpanded(index)]

    @property
    def words(self) -> str:
        """All that visible labels and buttons of the page say."""
        seen = [label for label in self.page.findChildren(QLabel) if label.isVisible()]
        labels = [label.text().replace("&nbsp;", " ") for label in seen]
        buttons = [b.text() for b in self.page.findChildren(QAbstractButton) if b.isVisible()]
        return " ".join([*labels, *buttons])

    @property
    def upcoming(self) -> list[int]:
        """The points of the next update."""
        found = self.viewer.snapshot().upcoming
        assert found is not None
        return [int(index) for index in found]

    def row(self, start: str) -> QModelIndex:
        """The last row that is spoken like this."""
        return [index for index in self.rows if spoken(index).startswith(start)][-1]

    def press(self, name: str) -> None:
        (button,) = (
            b for b in self.page.findChildren(QAbstractButton) if b.accessibleName() == name
        )
        QTest.mouseClick(button, LEFT)

    def exact(self, index: QModelIndex, symbol: str) -> float:
        """All digits of a number of an equation, as they are shown where the mouse rests on it."""
        view = self.tree
        view.scrollTo(index)
        rect = view.visualRect(index)
        for x in range(rect.left(), rect.right(), 4):
            for y in range(rect.top() + 2, rect.bottom(), 6):
                at = QPoint(x, y)
                event = QHelpEvent(QHelpEvent.Type.ToolTip, at, view.viewport().mapToGlobal(at))
                QApplication.sendEvent(view.viewport(), event)
                name, _, number = QToolTip.text().partition(" = ")
                if name == symbol:
                    return float(number.replace("−", "-"))
        raise AssertionError(f"no {symbol} in {spoken(index)}")


def read_alone(document: Document, size: tuple[int, int] = (376, 760)) -> Reader:
    """A page without a window around it, connected as gui/shell/wiring.py does."""
    page, session = ArithmeticView(), Session(document)
    viewer = Viewer(session)
    reader = Reader(page, session, viewer)
    viewer.snapshot_changed.connect(page.show_snapshot)
    session.running_changed.connect(page.show_running)
    viewer.heed(page)
    page.update_asked.connect(session.step_update)
    page.next_asked.connect(lambda: page.show_selected(()))
    page.apply_theme(Theme(LIGHT))
    page.resize(*size)
    page.show()
    return reader


def spoken(index: QModelIndex) -> str:
    """A row as it is read aloud."""
    return str(index.data(Role.AccessibleTextRole))


def trick() -> Document:
    """docs/mathematics.md: w = (3, 4), b = -10, a blue point at (4, 5), a rate of 0.1."""
    points = with_points(new_document(), dataset([[4.0, 5.0]], [0]), "trick")
    perceptron = with_classifier(points, "perceptron")
    settings = replace(perceptron.training, learning_rate=0.1)
    return with_start(with_training(perceptron, settings), Start(theta=(3.0, 4.0, -10.0)))


def _below(model: QAbstractItemModel, parent: QModelIndex) -> Iterator[QModelIndex]:
    for row in range(model.rowCount(parent)):
        index = model.index(row, 0, parent)
        yield index
        yield from _below(model, index)
