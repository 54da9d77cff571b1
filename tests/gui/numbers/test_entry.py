"""Every field of the window: what it reads, and what it does with what it refuses."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from gui.numbers.reason import Reason
from model import Document, new_document
from model.run.edits import with_preset, with_training
from model.typed import LARGEST, SMALLEST, read_number, read_whole
from tests.gui.conftest import OpenWindow
from tests.gui.controls import is_in_sight, reasons
from tests.gui.person import LEFT, NOTHING, SHIFT, Person

Value = float | tuple[int, ...] | None


def slid(person: Person) -> float:
    return person.viewer.snapshot().slice.values[2]


def count(document: Document) -> int:
    assert document.generated is not None
    return document.generated.count


def noise(document: Document) -> float:
    assert document.generated is not None
    return document.generated.noise


def layers(text: str) -> tuple[int, ...]:
    if text.strip().lower() in ("", "0", "none"):
        return ()
    parts = text.strip().removesuffix(",").split(",")
    if len(parts) > 6:
        raise ValueError
    return tuple(read_whole(part, "", 1, 16) for part in parts)


def batch(text: str) -> int | None:
    return None if text.strip().lower() == "all" else read_whole(text, "", 1, 10**9)


FIELDS: dict[str, tuple[Callable[[str], Value], Callable[[Person], Value]]] = {
    "Points, number": (
        lambda text: read_whole(text, "", 4, 10_000),
        lambda person: count(person.document),
    ),
    "Noise, number": (
        lambda text: read_number(text, "", 0, 1),
        lambda person: noise(person.document),
    ),
    "Test share, number": (
        lambda text: read_number(text, "", 0, 90, unit="%") / 100,
        lambda person: person.document.test_share,
    ),
    "Seed, number": (
        lambda text: read_whole(text, "", 0, 10**9),
        lambda person: person.document.data_seed,
    ),
    "essay, number": (lambda text: read_number(text, "", -1e30, 1e30), slid),
    "Learning rate, number": (
        lambda text: read_number(text, "", SMALLEST, LARGEST),
        lambda person: person.document.training.learning_rate,
    ),
    "Batch, number": (batch, lambda person: person.document.training.batch_size),
    "Penalty rate, number": (
        lambda text: read_number(text, "", 0, LARGEST),
        lambda person: person.document.training.penalty_rate,
    ),
    "Hidden layers": (layers, lambda person: person.document.hidden),
}
TEXTS = st.one_of(
    st.text("0123456789.-−,e ", max_size=5),
    st.floats(allow_nan=False).map(repr),
    st.integers(-5, 20_000).map(str),
    st.sampled_from(("0,3", "−0.5", "1_0", "٣", "²", "nan", "inf", "0x10", "all", "none", "20 %")),
)
NONSENSE = ("99999999999e999", "−−5", "abc", "1_0", "٣", "nan", "-inf", "0x10", "1 2", "0,3")
SHARED = settings(
    deadline=None,
    max_examples=60,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@pytest.fixture
def student(open_window: OpenWindow) -> Person:
    """A person with fields of all kinds: students have features that the plane does not show."""
    document = with_preset(new_document(), "students", 40)
    training = replace(document.training, penalty="l2", penalty_rate=0.01)
    return open_window(with_training(document, training))


def field_of(person: Person, name: str) -> QLineEdit:
    return person.named(name, QLineEdit)


def type_in(field: QLineEdit, text: str) -> None:
    """Type over all of a field; QTest has keys for a few alphabets only."""
    QTest.mouseClick(field, LEFT)
    field.selectAll()
    field.insert(text)


def enter(field: QLineEdit, text: str) -> None:
    type_in(field, text)
    QTest.keyClick(field, Qt.Key.Key_Return)


@SHARED
@given(st.sampled_from(sorted(FIELDS)), TEXTS)
def test_every_field_agrees_with_the_reader(student: Person, name: str, text: str) -> None:
    read, value = FIELDS[name]
    field, before = field_of(student, name), value(student)
    standing = field.text()
    enter(field, text)
    try:
        expected = read(text)
    except ValueError:
        assert value(student) == before
        assert field.text() == standing, "the field falls back at once"
        assert field.property("wrong")
        (reason,) = reasons(student.window)
        assert reason.startswith(repr(text))
        assert "expected" in reason
        assert student.message.endswith(reason)
    else:
        assert value(student) == expected
        assert reasons(student.window) == []
        assert not field.property("wrong")


@pytest.mark.parametrize("name", FIELDS)
def test_the_reason_stands_beside_its_field_until_the_next_entry(
    student: Person, name: str
) -> None:
    field = field_of(student, name)
    standing = field.text()
    for text in NONSENSE:
        enter(field, text)
        assert field.text() == standing, text
        (reason,) = (r for r in student.window.findChildren(Reason) if r.isVisible())
        assert reason.text().startswith(repr(text))
        is_comma = text == "0,3" and name != "Hidden layers"  # there it separates layers
        assert ("use a point" in reason.text()) == is_comma
        student.qtbot.waitUntil(partial(is_in_sight, reason))
        away = reason.mapTo(student.window, QPoint()) - field.mapTo(student.window, QPoint())
        assert 0 < away.y() < 3 * field.height(), "it stands just below"
        assert field.accessibleDescription() == reason.text()
    student.session.tick()
    assert reasons(student.window), "frames of training do not take it away"
    QTest.keyClicks(field, "1")
    assert reasons(student.window) == []
    QTest.keyClick(field, Qt.Key.Key_Escape)
    assert field.text() == standing


def test_another_edit_an_undo_and_escape_settle_a_refusal(person: Person) -> None:
    field = person.field("Points")
    settlements: tuple[Callable[[], None], ...] = (
        lambda: person.press_button("XOR"),
        person.session.undo_stack.undo,
        lambda: QTest.keyClick(field, Qt.Key.Key_Escape),
    )
    for settle in settlements:
        enter(field, "99999999")
        assert field.text() == "250"
        assert len(reasons(person.window)) == 1
        settle()
        assert reasons(person.window) == []
        assert field.text() == "250"


def test_what_is_typed_is_not_left_standing_by_another_edit(person: Person) -> None:
    for name in ("Points", "Noise", "Test share"):
        field = person.field(name)
        before = field.text()
        type_in(field, "99999999")
        person.press_button("Moons")
        assert field.text() == before
        person.undo()
        assert field.text() == before


def test_what_is_typed_is_entered_before_anything_else_is_clicked(person: Person) -> None:
    """A button takes no focus by a click: Run must train with the rate that is seen."""
    field = person.field("Learning rate")
    type_in(field, "0.25")
    run = person.button("Run")
    at = run.mapTo(person.window, run.rect().center())
    QTest.mouseClick(person.window.windowHandle(), LEFT, NOTHING, at)
    assert person.session.is_running
    assert person.document.training.learning_rate == 0.25


def test_what_is_refused_can_be_typed_anew_at_once(person: Person) -> None:
    enter(person.field("Learning rate"), "0,5")
    person.keys("0.5")
    person.key(Qt.Key.Key_Return)
    assert person.document.training.learning_rate == 0.5


def test_a_field_that_is_left_by_tab_falls_back_too(person: Person) -> None:
    field = person.field("Noise")
    type_in(field, "−5")
    person.key(Qt.Key.Key_Tab)
    assert field.text() == "0.10"
    assert reasons(person.window) == ["'−5': expected a noise from 0 to 1"]


def test_a_minus_as_it_is_shown_is_read_everywhere(student: Person) -> None:
    enter(field_of(student, "essay, number"), " −0.5 ")
    assert slid(student) == -0.5
    student.key(Qt.Key.Key_P)
    type_in(field_of(student, "Coordinate test"), "−0.5")
    enter(field_of(student, "Coordinate grades"), "1e−1")
    assert student.x[-1][:2].tolist() == [-0.5, 0.1]


def test_coordinates_fall_back_to_those_placed_last(drawing: Person) -> None:
    drawing.key(Qt.Key.Key_P)
    first = QApplication.focusWidget()
    assert isinstance(first, QLineEdit)
    for text, shown in (("abc", ""), ("4", "4"), ("0,3", "4")):
        type_in(first, text)
        drawing.key(Qt.Key.Key_Tab)
        assert first.text() == shown
        found = reasons(drawing.window.place_bar)
        assert [reason.partition(":")[0] for reason in found] == [repr(text)] * (text != shown)
        drawing.key(Qt.Key.Key_Backtab, SHIFT)
    drawing.key(Qt.Key.Key_Escape)
    drawing.key(Qt.Key.Key_P)
    assert first.text() == "4"
    assert reasons(drawing.window.place_bar) == []
