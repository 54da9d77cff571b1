"""A weights file always opens."""

import json
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from model.formats import write_weights
from model.run.weights import Weights
from tests.gui.person import Person
from tests.model.formats.examples import weights_like

FOUR = weights_like("network", ("high", "low", "medium"), tuple("abcd"), ((3, "tanh"),))


@pytest.fixture
def opened(person: Person, tmp_path: Path) -> Callable[[Weights], Path]:
    """A function that writes weights to a file and drops it onto the window."""

    def drop(weights: Weights) -> Path:
        file = tmp_path / "gui.json"
        write_weights(file, weights)
        assert person.drop(file)
        person.qtbot.waitUntil(lambda: not person.window.files.is_busy)
        return file

    return drop


def test_weights_of_other_points_open_with_those_of_their_check(
    person: Person, opened: Callable[[Weights], Path]
) -> None:
    person.updates(4)
    before = person.document
    opened(FOUR)
    data = person.document.dataset
    assert data.feature_names == ("a", "b", "c", "d")
    assert data.class_names == ("high", "low", "medium")
    assert FOUR.check is not None
    np.testing.assert_array_equal(person.x, FOUR.check.points)
    assert person.labels == FOUR.classes_of(FOUR.check.scores).tolist()
    assert person.window.windowTitle() == "gui.json — Dividing Line"
    assert "gui.json came with 16 points of its own" in person.message
    assert person.banner == ""
    person.epochs(2)
    person.session.undo_stack.undo()
    assert person.document is before
    assert person.place.updates == 4


def test_weights_without_a_check_open_on_an_empty_plane(
    person: Person, opened: Callable[[Weights], Path]
) -> None:
    opened(weights_like("perceptron", ("no", "yes"), ("age", "size"), points=0))
    assert person.document.dataset.feature_names == ("age", "size")
    assert len(person.x) == 0
    assert "so the plane is empty" in person.message
    person.click(0, 0)
    assert len(person.x) == 1


def test_weights_of_three_classes_open_onto_points_of_two_of_them(
    person: Person, opened: Callable[[Weights], Path], tmp_path: Path
) -> None:
    points = tmp_path / "two.csv"
    points.write_text("x1,x2,level\n1,2,medium\n-1,0,high\n0,0.5,medium\n", encoding="utf-8")
    person.drop(points)
    person.qtbot.waitUntil(lambda: len(person.x) == 3)
    opened(weights_like("logistic", ("high", "low", "medium")))
    assert person.document.dataset.class_names == ("high", "low", "medium")
    assert person.labels == [2, 0, 2]
    assert person.document.origin == "two.csv"


def test_weights_that_cannot_be_shown_are_refused_with_what_to_do(
    person: Person, opened: Callable[[Weights], Path]
) -> None:
    before = person.document
    opened(weights_like("network", hidden=((2, "relu"), (2, "tanh"))))
    assert "gui.json: the layers of these weights have the activations relu, tanh" in person.banner
    assert "choose hidden layers and activation under Training, and run" in person.banner
    assert person.document is before


def test_changed_numbers_are_told_with_the_way_to_open_them(
    person: Person, opened: Callable[[Weights], Path]
) -> None:
    person.updates(3)
    file = opened(person.session.run.weights())
    content = json.loads(file.read_text(encoding="utf-8"))
    content["layers"][0]["weights"][0][0] += 1e-12
    file.write_text(json.dumps(content), encoding="utf-8")
    person.drop(file)
    person.qtbot.waitUntil(lambda: "numbers were changed" in person.banner)
    assert "take check out" in person.banner
    del content["check"]
    file.write_text(json.dumps(content), encoding="utf-8")
    person.drop(file)
    person.qtbot.waitUntil(lambda: person.banner == "")
    person.qtbot.waitUntil(lambda: person.session.undo_stack.count() == 2)
