"""A person who sets starts and weights, by the names of buttons and rows."""

from PySide6.QtCore import QModelIndex, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from gui.look import theme
from gui.session.session import Session
from gui.session.viewer import Viewer
from gui.weights.model import WeightColumn, WeightsModel
from gui.weights.table import WeightsTable
from gui.weights.view import WeightsView
from model import Document
from tests.gui.person import LEFT, NOTHING, Person
from tests.gui.seat import Seat

LOOK = theme.Theme(theme.LIGHT)


class WeightSetter(Seat):
    """A person at the weights of a session, in a window or without one."""

    def __init__(self, view: WeightsView, session: Session, viewer: Viewer) -> None:
        super().__init__(session)
        self.view, self.viewer = view, viewer
        self.table = view.findChildren(WeightsTable)[0]
        self.viewport: QWidget = self.table.viewport()
        self.said: list[str] = []
        for source in (session, view):
            source.said.connect(self.said.append)

    # What is shown.

    @property
    def names(self) -> list[str]:
        """The names of the rows, including headings."""
        model = self.table.model()
        return [model.index(row, 0).data() for row in range(model.rowCount())]

    @property
    def note(self) -> str:
        """The line that says what setting a weight does."""
        return next(
            label.text() for label in self.view.findChildren(QLabel) if label.property("caption")
        )

    @property
    def chosen(self) -> str:
        """The start that is marked."""
        buttons = self.view.findChildren(QAbstractButton)
        marked = [b.text() for b in buttons if b.isCheckable() and b.isChecked()]
        assert len(marked) == 1
        return marked[0]

    @property
    def seed(self) -> QLineEdit:
        fields = self.view.findChildren(QLineEdit)
        return next(f for f in fields if f.accessibleName() == "Start seed, number")

    @property
    def undo_texts(self) -> list[str]:
        """The names of all edits, in order."""
        stack = self.session.undo_stack
        return [stack.text(index) for index in range(stack.count())]

    @property
    def focused(self) -> str:
        """The accessible name of what has the focus."""
        widget = QApplication.focusWidget()
        assert widget is not None
        return widget.accessibleName()

    def cell(self, name: str, column: WeightColumn) -> QModelIndex:
        index: QModelIndex = self.table.model().index(self.names.index(name), column)
        return index

    def text(self, name: str, column: WeightColumn = WeightColumn.NUMBER) -> str:
        words: str = self.cell(name, column).data()
        return words

    def number(self, name: str, column: WeightColumn) -> float:
        """The exact number of a row."""
        model = self.table.model()
        assert isinstance(model, WeightsModel)
        return model.number(self.cell(name, column).row(), column)

    # Typing.

    def click(self, name: str, column: WeightColumn = WeightColumn.NUMBER) -> None:
        self.table.scrollTo(self.cell(name, column))
        at = self.table.visualRect(self.cell(name, column)).center()
        QTest.mouseClick(self.viewport, LEFT, NOTHING, at)

    @property
    def is_typing(self) -> bool:
        return any(f.isVisible() for f in self.viewport.findChildren(QLineEdit))

    @property
    def field(self) -> QLineEdit:
        """The field into which a number is typed."""
        found = [f for f in self.viewport.findChildren(QLineEdit) if f.isVisible()]
        assert len(found) == 1, f"{len(found)} fields"
        return found[0]

    def type(self, name: str, text: str, column: WeightColumn = WeightColumn.NUMBER) -> None:
        """Click a number, type in its place, and confirm."""
        self.click(name, column)
        QTest.keyClick(self.field, Qt.Key.Key_Delete)
        QTest.keyClicks(self.field, text)
        QTest.keyClick(self.field, Qt.Key.Key_Return)

    def key(self, key: Qt.Key, modifier: Qt.KeyboardModifier = NOTHING) -> None:
        """Press a key in whatever has the focus."""
        QTest.keyClick(QApplication.focusWidget() or self.table, key, modifier)

    def press(self, text: str) -> None:
        """Press a button."""
        button = next(b for b in self.view.findChildren(QAbstractButton) if b.text() == text)
        QTest.mouseClick(button, LEFT)

    def enter_seed(self, text: str) -> None:
        self.seed.selectAll()
        QTest.keyClick(self.seed, Qt.Key.Key_Delete)
        QTest.keyClicks(self.seed, text)
        QTest.keyClick(self.seed, Qt.Key.Key_Return)

    # Sliders.

    def grip(self, name: str) -> QPoint:
        """Where the handle of a slider is."""
        self.table.scrollTo(self.cell(name, WeightColumn.SLIDER))
        rect = self.table.visualRect(self.cell(name, WeightColumn.SLIDER))
        across = self.table.painting.handle_at(rect, self.number(name, WeightColumn.SLIDER))
        return QPoint(across, rect.center().y())

    def drag(self, name: str, *across: int, release: bool = True) -> None:
        """Take a slider by its handle, move it to these distances from there, and let go."""
        start = self.grip(name)
        QTest.mousePress(self.viewport, LEFT, NOTHING, start)
        for distance in across:
            QTest.mouseMove(self.viewport, start + QPoint(distance, 0))
        if release:
            self.let_go()

    def let_go(self) -> None:
        QTest.mouseRelease(self.viewport, LEFT, NOTHING, QPoint(0, 0))


def setter_alone(qtbot: QtBot, document: Document, width: int = 376) -> WeightSetter:
    """The weights of a session without a window around them, connected as in one."""
    session = Session(document)
    viewer, view = Viewer(session), WeightsView(session.set_theta)
    qtbot.addWidget(view)
    view.intended.connect(session.perform)
    viewer.snapshot_changed.connect(view.show_snapshot)
    view.apply_theme(LOOK)
    view.resize(width, 700)
    view.show()
    viewer.refresh()
    qtbot.waitExposed(view)
    return WeightSetter(view, session, viewer)


def setter_of(person: Person) -> WeightSetter:
    """The weights in a window."""
    person.open_tab("Weights")
    return WeightSetter(person.window.workspace.weights, person.session, person.viewer)
