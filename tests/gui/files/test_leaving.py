"""Closing the window asks, where points that are in no file would be lost."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit, QMessageBox

from model.formats import read_points, read_weights
from tests.gui.person import CTRL, Person


class Door:
    """What happens when a person closes a window: each dialog that opens is answered in turn."""

    def __init__(self, person: Person) -> None:
        self.person, self.questions = person, list[str]()
        self._left: list[str | Path] = []

    def close(self, *answers: str | Path) -> None:
        """Press Ctrl+Q, and answer with buttons, or names of files."""
        self._answer(list(answers))
        # A window manager would have given the focus back after a dialog.
        self.person.window.activateWindow()
        self.person.qtbot.waitUntil(self.person.window.isActiveWindow)
        self.person.key(Qt.Key.Key_Q, CTRL)
        files = self.person.window.files
        self.person.qtbot.waitUntil(lambda: not files.is_busy and not self._left)

    def _answer(self, answers: list[str | Path]) -> None:
        self._left = answers
        if answers:
            self.person.soon(self._next)

    def _next(self) -> None:
        dialog = QApplication.activeModalWidget()
        if dialog is None or not isinstance(dialog, QMessageBox | QFileDialog):
            self.person.soon(self._next)
            return
        answer, left = self._left[0], self._left[1:]
        self._answer(left)
        if isinstance(dialog, QFileDialog):
            field = dialog.findChild(QLineEdit, "fileNameEdit")
            assert isinstance(field, QLineEdit)
            field.setText(str(answer))
            QTest.keyClick(field, Qt.Key.Key_Return if answer != "" else Qt.Key.Key_Escape)
            return
        self.questions.append(f"{dialog.text()} {dialog.informativeText()}")
        texts = [b.text().replace("&", "") for b in dialog.buttons()]
        QTest.mouseClick(dialog.buttons()[texts.index(str(answer))], Qt.MouseButton.LeftButton)

    @property
    def is_open(self) -> bool:
        return self.person.window.isVisible()


def test_nothing_is_asked_where_nothing_would_be_lost(person: Person) -> None:
    person.epochs(3)
    door = Door(person)
    door.close()
    assert not door.is_open


def test_points_that_were_drawn_are_discarded_only_when_asked_to(drawing: Person) -> None:
    drawing.click(1, 1)
    door = Door(drawing)
    door.close("Cancel")
    assert door.is_open
    assert len(drawing.x) == 1
    assert "Your drawing of 1 point is in no file" in door.questions[0]
    assert "weights" not in door.questions[0]
    door.close("Discard")
    assert not door.is_open


def test_escape_stays(drawing: Person) -> None:
    drawing.click(1, 1)

    def escape() -> None:
        box = QApplication.activeModalWidget()
        assert isinstance(box, QMessageBox)
        QTest.keyClick(box, Qt.Key.Key_Escape)

    drawing.soon(escape)
    drawing.window.close()
    assert drawing.window.isVisible()


def test_an_edit_that_was_undone_is_nothing_to_lose(person: Person) -> None:
    person.click(0, 0)
    person.key(Qt.Key.Key_A, CTRL)
    person.undo()
    door = Door(person)
    door.close()
    assert not door.is_open


def test_points_are_exported_and_the_window_closes(drawing: Person, tmp_path: Path) -> None:
    drawing.click(1, 1)
    drawing.click(-1, 2, Qt.MouseButton.RightButton)
    file = tmp_path / "kept.csv"
    door = Door(drawing)
    door.close("Export points…", file)
    drawing.qtbot.waitUntil(lambda: not door.is_open)
    assert len(read_points(file)) == 2


def test_weights_that_were_trained_are_offered_too(drawing: Person, tmp_path: Path) -> None:
    drawing.click(1, 1)
    drawing.click(-1, 2, Qt.MouseButton.RightButton)
    drawing.epochs(2)
    points, weights = tmp_path / "p.csv", tmp_path / "w.json"
    door = Door(drawing)
    door.close("Export points…", points, "Export weights…", weights)
    drawing.qtbot.waitUntil(lambda: not door.is_open)
    assert "The trained weights are in no file either" in door.questions[0]
    assert "The points are exported, the trained weights are not" in door.questions[1]
    assert len(read_points(points)) == 2
    record = read_weights(weights).record
    assert record is not None
    assert record.updates == drawing.place.updates


def test_an_export_that_is_left_keeps_the_window(drawing: Person) -> None:
    drawing.click(1, 1)
    door = Door(drawing)
    door.close("Export points…", "")
    assert door.is_open
    door.close("Discard")


def test_what_was_exported_before_is_safe_until_it_is_edited(
    drawing: Person, tmp_path: Path
) -> None:
    drawing.click(1, 1)
    door = Door(drawing)
    file = tmp_path / "kept.csv"

    def type_name() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, QFileDialog)
        field = dialog.findChild(QLineEdit, "fileNameEdit")
        assert isinstance(field, QLineEdit)
        field.setText(str(file))
        QTest.keyClick(field, Qt.Key.Key_Return)

    drawing.soon(type_name)
    drawing.action("export_points").trigger()
    drawing.qtbot.waitUntil(lambda: "Written" in drawing.message)
    drawing.click(2, 2)
    door.close("Cancel")
    assert door.is_open, "a point came since"
    drawing.session.undo_stack.undo()
    door.close()
    assert not door.is_open


def test_points_of_a_file_are_asked_about_once_they_are_edited(
    person: Person, tmp_path: Path
) -> None:
    file = tmp_path / "mine.csv"
    file.write_text("x1,x2,y\n1,2,red\n-1,-2,blue\n0,3,red\n", encoding="utf-8")
    person.drop(file)
    person.qtbot.waitUntil(lambda: len(person.x) == 3)
    assert not person.window.files.has_unsaved_points
    person.drag((1.0, 2.0), (0.5, 1.0))
    door = Door(person)
    door.close("Cancel")
    assert "Your changes to the points of mine.csv (3 points now)" in door.questions[0]
