"""What holds for every kind of the program holds for a made-up one."""

import inspect
import itertools
import runpy
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from model import Trainer, Training, weights_of
from model.classifiers.base import Classifier
from model.evaluation.error_functions import error_functions
from model.evaluation.metrics import metrics
from model.expressions.expression import Mean
from model.formats import WEIGHTS_FORMATS, read_weights, write_weights
from model.losses import LOSSES
from model.run.edits import with_weights
from tests.made_up.kinds import Margin
from tests.model.classifiers import test_conformance
from tests.model.examples import document_of, mean_loss, rule, slopes, some_points, trained
from tests.model.explain.examples import Recomputing, explained, place_of, updated

SIZES = [(1, 2), (2, 2), (3, 2), (1, 3), (2, 3), (3, 6)]
Settings = dict[str, object]
KINDS: dict[str, tuple[Callable[[int, int], Classifier], Settings]] = {
    "margin": (Margin, {}),
    "margin with signs": (Margin, {"optimizer": "sign", "learning_rate": 0.01}),
    "logistic with signs": (
        lambda d, k: rule("logistic", d, k),
        {"optimizer": "sign", "learning_rate": 0.01},
    ),
    "network with signs": (
        lambda d, k: rule("network", d, k),
        {"optimizer": "sign", "learning_rate": 0.01},
    ),
    "network of softsign": (
        lambda d, k: rule("network", d, k, (3, 2), "softsign"),
        {},
    ),
    "softsign with L1": (
        lambda d, k: rule("network", d, k, (2,), "softsign"),
        {"optimizer": "adam", "penalty": "l1", "penalty_rate": 0.01},
    ),
}
CHECKS = [
    check
    for name, check in vars(test_conformance).items()
    if name.startswith("test_") and "classifier" in inspect.signature(check).parameters
]


def of_kind(kind: str) -> tuple[Callable[[int, int], Classifier], Training]:
    """Return how to make a classifier, and its settings, once its parts are registered."""
    make, settings = KINDS[kind]
    return make, Training(**settings)  # type: ignore[arg-type]


every_kind = pytest.mark.parametrize("kind", KINDS)


@pytest.mark.parametrize("size", SIZES, ids=str)
@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
@pytest.mark.parametrize("kind", ["margin", "network of softsign"])
def test_it_passes_the_conformance_suite(
    kind: str, check: Callable[..., None], size: tuple[int, int]
) -> None:
    make, _ = of_kind(kind)
    if check is test_conformance.test_it_learns_clouds_that_lie_apart and kind != "margin":
        return  # it builds the classifier by name, with the default activation: see below
    if "batch_size" not in inspect.signature(check).parameters:
        check(make(*size))
        return
    for batch_size in (1, 4, 10, None):
        check(make(*size), batch_size)


@every_kind
def test_training_makes_its_loss_small(kind: str) -> None:
    make, training = of_kind(kind)
    x, labels = some_points(60, 2, 3, seed=2)
    classifier = make(2, 3)
    document = document_of(
        x,
        labels,
        classifier.name,
        training,
        classes=3,
        hidden=classifier.hidden_layers or (3,),
        activation=classifier.hidden_activation or "tanh",
    )
    before = mean_loss(classifier, document.start_theta(), x, labels, training)
    assert trained(document, 600).measured.loss < 0.8 * before


@every_kind
@pytest.mark.parametrize("classes", [2, 3])
@pytest.mark.parametrize("points", [1, 5])
def test_every_equation_of_its_arithmetic_follows_from_those_above(
    kind: str, classes: int, points: int
) -> None:
    make, training = of_kind(kind)
    classifier = make(2, classes)
    training = replace(training, batch_size=None if points > 1 else 1)
    for seed in range(5):
        x, labels = some_points(points, 2, classes, seed)
        theta = classifier.initial(np.random.default_rng(seed)) + 0.1
        update = updated(classifier, theta, x, labels, training)
        again = updated(classifier, update.theta_after, x, labels, training, update.memory_after)
        for made, shown in itertools.product((update, again), range(points)):
            explanation = explained(classifier, training, made, shown)
            assert [phase.value for phase in explanation.phases] == [
                "forward pass", "error", "backward pass", "update",
            ]  # fmt: skip
            Recomputing(classifier, training, made).check(explanation, shown)


@every_kind
@pytest.mark.parametrize("classes", [2, 3])
def test_the_gradients_it_shows_are_slopes_of_its_loss(kind: str, classes: int) -> None:
    make, training = of_kind(kind)
    classifier = make(2, classes)
    training = replace(training, batch_size=None)
    x, labels = some_points(5, 2, classes, seed=4)
    theta = classifier.initial(np.random.default_rng(3)) + 0.1
    update = updated(classifier, theta, x, labels, training)
    found = np.full(len(theta), np.nan)
    for equation in explained(classifier, training, update).equations:
        if isinstance(equation.expression, Mean):
            found[place_of(classifier.shapes, equation.about)] = equation.result.value
    expected = slopes(lambda at: mean_loss(classifier, at, x, labels, training), theta)
    assert np.abs(expected).max() > 1e-3
    np.testing.assert_allclose(found, expected, rtol=1e-6, atol=1e-9)


@pytest.mark.parametrize("classes", [2, 3])
def test_its_errors_are_named_and_the_one_that_is_descended_among_them(classes: int) -> None:
    classifier, training = Margin(2, classes), Training()
    x, labels = some_points(50, classes=classes)
    theta = classifier.initial(np.random.default_rng(1))
    found = metrics(classifier, classifier.scores(theta, x), labels, np.ones(2))
    assert [one.name for one in error_functions(classifier)] == list(found.figures)
    assert classifier.loss(training) is LOSSES["hinge"]
    expected = mean_loss(classifier, theta, x, labels, training)
    assert found.figures["hinge_loss"] == pytest.approx(expected)
    assert "hinge loss" in classifier.descent(training)


@every_kind
@pytest.mark.parametrize("suffix", WEIGHTS_FORMATS)
def test_it_is_exported_and_read_back(kind: str, suffix: str, tmp_path: Path) -> None:
    make, training = of_kind(kind)
    classifier = make(2, 3)
    x, labels = some_points(40, 2, 3)
    document = document_of(
        x,
        labels,
        classifier.name,
        training,
        classes=3,
        hidden=classifier.hidden_layers or (3,),
        activation=classifier.hidden_activation or "tanh",
    )
    trainer = trained(document, 50)
    path = tmp_path / f"w{suffix}"
    write_weights(path, weights_of(document, trainer.place))
    scores = document.classifier.scores(trainer.place.theta, x)
    if WEIGHTS_FORMATS[suffix].read is not None:
        opened = Trainer(with_weights(document, read_weights(path)))
        assert np.array_equal(opened.place.theta, trainer.place.theta)
        assert opened.document.settings == document.settings
        opened.advance(5)
        assert opened.place.updates == 55
    elif suffix == ".py":
        module = runpy.run_path(str(path), run_name="__main__")
        np.testing.assert_allclose(module["scores"](x), scores, rtol=1e-12)
