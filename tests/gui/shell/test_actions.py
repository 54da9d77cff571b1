"""All actions are in a menu, and everything can be reached without a mouse."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QLineEdit,
    QMenu,
    QSlider,
    QWidget,
)

from gui.controls.tips import disable
from gui.shell.actions import ROWS
from gui.shell.dialogs import help_text
from tests.gui.person import CTRL, NOTHING, Person

CONTROLS = (QAbstractButton, QLineEdit, QComboBox, QSlider)


def controls(person: Person) -> list[QWidget]:
    """The controls for the mouse that are not part of another control."""
    found = [w for kind in CONTROLS for w in person.window.findChildren(kind)]
    return [w for w in found if not w.objectName().startswith("qt_") and w.isVisible()]


def menu_actions(menu: QMenu) -> list[str]:
    ids = []
    for action in menu.actions():
        submenu = action.menu()
        ids += menu_actions(submenu) if isinstance(submenu, QMenu) else [action.objectName()]
    return [id_ for id_ in ids if id_]


def test_every_action_is_in_a_menu_once(person: Person) -> None:
    ids = []
    for top in person.window.menuBar().actions():
        menu = top.menu()
        assert isinstance(menu, QMenu)
        ids += menu_actions(menu)
    assert sorted(ids) == sorted(row.id for row in ROWS)


def test_every_key_is_shown_beside_its_action_in_the_menu(person: Person) -> None:
    for row in ROWS:
        action = person.action(row.id)
        if row.shortcuts:
            assert action.shortcut() == QKeySequence(row.shortcuts[0]), row.id
            assert action.isShortcutVisibleInContextMenu(), row.id
    assert person.action("run").text() == "Run\tSpace"


def test_no_key_means_two_things(person: Person) -> None:
    keys = [key.toString() for a in person.window.actions() for key in a.shortcuts()]
    assert len(keys) == len(set(keys))


def test_the_help_names_every_key(person: Person) -> None:
    text = help_text()
    for row in ROWS:
        for key in row.shortcuts:
            assert f">{key}<" in text or f"{key}, " in text or f", {key}" in text, key


def test_every_action_says_what_it_does(person: Person) -> None:
    for row in ROWS:
        assert row.tip
        disable(person.action(row.id), "")
        shown = person.action(row.id).toolTip()
        assert shown.replace("\n", " ").startswith(row.tip)
        assert all(len(line) < 60 for line in shown.splitlines()), (
            "a longer tooltip covers half the window"
        )


def test_every_control_has_a_name_and_says_what_it_does(person: Person) -> None:
    person.key(Qt.Key.Key_P)
    person.session.troubled.emit("Something to put away")
    nameless = [(type(w).__name__, w.toolTip()) for w in controls(person) if not name_of(w)]
    mute = [name_of(w) for w in controls(person) if not w.toolTip()]
    assert nameless == []
    assert mute == []


def name_of(widget: QWidget) -> str:
    return widget.accessibleName() or (widget.text() if isinstance(widget, QAbstractButton) else "")


def test_every_control_is_reached_by_tab(person: Person) -> None:
    person.key(Qt.Key.Key_P)
    person.session.troubled.emit("Something to put away")
    reached: set[QWidget] = set()
    for _ in range(120):
        QTest.keyClick(QApplication.focusWidget() or person.window, Qt.Key.Key_Tab)
        focused = QApplication.focusWidget()
        assert focused is not None
        reached.add(focused)
    # Buttons of a choice are one stop; the arrow keys go on from there.
    for widget in list(reached):
        group = widget.group() if isinstance(widget, QAbstractButton) else None
        if group is not None:
            reached.update(group.buttons())
    missed = [name_of(w) for w in controls(person) if w.isEnabled() and w not in reached]
    assert missed == []
    assert person.window.plane in reached


def test_a_focused_control_shows_that_it_has_the_focus(person: Person) -> None:
    for name in ("Run", "Eraser", "Preset XOR", "Training, section"):
        button = person.button(name)
        person.window.plane.setFocus()
        without = button.grab().toImage()
        button.setFocus(Qt.FocusReason.TabFocusReason)
        assert button.grab().toImage() != without, name


def test_space_runs_and_pauses(person: Person) -> None:
    person.key(Qt.Key.Key_Space)
    assert person.session.is_running
    person.key(Qt.Key.Key_Space)
    assert not person.session.is_running


def test_space_on_a_button_that_has_the_focus_presses_that_button(person: Person) -> None:
    person.button("Restart").setFocus()
    person.updates(3)
    person.key(Qt.Key.Key_Space)
    person.qtbot.waitUntil(lambda: person.place.updates == 0)
    assert not person.session.is_running


def test_space_held_down_does_not_run_and_pause_in_turns(person: Person) -> None:
    changes: list[bool] = []
    person.session.running_changed.connect(changes.append)
    person.key(Qt.Key.Key_Space)
    handle = person.window.windowHandle()
    for _ in range(5):
        held = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Space, NOTHING, " ", True, 1)
        QApplication.sendEvent(handle, held)
    assert changes == [True]


def test_undo_and_redo_carry_the_name_of_the_edit(drawing: Person) -> None:
    assert not drawing.action("undo").isEnabled()
    drawing.click(1, 1)
    assert drawing.action("undo").text() == "Undo Add red point"
    assert drawing.action("undo").isEnabled()
    drawing.undo()
    assert drawing.action("redo").text() == "Redo Add red point"
    assert drawing.action("undo").text() == "Undo"
    assert not drawing.action("undo").isEnabled()
    drawing.redo()
    assert len(drawing.x) == 1
    drawing.undo()
    drawing.key(Qt.Key.Key_Y, CTRL)
    assert len(drawing.x) == 1


def test_help_is_shown_and_closed(person: Person) -> None:
    titles: list[str] = []

    def read() -> None:
        dialog = QApplication.activeModalWidget()
        assert dialog is not None
        titles.append(dialog.windowTitle())
        QTest.keyClick(dialog, Qt.Key.Key_Escape)

    for id_ in ("help", "about"):
        person.soon(read)
        person.action(id_).trigger()
    assert titles == ["Keys and gestures", "About Dividing Line"]
