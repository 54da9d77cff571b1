"""Derived inputs, scaling, and the slice of many features that the plane shows."""

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QComboBox, QWidget
from sklearn.preprocessing import StandardScaler

from gui.look.number_text import percent
from model import Document, dataset, new_document
from model.arrays import Floats
from model.data.features import FORMULAS
from model.plane.slice import Slice
from model.run.edits import with_points
from tests.gui.conftest import OpenWindow
from tests.gui.controls import choose, slide
from tests.gui.person import Person


def of_points(x: Floats, one_hot: tuple[bool, ...] = (), scaled: bool = False) -> Document:
    """A document with the points x (points, features), in two classes."""
    names = [f"feature {i + 1}" for i in range(x.shape[1])]
    points = dataset(x, np.arange(len(x)) % 2, names, one_hot=one_hot)
    return with_points(new_document(), points, "points.csv", scaled)


def shown(person: Person) -> Slice:
    return person.viewer.snapshot().slice


def test_each_derived_input_is_switched_on_and_off(person: Person) -> None:
    person.updates(3)
    texts = ("x₁²", "x₂²", "x₁x₂", "sin x₁", "sin x₂")
    for text in texts:
        person.press_button(text)
        assert person.undo_text == f"Input {text}"
        assert person.button(text).isChecked()
    assert person.document.derived == tuple(FORMULAS)
    assert person.place.updates == 3, "what was learned of the other inputs is kept"
    assert person.document.classifier.inputs == 7
    person.press_button("x₁x₂")
    assert person.undo_text == "Without input x₁x₂"
    assert not person.button("x₁x₂").isChecked()
    for _ in range(6):
        person.undo()
    assert not any(person.button(text).isChecked() for text in texts)
    assert (person.document.derived, person.place.updates) == ((), 3)


def test_squares_let_a_line_learn_a_circle(person: Person) -> None:
    person.press_button("Logistic")
    person.press_button("x₁²")
    person.press_button("x₂²")
    person.epochs(20)
    right = person.viewer.snapshot().measured.accuracy
    assert right > 0.95
    assert percent(right) in person.texts(person.window.top_bar)


def test_derived_inputs_have_the_names_of_the_features(person: Person) -> None:
    person.press_button("Admit")
    person.press_button("test·grades")
    assert person.document.input_names == ("test", "grades", "test*grades")
    assert person.button("sin grades").toolTip().startswith("Add sin(grades) as an input")
    person.press_button("NOT")
    assert "x₁²" in person.words
    assert "x₂²" not in person.words, "there is only one feature"


def test_inputs_are_scaled_as_scikit_learn_scales_them(person: Person) -> None:
    person.press_button("x₁²")
    choose(person, "Scaling", "standard")
    assert person.undo_text == "Scaling standard"
    raw = np.column_stack([person.x, person.x[:, 0] ** 2])
    expected = StandardScaler().fit_transform(raw)
    np.testing.assert_allclose(person.document.inputs_of(person.x), expected, atol=1e-12)
    scaled = person.document
    choose(person, "Scaling", "standard")
    assert person.document is scaled, "choosing the same again changes nothing"
    choose(person, "Scaling", "none")
    assert person.document.scaling is None
    person.undo()
    assert person.named("Scaling", QComboBox).currentText() == "standard"


def test_a_constant_feature_is_not_scaled_and_told(open_window: OpenWindow) -> None:
    person = open_window(of_points(np.column_stack([np.arange(6.0), np.full(6, 3.0)])))
    before = person.document
    choose(person, "Scaling", "standard")
    assert person.document is before
    assert person.message == (
        "Scaling standard: feature feature 2 is constant: leave it out, or do not scale"
    )
    assert person.named("Scaling", QComboBox).currentText() == "none"


def test_of_two_features_no_slice_is_chosen(person: Person) -> None:
    for combo in ("Horizontal, feature", "Vertical, feature"):
        assert not person.named(combo, QComboBox).isVisible()
    person.press_button("Admit 4")
    assert person.named("Horizontal, feature", QComboBox).isVisible()
    person.undo()
    assert not person.named("Horizontal, feature", QComboBox).isVisible()


def test_the_features_that_the_plane_shows_are_chosen(person: Person) -> None:
    person.press_button("Admit 4")
    steps = person.session.undo_stack.count()
    assert shown(person).axes == (0, 1)
    np.testing.assert_allclose(shown(person).values, person.x.mean(axis=0))
    choose(person, "Horizontal, feature", "interview")
    assert shown(person).axes == (3, 1)
    assert [person.field(name).isVisible() for name in ("test", "essay")] == [True, True]
    choose(person, "Vertical, feature", "interview")
    assert shown(person).axes == (1, 3), "the two change places"
    assert person.named("Horizontal, feature", QComboBox).currentText() == "grades"
    assert person.session.undo_stack.count() == steps, "choosing a slice is no edit"


def test_a_feature_that_is_not_shown_is_fixed_by_its_slider(person: Person) -> None:
    person.press_button("Admit 4")
    essays = person.x[:, 2]
    slide(person.slider("essay"), 1.0)
    assert shown(person).values[2] == pytest.approx(essays.max(), abs=0.01)
    assert person.field("essay").text() == f"{essays.max():.2f}"
    slide(person.slider("essay"), 0.0)
    assert shown(person).values[2] == pytest.approx(essays.min(), abs=0.01)
    person.enter(person.field("interview"), "12.5")
    assert shown(person).values[3] == 12.5
    for text in ("high", "nan", "1e31", ""):
        person.enter(person.field("interview"), text)
        assert person.message.startswith("interview: ")
        assert person.field("interview").property("wrong")
        assert shown(person).values[3] == 12.5
    assert len(person.x) == 250


def test_a_one_hot_feature_is_0_or_1(open_window: OpenWindow) -> None:
    x = np.column_stack([np.arange(8.0), np.arange(8.0) ** 2, np.arange(8) % 2])
    person = open_window(of_points(x, (False, False, True)))
    slide(person.slider("feature 3"), 0.8)
    assert shown(person).values[2] == 1.0
    assert person.field("feature 3").text() == "1"
    person.enter(person.field("feature 3"), "0.5")
    assert person.message == "feature 3: '0.5': expected 0 or 1"
    person.enter(person.field("feature 3"), "0")
    assert shown(person).values[2] == 0.0


def test_thirty_features_can_be_used_and_tab_goes_down_the_panel(open_window: OpenWindow) -> None:
    x = np.random.default_rng(0).normal(size=(40, 30))
    person = open_window(of_points(x, scaled=True))
    person.enter(person.field("feature 30"), "0.25")
    assert shown(person).values[29] == 0.25
    panel = person.window.workspace.panels
    for field in (person.slider("feature 3"), person.field("feature 30")):
        assert 0 <= field.mapTo(panel, field.rect().topRight()).x() < panel.width()
    spots = stops(person, panel)
    assert len(spots) >= 90
    assert spots == sorted(spots), "down the panel, from left to right"


def stops(person: Person, panel: QWidget) -> list[tuple[int, int]]:
    """The pixels, down and across, at which Tab stops in a panel, in order."""
    widgets = panel.findChildren(QWidget)
    first = next(w for w in widgets if w.accessibleName() == "Draw, section")
    first.setFocus(Qt.FocusReason.TabFocusReason)
    found = []
    while (at := QApplication.focusWidget()) is not None and panel.isAncestorOf(at):
        middle = at.mapTo(panel, at.rect().center())
        found.append((middle.y() // 16, middle.x()))
        person.key(Qt.Key.Key_Tab)
    return found
