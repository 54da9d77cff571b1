"""Points on the curve of the last activation, bit for bit at scores and probabilities."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.classifiers import CLASSIFIERS
from model.classifiers.base import Classifier
from model.evaluation.last_activation import MOST, curve, last_activation
from tests.model.examples import rule, some_points

RULES = [rule(name, classes=classes) for name in CLASSIFIERS for classes in (2, 3, 6)]
RULES.append(rule("network", hidden=(2,), activation="step"))
RULES.append(rule("network", classes=4, hidden=(2,), activation="step"))


@pytest.mark.parametrize(
    "classifier", RULES, ids=lambda r: f"{r.name}-{r.classes}-{r.hidden_activation}"
)
def test_a_value_is_the_probability_or_the_side(classifier: Classifier) -> None:
    x, labels = some_points(80, classes=classifier.classes)
    scores = classifier.scores(classifier.initial(np.random.default_rng(1)), x)
    found = last_activation(classifier, scores, labels)
    assert found.indices.tolist() == list(range(80))
    p = classifier.probabilities_of(scores)
    expected = p[:, 1] if classifier.classes == 2 else p[np.arange(80), labels]
    np.testing.assert_allclose(found.values, expected, rtol=1e-12, atol=1e-300)
    assert found.name == ("sigmoid" if classifier.has_probabilities else "step")
    inside = np.abs(found.scores) <= found.limit
    assert inside.mean() >= 0.9
    if found.name == "sigmoid":
        odds = np.log(expected[inside] / (1 - expected[inside]))
        np.testing.assert_allclose(found.scores[inside], odds, rtol=1e-6, atol=1e-9)
    else:
        apart = found.scores != 0
        assert ((found.scores > 0) == (found.values == 1))[apart].all()


def test_a_tie_of_the_best_scores_is_no_lead_and_the_first_wins() -> None:
    scores = np.array([[1.0, 1.0, 0.0], [1.0, 1.0, 0.0], [0.0, 2.0, 5.0]])
    found = last_activation(rule("perceptron", classes=3), scores, np.array([0, 1, 2]))
    assert found.scores.tolist() == [0.0, 0.0, 3.0]
    assert found.values.tolist() == [1.0, 0.0, 1.0]


def test_curves_go_from_end_to_end_and_the_step_jumps_at_0() -> None:
    sigmoid = curve("sigmoid", 10.0)
    assert sigmoid[[0, -1], 0].tolist() == [-10.0, 10.0]
    np.testing.assert_allclose(sigmoid[:, 1], 1 / (1 + np.exp(-sigmoid[:, 0])))
    assert curve("step", 10.0).tolist() == [[-10.0, 0.0], [0.0, 0.0], [0.0, 1.0], [10.0, 1.0]]


def test_of_very_many_points_some_are_chosen_evenly() -> None:
    scores = np.linspace(-3, 3, 10 * MOST)[:, np.newaxis]
    found = last_activation(rule("logistic"), scores, np.zeros(len(scores), dtype=np.int64))
    assert len(found.indices) == MOST
    gaps = np.diff(found.indices)
    assert gaps.max() - gaps.min() <= 1
    assert found.indices[[0, -1]].tolist() == [0, len(scores) - 1]


def test_a_few_far_away_do_not_flatten_the_rest() -> None:
    scores = np.append(np.linspace(-6, 6, 999), 1e300)[:, np.newaxis]
    found = last_activation(rule("logistic"), scores, np.zeros(1000, dtype=np.int64))
    assert found.limit == 10.0
    assert found.within(10.0)[-1].tolist() == [10.0, 1.0]
    assert found.within(10.0)[:-1, 0].tolist() == found.scores[:-1].tolist()


@pytest.mark.parametrize(
    ("name", "size", "limit"),
    [
        ("perceptron", 0.0, 5.0),
        ("perceptron", 0.003, 0.005),
        ("perceptron", 0.15, 0.2),
        ("logistic", 0.15, 2.0),  # where a sigmoid is still seen to bend
        ("logistic", 7.0, 10.0),
        ("perceptron", 2e8, 2e8),
    ],
)
def test_the_axis_follows_the_scores_in_round_steps(name: str, size: float, limit: float) -> None:
    scores = np.linspace(-size, size, 500)[:, np.newaxis]
    found = last_activation(rule(name), scores, np.zeros(500, dtype=np.int64))
    assert found.limit == pytest.approx(limit)


def test_an_axis_stays_until_it_is_much_too_long_or_too_short() -> None:
    scores = np.full((1, 1), 1.9)
    found = last_activation(rule("logistic"), scores, np.zeros(1, dtype=np.int64))
    assert found.limit == 2.0
    kept = {before: found.limit_after(before) for before in (0.0, 1.0, 2.0, 5.0, 10.0)}
    assert kept == {0.0: 2.0, 1.0: 2.0, 2.0: 2.0, 5.0: 5.0, 10.0: 2.0}


@pytest.mark.parametrize("classes", [2, 3])
@given(
    numbers=st.lists(st.floats(width=64), max_size=9),
    name=st.sampled_from(["logistic", "perceptron"]),
)
def test_any_scores_can_be_drawn(classes: int, numbers: list[float], name: str) -> None:
    classifier = rule(name, classes=classes)
    count = len(numbers) // classifier.outputs
    scores = np.reshape(numbers[: count * classifier.outputs], (count, classifier.outputs))
    found = last_activation(classifier, scores, np.zeros(count, dtype=np.int64))
    assert 0.0 < found.limit < np.inf
    seen = found.within(found.limit)
    assert np.isfinite(seen).all()
    assert (np.abs(seen[:, 0]) <= found.limit).all()
    assert ((found.values >= 0) & (found.values <= 1)).all()
    assert np.isfinite(curve("sigmoid", found.limit)).all()
