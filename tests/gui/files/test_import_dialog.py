"""The import dialog, without a window behind it."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from gui.files.import_dialog import ImportDialog
from gui.look import theme
from gui.look.theme import DARK, LIGHT, Theme
from model.formats.points_csv import read_table
from model.tables.choices import points_of
from model.tables.survey import survey
from tests.gui.conftest import dispose
from tests.gui.files.importing import ADMISSIONS, Importer

Ask = Callable[..., Importer]


@pytest.fixture
def ask(qtbot: QtBot, qapp: QApplication) -> Iterator[Ask]:
    """A function that shows the dialog for a file with this text."""
    parents: list[QWidget] = []

    def show(text: str, size: int = 100) -> Importer:
        look = Theme(LIGHT, size / 100)
        theme.apply(qapp, look)
        parents.append(QWidget())
        found = survey(read_table(text.encode(), "p.csv"))
        dialog = ImportDialog(found, "p.csv", look, parents[-1])
        dialog.open()
        return Importer(dialog, qtbot)

    yield show
    for parent in parents:
        parent.deleteLater()
    parents.clear()
    dispose()


def test_a_column_with_a_bad_cell_can_be_left_out(ask: Ask) -> None:
    importer = ask("1,2,9,0\n3,,8,1\n5,6,7,1\n")
    assert importer.words == "p.csv, line 2, column 2: an empty cell: expected a number"
    assert not importer.can_import()
    assert "line 2, column 2" in importer.button("Import").toolTip().replace("\n", " ")
    importer.choose("x2", "Leave out")
    assert "line 2" not in importer.button("Import").toolTip()
    assert importer.words == "3 points · 2 features: x1, x3 · 2 classes: 0 (1), 1 (2)"
    assert importer.can_import()
    importer.leave()


def test_the_label_is_moved_with_the_mouse_and_cannot_be_spared(ask: Ask) -> None:
    importer = ask(ADMISSIONS)
    importer.choose("rank", "Label")
    assert importer.parts == {
        "admit": "Feature", "gre": "Feature", "gpa": "Feature", "rank": "Label",
    }  # fmt: skip
    assert "3 features: admit, gre, gpa · 4 classes: 1 (8), 2 (8), 3 (7), 4 (7)" in importer.words
    importer.choose("rank", "Leave out")
    assert importer.words == "p.csv: no column is the label: choose one"
    assert not importer.can_import()
    importer.key(Qt.Key.Key_Return)
    assert importer.dialog.isVisible()
    importer.choose("admit", "Label")
    assert importer.can_import()
    importer.leave()


def test_columns_without_names_are_numbered_around_the_label(ask: Ask) -> None:
    importer = ask("1,2,0\n2,3,1\n0,5,2\n")
    assert list(importer.parts) == ["x1", "x2", "label"]
    importer.choose("x1", "Label")
    assert list(importer.parts) == ["label", "x1", "x2"]
    importer.leave()


def test_the_ends_of_a_column_far_from_0_are_told_apart(ask: Ask) -> None:
    importer = ask("x,y,label\n" + "".join(f"{10**8 + i},{i},{i % 2}\n" for i in range(8)))
    texts = [label.text() for label in importer.dialog.findChildren(QLabel)]
    low, _, high = next(text for text in texts if text.count(" to ") and "e" in text).split()
    assert float(high) > float(low)
    importer.leave()


def test_a_constant_feature_is_not_scaled(ask: Ask) -> None:
    importer = ask("x,y,z,label\n1,5,2,0\n2,5,3,1\n3,5,4,0\n")
    assert importer.can_import()
    importer.press("standard")
    assert importer.words == "p.csv: feature y is constant: leave it out, or do not scale"
    assert not importer.can_import()
    importer.choose("y", "Leave out")
    assert importer.can_import()
    importer.leave()


def test_numbers_beyond_the_plane_are_scaled_or_left_out(ask: Ask) -> None:
    importer = ask("1e12,1,1e308,0\n3e12,2,0,1\n5e12,4,0,0\n")
    assert "'1e308' is beyond ±1e+30, too far to compute with: correct it, or" in importer.words
    importer.choose("x3", "Leave out")
    assert importer.button("standard").isChecked()
    assert importer.can_import()
    importer.press("none")
    assert "beyond ±1e+09, as far as the plane reaches: choose standard scaling" in importer.words
    assert not importer.can_import()
    importer.leave()


def test_scaling_follows_the_features_until_it_is_chosen(ask: Ask) -> None:
    importer = ask(ADMISSIONS)
    assert importer.button("standard").isChecked()
    importer.choose("gre", "Leave out")
    assert importer.button("none").isChecked()
    importer.choose("gre", "Feature")
    assert importer.button("standard").isChecked()
    importer.press("none")
    importer.choose("rank", "One-hot")
    assert importer.button("none").isChecked()
    importer.leave()


def test_what_is_chosen_is_what_is_read(ask: Ask) -> None:
    importer = ask(ADMISSIONS)
    table = read_table(ADMISSIONS.encode(), "p.csv")
    heard: list[tuple[tuple[str, ...], bool]] = []
    importer.dialog.chosen.connect(
        lambda choices, scaled: heard.append((points_of(table, choices).feature_names, scaled))
    )
    importer.press("Import")
    importer.choose("gre", "Leave out")
    importer.choose("rank", "One-hot")
    importer.press("none")
    importer.press("Import")
    assert heard == [
        (("gre", "gpa", "rank"), True),
        (("gpa", "rank=1", "rank=2", "rank=3", "rank=4"), False),
    ]
    importer.leave()


def test_classes_are_shown_by_their_signs_in_light_and_dark(ask: Ask) -> None:
    importer = ask("".join(f"{i},{i},{i},{'ab'[i % 2]}\n" for i in range(8)))
    column = importer.part("label").parentWidget()
    assert column is not None
    for palette, other in ((LIGHT, DARK), (DARK, LIGHT)):
        importer.dialog.apply_theme(Theme(palette))
        image = column.grab().toImage()
        colors = {image.pixelColor(x, y).name() for x in range(40) for y in range(image.height())}
        for label in (0, 1):
            assert QColor(palette.points[label]).name() in colors
            assert QColor(other.points[label]).name() not in colors
    importer.leave()


def test_it_fits_a_small_screen_at_twice_the_size(ask: Ask) -> None:
    importer = ask(ADMISSIONS, size=200)
    smallest = QSize(784, 664)  # a screen of 800×700 with a title bar
    importer.dialog.resize(smallest)
    assert importer.dialog.size() == smallest
    for text in ("Import", "Cancel", "none", "standard"):
        button = importer.button(text)
        assert importer.dialog.rect().contains(
            button.mapTo(importer.dialog, button.rect().topLeft())
        )
        assert importer.dialog.rect().contains(
            button.mapTo(importer.dialog, button.rect().bottomRight())
        )
    importer.leave()


def test_a_very_wide_table_is_walked_through_with_tab(ask: Ask) -> None:
    row = ",".join(str(i % 7) for i in range(200))
    importer = ask(f"{row},0\n{row},1\n" + ",".join("9" * 200) + ",1\n")
    assert len(importer.parts) == 63
    assert "200 features: x1, x2, x3" in importer.words
    last = importer.part("label")
    for _ in range(62):
        importer.key(Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is last
    scroll = importer.dialog.findChild(QScrollArea)
    assert isinstance(scroll, QScrollArea)
    seen = scroll.viewport().rect()
    assert seen.contains(last.mapTo(scroll.viewport(), last.rect().center()))
    importer.leave()


def test_tab_goes_from_column_to_column_then_to_scaling_and_the_buttons(ask: Ask) -> None:
    importer = ask(ADMISSIONS)
    importer.part("admit").setFocus()
    seen = []
    for _ in range(7):
        focused = QApplication.focusWidget()
        assert focused is not None
        seen.append(focused.accessibleName() or focused.property("text").replace("&", ""))
        QTest.keyClick(focused, Qt.Key.Key_Tab)
    columns = [f"Part of column {name}" for name in ("admit", "gre", "gpa", "rank")]
    scaled = importer.button("standard").isChecked()
    assert seen[:5] == [*columns, "standard" if scaled else "none"]
    assert set(seen[5:]) == {"Cancel", "Import"}
    importer.leave()
