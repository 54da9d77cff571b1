"""Every error function, compared with worked examples and scikit-learn."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import accuracy_score, brier_score_loss, confusion_matrix
from sklearn.metrics import log_loss as sklearn_log_loss

from model.arrays import Floats
from model.classifiers import CLASSIFIERS
from model.evaluation.metrics import Metrics, blame, metrics
from model.losses.likelihood import Likelihood, likelihood
from tests.model.examples import rule, some_points


def number(found: Metrics, name: str) -> float:
    """Return a figure that is a number."""
    figure = found.figures[name]
    assert isinstance(figure, float)
    return figure


def odds(found: Metrics) -> Likelihood:
    """Return the likelihood."""
    figure = found.figures["likelihood"]
    assert isinstance(figure, Likelihood)
    return figure


def of_probabilities(p: Floats, labels: list[int]) -> Metrics:
    """Return the figures of points that get these probabilities of red."""
    return metrics(rule("logistic"), np.log(p / (1 - p))[:, np.newaxis], np.array(labels))


def test_the_likelihood_of_a_worked_example() -> None:
    found = of_probabilities(np.array([0.1, 0.6, 0.2, 0.7]), [1, 1, 1, 1])
    assert number(found, "cross_entropy") == pytest.approx(4.7795, abs=5e-5)
    assert odds(found).mantissa == pytest.approx(8.4, rel=1e-12)
    assert odds(found).exponent == -3
    assert number(found, "log_loss") == pytest.approx(4.7795 / 4, abs=2e-5)


def test_the_cross_entropy_of_a_worked_example() -> None:
    found = of_probabilities(np.array([0.4, 0.6, 0.1, 0.5]), [1, 0, 1, 1])
    assert number(found, "cross_entropy") == pytest.approx(4.8283137373, abs=5e-11)


def test_distances_of_misclassified_points_alone_are_summed() -> None:
    w, b = np.array([3.0, 4.0]), -10.0
    x = np.array([[4.0, 5.0], [0.0, 0.0], [4.0, 5.0], [0.0, 0.0]])
    scores = (x @ w + b)[:, np.newaxis]
    found = metrics(rule("perceptron"), scores, np.array([0, 1, 1, 0]), w)
    assert number(found, "distance") == pytest.approx(22 / 5 + 10 / 5)
    assert found.misclassified == 2
    assert number(found, "perceptron_loss") == pytest.approx((22 + 10) / 4)


@pytest.mark.parametrize("classes", [2, 3, 6])
@pytest.mark.parametrize("name", CLASSIFIERS)
def test_the_figures_are_those_of_scikit_learn(name: str, classes: int) -> None:
    classifier = rule(name, classes=classes)
    x, labels = some_points(300, classes=classes)
    theta = classifier.initial(np.random.default_rng(3))
    scores = classifier.scores(theta, x)
    found = metrics(classifier, scores, labels)
    predicted = classifier.classes_of(scores)
    every = list(range(classes))
    assert found.accuracy == pytest.approx(accuracy_score(labels, predicted))
    assert found.misclassified == int((labels != predicted).sum())
    expected = confusion_matrix(labels, predicted, labels=every)
    assert found.confusion.tolist() == expected.tolist()
    if classifier.has_probabilities:
        p = classifier.probabilities_of(scores)
        assert number(found, "log_loss") == pytest.approx(sklearn_log_loss(labels, p, labels=every))
        total = sklearn_log_loss(labels, p, labels=every, normalize=False)
        assert number(found, "cross_entropy") == pytest.approx(total)
        brier = brier_score_loss(labels, p, labels=every, scale_by_half=classes == 2)
        assert number(found, "squared_error") == pytest.approx(brier / 2)


def test_a_perceptron_has_no_probabilities_and_so_no_figures_of_them() -> None:
    found = metrics(rule("perceptron"), np.array([[1.0], [-1.0]]), np.array([1, 1]), np.ones(2))
    assert set(found.figures) == {"misclassified", "accuracy", "distance", "perceptron_loss"}
    assert number(found, "perceptron_loss") == 0.5


def test_only_one_line_has_distances() -> None:
    scores, labels = np.zeros((1, 1)), np.zeros(1, dtype=np.int64)
    for classifier in (rule("network"), rule("logistic", classes=3)):
        wide = np.zeros((1, classifier.outputs))
        assert "distance" not in metrics(classifier, wide, labels, np.ones(2)).figures
    assert "distance" not in metrics(rule("logistic"), scores, labels).figures


def test_a_network_of_steps_has_counts_alone() -> None:
    steps = rule("network", hidden=(2,), activation="step")
    found = metrics(steps, np.array([[0.0], [-1.0]]), np.array([1, 1]))
    assert (found.misclassified, found.accuracy) == (1, 0.5)
    assert set(found.figures) == {"misclassified", "accuracy"}


def test_the_likelihood_of_many_points_does_not_vanish() -> None:
    found = of_probabilities(np.full(10_000, 0.5), [1] * 10_000)
    digits = str(2**10_000)  # 0.5^10000 is 1 / 1.995e3010
    assert odds(found).exponent == -len(digits)
    assert odds(found).mantissa == pytest.approx(10 / float(f"{digits[0]}.{digits[1:17]}"))


@given(st.floats(0, 600))
def test_the_likelihood_is_e_to_minus_the_cross_entropy(cross_entropy: float) -> None:
    mantissa, exponent = likelihood(cross_entropy)
    assert 1 <= mantissa < 10
    assert mantissa * 10.0**exponent == pytest.approx(math.exp(-cross_entropy), rel=1e-12)


def test_scores_of_ten_thousand_are_not_clipped() -> None:
    found = metrics(rule("logistic"), np.array([[1e4], [-1e4]]), np.array([0, 1]))
    assert (
        number(found, "log_loss"),
        number(found, "cross_entropy"),
        number(found, "squared_error"),
    ) == (1e4, 2e4, 0.5)
    assert odds(found).exponent == math.floor(-2e4 / math.log(10))
    many = metrics(rule("logistic", classes=3), np.array([[1e4, 0.0, -1e4]]), np.array([2]))
    assert (number(many, "log_loss"), number(many, "squared_error")) == (2e4, 1.0)


@pytest.mark.parametrize("name", CLASSIFIERS)
@pytest.mark.parametrize("score", [math.nan, math.inf, -math.inf])
def test_scores_that_are_no_numbers_are_counted_and_not_hidden(name: str, score: float) -> None:
    found = metrics(rule(name), np.array([[score], [1.0]]), np.array([1, 1]), np.ones(2))
    assert found.misclassified == (0 if score == math.inf else 1)
    if "log_loss" in found.figures:
        assert not math.isfinite(number(found, "log_loss")) or score == math.inf


@pytest.mark.parametrize("name", CLASSIFIERS)
def test_without_points_nothing_is_wrong_and_means_are_nan(name: str) -> None:
    none = np.zeros(0, dtype=np.int64)
    found = metrics(rule(name), np.zeros((0, 1)), none, np.ones(2))
    assert (found.misclassified, found.confusion.tolist()) == (0, [[0, 0], [0, 0]])
    assert math.isnan(found.accuracy)
    if "likelihood" in found.figures and "log_loss" in found.figures:
        assert (number(found, "cross_entropy"), tuple(odds(found))) == (0.0, (1.0, 0))
        assert math.isnan(number(found, "log_loss"))
    if "distance" in found.figures:
        assert number(found, "distance") == 0.0


def test_no_likelihood_is_left_where_a_label_was_impossible() -> None:
    assert tuple(likelihood(math.inf)) == (0.0, 0)
    assert math.isnan(likelihood(math.nan).mantissa)


# ------------------------------------------------------------------------------------------- blame


@given(st.lists(st.floats(0, 1e300), min_size=1, max_size=30))
def test_shares_fall_and_make_one_whole(losses: list[float]) -> None:
    found = blame(np.array(losses))
    assert sorted(found.indices.tolist()) == list(range(len(losses)))
    assert (np.diff(found.shares) <= 0).all()
    assert (np.diff(np.array(losses)[found.indices]) <= 0).all()
    assert found.shares.sum() == pytest.approx(1.0 if any(losses) else 0.0)


def test_the_point_that_loses_three_quarters_comes_first() -> None:
    found = blame(np.array([0.5, 0.0, 3.0, 0.5]))
    assert found.indices.tolist() == [2, 0, 3, 1]
    assert found.shares.tolist() == pytest.approx([0.75, 0.125, 0.125, 0.0])


def test_losses_beyond_all_bounds_share_the_blame() -> None:
    found = blame(np.array([1.0, math.inf, 2.0, math.nan]))
    assert found.indices[:2].tolist() == [1, 3]
    assert found.shares.tolist() == [0.5, 0.5, 0.0, 0.0]


def test_nobody_is_to_blame_where_there_is_nothing() -> None:
    assert blame(np.zeros(3)).shares.tolist() == [0.0, 0.0, 0.0]
    assert blame(np.zeros(0)).indices.tolist() == []
