"""Weights of a file open onto the points where they fit, else onto points of their own."""

from dataclasses import replace

import numpy as np
import pytest

from model import Document, Trainer, Weights, dataset
from model.arrays import frozen_floats
from model.data.dataset import CLASS_NAMES, Dataset
from model.learning.layers import Layer
from model.run.edits import with_points, with_standard_scaling, with_weights
from model.run.export import weights_of
from tests.model.examples import document_of, some_points, trained
from tests.model.formats.examples import KINDS, weights_like

DRAWN = document_of(*some_points(30))
LEVELS = ("high", "low", "medium")


def named(
    names: tuple[str, ...], labels: list[int], features: tuple[str, ...] = ("x1", "x2")
) -> Document:
    x = np.random.default_rng(3).normal(0, 1, (len(labels), len(features)))
    return Document(dataset(x, labels, features, names), "logistic")


def opens_onto_its_own(before: Document, weights: Weights) -> Dataset:
    opened = with_weights(before, weights, "w.json")
    points = opened.dataset
    assert opened.origin == "w.json"
    assert opened.loads == before.loads + 1
    assert not opened.has_edited_points
    assert opened.input_names == weights.inputs
    assert set(points.class_names) == set(weights.classes)
    if weights.check is not None:
        x = weights.check.points
        assert np.array_equal(points.x, x[:, : points.features])
        said = [weights.classes[i] for i in weights.classes_of(weights.scores(x))]
        assert [points.class_names[i] for i in points.labels] == said
        found = Trainer(opened).measured
        assert found.accuracy == 1.0, "the points are what the weights say"
    assert weights_of(opened, Trainer(opened).place) is weights, "written back as it was"
    return points


def opens_onto(before: Document, weights: Weights) -> Dataset:
    opened = with_weights(before, weights, "w.json")
    assert opened.loads == before.loads
    assert opened.origin == before.origin
    classes = opened.classifier.classes_of(Trainer(opened).measured.scores)
    expected = weights.classes_of(weights.scores(opened.inputs_of(before.dataset.x)))
    there = opened.dataset.class_names
    said = weights.classes if set(there) == set(weights.classes) else there  # by position
    assert [there[i] for i in classes] == [said[i] for i in expected]
    return opened.dataset


@pytest.mark.parametrize(
    "weights",
    [
        weights_like("logistic", LEVELS, tuple("abcd")),
        weights_like("network", ("no", "yes"), ("one",), ((3, "tanh"),)),
        weights_like("perceptron", LEVELS),
        weights_like("logistic", inputs=("x2", "x1")),
        weights_like("logistic", inputs=("test", "grades")),
        weights_like("logistic", inputs=("test", "grades", "test^2")),
        weights_like("logistic", inputs=("x1", "x1*x2")),
        weights_like("logistic", inputs=("rank=1", "rank=2")),
        weights_like("network", CLASS_NAMES[:4], tuple("abc"), ((4, "relu"),)),
        weights_like("logistic", LEVELS, tuple("abcd"), points=0),
        KINDS["steps alone"],
        KINDS["wide"],
    ],
    ids=lambda w: f"{w.classifier} {w.inputs} {w.classes}",
)
def test_weights_that_do_not_fit_bring_points_of_their_own(weights: Weights) -> None:
    there = named(("x", "y"), [0, 1, 1], ("p", "q", "r"))
    points = opens_onto_its_own(there, weights)
    assert len(points) == (16 if weights.check else 0)


def test_names_decide_whether_weights_fit() -> None:
    for inputs in (("x2", "x1"), ("x1", "x1*x2"), ("x1^2", "x2"), ("test", "grades")):
        opens_onto_its_own(DRAWN, weights_like("logistic", inputs=inputs))
    opens_onto(named(("no", "yes"), [0, 1, 1], ("test", "grades")), weights_like("logistic"))
    opens_onto_its_own(replace(DRAWN, dataset=DRAWN.dataset.remove(range(30))), KINDS["logistic"])


def test_points_of_some_of_the_classes_get_all_of_them() -> None:
    weights = weights_like("logistic", LEVELS)
    for names, labels in ((("high", "medium"), [0, 1, 1]), (("medium", "other"), [0, 0])):
        before = named(names, labels)
        points = opens_onto(before, weights)
        assert points.class_names == LEVELS
        kept = [points.class_names[i] for i in points.labels]
        assert kept == [names[i] for i in labels]
    drawn = opens_onto(DRAWN, weights_like("perceptron", ("amber", "blue", "red")))
    assert drawn.class_names == ("blue", "red", "amber"), "as in a drawing"
    less = replace(DRAWN, dataset=DRAWN.dataset.with_class("amber"))
    assert opens_onto(less, KINDS["logistic"]).class_names == ("blue", "red")


def test_two_classes_the_other_way_round_are_taken_by_name() -> None:
    before = named(("no", "yes"), [0, 1, 1])
    points = opens_onto(before, weights_like("network", ("yes", "no"), hidden=((2, "tanh"),)))
    assert points.class_names == ("yes", "no")
    assert points.labels.tolist() == [1, 0, 0]
    assert not with_weights(
        with_points(before, before.dataset, "p.csv"), weights_like("logistic", ("yes", "no"))
    ).has_edited_points


def test_classes_of_which_some_are_known_and_some_are_not_do_not_fit() -> None:
    opens_onto_its_own(named(("low", "top", "base"), [0, 1, 2]), weights_like("logistic", LEVELS))
    opens_onto(named(("a", "b", "c"), [0, 1, 2]), weights_like("logistic", LEVELS))
    opens_onto_its_own(named(("a", "b", "c"), [0, 1, 2]), KINDS["logistic"])


def test_scaled_weights_bring_their_scaling_and_points_as_far_as_can_be_shown() -> None:
    x, labels = some_points(20)
    before = with_standard_scaling(Document(dataset(x + 1e12, labels, ("a", "b")), "logistic"))
    place = trained(before, 30).place
    points = opens_onto_its_own(DRAWN, weights_of(before, place))
    assert len(points) == 16
    check = KINDS["logistic"].check
    assert check is not None
    far = frozen_floats(np.array(check.points) * np.where(np.arange(16) < 3, 1e12, 1)[:, None])
    plain = replace(KINDS["logistic"], inputs=("a", "b"), check=replace(check, points=far))
    assert len(with_weights(DRAWN, plain).dataset) == 13


@pytest.mark.parametrize(
    ("weights", "sentence"),
    [
        (weights_like("network", hidden=((2, "relu"), (2, "tanh"))), "activations relu, tanh, sig"),
        (weights_like("network", hidden=((2, "tanh"),), output="step"), "steps end in a step"),
        (weights_like("logistic", tuple("abcdefg")), "tell 7 classes apart, and no more than 6"),
    ],
    ids=["mixed", "step", "seven"],
)
def test_weights_that_cannot_be_shown_say_what_to_do_here(weights: Weights, sentence: str) -> None:
    with pytest.raises(ValueError, match=f"{sentence}.*: import .*(and run|train a)"):
        with_weights(DRAWN, weights)


def test_weights_of_steps_are_shown_with_the_reason_why_they_cannot_be_trained() -> None:
    layers = (Layer(np.eye(2), np.zeros(2), "step"), Layer(np.ones((1, 2)), np.ones(1), "step"))
    opened = with_weights(DRAWN, Weights("network", ("a", "b"), ("no", "yes"), layers))
    assert len(opened.dataset) == 0
    assert "set its weights by hand" in opened.classifier.why_untrainable
