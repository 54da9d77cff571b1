"""Where a score decides, one that is 0 or the largest by hand is so, whatever its last bit."""

from fractions import Fraction
from itertools import product
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.arrays import Floats
from model.formats.weights_python import PYTHON
from model.learning.layers import Layer, forward
from model.plane.field import Region, field, grid
from model.run.document import Start
from model.run.export import weights_of
from model.run.trainer import Trainer
from model.snapshot import Wishes
from tests.model.examples import document_of, rule, seen_at

CORNERS = np.array(list(product((0.0, 1.0), repeat=2)))
TENTHS = st.integers(-12, 12).map(lambda tenths: tenths / 10)


def by_hand(layers: list[list[list[float]]], x: Floats) -> list[list[Fraction]]:
    """Return the scores of the last layer of steps at x (points, inputs), in fractions."""
    found = []
    for point in x.tolist():
        a = [Fraction(repr(value)) for value in point]
        for depth, rows in enumerate(layers):
            if depth:
                a = [Fraction(value >= 0) for value in a]
            exact = [[Fraction(repr(value)) for value in row] for row in rows]
            a = [sum((w * v for w, v in zip(row, a, strict=False)), row[-1]) for row in exact]
        found.append(a)
    return found


def module_of(weights: Any) -> dict[str, Any]:
    module: dict[str, Any] = {"__name__": "exported"}
    exec(PYTHON.write(weights), module)
    return module


@given(st.lists(TENTHS, min_size=15, max_size=15), st.sampled_from([2, 3]))
def test_a_network_of_steps_answers_as_by_hand(numbers: list[float], classes: int) -> None:
    hidden = [numbers[:3], numbers[3:6]]
    last = [numbers[6:9], numbers[9:12], numbers[12:]][: 1 if classes == 2 else 3]
    theta = tuple(value for row in (*hidden, *last) for value in row)
    exact = by_hand([hidden, last], CORNERS)
    wanted = [int(z[0] >= 0) if classes == 2 else z.index(max(z)) for z in exact]
    document = document_of(
        CORNERS,
        wanted,
        "network",
        classes=classes,
        hidden=(2,),
        activation="step",
        start=Start(theta=theta),
    )
    trainer = Trainer(document)
    shown = seen_at(trainer, wishes=Wishes(upcoming=True))
    assert not len(shown.measured.wrong)
    classifier = document.classifier
    assert classifier.classes_of(shown.measured.scores).tolist() == wanted
    # The corners are among the centres of these cells.
    cells = grid(Region(-0.25, 1.25, -0.25, 1.25), 3, 3)
    seen = field(classifier, np.array(theta), cells.points, cells)
    corners = seen.probabilities.argmax(axis=0)[::2, ::2].T.ravel()
    assert corners.tolist() == wanted
    weights = weights_of(document, trainer.place)
    z = module_of(weights)["scores"](CORNERS)
    assert np.array_equal(z, weights.scores(CORNERS))
    assert np.array_equal(z, shown.measured.scores)


@pytest.mark.parametrize("name", ["perceptron", "logistic"])
def test_the_first_of_scores_that_tie_by_hand_wins(name: str) -> None:
    theta = np.array([0.3, 0.3, -0.3, 0.1, 0.2, 0.0, 0.7, -0.4, 0.0])  # all 0.3 at (1, 1)
    classifier = rule(name, 2, 3)
    scores = classifier.scores(theta, np.ones((1, 2)))
    assert len(set(scores[0].tolist())) == 1
    for order in ([1, 0, 2], [2, 1, 0], [1, 2, 0]):
        turned = theta.reshape(3, 3)[order].ravel()
        found = classifier.scores(turned, np.ones((1, 2)))
        assert classifier.classes_of(found).tolist() == [0]


@pytest.mark.parametrize("scale", [1e-290, 1e-9, 1.0, 1e9, 1e290])
def test_a_tie_is_one_at_any_scale_and_what_is_beside_it_is_not(scale: float) -> None:
    one = Layer(np.array([[0.3, -0.1]]) * scale, np.array([-0.2]) * scale, "step")
    x = np.array([[1.0, 1.0], [1.0, 1.0 + 1e-10], [1.0, 1.0 - 1e-10]])
    z = forward([one], x)[0][0]
    assert z[0] == 0.0
    assert z[1] < 0 < z[2]


def test_scores_that_overflow_are_no_ties() -> None:
    layer = Layer(np.array([[1e308, 1e308], [-1e308, 1e308]]), np.array([1e308, 0.0]), "step")
    z = forward([layer], np.array([[10.0, 10.0], [0.5, 0.5]]))[0]
    assert z[0].tolist() == [np.inf, np.inf]
    assert not np.isfinite(z[1, 0])
    assert z[1, 1] == 0.0
