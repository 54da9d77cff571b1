"""The window offers classifiers, optimizers and activations made up by a test."""

from collections.abc import Callable

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLabel

from gui.timeline.view import Timeline
from model.expressions import as_text
from model.learning.settings import Training
from model.run.edits import new_document, with_classifier
from tests.gui.controls import pick
from tests.gui.person import Person
from tests.made_up.listing import list_made_up_kinds
from tests.model.explain.examples import Recomputing


@pytest.fixture
def person(monkeypatch: pytest.MonkeyPatch, open_window: Callable[..., Person]) -> Person:
    """A person in front of a window opened after the kinds were listed."""
    list_made_up_kinds(monkeypatch)
    return open_window(with_classifier(new_document("blobs", 60), "logistic"))


def read(person: Person) -> str:
    """All text on the current tab."""
    page = person.window.workspace.tabs
    return "\n".join(label.text() for label in page.findChildren(QLabel) if label.isVisible())


def assert_arithmetic_holds(person: Person) -> None:
    """Assert that every equation of the Arithmetic tab follows from those above it."""
    person.open_tab("Arithmetic")
    found = person.window.viewer.snapshot().arithmetic()
    assert found is not None
    assert found.update is not None
    Recomputing(person.document.classifier, person.document.training, found.update).check(
        found.explanation
    )
    assert "not explained" not in as_text(found.explanation)


def test_a_classifier_with_a_loss_of_its_own(person: Person) -> None:
    person.press_button("Margin")
    assert person.document.classifier_name == "margin"
    before = person.window.viewer.snapshot().measured.loss
    person.updates(60)
    assert person.window.viewer.snapshot().measured.loss < before
    loss = person.named("Loss", QComboBox)
    assert [loss.itemText(i) for i in range(loss.count())] == ["hinge"]
    assert "max(0, 1 − (2y − 1)z)" in loss.toolTip().replace("\n", " ")
    chart = person.window.findChildren(Timeline)[0]
    assert chart.accessibleDescription().startswith("mean hinge loss")
    person.open_tab("Errors")
    words = read(person)
    assert "Gradient descent makes the hinge loss smaller" in words
    assert "log-loss" not in words
    assert "↓ hinge loss" in words
    assert_arithmetic_holds(person)


def test_an_optimizer(person: Person) -> None:
    pick(person, "Optimizer", "signs")
    assert person.document.training == Training(
        **{**vars(person.document.training), "optimizer": "sign"}
    )
    tip = person.named("Optimizer", QComboBox).toolTip().replace("\n", " ")
    assert tip.endswith("Adam, or by their signs alone")
    before = person.place.theta
    person.updates(3)
    assert not np.array_equal(before, person.place.theta)
    assert_arithmetic_holds(person)


def test_an_activation(person: Person) -> None:
    person.press_button("2-layer net")
    pick(person, "Activation", "softsign")
    assert person.document.activation == "softsign"
    tip = person.named("Activation", QComboBox).toolTip().replace("\n", " ")
    assert "z/(1 + |z|)" in tip
    person.updates(3)
    person.open_tab("Network")
    person.window.grab()  # its pictures and graphs can be drawn
    assert_arithmetic_holds(person)
    person.key(Qt.Key.Key_Escape)
