"""The report on a place in training: two kinds of points apart, distances in raw units."""

import numpy as np
import pytest

from model import Trainer, new_document
from model.evaluation.metrics import blame, metrics
from model.run.edits import (
    with_classifier,
    with_derived,
    with_preset,
    with_split,
    with_standard_scaling,
)
from tests.model.examples import losses_of, seen_at, trained


def test_training_and_test_points_are_told_apart() -> None:
    trainer = trained(with_split(with_classifier(new_document("moons"), "logistic"), 0.3, 1), 60)
    found, tests = seen_at(trainer, None).report(), trainer.measured.is_test
    assert found.trained.figures.get("log_loss") == pytest.approx(trainer.measured.loss)
    assert found.trained.accuracy == trainer.measured.accuracy
    assert found.tested is not None
    assert found.tested.figures.get("log_loss") == pytest.approx(trainer.measured.test_loss)
    assert found.tested.accuracy == trainer.measured.test_accuracy
    assert int(found.trained.confusion.sum()) == int((~tests).sum()) == 175
    assert int(found.tested.confusion.sum()) == 75


def test_only_training_points_are_to_blame_by_their_index_among_all() -> None:
    trainer = trained(with_split(with_classifier(new_document("moons"), "logistic"), 0.3, 1), 60)
    document, found = trainer.document, seen_at(trainer, None).report().blame
    assert sorted(found.indices.tolist()) == np.flatnonzero(~trainer.measured.is_test).tolist()
    losses = losses_of(
        document.classifier, trainer.measured.scores, document.dataset.labels, document.training
    )
    losses[trainer.measured.is_test] = 0.0
    assert found.indices[0] == losses.argmax()
    np.testing.assert_allclose(found.shares, losses[found.indices] / losses.sum())


def test_without_test_points_nothing_is_told_of_them() -> None:
    assert seen_at(Trainer(new_document()), None).report().tested is None


@pytest.mark.parametrize("name", ["perceptron", "logistic"])
def test_distances_are_in_raw_units(name: str) -> None:
    document = with_preset(with_classifier(new_document("blobs"), name), "students", 100)
    trainer = trained(with_standard_scaling(document), 30)
    layer = trainer.document.raw_layers(trainer.place.theta)[0]
    x, labels = trainer.document.dataset.x, trainer.document.dataset.labels
    z = x @ layer.weights[0] + layer.biases[0]
    wrong = (z >= 0) != (labels == 1)
    expected = (np.abs(z[wrong]) / np.linalg.norm(layer.weights[0])).sum()
    assert wrong.any()
    figures = seen_at(trainer, None).report().trained.figures
    assert figures["distance"] == pytest.approx(expected)


def test_with_derived_inputs_the_distance_is_one_among_all_inputs() -> None:
    document = with_derived(with_classifier(new_document("circle"), "logistic"), ("x1^2", "x2^2"))
    trainer = trained(document, 10)
    weights = trainer.document.classifier.layers(trainer.place.theta)[0].weights[0]
    expected = metrics(
        trainer.document.classifier,
        trainer.measured.scores,
        trainer.document.dataset.labels,
        weights,
    ).figures.get("distance")
    assert expected
    assert seen_at(trainer, None).report().trained.figures["distance"] == expected


@pytest.mark.parametrize(
    ("losses", "half"),
    [([], 0), ([0.0, 0.0], 0), ([1.0], 1), ([1.0, 1.0], 1), ([1.0] * 5, 3), ([0.0, 3.0, 1.0], 1)],
)
def test_how_many_make_half_of_the_loss(losses: list[float], half: int) -> None:
    assert blame(np.array(losses)).half == half
