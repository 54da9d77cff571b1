"""Tab leads through the window in the order as read, and what has the focus can be seen."""

from itertools import pairwise

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QWidget

from gui.controls.section import Section
from model import Document, new_document
from model.run.edits import with_preset
from tests.gui.conftest import OpenWindow
from tests.gui.controls import is_in_sight
from tests.gui.person import SHIFT, Person


def section_of(person: Person, widget: QWidget) -> tuple[int, int]:
    """The part of the window that a widget is in, and the section of that part, from the top."""
    work = person.window.workspace
    columns = (work.rail, work.panels, work.centre, work.tabs, work.columns.handle)
    parts = (work.top_bar, *columns, work.status_bar)
    (part,) = (i for i, part in enumerate(parts) if part in (widget, *around(widget)))
    sections = [w for w in around(widget) if isinstance(w, Section) and work.panels in around(w)]
    return part, place(person, sections[-1]).top() if sections else 0


def around(widget: QWidget) -> list[QWidget]:
    parent = widget.parentWidget()
    return [] if parent is None else [parent, *around(parent)]


def place(person: Person, widget: QWidget) -> QRect:
    """Where a widget is in the window; scrolling does not count."""
    inner = person.window.workspace.panels
    origin = inner if inner in around(widget) else person.window
    return QRect(widget.mapTo(origin, QPoint()), widget.size())


def walk(person: Person, key: Qt.Key) -> list[QWidget]:
    """All that has the focus in turn, from the first widget round to it again."""
    start = person.button("Run")
    start.setFocus(Qt.FocusReason.TabFocusReason)
    stops: list[QWidget] = [start]
    while True:
        QTest.keyClick(stops[-1], key, SHIFT if key == Qt.Key.Key_Backtab else NOTHING)
        focused = QApplication.focusWidget()
        assert focused is not None
        assert_seen(person, focused)
        if focused is start:
            return stops
        assert focused not in stops, f"{focused.accessibleName()} comes twice"
        stops.append(focused)


NOTHING = Qt.KeyboardModifier.NoModifier


def assert_seen(person: Person, widget: QWidget) -> None:
    if widget.height() < 100:  # the weights, a list, or the equations scroll by themselves
        assert is_in_sight(widget), f"{widget.accessibleName()} is out of sight"


def assert_ring(person: Person, widget: QWidget) -> None:
    """The focus can be seen in the widget that has it."""
    with_ring = widget.grab().toImage()
    person.window.setFocus()
    widget.clearFocus()
    assert widget.grab().toImage() != with_ring, widget.accessibleName()
    widget.setFocus(Qt.FocusReason.TabFocusReason)


def students() -> Document:
    return with_preset(new_document(), "students", 40)


@pytest.mark.parametrize("size", [(1440, 900), (1024, 700), (760, 500)])
@pytest.mark.parametrize("tab", ["Network", "Arithmetic", "Errors", "Weights"])
def test_tab_goes_in_the_order_as_read_and_back(
    open_window: OpenWindow, size: tuple[int, int], tab: str
) -> None:
    person = open_window(students(), size)
    if person.window.workspace.tabs.isVisible():
        person.open_tab(tab)
    person.key(Qt.Key.Key_P)
    person.session.troubled.emit("Something to put away")
    QApplication.sendPostedEvents()  # all finds its place
    stops = walk(person, Qt.Key.Key_Tab)
    back = walk(person, Qt.Key.Key_Backtab)
    assert back == [stops[0], *stops[:0:-1]]
    sections = [section_of(person, stop) for stop in stops]
    assert sections == sorted(sections), "section by section"
    for (before, at), (after, then) in pairwise(zip(stops, sections, strict=True)):
        one, other = place(person, before), place(person, after)
        if at == then and before not in around(after):
            is_below = other.center().y() > one.top() + one.height() // 2
            is_right = other.left() >= one.left()
            assert is_below or is_right, f"{before.accessibleName()}, {after.accessibleName()}"
            assert other.bottom() > one.top(), "never up to a row above"


def test_the_chosen_classifier_is_its_stop_and_keeps_the_focus(person: Person) -> None:
    for name in ("Perceptron", "Logistic"):
        person.press_button(name)
        stops = walk(person, Qt.Key.Key_Tab)
        found = [s for s in stops if isinstance(s, QAbstractButton) and s.property("segment")]
        assert found[0] is person.button(name)
    person.button("Logistic").setFocus(Qt.FocusReason.TabFocusReason)
    person.session.undo_stack.undo()
    assert person.button("Perceptron").isChecked()
    assert person.button("Perceptron").hasFocus(), "the ring goes with the choice"


@pytest.mark.parametrize("id_", ["help", "about"])
def test_after_a_dialog_the_focus_is_where_it_was_or_on_the_plane(person: Person, id_: str) -> None:
    def close() -> None:
        dialog = QApplication.activeModalWidget()
        assert dialog is not None
        QTest.keyClick(dialog, Qt.Key.Key_Escape)

    def open_and_close() -> None:
        person.soon(close)
        person.action(id_).trigger()
        person.window.activateWindow()
        person.qtbot.waitUntil(person.window.isActiveWindow)

    eraser = person.button("Eraser")
    eraser.setFocus(Qt.FocusReason.TabFocusReason)
    open_and_close()
    assert eraser.hasFocus()
    person.enter(person.field("Learning rate"), "0.2")
    assert QApplication.focusWidget() is None
    open_and_close()
    assert person.window.plane.hasFocus()


def test_after_enter_tab_goes_on_from_the_field(person: Person) -> None:
    field = person.field("Noise")
    person.enter(field, "0.2")
    person.key(Qt.Key.Key_Tab)
    assert person.slider("Test share").hasFocus()
    person.enter(field, "0.3")
    person.key(Qt.Key.Key_Backtab, SHIFT)
    assert person.slider("Noise").hasFocus()


def test_a_folded_header_that_takes_the_focus_is_in_sight(open_window: OpenWindow) -> None:
    person = open_window(students(), (1300, 600))
    for title in ("Training", "Inputs"):
        person.press_button(f"{title}, section")
    person.window.plane.setFocus()
    QTest.keyClick(person.window.plane, Qt.Key.Key_Backtab, SHIFT)
    focused = QApplication.focusWidget()
    assert focused is person.button("Training, section")
    assert_seen(person, focused)


def test_every_stop_shows_that_it_has_the_focus(open_window: OpenWindow) -> None:
    person = open_window(students())
    for tab in ("Network", "Arithmetic", "Errors", "Weights"):
        person.open_tab(tab)
        for stop in walk(person, Qt.Key.Key_Tab):
            stop.setFocus(Qt.FocusReason.TabFocusReason)
            assert_ring(person, stop)


def test_tab_leaves_a_button_that_is_disabled_by_its_own_click(person: Person) -> None:
    more = person.button("More layers")
    more.setFocus(Qt.FocusReason.TabFocusReason)
    while more.isEnabled():
        QTest.keyClick(more, Qt.Key.Key_Space)
    person.key(Qt.Key.Key_Tab)
    focused = QApplication.focusWidget()
    assert focused is not None
    assert_seen(person, focused)
    assert not isinstance(focused, QLineEdit)
