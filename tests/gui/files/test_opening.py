"""Opening, dropping and exporting files."""

import json
import os
import threading
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit

from gui.look.preferences import EXPORT_FOLDER, OPEN_FOLDER
from model import CLASSIFIERS
from model.formats import write_weights
from tests.gui.person import CTRL, SHIFT, Person

POINTS = "x1,x2,label\n1.5,2.5,red\n-1,-2,blue\n0.125,3,red\n"


@pytest.fixture
def points(tmp_path: Path) -> Path:
    file = tmp_path / "drawn.csv"
    file.write_text(POINTS, encoding="utf-8")
    return file


def settled(person: Person) -> None:
    """Wait until no file is being read or written."""
    person.qtbot.waitUntil(lambda: not person.window.files.is_busy)
    # A window manager would give the focus back to the window.
    person.window.activateWindow()
    person.qtbot.waitUntil(person.window.isActiveWindow)


def choose(person: Person, name: Path, ask: Callable[[], None]) -> None:
    """Ask for a file and type its name into the dialog."""

    def type_name() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, QFileDialog)
        field = dialog.findChild(QLineEdit, "fileNameEdit")
        assert isinstance(field, QLineEdit)
        field.setText(str(name))
        QTest.keyClick(field, Qt.Key.Key_Return)

    person.soon(type_name)
    ask()
    settled(person)


def export(person: Person, file: Path) -> None:
    choose(person, file, lambda: person.key(Qt.Key.Key_E, CTRL))


def test_a_points_file_is_opened_by_dropping_it(person: Person, points: Path) -> None:
    person.updates(5)
    before = person.document
    assert person.drop(points)
    person.qtbot.waitUntil(lambda: len(person.x) == 3)
    assert person.x.tolist() == [[1.5, 2.5], [-1.0, -2.0], [0.125, 3.0]]
    assert person.labels == [1, 0, 1]
    assert person.window.windowTitle() == "drawn.csv — Dividing Line"
    assert person.place.updates == 0
    assert person.undo_text == "Open drawn.csv"
    person.undo()
    assert person.document is before
    assert person.place.updates == 5


def test_a_points_file_is_opened_through_the_dialog(person: Person, points: Path) -> None:
    choose(person, points, lambda: person.key(Qt.Key.Key_O, CTRL))
    person.qtbot.waitUntil(lambda: len(person.x) == 3)
    assert person.window.preferences.get(OPEN_FOLDER) == str(points.parent)


def test_a_dialog_that_is_left_changes_nothing(person: Person) -> None:
    before = person.document
    left = []

    def leave() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, QFileDialog)
        QTest.keyClick(dialog, Qt.Key.Key_Escape)
        left.append(dialog.windowTitle())

    for id_ in ("open", "export", "export_points"):
        person.soon(leave)
        person.action(id_).trigger()
        settled(person)
    assert left == ["Open", "Export weights", "Export points"]
    assert person.document is before
    assert person.banner == ""


@pytest.mark.parametrize("name", CLASSIFIERS)
@pytest.mark.parametrize("suffix", [".json", ".npz"])
def test_weights_that_are_exported_and_opened_are_the_same(
    person: Person, tmp_path: Path, name: str, suffix: str
) -> None:
    person.press_button(CLASSIFIERS[name].title)
    person.epochs(7)
    place = person.place
    file, again = tmp_path / f"first{suffix}", tmp_path / f"again{suffix}"
    export(person, file)
    assert person.message == f"Written to {file}"
    person.press_button("New start")
    assert person.drop(file)
    person.qtbot.waitUntil(lambda: person.undo_text == f"Open {file.name}")
    np.testing.assert_array_equal(person.place.theta, place.theta)
    assert (person.place.epoch, person.place.updates) == (7, place.updates)
    assert person.document.classifier_name == name
    export(person, again)
    assert again.read_bytes() == file.read_bytes()


def test_training_goes_on_from_an_opened_file_as_if_never_interrupted(
    person: Person, tmp_path: Path
) -> None:
    file = tmp_path / "weights.json"
    person.updates(33)
    export(person, file)
    person.updates(40)
    expected = person.place.theta
    person.drop(file)
    person.qtbot.waitUntil(lambda: person.place.updates == 33)
    person.updates(40)
    np.testing.assert_array_equal(person.place.theta, expected)


def test_an_export_holds_what_is_seen(person: Person, tmp_path: Path) -> None:
    person.session.resume()
    person.session.tick()
    file = tmp_path / "weights.json"
    export(person, file)
    assert not person.session.is_running, "the weights stand still while a name is chosen"
    written = json.loads(file.read_text(encoding="utf-8"))
    parts = [
        np.column_stack([layer["weights"], layer["biases"]]).ravel() for layer in written["layers"]
    ]
    np.testing.assert_array_equal(np.concatenate(parts), person.place.theta)
    assert written["training"]["updates"] == person.place.updates


@pytest.mark.parametrize("suffix", [".json", ".npz", ".py", ".csv"])
def test_the_suffix_that_is_typed_is_the_form_that_is_written(
    person: Person, tmp_path: Path, suffix: str
) -> None:
    file = tmp_path / f"weights{suffix}"
    export(person, file)
    assert file.exists()
    assert person.window.preferences.get(EXPORT_FOLDER) == str(tmp_path)


def test_a_name_without_a_suffix_gets_the_one_of_the_form(person: Person, tmp_path: Path) -> None:
    export(person, tmp_path / "weights")
    assert (tmp_path / "weights.json").exists()


def suggested(person: Person, id_: str) -> Path:
    """Return the name that an export suggests."""
    found = []

    def read() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, QFileDialog)
        field = dialog.findChild(QLineEdit, "fileNameEdit")
        assert isinstance(field, QLineEdit)
        found.append(Path(dialog.directory().path()) / field.text())
        QTest.keyClick(dialog, Qt.Key.Key_Escape)

    person.soon(read)
    person.action(id_).trigger()
    settled(person)
    return found[0]


def test_an_export_suggests_the_folder_and_the_name_of_the_data_file(
    person: Person, points: Path, tmp_path: Path
) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    person.window.preferences.set(EXPORT_FOLDER, str(elsewhere))
    assert suggested(person, "export") == elsewhere / "weights"
    person.drop(points)
    person.qtbot.waitUntil(lambda: len(person.x) == 3)
    assert suggested(person, "export") == tmp_path / "drawn"
    assert suggested(person, "export_points") == tmp_path / "drawn-points"
    person.session.undo_stack.undo()
    assert suggested(person, "export") == elsewhere / "weights", "the preset is in no file"


def test_points_are_exported_and_opened_again(person: Person, tmp_path: Path) -> None:
    file = tmp_path / "points.csv"
    x, labels = person.x, person.labels
    choose(person, file, lambda: person.key(Qt.Key.Key_E, CTRL | SHIFT))
    person.press_button("XOR")
    person.drop(file)
    person.qtbot.waitUntil(lambda: person.undo_text == "Open points.csv")
    np.testing.assert_array_equal(person.x, x)
    assert person.labels == labels


BAD = {
    "nothing.csv": b"",
    "header.csv": b"x1,x2,label\n",
    "short.csv": b"1,2,0\n3,4\n",
    "one column.csv": b"1\n2\n",
    "one name.csv": b"x1,2,label\n1,2,0\n3,4,1\n",
    "same names.csv": b"x,x,label\n1,2,0\n3,4,1\n",
    "bytes.csv": bytes(range(256)) * 4,
    "nothing.json": b"",
    "list.json": b"[1, 2, 3]",
    "half.json": b'{"format": "dividing-line/weights", "version": 1',
    "later.json": b'{"format": "dividing-line/weights", "version": 99, "layers": []}',
    "deep.json": b"[" * 100_000,
    "rubbish.npz": b"PK\x03\x04" + bytes(100),
    "picture.png": b"\x89PNG\r\n\x1a\n" + bytes(50),
    "weights.py": b"import os\nos.abort()\n",
}


def wait_for_banner(person: Person, words: str) -> None:
    person.qtbot.waitUntil(lambda: words in person.banner)


def test_a_bad_file_is_told_in_the_banner_and_changes_nothing(
    person: Person, tmp_path: Path
) -> None:
    person.session.resume()
    person.session.tick()
    before, folder = person.document, person.window.preferences.get(OPEN_FOLDER)
    for name, content in BAD.items():
        file = tmp_path / name
        file.write_bytes(content)
        assert person.drop(file)
        wait_for_banner(person, name)
        assert "Traceback" not in person.banner
        assert len(person.banner) < 400
        assert person.document is before, name
        assert person.session.is_running, "training goes on"
        assert person.window.preferences.get(OPEN_FOLDER) == folder


def test_a_file_that_is_not_there_is_told(person: Person, tmp_path: Path) -> None:
    before = person.document
    person.window.open(str(tmp_path / "gone.csv"))
    person.qtbot.waitUntil(lambda: "gone.csv" in person.banner)
    assert person.document is before


def test_a_folder_is_told_to_be_none_of_our_files(person: Person, tmp_path: Path) -> None:
    person.drop(tmp_path)
    person.qtbot.waitUntil(lambda: person.banner != "")
    assert "is a folder: name a file in it" in person.banner


def test_a_bad_file_does_not_hide_what_is_opened_next(person: Person, points: Path) -> None:
    person.window.open(str(points.parent / "gone.csv"))
    person.qtbot.waitUntil(lambda: person.banner != "")
    person.drop(points)
    person.qtbot.waitUntil(lambda: len(person.x) == 3)
    assert person.banner == ""


def test_an_export_that_cannot_be_written_is_told(person: Person, tmp_path: Path) -> None:
    file = tmp_path / "weights.json"
    file.mkdir()
    weights = person.session.run.weights()
    person.window.files.write(file, lambda: write_weights(file, weights))
    person.qtbot.waitUntil(lambda: person.banner != "")
    assert "weights.json" in person.banner
    assert "Written" not in person.message


def test_two_files_at_once_are_not_taken_and_it_is_said(person: Person, points: Path) -> None:
    before = person.document
    assert person.drop(points, points.with_name("weights.json"))
    assert "2 files were dropped at once" in person.banner
    assert person.document is before
    person.drop(points)
    person.qtbot.waitUntil(lambda: len(person.x) == 3)
    assert person.banner == ""


def test_the_file_that_is_opened_last_is_the_one_that_is_seen(
    person: Person, points: Path, tmp_path: Path
) -> None:
    other = tmp_path / "other.csv"
    other.write_text("9,9,red\n8,8,blue\n", encoding="utf-8")
    person.window.open(str(points))
    person.window.open(str(other))
    settled(person)
    person.qtbot.waitUntil(lambda: person.undo_text == "Open other.csv")
    assert person.session.undo_stack.count() == 1


def test_closing_the_window_while_a_file_is_read_is_safe(person: Person, tmp_path: Path) -> None:
    big = tmp_path / "big.csv"
    big.write_text("1.5,2.5,red\n-1,-2,blue\n" * 30_000, encoding="utf-8")
    person.window.open(str(big))
    person.window.close()
    assert not person.window.files.is_busy
    assert person.document.origin == "Circle"


def test_a_pipe_is_refused_at_once_and_the_window_still_closes(
    person: Person, tmp_path: Path
) -> None:
    pipe = tmp_path / "points.csv"
    os.mkfifo(pipe)
    person.window.open(str(pipe))
    person.qtbot.waitUntil(lambda: person.banner != "")
    assert "is a pipe or a device" in person.banner


def test_what_was_wrong_with_a_file_stays_until_it_is_put_right(
    person: Person, points: Path, tmp_path: Path
) -> None:
    person.window.open(str(tmp_path / "gone.csv"))
    person.qtbot.waitUntil(lambda: person.banner != "")
    person.session.resume()
    person.session.pause()
    assert "gone.csv" in person.banner, "training leaves a message about a file"
    person.drop(points)
    person.qtbot.waitUntil(lambda: len(person.x) == 3)
    assert person.banner == ""


def test_a_file_is_not_opened_while_an_export_is_being_written(
    person: Person, points: Path
) -> None:
    written = threading.Event()

    def write() -> None:
        assert written.wait(10)

    person.window.files.write(points.parent / "out.json", write)
    person.window.open(str(points))
    assert "out.json" in person.banner
    written.set()
    settled(person)
    assert "Written" in person.message
    assert len(person.x) != 3
