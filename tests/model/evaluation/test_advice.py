"""The advice on a document before it is trained."""

import numpy as np
import pytest

from model import Document, dataset, new_document
from model.classifiers.network import UNTRAINABLE
from model.classifiers.perceptron import Perceptron
from model.evaluation.advice import MOST_POINTS, advice
from model.evaluation.limits import CURVED, LINEAR_UNITS
from model.evaluation.separation import Separation
from model.run.document import Generated
from model.run.edits import (
    relabel_points,
    with_classifier,
    with_derived,
    with_generated,
    with_network,
    with_points,
    with_solution,
    with_split,
)


def advice_on(document: Document) -> str:
    return advice(document, Separation(document, document.test_mask()))


def learned_by(classifier: str, preset: str) -> Document:
    return with_classifier(new_document(preset), classifier)


def noisy_blobs(classifier: str) -> Document:
    """Return two clouds that overlap."""
    noisy = Generated("blobs", 250, 0.5)
    return with_generated(learned_by(classifier, "blobs"), noisy, 0)


def in_a_square(classifier: str) -> Document:
    """Return two red points below two blue ones: a line separates them."""
    points = dataset([[0, 0], [1, 0], [0, 1], [1, 1]], [1, 1, 0, 0])
    return with_points(learned_by(classifier, "blank"), points, "points.csv")


SQUARES = ("x1^2", "x2^2")


@pytest.mark.parametrize(
    ("document", "expected"),
    [
        (learned_by("logistic", "circle"), CURVED),
        (learned_by("perceptron", "spiral"), CURVED),
        (learned_by("perceptron", "gate_xor"), CURVED),
        (noisy_blobs("perceptron"), Perceptron.restless),
        (learned_by("perceptron", "blobs"), ""),
        (with_network(new_document(), (), "tanh"), CURVED),
        (with_network(new_document(), (4,), "linear"), LINEAR_UNITS),
        (with_solution(new_document("gate_xor")), UNTRAINABLE),
        (noisy_blobs("logistic"), ""),
        (learned_by("perceptron", "gate_and"), ""),
        (learned_by("logistic", "lines"), ""),
        (learned_by("network", "spiral"), ""),
        (with_derived(learned_by("logistic", "circle"), SQUARES), ""),
        (in_a_square("perceptron"), ""),
        (relabel_points(in_a_square("perceptron"), [1, 2], [0, 1]), ""),
        (relabel_points(in_a_square("perceptron"), [1, 3], [0, 1]), Perceptron.restless),
        (relabel_points(in_a_square("logistic"), [1, 3], [0, 1]), ""),
        (learned_by("perceptron", "students"), ""),
        (with_derived(learned_by("perceptron", "gate_not"), SQUARES[:1]), ""),
    ],
)
def test_what_is_said(document: Document, expected: str) -> None:
    assert advice_on(document) == expected


def test_test_points_do_not_matter() -> None:
    rng = np.random.default_rng(0)
    x = rng.normal(size=(40, 2))
    points = dataset(x, x[:, 0] > 0)
    document = with_split(
        with_points(learned_by("perceptron", "blank"), points, "points.csv"), 0.5, 0
    )
    held = np.flatnonzero(document.test_mask())
    one, other = held[x[held, 0] > 1][0], np.flatnonzero(~document.test_mask() & (x[:, 0] > 1))[0]
    assert advice_on(relabel_points(document, [int(one)], [0])) == ""
    assert advice_on(relabel_points(document, [int(other)], [0])) == Perceptron.restless


def test_of_very_many_points_nothing_is_said_that_takes_long() -> None:
    rng = np.random.default_rng(0)
    points = dataset(rng.normal(size=(MOST_POINTS + 1, 2)), rng.integers(0, 2, MOST_POINTS + 1))
    many = with_points(learned_by("perceptron", "blank"), points, "points.csv")
    assert advice_on(many) == ""
