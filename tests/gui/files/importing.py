"""A person in front of the import dialog."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QWidget,
)
from pytestqt.qtbot import QtBot

from gui.files.import_dialog import ImportDialog
from tests.gui.person import CTRL, LEFT, Person

ADMISSIONS = "admit,gre,gpa,rank\n" + "".join(
    f"{i % 2},{220 + 20 * i},{2.26 + 0.06 * i:.2f},{1 + i % 4}\n" for i in range(30)
)


class Importer:
    """A person in front of the import dialog."""

    def __init__(self, dialog: ImportDialog, qtbot: QtBot) -> None:
        self.dialog, self._qtbot = dialog, qtbot
        dialog.activateWindow()
        qtbot.waitUntil(dialog.isActiveWindow)

    def part(self, column: str) -> QComboBox:
        name = f"Part of column {column}"
        found = [c for c in self.dialog.findChildren(QComboBox) if c.accessibleName() == name]
        assert len(found) == 1, f"{len(found)} of {name!r}"
        return found[0]

    @property
    def parts(self) -> dict[str, str]:
        combos = self.dialog.findChildren(QComboBox)
        return {c.accessibleName().removeprefix("Part of column "): c.currentText() for c in combos}

    def choose(self, column: str, part: str) -> None:
        """Open the list of a column and click a part."""
        combo = self.part(column)
        combo.showPopup()
        item = combo.model().index(combo.findText(part), 0)
        spot = combo.view().visualRect(item).center()
        QTest.mouseClick(combo.view().viewport(), LEFT, pos=spot)

    def button(self, text: str) -> QAbstractButton:
        buttons = self.dialog.findChildren(QAbstractButton)
        found = [b for b in buttons if text == b.text() and b.isVisible()]
        assert len(found) == 1, f"{len(found)} of {text!r}"
        return found[0]

    def press(self, text: str) -> None:
        QTest.mouseClick(self.button(text), LEFT)

    @property
    def words(self) -> str:
        return self.dialog.words

    def can_import(self) -> bool:
        return self.button("Import").isEnabled()

    def key(self, key: Qt.Key) -> None:
        QTest.keyClick(QApplication.focusWidget() or self.dialog, key)

    def leave(self) -> None:
        self.press("Cancel")
        self._qtbot.waitUntil(lambda: QApplication.activeModalWidget() is None)


def finished(person: Person) -> None:
    """Wait until the dialog is gone."""
    person.qtbot.waitUntil(lambda: QApplication.activeModalWidget() is None)
    # A window manager would give the focus back to the window.
    person.window.activateWindow()
    person.qtbot.waitUntil(person.window.isActiveWindow)


def asked(person: Person) -> Importer:
    """Wait until the dialog is open."""
    found: list[QWidget | None] = []

    def is_there() -> bool:
        found.append(QApplication.activeModalWidget())
        return isinstance(found[-1], ImportDialog)

    person.qtbot.waitUntil(is_there)
    dialog = found[-1]
    assert isinstance(dialog, ImportDialog)
    return Importer(dialog, person.qtbot)


def import_points(person: Person, file: Path) -> Importer:
    """Open a file that needs no question, and press Ctrl+I to be asked all the same."""
    assert person.drop(file)
    person.qtbot.waitUntil(lambda: person.document.origin == file.name)
    person.qtbot.waitUntil(lambda: not person.window.files.is_busy)
    person.key(Qt.Key.Key_I, CTRL)
    return asked(person)
