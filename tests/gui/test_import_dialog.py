"""The dialog that asks how the points of a file are to be read."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication, QScrollArea

from gui.preferences import OPEN_FOLDER
from gui.theme import DARK, LIGHT
from model import new_document
from tests.gui.conftest import OpenWindow
from tests.gui.import_desk import Desk, asked, import_points
from tests.gui.person import Person

ADMISSIONS = "admit,gre,gpa,rank\n" + "".join(
    f"{i % 2},{220 + 20 * i},{2.26 + 0.06 * i:.2f},{1 + i % 4}\n" for i in range(30)
)

Drop = Callable[..., Desk]


@pytest.fixture
def drop(person: Person, tmp_path: Path) -> Drop:
    """Drops a file of this text, about which the dialog asks."""

    def drop_one(text: str, name: str = "p.csv") -> Desk:
        file = tmp_path / name
        file.write_text(text, encoding="utf-8")
        assert person.drop(file)
        return asked(person)

    return drop_one


def test_a_file_of_three_features_is_asked_about_and_opened(
    person: Person, drop: Drop, tmp_path: Path
) -> None:
    before = person.document
    desk = drop(ADMISSIONS, "admissions.csv")
    assert desk.dialog.windowTitle() == "Import points — admissions.csv"
    assert list(desk.parts.values()) == ["Label", "Feature", "Feature", "Feature"]
    assert desk.words == ("30 points · 3 features: gre, gpa, rank · 2 classes: 0 (15), 1 (15)")
    desk.press("Import")
    desk.finished()
    data = person.document.dataset
    assert (data.feature_names, data.class_names) == (("gre", "gpa", "rank"), ("0", "1"))
    assert person.x[0].tolist() == [220, 2.26, 1]
    assert person.document.scaling is not None
    assert person.window.windowTitle() == "admissions.csv — Dividing Line"
    assert person.undo_text == "Open admissions.csv"
    assert person.window._preferences.get(OPEN_FOLDER) == str(tmp_path)
    person.undo()
    assert person.document is before


def test_parts_and_scaling_are_chosen_with_keys_alone(person: Person, drop: Drop) -> None:
    desk = drop(ADMISSIONS)
    for _ in range(3):
        person.key(Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is desk.part("rank")
    person.key(Qt.Key.Key_Down)
    assert desk.part("rank").currentText() == "One-hot"
    assert "6 features: gre, gpa, rank=1, rank=2, rank=3, rank=4" in desk.words
    person.key(Qt.Key.Key_Tab)
    person.key(Qt.Key.Key_Space)
    person.key(Qt.Key.Key_Return)
    desk.finished()
    assert person.document.dataset.one_hot == (False, False, True, True, True, True)
    assert person.document.scaling is None


def test_the_label_is_moved_with_the_mouse_and_cannot_be_spared(person: Person, drop: Drop) -> None:
    desk = drop(ADMISSIONS)
    desk.choose("rank", "Label")
    assert desk.parts == {
        "admit": "Feature", "gre": "Feature", "gpa": "Feature", "rank": "Label",
    }  # fmt: skip
    desk.choose("rank", "Leave out")
    assert desk.words == "p.csv: no column is the label: choose one"
    assert not desk.can_import()
    person.key(Qt.Key.Key_Return)
    assert desk.dialog.isVisible()
    desk.choose("rank", "Label")
    desk.choose("admit", "Leave out")
    assert "2 features: gre, gpa · 4 classes: 1 (8), 2 (8), 3 (7), 4 (7)" in desk.words
    desk.press("Import")
    desk.finished()
    assert person.document.dataset.class_names == ("1", "2", "3", "4")
    assert person.document.dataset.feature_names == ("gre", "gpa")


BAD = {
    "many classes": ("".join(f"{i},{i},{i % 7}\n" for i in range(20)), "7 different labels"),
    "word": (
        "x1,x2,label\n1,2,red\n1,two,blue\n3,4,red\n",
        "line 3, column 2 (x2): 'two' is not a",
    ),
    "missing value": ("1,2,0\n3,,1\n5,6,1\n", "line 2, column 2: an empty cell: expected a number"),
    "too far": ("1e308,0,0\n0,0,1\n", "line 1, column 1: '1e308' is beyond ±1e+30, too far"),
    "undefined": ("1,2,0\nnan,0,0\n0,0,1\n", "line 2, column 1: 'nan' is not a finite number"),
}


def test_what_is_wrong_is_said_in_the_dialog_and_changes_nothing(
    person: Person, drop: Drop
) -> None:
    person.session.run()
    person.session.tick()
    before, folder = person.document, person.window._preferences.get(OPEN_FOLDER)
    for text, sentence in BAD.values():
        desk = drop(text)
        assert sentence in desk.words
        assert "Traceback" not in desk.words
        assert not desk.can_import()
        person.key(Qt.Key.Key_Escape)
        desk.finished()
        assert person.document is before
        assert person.session.is_running, "training goes on"
        assert person.window._preferences.get(OPEN_FOLDER) == folder
        assert person.banner == ""


def test_a_column_with_a_bad_cell_can_be_left_out(person: Person, drop: Drop) -> None:
    desk = drop("1,2,9,0\n3,,8,1\n5,6,7,1\n")
    desk.choose("x2", "Leave out")
    assert desk.words == "3 points · 2 features: x1, x3 · 2 classes: 0 (1), 1 (2)"
    desk.press("Import")
    desk.finished()
    assert person.x.tolist() == [[1, 9], [3, 8], [5, 7]]


def test_a_constant_feature_is_not_scaled(person: Person, drop: Drop) -> None:
    desk = drop("x,y,z,label\n1,5,2,0\n2,5,3,1\n3,5,4,0\n")
    assert desk.can_import()
    desk.press("standard")
    assert desk.words == "p.csv: feature y is constant: leave it out, or do not scale"
    assert not desk.can_import()
    desk.choose("y", "Leave out")
    assert desk.can_import()
    desk.press("Import")
    desk.finished()
    assert person.document.dataset.feature_names == ("x", "z")
    assert person.document.scaling is not None


def test_scaling_follows_the_features_until_it_is_chosen(drop: Drop) -> None:
    desk = drop(ADMISSIONS)
    assert desk.button("standard").isChecked()
    desk.choose("gre", "Leave out")
    assert desk.button("none").isChecked()
    desk.choose("gre", "Feature")
    assert desk.button("standard").isChecked()
    desk.press("none")
    desk.choose("rank", "One-hot")
    assert desk.button("none").isChecked()
    desk.press("Cancel")
    desk.finished()


def test_numbers_beyond_the_plane_are_scaled(person: Person, drop: Drop) -> None:
    desk = drop("1e12,1,0\n3e12,2,1\n5e12,4,0\n")
    desk.press("none")
    assert "beyond ±1e+09, as far as the plane reaches: choose standard scaling" in desk.words
    desk.press("standard")
    desk.press("Import")
    desk.finished()
    assert person.x[:, 0].max() == 5e12
    person.epochs(3)


def test_what_the_document_refuses_is_said_in_place(
    open_window: OpenWindow, tmp_path: Path
) -> None:
    person = open_window(replace(new_document(), derived=("x1^2",)))
    before = person.document
    file = tmp_path / "p.csv"
    file.write_text("1,0.1,0\n-1,0.2,1\n1,0.3,0\n", encoding="utf-8")
    person.drop(file)
    desk = asked(person)
    desk.press("Import")
    person.qtbot.waitUntil(lambda: "constant" in desk.words)
    assert not desk.can_import()
    assert person.document is before
    desk.press("none")
    desk.press("Import")
    desk.finished()
    assert len(person.x) == 3


def test_import_always_asks(person: Person, tmp_path: Path) -> None:
    before = person.document
    file = tmp_path / "p.csv"
    file.write_text("1,2,blue\n3,4,red\n5,6,amber\n", encoding="utf-8")
    desk = import_points(person, file)
    assert desk.parts == {"x1": "Feature", "x2": "Feature", "label": "Label"}
    desk.press("Cancel")
    desk.finished()
    assert person.document is before


def test_two_features_and_six_classes_are_opened_without_a_question(
    person: Person, tmp_path: Path
) -> None:
    names = ("teal", "violet", "green", "amber", "red", "blue")
    file = tmp_path / "p.csv"
    file.write_text("".join(f"{i},{-i},{name}\n" for i, name in enumerate(names)))
    person.drop(file)
    person.qtbot.waitUntil(lambda: len(person.x) == 6)
    assert person.labels == [5, 4, 3, 2, 1, 0]
    assert QApplication.activeModalWidget() is None


def test_who_leaves_while_the_points_are_read_gets_none(person: Person, drop: Drop) -> None:
    before = person.document
    desk = drop(ADMISSIONS)
    desk.press("Import")
    person.key(Qt.Key.Key_Escape)
    desk.finished()
    person.qtbot.waitUntil(lambda: not person.window._files.is_busy)
    assert person.document is before


def test_a_window_that_closes_takes_the_dialog_along(person: Person, drop: Drop) -> None:
    drop(ADMISSIONS)
    person.window.close()
    assert QApplication.activeModalWidget() is None


def test_another_file_takes_the_place_of_the_dialog(person: Person, drop: Drop) -> None:
    first = drop(ADMISSIONS)
    second = drop("a,b,c,d\n1,2,3,0\n4,5,6,1\n", "other.csv")
    assert second.dialog is not first.dialog
    assert second.dialog.windowTitle().endswith("other.csv")
    second.press("Import")
    second.finished()
    assert person.document.origin == "other.csv"


def test_classes_are_shown_by_their_signs_in_light_and_dark(person: Person, drop: Drop) -> None:
    desk = drop("".join(f"{i},{i},{i},{'ab'[i % 2]}\n" for i in range(8)))
    column = desk.part("label").parentWidget()
    assert column is not None
    for palette, other in ((LIGHT, DARK), (DARK, LIGHT)):
        person.action(f"theme_{palette.name}").trigger()
        image = column.grab().toImage()
        colors = {image.pixelColor(x, y).name() for x in range(40) for y in range(image.height())}
        for label in (0, 1):
            assert QColor(palette.points[label]).name() in colors
            assert QColor(other.points[label]).name() not in colors
    desk.press("Cancel")
    desk.finished()


def test_it_fits_a_small_screen_at_twice_the_size(person: Person, drop: Drop) -> None:
    person.action("text_200").trigger()
    desk = drop(ADMISSIONS)
    smallest = QSize(784, 664)  # a screen of 800×700 with a title bar
    desk.dialog.resize(smallest)
    assert desk.dialog.size() == smallest
    for text in ("Import", "Cancel", "none", "standard"):
        button = desk.button(text)
        assert desk.dialog.rect().contains(button.mapTo(desk.dialog, button.rect().topLeft()))
        assert desk.dialog.rect().contains(button.mapTo(desk.dialog, button.rect().bottomRight()))
    desk.press("Cancel")
    desk.finished()


def test_a_very_wide_table_is_walked_through_with_tab(person: Person, drop: Drop) -> None:
    row = ",".join(str(i % 7) for i in range(200))
    desk = drop(f"{row},0\n{row},1\n" + ",".join("9" * 200) + ",1\n")
    assert len(desk.parts) == 63
    assert "200 features: x1, x2, x3" in desk.words
    last = desk.part("label")
    for _ in range(62):
        person.key(Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is last
    scroll = desk.dialog.findChild(QScrollArea)
    assert isinstance(scroll, QScrollArea)
    seen = scroll.viewport().rect()
    assert seen.contains(last.mapTo(scroll.viewport(), last.rect().center()))
    desk.press("Cancel")
    desk.finished()
