"""What a step did stays readable until the next, and M waits before a mistake."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame

from gui.look.number_text import SPACE
from model import new_document
from model.run.edits import with_classifier
from tests.gui.arithmetic.reading import Reader, trick
from tests.gui.conftest import OpenWindow
from tests.gui.person import Person


@pytest.fixture
def teacher(open_window: OpenWindow) -> Person:
    person = open_window(trick())
    person.open_tab("Arithmetic")
    return person


def reading(person: Person) -> Reader:
    return Reader(person.window.workspace.arithmetic, person.session, person.viewer)


def card(person: Person) -> str:
    """What the card says, nothing while it is hidden."""
    found = person.named("Just done", QFrame)
    said = " ".join(person.texts(found)) if found.isVisible() else ""
    return said.replace(SPACE, " ")


def test_m_waits_before_the_mistake_and_the_next_makes_it(teacher: Person) -> None:
    assert card(teacher) == ""
    teacher.key(Qt.Key.Key_M)
    assert teacher.place.updates == 0
    assert "Next mistake: point 1 (4, 5), blue 0, update 1. M or . makes it" in card(teacher)
    assert "Next mistake" in teacher.message
    assert any("w₁ ← " in said and "2.6 = 3 " in said for said in reading(teacher).equations)
    teacher.key(Qt.Key.Key_M)
    assert teacher.place.updates == 1
    assert "Update 1: point 1 was a mistake, w₁ 3 → 2.6, w₂ 4 → 3.5, b −10 → −10.1" in card(teacher)
    assert "Next mistake: point 1, blue 0, update 2" in card(teacher)
    teacher.key(Qt.Key.Key_Period)
    assert teacher.place.updates == 2
    assert "Update 2: point 1 was a mistake, w₁ 2.6 → 2.2" in card(teacher)
    assert "Next mistake" not in card(teacher)


def test_what_was_just_done_can_be_explained_once_more(teacher: Person) -> None:
    reader = reading(teacher)
    teacher.key(Qt.Key.Key_Period)
    reader.press("Explain it")
    assert "THE UPDATE JUST MADE · POINT 1 (4, 5) IS" in reader.words
    assert any("w₁ ← " in said and "2.6 = 3 " in said for said in reader.equations)
    reader.press("Show the next update")
    assert "THIS UPDATE · POINT 1" in reader.words
    assert "z = w₁·x₁ + w₂·x₂ + b: 17.80 = 2.6·4 + 3.5·5 − 10.1" in reader.equations
    reader.press("Explain it")
    teacher.key(Qt.Key.Key_Period)
    assert "THIS UPDATE · POINT 1" in reader.words, "a step shows the next again"


def test_it_is_read_until_the_next_step_or_edit(teacher: Person) -> None:
    teacher.key(Qt.Key.Key_Period)
    assert "w₁ 3 → 2.6" in card(teacher)
    teacher.open_tab("Errors")
    teacher.open_tab("Arithmetic")
    teacher.window.plane.zoom_in()
    assert "w₁ 3 → 2.6" in card(teacher)
    teacher.action("restart").trigger()
    assert card(teacher) == ""
    assert "w₁ 3 → 2.6" not in teacher.message


def test_convergence_and_that_no_mistakes_are_left_are_said(open_window: OpenWindow) -> None:
    person = open_window(with_classifier(new_document("gate_and", 4), "perceptron"))
    person.open_tab("Arithmetic")
    hint = person.window.workspace.hint
    for _ in range(60):
        person.key(Qt.Key.Key_M)
        if hint.isVisible():
            break
    assert hint.text().startswith("Converged: all 4 points are right")
    assert "was a mistake" in card(person), "the last one is still there to be read"
    updates = person.place.updates
    person.key(Qt.Key.Key_M)
    assert hint.property("fresh"), "it draws the eye"
    assert person.place.updates == updates


def test_where_every_update_changes_the_weights_m_makes_one(open_window: OpenWindow) -> None:
    person = open_window(with_classifier(new_document("blobs", 40), "logistic"))
    person.open_tab("Arithmetic")
    person.key(Qt.Key.Key_M)
    assert person.place.updates == 1
    assert "Update 1: w₁ " in card(person)
    assert "Where every update changes the weights" in (
        person.action("step_mistake").toolTip().replace("\n", " ")
    )
