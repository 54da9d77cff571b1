"""The page of the arithmetic in its window: the plane, the keys and the other tabs."""

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton

from gui.diagram.geometry import Notation
from gui.look.theme import LIGHT
from model import new_document
from model.expressions import About, as_text
from tests.gui.arithmetic.reading import Reader, spoken, trick
from tests.gui.conftest import OpenWindow
from tests.gui.person import CTRL, LEFT, Person
from tests.gui.pixels import colors, near


def turn_to(person: Person, title: str) -> Reader:
    """Click a tab; whoever reads the arithmetic reads it wherever that is."""
    person.open_tab(title)
    return Reader(person.window.workspace.arithmetic, person.session, person.viewer)


def test_a_point_that_is_clicked_is_shown_and_the_next_update_again(person: Person) -> None:
    reader = turn_to(person, "Arithmetic")
    (other, *_) = set(range(len(person.x))) - set(reader.upcoming)
    person.click(*person.x[other].tolist())
    assert f"POINT {person.selected[0] + 1} (" in reader.words
    person.window.tools.select((other,))
    reader.press("Show the next update")
    assert person.selected == []
    assert f"POINT {reader.upcoming[0] + 1} (" in reader.words


def test_the_equations_are_walked_folded_and_copied_by_keys(open_window: OpenWindow) -> None:
    person = open_window(trick())
    reader = turn_to(person, "Arithmetic")
    view = reader.tree
    view.setFocus(Qt.FocusReason.TabFocusReason)
    view.setCurrentIndex(reader.row("Output · ŷ: w·x"))
    person.key(Qt.Key.Key_Down)
    assert spoken(view.currentIndex()).startswith("z = ")
    assert reader.lit >= {About(0, 0), About(0, 0, 2), About(input=1)}
    person.key(Qt.Key.Key_Left)
    assert spoken(view.currentIndex()).startswith("Output · ŷ: ")
    person.key(Qt.Key.Key_Left)
    assert not view.isExpanded(view.currentIndex())
    person.key(Qt.Key.Key_Return)
    assert view.isExpanded(view.currentIndex())
    person.key(Qt.Key.Key_Left)
    person.key(Qt.Key.Key_Period)
    assert person.place.updates == 1
    assert spoken(view.currentIndex()).startswith("Output · ŷ: w·x + b = 2.6·4"), "still there"
    assert not view.isExpanded(view.currentIndex()), "and still folded"
    person.key(Qt.Key.Key_C, CTRL)
    arithmetic = person.viewer.snapshot().arithmetic()
    assert arithmetic is not None
    copied = QGuiApplication.clipboard().text()
    assert copied.startswith("THIS UPDATE · POINT 1 (4, 5) IS BLUE 0\n\nFORWARD PASS\n")
    assert copied.endswith(as_text(arithmetic.explanation))
    assert "Copied" in person.message
    person.key(Qt.Key.Key_Space)
    assert person.session.is_running
    person.session.pause()


def test_the_plane_shows_w_and_what_is_added_to_it_while_it_is_explained(
    open_window: OpenWindow,
) -> None:
    person = open_window(trick())
    marked: list[int | None] = []
    person.window.workspace.arithmetic.highlighted.connect(marked.append)
    accent = QColor(LIGHT.accent)
    turn_to(person, "Weights")
    assert person.viewer.snapshot().upcoming is None
    before = len(person.painted(accent))
    turn_to(person, "Arithmetic")
    found = person.viewer.snapshot().arrows(np.array([2.6, 3.5, -10.1]))
    assert found is not None
    assert found.changed is not None
    start_x, start_y, x, y = found.changed
    middle = person.spot((start_x + x) / 2, (start_y + y) / 2)
    away = np.hypot(*(person.painted(accent) - [middle.x(), middle.y()]).T)
    assert away.min() < 2, "an arrow to where w is after the update"
    assert marked[-1:] == [0], "and the point that it is about stands out"
    person.window.tools.select((0,))
    assert marked[-1:] == [None], "it does anyway"
    person.key(Qt.Key.Key_F8)
    assert person.viewer.snapshot().upcoming is None
    person.key(Qt.Key.Key_F8)
    assert person.viewer.snapshot().upcoming is not None
    person.window.tools.deselect()
    turn_to(person, "Weights")
    assert marked[-1:] == [None]
    assert len(person.painted(accent)) == before
    assert person.viewer.snapshot().upcoming is None


def test_what_the_next_update_adds_and_the_line_after_it_are_drawn(
    open_window: OpenWindow,
) -> None:
    person = open_window(trick())
    turn_to(person, "Weights")
    plain = colors(person.picture())
    turn_to(person, "Arithmetic")
    drawn = colors(person.picture())
    rows, columns = np.nonzero((plain != drawn).any(axis=2))
    found = person.viewer.snapshot().arrows(np.array([2.6, 3.5, -10.1]))
    assert found is not None
    assert found.change is not None
    assert found.line is not None
    for share in (0.1, 0.4, 0.9):
        x = found.line.x1 + share * (found.line.x2 - found.line.x1)
        at = person.spot(x, (10.1 - 2.6 * x) / 3.5)
        assert np.hypot(columns - at.x(), rows - at.y()).min() < 2
    x1, y1, x2, y2 = found.change
    middle = person.spot((x1 + x2) / 2, (y1 + y2) / 2)
    warm = person.painted(QColor(LIGHT.warn))
    assert np.hypot(*(warm - [middle.x(), middle.y()]).T).min() < 3


def test_phases_light_up_the_diagram_and_new_numbers_have_their_colour(person: Person) -> None:
    reader = turn_to(person, "Arithmetic")
    whole = colors(reader.page.diagram.grab().toImage())
    accented = []
    for _ in ("forward pass", "error", "backward pass", "update"):
        reader.press("Next phase")
        equations = colors(reader.tree.viewport().grab().toImage())
        accented.append(int(near(equations, LIGHT.accent, 40).sum()))
        if len(accented) == 2:
            error = colors(reader.page.diagram.grab().toImage())
    assert (whole != error).any(axis=2).mean() > 0.02, "all but the output fades"
    assert accented[3] > 100 > max(accented[:3])


def test_an_update_leaves_the_line_before_as_a_ghost_and_shows_the_next(
    open_window: OpenWindow,
) -> None:
    person = open_window(trick())
    turn_to(person, "Arithmetic")
    before = [person.spot(x, (10 - 3 * x) / 4) for x in (0.0, 0.5, 1.0, 1.5, 2.0, 2.5, 3.0)]

    def ghosts() -> int:
        """Return how many of these places have the colour of a ghost nearby."""
        painted = person.painted(QColor(LIGHT.quiet))
        away = [np.hypot(*(painted - [at.x(), at.y()]).T).min() for at in before]
        return sum(distance < 8 for distance in away)

    assert ghosts() == 0
    person.key(Qt.Key.Key_Period)
    assert person.place.theta.tolist() == pytest.approx([2.6, 3.5, -10.1])
    assert ghosts() == len(before)
    person.action("restart").trigger()
    assert ghosts() == 0


def test_the_diagram_is_drawn_in_the_notation_of_the_network(person: Person) -> None:
    reader = turn_to(person, "Arithmetic")
    assert reader.page.diagram.diagram is not None
    assert not reader.page.diagram.diagram.notation.bias_input
    turn_to(person, "Network")
    QTest.mouseClick(person.named("Bias as an input", QAbstractButton), LEFT)
    turn_to(person, "Arithmetic")
    assert reader.page.diagram.diagram is not None
    assert reader.page.diagram.diagram.notation == Notation(bias_input=True)


def test_the_points_of_the_next_update_are_marked_on_the_plane(open_window: OpenWindow) -> None:
    person = open_window(new_document("circle", 60))
    accent = QColor(LIGHT.accent)
    turn_to(person, "Arithmetic")
    upcoming = person.viewer.snapshot().upcoming
    assert upcoming is not None
    painted = person.painted(accent)
    for point in upcoming.tolist():
        spot = person.spot(*person.x[point].tolist())
        away = np.hypot(*(painted - [spot.x(), spot.y()]).T)
        assert ((away > 8) & (away < 20)).sum() > 4, "a ring around it"


def sectors(person: Person, point: int) -> int:
    """In how many of 36 directions something accented lies 15 to 20 pixels from a point."""
    spot = person.spot(*person.x[point].tolist())
    across, down = (person.painted(QColor(LIGHT.accent)) - [spot.x(), spot.y()]).T
    away = np.hypot(across, down)
    ring = np.degrees(np.arctan2(down, across))[(away > 15) & (away < 20)]
    return len(np.unique(ring // 10))


def test_the_point_that_is_explained_has_a_ring_of_its_own_on_the_plane(
    open_window: OpenWindow,
) -> None:
    person = open_window(new_document("circle", 60))
    first, second, *_ = turn_to(person, "Arithmetic").upcoming
    assert sectors(person, first) > 30
    assert sectors(person, second) < 20
    person.updates(1)
    now = person.viewer.snapshot().upcoming
    assert now is not None
    assert sectors(person, int(now[0])) > 30
    assert sectors(person, first) < 20
    turn_to(person, "Errors")
    assert sectors(person, int(now[0])) == 0


def test_no_pictures_of_units_are_made_where_none_are_seen(person: Person) -> None:
    for title, seen in (("Arithmetic", True), ("Weights", False), ("Arithmetic", True)):
        turn_to(person, title)
        assert (person.viewer.snapshot().units is not None) is seen
    person.key(Qt.Key.Key_F8)
    assert person.viewer.snapshot().units is None
    person.key(Qt.Key.Key_F8)
    turn_to(person, "Network")
    assert person.viewer.snapshot().units is not None
