"""The arithmetic of the next update, read line by line and walked phase by phase."""

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QAbstractItemModel, QModelIndex, QPoint, Qt
from PySide6.QtGui import QColor, QGuiApplication, QHelpEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QTabBar, QToolTip, QTreeView

from gui.theme import LIGHT
from gui.views.arithmetic import DIVERGES, NO_POINTS, NOT_NEXT, TEST, TOO_MUCH
from model import Document, dataset, new_document
from model.document import Start
from model.edits import (
    with_classifier,
    with_network,
    with_points,
    with_preset,
    with_solution,
    with_split,
    with_start,
    with_training,
)
from model.explain import About, as_text
from tests.gui.conftest import OpenWindow
from tests.gui.person import CTRL, LEFT, Person

Role = Qt.ItemDataRole


def turn_to(person: Person, title: str) -> None:
    """Click a tab."""
    bar = person.named("Explanations", QTabBar)
    (index,) = (i for i in range(bar.count()) if bar.tabText(i) == title)
    QTest.mouseClick(bar, LEFT, pos=bar.tabRect(index).center())


def tree(person: Person) -> QTreeView:
    return person.named("Arithmetic", QTreeView)


def rows_below(model: QAbstractItemModel, parent: QModelIndex) -> Iterator[QModelIndex]:
    for row in range(model.rowCount(parent)):
        index = model.index(row, 0, parent)
        yield index
        yield from rows_below(model, index)


def rows(person: Person) -> list[QModelIndex]:
    """All rows, folded ones too."""
    return list(rows_below(tree(person).model(), QModelIndex()))


def spoken(index: QModelIndex) -> str:
    return str(index.data(Role.AccessibleTextRole))


def row(person: Person, start: str) -> QModelIndex:
    """The last row that is spoken like this."""
    return [index for index in rows(person) if spoken(index).startswith(start)][-1]


def said(person: Person) -> str:
    """All that the labels of the page say."""
    return " ".join(person.texts(person.window.workspace.arithmetic))


def exact(person: Person, index: QModelIndex, symbol: str) -> str:
    """All digits of a number of a line, as they are shown where the mouse rests on it."""
    view = tree(person)
    view.scrollTo(index)
    rect = view.visualRect(index)
    for x in range(rect.left(), rect.right(), 4):
        for y in range(rect.top() + 2, rect.bottom(), 6):
            at = QPoint(x, y)
            event = QHelpEvent(QHelpEvent.Type.ToolTip, at, view.viewport().mapToGlobal(at))
            QApplication.sendEvent(view.viewport(), event)
            name, _, number = QToolTip.text().partition(" = ")
            if name == symbol:
                return number
    raise AssertionError(f"no {symbol} in {spoken(index)}")


def upcoming(person: Person) -> list[int]:
    """The points of the next update."""
    found = person.session.snapshot().upcoming
    assert found is not None
    return [int(index) for index in found]


def trick() -> Document:
    """MATH.md, perceptron trick: w = (3, 4), b = -10, a blue point at (4, 5), a rate of 0.1."""
    points = with_points(new_document(), dataset([[4.0, 5.0]], [0]), "trick")
    perceptron = with_classifier(points, "perceptron")
    settings = replace(perceptron.training, learning_rate=0.1)
    return with_start(with_training(perceptron, settings), Start(theta=(3.0, 4.0, -10.0)))


def test_the_perceptron_trick_line_by_line(open_window: OpenWindow) -> None:
    person = open_window(trick())
    turn_to(person, "Arithmetic")
    assert "THIS UPDATE · POINT 1 (4, 5) IS" in said(person)
    assert "BLUE 0" in said(person)
    lines = [spoken(index) for index in rows(person)]
    assert "Output: w·x + b = 3·4 + 4·5 − 10 = 22 ≥ 0 → 1" in lines
    assert "z = w₁·x₁ + w₂·x₂ + b: 22 = 3·4 + 4·5 − 10" in lines
    assert "w₁ ← w₁ − α·x₁: 2.6 = 3 − 0.1·4" in lines
    assert "w₂ ← w₂ − α·x₂: 3.5 = 4 − 0.1·5" in lines
    assert "b ← b − α: −10.1 = −10 − 0.1" in lines


def test_the_numbers_are_the_engines_to_the_last_digit(open_window: OpenWindow) -> None:
    person = open_window(with_classifier(new_document("blobs", 40), "logistic"))
    person.updates(3)
    turn_to(person, "Arithmetic")
    before = person.place.theta
    symbols = ("w₁", "w₂", "b")
    after = [exact(person, row(person, f"{symbol} ←"), symbol) for symbol in symbols]
    terms = spoken(row(person, "z = "))
    assert terms.startswith("z = w₁·x₁ + w₂·x₂ + b: ")
    person.press_button("Make this update")
    for number, shown, was in zip(person.place.theta, after, before, strict=True):
        assert float(shown.replace("−", "-")) == number != was
    for symbol, number in zip(symbols[:2], person.place.theta, strict=False):
        shown = exact(person, row(person, "z = "), symbol)
        assert float(shown.replace("−", "-")) == number, "the next pass goes on from there"


def test_the_selected_point_is_shown_and_let_go_of(person: Person) -> None:
    turn_to(person, "Arithmetic")
    assert "THIS UPDATE OF 10 POINTS" in said(person)
    (other, *_) = set(range(250)) - set(upcoming(person))
    person.window._tools.select((other,))
    assert f"POINT {other + 1} (" in said(person)
    assert NOT_NEXT in said(person)
    assert not [index for index in rows(person) if spoken(index) in ("update", "backward pass")]
    person.press_button("Show the next update")
    assert person.selected == []
    assert "THIS UPDATE OF 10 POINTS" in said(person)


def test_a_selected_point_of_the_next_batch_shows_its_own_pass(person: Person) -> None:
    turn_to(person, "Arithmetic")
    fifth = upcoming(person)[4]
    person.window._tools.select((fifth,))
    assert f"THIS UPDATE OF 10 POINTS · POINT {fifth + 1} " in said(person)
    assert spoken(rows(person)[1]).startswith("Inputs of point 5 of 10")


# ------------------------------------------------------------------------------------------ walking


def unfolded(person: Person) -> list[str]:
    """The phases whose blocks can be seen."""
    view = tree(person)
    tops = (view.model().index(r, 0, QModelIndex()) for r in range(view.model().rowCount()))
    return [spoken(index) for index in tops if view.isExpanded(index)]


def test_an_update_is_walked_phase_by_phase_and_then_made(person: Person) -> None:
    turn_to(person, "Arithmetic")
    lit: list[frozenset[About]] = []
    person.window.workspace.arithmetic.lit.connect(lit.append)
    phases = ["forward pass", "error", "backward pass", "update"]
    assert unfolded(person) == phases
    for number, phase in enumerate(phases, 1):
        person.press_button("Next phase")
        assert unfolded(person) == [phase]
        assert f"{number} of 4 · {phase}" in said(person)
        if phase == "error":
            assert lit[-1] == {About(1, 0)}
    weights = {About(0, unit, i) for unit in range(4) for i in range(3)}
    weights |= {About(1, 0, i) for i in range(5)}
    assert weights <= lit[-1]
    person.press_button("Make this update")
    assert person.place.updates == 1
    assert unfolded(person) == ["forward pass"], "the next one begins"
    person.press_button("Phase before")
    assert unfolded(person) == phases
    assert lit[-1] == frozenset()


def test_a_perceptron_has_no_backward_pass_to_walk_through(open_window: OpenWindow) -> None:
    person = open_window(trick())
    turn_to(person, "Arithmetic")
    for _ in range(3):
        person.press_button("Next phase")
    assert unfolded(person) == ["update"]
    assert not person.button("Next phase").isEnabled()


def test_what_the_mouse_is_at_is_lit_up(open_window: OpenWindow) -> None:
    person = open_window(trick())
    turn_to(person, "Arithmetic")
    lit: list[frozenset[About]] = []
    person.window.workspace.arithmetic.lit.connect(lit.append)
    view, score = tree(person), row(person, "z = ")
    view.scrollTo(score)
    rect = view.visualRect(score)
    for x in range(rect.left(), rect.right(), 5):
        QTest.mouseMove(view.viewport(), QPoint(x, rect.center().y() + 6))
    everything = {About(0, 0, 0), About(0, 0, 1), About(0, 0, 2), About(input=0), About(input=1)}
    assert {About(0, 0), *everything} in lit, "between the numbers: all of the line"
    assert {frozenset([about]) for about in everything} <= set(lit)


def test_the_lines_are_walked_and_folded_by_keys(open_window: OpenWindow) -> None:
    person = open_window(trick())
    turn_to(person, "Arithmetic")
    view = tree(person)
    lit: list[frozenset[About]] = []
    person.window.workspace.arithmetic.lit.connect(lit.append)
    view.setFocus(Qt.FocusReason.TabFocusReason)
    view.setCurrentIndex(row(person, "Output: w·x"))
    person.key(Qt.Key.Key_Down)
    assert spoken(view.currentIndex()).startswith("z = ")
    assert About(0, 0, 2) in lit[-1]
    person.key(Qt.Key.Key_Left)
    assert spoken(view.currentIndex()).startswith("Output: ")
    person.key(Qt.Key.Key_Left)
    assert not view.isExpanded(view.currentIndex())
    person.key(Qt.Key.Key_Return)
    assert view.isExpanded(view.currentIndex())
    person.key(Qt.Key.Key_Return)
    person.key(Qt.Key.Key_Period)
    assert person.place.updates == 1
    assert spoken(view.currentIndex()).startswith("Output: w·x"), "the keyboard stays where it was"
    assert not view.isExpanded(view.currentIndex()), "and so does what was folded"
    person.key(Qt.Key.Key_Space)
    assert person.session.is_running
    person.session.pause()


def test_all_lines_are_copied_as_text(person: Person) -> None:
    turn_to(person, "Arithmetic")
    arithmetic = person.session.snapshot().arithmetic()
    assert arithmetic is not None
    person.press_button("Copy")
    clipboard = QGuiApplication.clipboard()
    assert clipboard.text() == as_text(arithmetic.explanation)
    assert "77 lines" in person.message
    clipboard.clear()
    tree(person).setFocus()
    person.key(Qt.Key.Key_C, CTRL)
    assert "w⁽¹⁾₁₁ ← w⁽¹⁾₁₁ −   α·" in clipboard.text()


# --------------------------------------------------------------------------------- what it costs


def test_out_of_sight_it_costs_nothing(person: Person) -> None:
    session, view = person.session, person.window.workspace.arithmetic
    turn_to(person, "Arithmetic")
    assert session.snapshot().upcoming is not None
    turn_to(person, "Weights")
    assert session.snapshot().upcoming is None
    before = rows(person)
    person.updates(2)
    assert rows(person) == before, "nothing was made"
    person.key(Qt.Key.Key_F8)
    assert not view.isVisible()
    person.key(Qt.Key.Key_F8)
    turn_to(person, "Arithmetic")
    assert f"POINT {upcoming(person)[0] + 1} " in said(person), "it has caught up"


def test_while_training_runs_the_lines_come_now_and_then_and_exactly_at_the_end(
    person: Person,
) -> None:
    turn_to(person, "Arithmetic")
    titles = []
    person.session.run()
    for _ in range(18):
        person.session.tick()
        titles.append(said(person))
    assert 2 <= len(set(titles)) <= 4
    person.session.pause()
    assert f"POINT {upcoming(person)[0] + 1} " in said(person)


def test_what_takes_too_long_comes_when_training_pauses(open_window: OpenWindow) -> None:
    person = open_window(with_network(new_document("circle", 60), (16,) * 6, "tanh"))
    turn_to(person, "Arithmetic")
    assert len(rows(person)) > 4000
    assert len([index for index in rows(person) if tree(person).isExpanded(index)]) == 4
    person.session.run()
    for _ in range(7):
        person.session.tick()
    assert TOO_MUCH in said(person)
    assert not rows(person)
    person.session.pause()
    assert TOO_MUCH not in said(person)
    assert len(rows(person)) > 4000


# ---------------------------------------------------------------------------------- special cases


def test_without_points_it_says_so(drawing: Person) -> None:
    turn_to(drawing, "Arithmetic")
    assert NO_POINTS in said(drawing)
    assert not drawing.button("Copy").isEnabled()
    drawing.click(1, 1)
    assert "POINT 1 (" in said(drawing)
    drawing.undo()
    assert NO_POINTS in said(drawing)


def test_a_test_point_is_never_visited(open_window: OpenWindow) -> None:
    person = open_window(with_split(new_document("circle", 60), 0.5, 1))
    turn_to(person, "Arithmetic")
    held_back = np.flatnonzero(person.session.snapshot().held_back)
    person.window._tools.select((int(held_back[0]),))
    assert TEST in said(person)


def test_a_network_of_steps_says_why_there_is_no_update(open_window: OpenWindow) -> None:
    person = open_window(with_solution(with_preset(new_document(), "gate_xor", 4)))
    turn_to(person, "Arithmetic")
    why = person.document.classifier.why_untrainable
    assert spoken(row(person, "No update")) == f"No update: {why}"
    assert "THIS UPDATE" not in said(person)
    assert not {"Make this update", "Show the next update"} & set(person.words)
    person.click(1, 0)
    assert "POINT" in said(person)
    assert "(1, 0)" in said(person)


def test_an_update_that_would_be_taken_back_says_so(open_window: OpenWindow) -> None:
    document = new_document("circle", 20)
    size = len(document.start_theta())
    person = open_window(with_start(document, Start(theta=(1e308,) * size)))
    turn_to(person, "Arithmetic")
    assert DIVERGES in said(person)
    person.press_button("Make this update")
    assert "diverged" in person.banner
    assert person.place.updates == 0


@pytest.mark.parametrize("size", [(1440, 900), (1024, 700)])
def test_nothing_has_to_be_scrolled_sideways(
    open_window: OpenWindow, size: tuple[int, int]
) -> None:
    person = open_window(with_network(new_document("circle", 40), (16,), "relu"), size)
    turn_to(person, "Arithmetic")
    for _ in range(4):
        person.press_button("Next phase")
        assert tree(person).horizontalScrollBar().maximum() == 0


# --------------------------------------------------------------------------------------- the plane


def test_the_plane_shows_w_and_what_is_added_to_it(open_window: OpenWindow) -> None:
    person = open_window(trick())
    turn_to(person, "Weights")
    accent = QColor(LIGHT.accent)
    before = len(person.painted(accent))
    turn_to(person, "Arithmetic")
    found = person.session.snapshot().arrows(np.array([2.6, 3.5, -10.1]))
    assert found is not None
    assert found.changed is not None
    start_x, start_y, x, y = found.changed
    middle = person.spot((start_x + x) / 2, (start_y + y) / 2)
    away = np.hypot(*(person.painted(accent) - [middle.x(), middle.y()]).T)
    assert away.min() < 2, "an arrow to where w is after the update"
    turn_to(person, "Weights")
    assert len(person.painted(accent)) == before

