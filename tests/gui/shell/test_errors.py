"""The tab Errors in the window: what it shows on the plane, and when it is updated."""

from collections.abc import Callable

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from gui.evaluation.blame_list import BlameList
from gui.evaluation.view import ErrorsView
from gui.look.number_text import four_digits
from gui.look.theme import DARK, LIGHT, Palette
from gui.session.intents import Intent
from model import new_document
from model.arrays import Bools, Integers
from model.run.edits import with_preset
from tests.gui.conftest import OpenWindow
from tests.gui.evaluation.reading import point_of
from tests.gui.person import LEFT, NOTHING, Person
from tests.model.examples import document_of

FRAME = 8  # pixels of the plane's frame

SIX = [[-4.0, -3.0], [-4.0, 3.0], [-1.0, 0.0], [4.0, -3.0], [4.0, 3.0], [1.0, 0.0]]


@pytest.fixture
def view(person: Person) -> ErrorsView:
    person.open_tab("Errors")
    return person.window.workspace.errors


def painted(person: Person) -> Integers:
    """The colours of the plane as painted, its frame blacked out, (rows, columns, 3)."""
    image = person.picture().convertToFormat(QImage.Format.Format_RGB32)
    words = np.frombuffer(image.constBits(), dtype=np.uint8)
    shape = (image.height(), image.bytesPerLine() // 4, 4)
    found = words.reshape(shape)[:, : image.width(), 2::-1].astype(np.int64)
    for edge in (found[:FRAME], found[-FRAME:], found[:, :FRAME], found[:, -FRAME:]):
        edge[:] = 0
    return found


def differing(before: Integers, after: Integers) -> Bools:
    """Whether each pixel has changed, (rows, columns)."""
    return np.asarray((before != after).any(axis=2))


def highlighted_point(person: Person) -> int | None:
    """The highlighted point."""
    return person.window.plane.highlighted


def row(blame: BlameList, number: int) -> QPoint:
    """The middle of a row in the list."""
    place: QRect = blame.visualRect(blame.model().index(number, 0))
    return place.center()


def index_in(blame: BlameList, number: int) -> int:
    return point_of(blame.model().index(number, 0).data())


def test_a_point_lights_up_on_the_plane_while_the_mouse_is_on_it(
    person: Person, view: ErrorsView
) -> None:
    person.epochs(3)
    before = painted(person)
    for number in (0, 2):
        QTest.mouseMove(view.blame.viewport(), row(view.blame, number))
        rows, columns = np.nonzero(differing(before, painted(person)))
        x, y = person.x[index_in(view.blame, number)]
        at = person.spot(x, y)
        assert abs(columns.mean() - at.x()) < 2
        assert abs(rows.mean() - at.y()) < 2
        assert 25 < np.ptp(columns) < 45, "a ring around one point, larger than a selected one's"
    person.hover_over(person.window.top_bar)
    assert not differing(before, painted(person)).any()


def test_the_mark_goes_with_its_point_and_with_the_tab(person: Person, view: ErrorsView) -> None:
    before = painted(person)
    QTest.mouseMove(view.blame.viewport(), row(view.blame, 0))
    assert differing(before, painted(person)).any()
    person.open_tab("Weights")
    assert not differing(before, painted(person)).any()
    person.open_tab("Errors")
    QTest.mouseMove(view.blame.viewport(), row(view.blame, 1))
    person.action("clear").trigger()
    assert highlighted_point(person) is None


def test_arrows_walk_through_the_points_and_enter_or_a_click_selects_one(
    person: Person, view: ErrorsView
) -> None:
    before = painted(person)
    view.blame.setFocus(Qt.FocusReason.TabFocusReason)
    assert highlighted_point(person) == index_in(view.blame, 0)
    person.key(Qt.Key.Key_Down)
    person.key(Qt.Key.Key_Down)
    third = index_in(view.blame, 2)
    assert highlighted_point(person) == third
    assert differing(before, painted(person)).any()
    person.key(Qt.Key.Key_Return)
    assert person.selected == [third]
    person.window.plane.setFocus()
    assert highlighted_point(person) is None
    QTest.mouseClick(view.blame.viewport(), LEFT, NOTHING, row(view.blame, 1))
    assert person.selected == [index_in(view.blame, 1)]


def test_after_a_click_nothing_stays_marked_without_the_mouse(
    person: Person, view: ErrorsView
) -> None:
    QTest.mouseMove(view.blame.viewport(), row(view.blame, 1))
    QTest.mouseClick(view.blame.viewport(), LEFT, NOTHING, row(view.blame, 1))
    assert view.blame.hasFocus()
    person.hover_over(person.window.top_bar)
    assert highlighted_point(person) is None
    person.key(Qt.Key.Key_Down)
    assert highlighted_point(person) == index_in(view.blame, 2), "keys go on from there"


def turn_away_and_back(person: Person) -> None:
    person.open_tab("Weights")
    person.open_tab("Errors")


MOONS = Intent("Moons", lambda document: with_preset(document, "moons", 250))
CHANGES: dict[str, Callable[[Person], None]] = {
    "classifier": lambda person: person.press_button("Logistic"),
    "preset": lambda person: person.session.perform(MOONS),
    "tab": turn_away_and_back,
}


@pytest.mark.parametrize("what", CHANGES)
def test_a_mark_does_not_outlast_the_list(person: Person, view: ErrorsView, what: str) -> None:
    view.blame.scrollToBottom()
    last = view.blame.model().rowCount() - 1
    QTest.mouseMove(view.blame.viewport(), row(view.blame, last))
    assert highlighted_point(person) == index_in(view.blame, last)
    CHANGES[what](person)
    assert highlighted_point(person) is None
    assert (view.blame.verticalScrollBar().value() == 0) is (what != "tab")
    person.epochs(1)
    assert highlighted_point(person) is None


def test_training_leaves_the_list_where_it_is(person: Person, view: ErrorsView) -> None:
    view.blame.scrollToBottom()
    before = view.blame.verticalScrollBar().value()
    assert before > 0
    person.epochs(1)
    assert view.blame.verticalScrollBar().value() == before


def test_hulls_and_the_gap_between_them_are_drawn(open_window: OpenWindow) -> None:
    person = open_window(document_of(SIX, [0, 0, 0, 1, 1, 1]))
    person.open_tab("Errors")
    box = person.button("Show on the plane")
    before = painted(person)

    def at(x: float, y: float) -> Integers:
        spot = person.spot(x, y)
        return (painted(person) - before)[spot.y() - 2 : spot.y() + 3, spot.x()]

    box.setFocus()
    person.key(Qt.Key.Key_Space)
    assert box.isChecked()
    assert np.any(at(0.0, 2.0)), "the line in the middle of the gap"
    assert np.any(at(0.7, 2.5)), "the gap goes on beside the hulls"
    assert np.any(at(-3.0, 0.0)), "a hull is filled"
    assert np.any(at(3.0, 0.0))
    assert not np.any(at(3.0, 3.0)), "beyond hull and gap"
    for x, name in zip((-4.0, 4.0), LIGHT.points, strict=False):
        spot, color = person.spot(x, 1.5), QColor(name)
        edge = painted(person)[spot.y(), spot.x() - 3 : spot.x() + 4]
        away = np.abs(edge - [color.red(), color.green(), color.blue()]).sum(axis=1)
        assert away.min() < 30, "the outline has the colour of the class"
    person.open_tab("Weights")
    assert not np.any(painted(person) - before), "only while the tab is visible"
    person.open_tab("Errors")
    assert np.any(at(0.0, 2.0))
    for _ in range(60):  # 650 000 times as large: the gap fills the plane
        person.window.plane.zoom_in()
    drawn = painted(person)
    box.click()
    changed = differing(drawn, painted(person))
    assert changed[FRAME:-FRAME, FRAME:-FRAME].mean() > 0.99


def test_where_hulls_overlap_is_drawn(open_window: OpenWindow) -> None:
    x = [[-2.0, -2.0], [2.0, 2.0], [-2.0, 2.0], [-1.0, 0.0], [4.0, 3.0], [4.0, -3.0]]
    person = open_window(document_of(x, [0, 0, 0, 1, 1, 1]))
    person.open_tab("Errors")
    before = painted(person)
    person.button("Show on the plane").click()
    spot, outside = person.spot(-0.3, 1.0 - 0.6), person.spot(3.0, 0.0)
    after = painted(person)
    inside = after[spot.y(), spot.x()] - before[spot.y(), spot.x()]
    beside = after[outside.y(), outside.x()] - before[outside.y(), outside.x()]
    assert np.abs(inside).sum() > 2 * np.abs(beside).sum() > 0


def test_where_hulls_cross_in_a_point_is_marked(open_window: OpenWindow) -> None:
    person = open_window(document_of([[0, 0], [1, 1], [0, 1], [1, 0]], [0, 0, 1, 1]))
    person.open_tab("Errors")
    before = painted(person)
    person.button("Show on the plane").click()
    changed = differing(before, painted(person))
    spot, side = person.spot(0.5, 0.5), person.spot(0.5, 0.8)
    around = changed[spot.y() - 9 : spot.y() + 10, spot.x() - 9 : spot.x() + 10]
    assert around.all(), "a dot much larger than the lines are wide"
    assert not changed[side.y(), side.x()]


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
def test_rings_are_seen_where_hulls_overlap(open_window: OpenWindow, palette: Palette) -> None:
    person = open_window(new_document("xor"))
    person.open_tab("Errors")
    person.action(f"theme_{palette.name}").trigger()
    ring = QColor(palette.warn)
    before = len(person.painted(ring))
    assert before > 100
    person.button("Show on the plane").click()
    after = len(person.painted(ring))
    assert abs(after - before) < 0.01 * before, "nothing else is drawn in their colour"
    away = np.abs(painted(person) - [ring.red(), ring.green(), ring.blue()]).sum(axis=2)
    spot = person.spot(0.0, 0.0)
    assert np.median(away[spot.y() - 20 : spot.y() + 20, spot.x() - 20 : spot.x() + 20]) > 150


def test_out_of_sight_nothing_is_looked_at_and_in_sight_all_is_up_to_date(
    person: Person, view: ErrorsView
) -> None:
    figure = person.named("Mean log-loss", QLabel)
    person.open_tab("Weights")
    before, noted = figure.text(), len(view.figures.course)
    person.epochs(3)
    assert (figure.text(), len(view.figures.course)) == (before, noted)
    person.open_tab("Errors")
    loss = person.viewer.snapshot().measured.loss
    assert figure.text() == four_digits(loss) != before


def test_when_training_pauses_the_figures_are_those_of_the_place(
    person: Person, view: ErrorsView
) -> None:
    person.session.resume()
    for _ in range(8):
        person.session.tick()
    assert len(view.figures.course) < 9, "not every frame is noted"
    person.session.pause()
    loss = person.viewer.snapshot().measured.loss
    assert person.named("Mean log-loss", QLabel).text() == four_digits(loss)
    assert view.figures.course.seen[-1].update == person.place.updates
