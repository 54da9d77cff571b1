"""A document: its classifier, its start, and which edits start training afresh."""

import math
from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest

from model import PRESETS, Document, Training, new_document
from model.learning.layers import forward
from model.run.document import Generated, Start, carries, restarts
from model.run.edits import (
    add_class,
    add_points,
    clear_points,
    move_points,
    relabel_points,
    remove_last_class,
    remove_points,
    with_classifier,
    with_derived,
    with_generated,
    with_network,
    with_new_start,
    with_points,
    with_preset,
    with_split,
    with_standard_scaling,
    with_start,
    with_training,
    with_weights,
    without_scaling,
)
from model.run.export import weights_of
from tests.model.examples import document_of, overlapping, some_points, trained

DOCUMENT = document_of([[1.0, 2.0], [3.0, 4.0]], [0, 1], "network", hidden=(4,))
THREE = document_of(*some_points(30, 2, 3), "network", classes=3)


def test_the_first_document_is_a_preset_with_what_suits_it() -> None:
    document = new_document()
    preset = PRESETS["circle"]
    assert len(document.dataset) == 250
    assert document.classifier_name == "network"
    assert (document.hidden, document.activation, document.training) == (
        preset.hidden,
        preset.activation,
        preset.training,
    )
    assert document.generated == Generated("circle", 250, preset.noise)
    assert document.origin == preset.title
    assert document.input_names == ("x1", "x2")
    assert (document.scaling, document.derived, document.test_share) == (None, (), 0.0)


def test_the_same_seed_gives_the_same_document() -> None:
    one, other, another = new_document(seed=3), new_document(seed=3), new_document(seed=4)
    assert np.array_equal(one.dataset.x, other.dataset.x)
    assert np.array_equal(one.start_theta(), other.start_theta())
    assert not np.array_equal(one.dataset.x, another.dataset.x)
    assert not np.array_equal(one.start_theta(), another.start_theta())


def test_a_classifier_takes_its_shape_from_the_points() -> None:
    document = document_of(np.zeros((2, 3)), [0, 5], "network", classes=6, hidden=(7,))
    assert (document.classifier.inputs, document.classifier.classes) == (3, 6)
    assert document.classifier.shapes[-1].outputs == 6
    assert document.start_theta().size == 7 * 4 + 6 * 8


def test_derived_inputs_are_inputs_of_the_classifier() -> None:
    document = with_derived(DOCUMENT, ("x1^2", "sin(x2)"))
    assert document.classifier.inputs == 4
    assert document.start_theta().size == 4 * 5 + 5


# -------------------------------------------------------------------------------------- the start


def test_a_start_at_zero_is_zero() -> None:
    assert not with_start(DOCUMENT, Start(zero=True)).start_theta().any()
    assert DOCUMENT.start_theta().any()


def test_a_typed_start_is_in_the_units_that_the_classifier_sees() -> None:
    document = with_standard_scaling(overlapping("logistic"))
    typed = with_start(document, Start(theta=(1.0, -2.0, 0.5)))
    assert typed.start_theta().tolist() == [1.0, -2.0, 0.5]
    scores = document.classifier.scores(typed.start_theta(), document.inputs_of(np.zeros((1, 2))))
    assert document.scaling is not None
    means, deviations = document.scaling.means, document.scaling.deviations
    assert scores[0, 0] == pytest.approx(float(([1.0, -2.0] * -means / deviations).sum() + 0.5))


def test_opened_weights_start_from_raw_units_whatever_the_scaling() -> None:
    document = overlapping("logistic")
    weights = weights_of(document, trained(document, 50).place)
    opened = with_weights(document, weights)
    scaled = with_standard_scaling(opened)
    assert np.array_equal(opened.start_theta(), weights.theta)
    assert not np.allclose(scaled.start_theta(), weights.theta, atol=1e-3)
    x = document.dataset.x
    for given in (opened, scaled, without_scaling(scaled)):
        scores = given.classifier.scores(given.start_theta(), given.inputs_of(x))
        np.testing.assert_allclose(scores, weights.scores(x), rtol=1e-9)


def test_a_new_start_is_other_weights_and_the_same_points() -> None:
    other = with_new_start(DOCUMENT)
    assert other.dataset is DOCUMENT.dataset
    assert not np.array_equal(other.start_theta(), DOCUMENT.start_theta())
    typed = with_start(DOCUMENT, Start(theta=(1.0,) * 17))
    assert with_new_start(typed).start == Start()


# ---------------------------------------------------------------------------- inputs and raw units


@pytest.mark.parametrize("name", ["perceptron", "logistic", "network"])
@pytest.mark.parametrize(("features", "classes"), [(1, 2), (2, 2), (3, 4)])
def test_layers_in_raw_units_give_the_scores_of_training_on_scaled_inputs(
    name: str, features: int, classes: int
) -> None:
    x, labels = some_points(60, features, classes)
    x = 100 * x + 40
    document = document_of(x, labels, name, Training(0.05, 5), classes=classes)
    document = with_standard_scaling(with_derived(document, ("x1^2",)))
    trainer = trained(document, 90)
    derived = np.column_stack([x, x[:, 0] ** 2])
    raw = forward(document.raw_layers(trainer.place.theta), derived)[-1].T
    assert np.abs(raw).max() > 0.1
    np.testing.assert_allclose(raw, trainer.measured.scores, rtol=1e-9, atol=1e-9)
    theta = document.theta_of(document.raw_layers(trainer.place.theta))
    np.testing.assert_allclose(theta, trainer.place.theta, rtol=1e-9, atol=1e-9)


def test_without_scaling_raw_units_are_those_of_training() -> None:
    theta = DOCUMENT.start_theta()
    assert np.array_equal(DOCUMENT.theta_of(DOCUMENT.raw_layers(theta)), theta)


# -------------------------------------------------------------------------- what starts afresh

Edit = Callable[[Document], Document]


def settings_of_training() -> dict[str, object]:
    return {
        "learning_rate": 0.7,
        "batch_size": 3,
        "order": "file",
        "loss": "squared",
        "optimizer": "adam",
        "penalty": "l2",
        "penalty_rate": 0.1,
    }


def training_edit(setting: str, value: object) -> Edit:
    return lambda d: with_training(
        d,
        replace(d.training, **{setting: value}),  # type: ignore[arg-type]
    )


KEEP: dict[str, Edit] = {
    "nothing": lambda d: d,
    "points added": lambda d: add_points(d, [(1.0, 2.0), (2.0, 1.0)], [0, 1]),
    "points moved": lambda d: move_points(d, [0, 1], [(1.0, 2.0), (2.0, 1.0)]),
    "points relabelled": lambda d: relabel_points(d, [0, 1], [1, 1]),
    "points removed": lambda d: remove_points(d, [0]),
    "all points removed": clear_points,
    "test points": lambda d: with_split(d, 0.5, 0),
    "other test points": lambda d: with_split(d, 0.5, 9),
    **{what: training_edit(what, value) for what, value in settings_of_training().items()},
}
AFRESH: dict[str, Edit] = {
    "classifier": lambda d: with_classifier(d, "logistic"),
    "activation": lambda d: with_network(d, d.hidden, "relu"),
    "steps": lambda d: with_network(d, d.hidden, "step"),
    "a new start": with_new_start,
    "a start at zero": lambda d: with_start(d, Start(zero=True)),
    "a typed start": lambda d: with_start(d, Start(theta=tuple(d.start_theta() + 1.0))),
    "the preset again": lambda d: with_preset(d, "circle", 30),
    "more of the preset": lambda d: with_generated(d, Generated("circle", 31, 0.1), d.data_seed),
    "the same file": lambda d: with_points(d, d.dataset, "points.csv"),
}

CARRY: dict[str, Edit] = {
    "layers": lambda d: with_network(d, (3, 3), d.activation),
    "no layers": lambda d: with_network(d, (), d.activation),
    "a class more": add_class,
    "a class less": remove_last_class,
    "derived inputs": lambda d: with_derived(d, ("x1^2",)),
    "as many other derived inputs": lambda d: with_derived(d, ("sin(x1)",)),
    "no derived inputs": lambda d: with_derived(d, ()),
    "scaling": with_standard_scaling,
}


@pytest.mark.parametrize("edit", KEEP.values(), ids=KEEP)
def test_theta_is_kept_after(edit: Edit) -> None:
    assert not restarts(THREE, edit(THREE))
    assert not carries(THREE, edit(THREE))
    scaled = with_standard_scaling(with_derived(THREE, ("x2^2",)))
    assert not restarts(scaled, edit(scaled))
    assert edit(scaled).start_theta().shape == scaled.start_theta().shape


@pytest.mark.parametrize("edit", AFRESH.values(), ids=AFRESH)
def test_training_starts_afresh_after(edit: Edit) -> None:
    before = with_derived(THREE, ("x2^2",))
    assert restarts(before, edit(before))


@pytest.mark.parametrize("edit", CARRY.values(), ids=CARRY)
def test_theta_is_carried_over_after(edit: Edit) -> None:
    before = with_derived(THREE, ("x2^2",))
    for given in (before, with_start(before, Start(theta=tuple(before.start_theta() + 1.0)))):
        assert carries(given, edit(given))
        assert not restarts(given, edit(given))
        assert edit(given).start.is_given == given.start.is_given


def test_scaling_that_goes_away_carries_theta_over() -> None:
    scaled = with_standard_scaling(THREE)
    assert carries(scaled, without_scaling(scaled))
    assert not carries(without_scaling(THREE), THREE)
    assert carries(scaled, with_standard_scaling(scaled)), "the points may have changed"


# ---------------------------------------------------------------------------- settings of training


@pytest.mark.parametrize(
    ("setting", "says"),
    [
        ({"learning_rate": 0.0}, "learning rate"),
        ({"learning_rate": -1.0}, "learning rate"),
        ({"learning_rate": math.nan}, "learning rate"),
        ({"learning_rate": math.inf}, "learning rate"),
        ({"batch_size": 0}, "batch size"),
        ({"batch_size": -3}, "batch size"),
        ({"order": "backwards"}, "order"),
        ({"loss": "hinge"}, "loss"),
        ({"optimizer": "rmsprop"}, "optimizer"),
        ({"penalty": "l3"}, "penalty"),
        ({"penalty_rate": -0.1}, "penalty rate"),
        ({"penalty_rate": math.nan}, "penalty rate"),
    ],
)
def test_settings_that_cannot_be_trained_with_are_refused_by_name(
    setting: dict[str, object], says: str
) -> None:
    with pytest.raises(ValueError, match=says):
        Training(**setting)  # type: ignore[arg-type]


def test_points_count_as_edited_until_they_are_again_as_they_were_loaded() -> None:
    loaded = new_document()
    assert not loaded.has_edited_points
    moved = move_points(loaded, [3], [[0.0, 0.0]])
    assert moved.has_edited_points
    assert not move_points(moved, [3], loaded.dataset.x[3]).has_edited_points
    assert relabel_points(loaded, [0], [1 - loaded.dataset.labels[0]]).has_edited_points
    assert remove_points(loaded, [0]).has_edited_points
    assert add_points(loaded, [[1.0, 2.0]], [0]).has_edited_points
    assert not clear_points(loaded).has_edited_points, "there is nothing to lose"
    assert add_points(clear_points(loaded), [[1.0, 2.0]], [0]).has_edited_points
    assert not add_class(loaded).has_edited_points
    assert not with_points(moved, moved.dataset, "mine.csv").has_edited_points
