"""Opening points through the import dialog."""

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from gui.look.preferences import OPEN_FOLDER
from gui.look.theme import DARK, LIGHT
from model import new_document
from tests.gui.conftest import OpenWindow
from tests.gui.files.importing import ADMISSIONS, Importer, asked, finished, import_points
from tests.gui.person import CTRL, Person


@pytest.fixture
def admissions(tmp_path: Path) -> Path:
    file = tmp_path / "admissions.csv"
    file.write_text(ADMISSIONS, encoding="utf-8")
    return file


def drop(person: Person, file: Path) -> Importer:
    assert person.drop(file)
    return asked(person)


def test_a_file_of_three_features_is_asked_about_and_opened(
    person: Person, admissions: Path
) -> None:
    before = person.document
    importer = drop(person, admissions)
    assert importer.dialog.windowTitle() == "Import points — admissions.csv"
    assert list(importer.parts.values()) == ["Label", "Feature", "Feature", "Feature"]
    assert importer.words == "30 points · 3 features: gre, gpa, rank · 2 classes: 0 (15), 1 (15)"
    importer.press("Import")
    finished(person)
    data = person.document.dataset
    assert (data.feature_names, data.class_names) == (("gre", "gpa", "rank"), ("0", "1"))
    assert person.x[0].tolist() == [220, 2.26, 1]
    assert person.document.scaling is not None
    assert person.window.windowTitle() == "admissions.csv — Dividing Line"
    assert person.undo_text == "Open admissions.csv"
    assert person.window.preferences.get(OPEN_FOLDER) == str(admissions.parent)
    person.epochs(3)
    person.undo()
    assert person.document is before


def test_a_file_that_needed_no_question_is_read_again_in_another_way(
    person: Person, tmp_path: Path
) -> None:
    file = tmp_path / "plain.csv"
    file.write_text("x1,x2,label\n1,2,0\n3,5,1\n4,4,1\n", encoding="utf-8")
    person.key(Qt.Key.Key_I, CTRL)
    assert "came from no file" in person.message
    importer = import_points(person, file)
    assert person.document.scaling is None
    assert importer.dialog.windowTitle() == "Import points — plain.csv"
    importer.choose("x2", "Leave out")
    importer.press("Import")
    finished(person)
    assert person.document.dataset.feature_names == ("x1",)
    person.press_button("Circle")
    person.key(Qt.Key.Key_I, CTRL)
    assert "came from no file" in person.message


def test_parts_and_scaling_are_chosen_with_keys_alone(person: Person, admissions: Path) -> None:
    importer = drop(person, admissions)
    for _ in range(3):
        person.key(Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is importer.part("rank")
    person.key(Qt.Key.Key_Down)
    assert importer.part("rank").currentText() == "One-hot"
    assert "6 features: gre, gpa, rank=1, rank=2, rank=3, rank=4" in importer.words
    person.key(Qt.Key.Key_Tab)  # to the scaling that is chosen
    person.key(Qt.Key.Key_Left)
    person.key(Qt.Key.Key_Return)
    finished(person)
    assert person.document.dataset.one_hot == (False, False, True, True, True, True)
    assert person.document.scaling is None


BAD = {
    "many classes": ("".join(f"{i},{i},{i % 7}\n" for i in range(20)), "7 different labels"),
    "word": (
        "x1,x2,label\n1,2,red\n1,two,blue\n3,4,red\n",
        "line 3, column 2 (x2): 'two' is not",
    ),
    "missing value": ("1,2,0\n3,,1\n5,6,1\n", "line 2, column 2: an empty cell: expected a number"),
    "too far": ("1e308,0,0\n0,0,1\n", "line 1, column 1: '1e308' is beyond ±1e+30, too far"),
    "undefined": ("1,2,0\nnan,0,0\n0,0,1\n", "line 2, column 1: 'nan' is not a finite number"),
}


def test_what_is_wrong_is_said_in_the_dialog_and_changes_nothing(
    person: Person, tmp_path: Path
) -> None:
    person.session.resume()
    person.session.tick()
    before, folder = person.document, person.window.preferences.get(OPEN_FOLDER)
    for name, (text, sentence) in BAD.items():
        file = tmp_path / f"{name}.csv"
        file.write_text(text, encoding="utf-8")
        importer = drop(person, file)
        assert sentence in importer.words
        assert importer.words.startswith(f"{name}.csv")
        assert not importer.can_import()
        person.key(Qt.Key.Key_Escape)
        finished(person)
        assert person.document is before
        assert person.session.is_running, "training goes on"
        assert person.window.preferences.get(OPEN_FOLDER) == folder
        assert person.banner == ""


def test_what_the_document_refuses_is_said_in_place(
    open_window: OpenWindow, tmp_path: Path
) -> None:
    person = open_window(replace(new_document(), derived=("x1^2",)))
    before = person.document
    file = tmp_path / "p.csv"
    file.write_text("1,0.1,0\n-1,0.2,1\n1,0.3,0\n", encoding="utf-8")
    importer = drop(person, file)
    importer.press("standard")
    importer.press("Import")
    person.qtbot.waitUntil(lambda: "x1^2 is constant" in importer.words)
    assert not importer.can_import()
    assert person.document is before
    importer.press("none")
    importer.press("Import")
    finished(person)
    assert len(person.x) == 3


def test_import_again_always_asks_and_open_only_where_it_must(
    person: Person, tmp_path: Path
) -> None:
    names = ("teal", "violet", "green", "amber", "red", "blue")
    file = tmp_path / "p.csv"
    file.write_text("".join(f"{i},{-i},{name}\n" for i, name in enumerate(names)))
    person.drop(file)
    person.qtbot.waitUntil(lambda: len(person.x) == 6)
    assert person.labels == [5, 4, 3, 2, 1, 0]
    assert QApplication.activeModalWidget() is None
    importer = import_points(person, file)
    before = person.document
    assert importer.parts == {"x1": "Feature", "x2": "Feature", "label": "Label"}
    importer.press("Cancel")
    finished(person)
    assert person.document is before


def test_who_leaves_while_the_points_are_read_gets_none(person: Person, admissions: Path) -> None:
    before = person.document
    importer = drop(person, admissions)
    importer.press("Import")
    person.key(Qt.Key.Key_Escape)
    finished(person)
    person.qtbot.waitUntil(lambda: not person.window.files.is_busy)
    assert person.document is before


def test_the_dialog_looks_as_the_window_and_goes_with_it(
    person: Person, admissions: Path, tmp_path: Path
) -> None:
    first = drop(person, admissions)
    for palette in (LIGHT, DARK):
        person.action(f"theme_{palette.name}").trigger()
        assert palette.points[1] in first.dialog.outlook_label.text()
    other = tmp_path / "other.csv"
    other.write_text("a,b,c,d\n1,2,3,0\n4,5,6,1\n", encoding="utf-8")
    second = drop(person, other)
    assert second.dialog is not first.dialog, "another file replaces the first"
    assert second.dialog.windowTitle().endswith("other.csv")
    person.window.close()
    assert QApplication.activeModalWidget() is None


def test_the_dialog_says_how_many_points_will_be_test_points(
    person: Person, admissions: Path
) -> None:
    importer = drop(person, admissions)
    assert not importer.dialog.split_label.isVisible(), "none"
    importer.press("Cancel")
    person.enter(person.field("Test share"), "20%")
    importer = drop(person, admissions)
    said = "6 of 30 points are test points and not trained on (test share 20%)"
    assert importer.dialog.split_label.text().startswith(said)
    assert importer.dialog.split_label.isVisible()
    importer.press("Import")
    finished(person)
    assert person.document.test_mask().sum() == 6
    assert person.message == f"admissions.csv: {said}"
