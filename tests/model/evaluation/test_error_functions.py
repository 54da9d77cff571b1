"""The error functions name the figures of a classifier, and the one that is descended."""

import numpy as np
import pytest

from model.classifiers import CLASSIFIERS
from model.classifiers.base import Classifier
from model.evaluation.error_functions import error_functions
from model.evaluation.metrics import metrics
from model.learning.settings import Training
from tests.model.examples import mean_loss, rule, some_points

RULES = [rule(name, classes=classes) for name in CLASSIFIERS for classes in (2, 3)]
RULES.append(rule("network", hidden=(2,), activation="step"))
RULES.append(rule("network", hidden=()))
every_rule = pytest.mark.parametrize(
    "classifier",
    RULES,
    ids=[f"{r.name}-{r.classes}-{r.hidden_activation}{r.hidden_layers}" for r in RULES],
)


@every_rule
def test_there_is_a_formula_for_every_figure_that_has_a_value(classifier: Classifier) -> None:
    labels = np.zeros(1, dtype=np.int64)
    found = metrics(classifier, np.zeros((1, classifier.outputs)), labels, np.ones(2))
    assert [one.name for one in error_functions(classifier)] == list(found.figures)


@every_rule
@pytest.mark.parametrize("loss", ["cross-entropy", "squared"])
def test_the_figure_that_is_descended_is_the_loss(classifier: Classifier, loss: str) -> None:
    training = Training(loss=loss)
    x, labels = some_points(50, classes=classifier.classes)
    theta = classifier.initial(np.random.default_rng(1))
    found = metrics(classifier, classifier.scores(theta, x), labels)
    name = classifier.loss(training).measure
    if not name:
        assert classifier.why_untrainable
    else:
        expected = mean_loss(classifier, theta, x, labels, training)
        assert found.figures[name] == pytest.approx(expected, rel=1e-12)


def test_a_penalty_is_named() -> None:
    training = Training(penalty="l2", penalty_rate=0.1)
    assert rule("logistic").descent(training) == (
        "Gradient descent makes the log-loss smaller: its mean over the batch, plus the L2 penalty."
    )
