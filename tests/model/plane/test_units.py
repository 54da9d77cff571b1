"""What every unit says over the plane."""

from collections.abc import Callable

import numpy as np
import pytest

from model import Trainer, Wishes, new_document
from model.arrays import Floats
from model.plane.field import Region, grid
from model.plane.slice import Slice
from model.plane.units import Focus, UnitId, Units, focus, units
from model.run.document import Document
from model.run.edits import with_classifier, with_derived, with_network, with_standard_scaling
from tests.model.examples import document_of, seen_at, some_points, trained

CELLS = grid(Region(-3.0, 5.0, -4.0, 2.0), 9, 7)
SHOWN = Slice((0, 1), (0.0, 0.0))


def shaded(trainer: Trainer) -> Units:
    document = trainer.document
    inputs = document.inputs_of(CELLS.points)
    return units(document.classifier, trainer.place.theta, inputs, CELLS)


def focused(trainer: Trainer, of: UnitId) -> Focus:
    document = trainer.document
    inputs = document.inputs_of(CELLS.points)
    return focus(document.classifier, trainer.place.theta, inputs, CELLS, of)


def by_largest(a: Floats) -> Floats:
    return np.asarray(a / np.abs(a).max(axis=0))


def test_the_shades_of_a_tanh_network_are_what_its_units_put_out() -> None:
    trainer = trained(with_network(new_document(), (4, 2), "tanh"), 90)
    a = CELLS.points
    found = shaded(trainer)
    np.testing.assert_allclose(found.inputs.reshape(2, -1).T, by_largest(a), atol=1e-6)
    layers = trainer.document.classifier.layers(trainer.place.theta)
    for layer, shades in zip(layers[:-1], found.layers, strict=False):
        a = np.tanh(a @ layer.weights.T + layer.biases)
        np.testing.assert_allclose(shades.reshape(len(layer.biases), -1).T, a, atol=1e-4)
    p = trainer.document.classifier.probabilities(trainer.place.theta, CELLS.points)
    np.testing.assert_allclose(found.layers[-1].reshape(-1), p[:, 1] - p[:, 0], atol=1e-4)


@pytest.mark.parametrize(
    ("activation", "shade"),
    [
        ("sigmoid", lambda z: np.tanh(z / 2)),
        ("relu", lambda z: by_largest(np.maximum(z, 0) + 1e-300)),
        ("linear", by_largest),
        ("step", lambda z: np.where(z >= 0, 1.0, -1.0)),
    ],
)
def test_each_activation_has_its_shades(activation: str, shade: Callable[[Floats], Floats]) -> None:
    trainer = Trainer(with_network(new_document(), (5,), activation))
    layer = trainer.document.classifier.layers(trainer.place.theta)[0]
    z = CELLS.points @ layer.weights.T + layer.biases
    found = shaded(trainer).layers[0].reshape(5, -1).T
    np.testing.assert_allclose(found, shade(z), atol=1e-5)


@pytest.mark.parametrize("name", ["logistic", "network"])
def test_every_class_of_many_is_shaded_by_its_probability(name: str) -> None:
    trainer = trained(document_of(*some_points(90, 2, 4), name, classes=4), 200)
    p = trainer.document.classifier.probabilities(trainer.place.theta, CELLS.points)
    found = shaded(trainer).layers[-1].reshape(4, -1).T
    np.testing.assert_allclose(found, 2 * p - 1, atol=1e-4)


@pytest.mark.parametrize("name", ["perceptron", "logistic", "network"])
def test_of_many_classes_a_unit_in_focus_leads_where_its_class_is_predicted(name: str) -> None:
    trainer = trained(document_of(*some_points(90, 2, 4), name, classes=4), 300)
    classifier, theta = trainer.document.classifier, trainer.place.theta
    predicted = classifier.classes_of(classifier.scores(theta, CELLS.points))
    last = len(classifier.shapes) - 1
    for label in range(4):
        found = focused(trainer, UnitId(last, label))
        assert found.label == label
        assert np.array_equal(found.scores.ravel() > 0, predicted == label)


@pytest.mark.parametrize("name", ["perceptron", "logistic", "network"])
def test_a_unit_in_focus_is_where_its_scores_are(name: str) -> None:
    trainer = trained(with_standard_scaling(with_classifier(new_document("blobs"), name)), 100)
    document, theta = trainer.document, trainer.place.theta
    last = len(document.classifier.shapes) - 1
    z = document.classifier.scores(theta, document.inputs_of(CELLS.points))
    found = focused(trainer, UnitId(last, 0))
    assert found.label is None
    np.testing.assert_allclose(found.scores.ravel(), z[:, 0], rtol=1e-4, atol=1e-4)
    assert np.array_equal(found.shades > 0, found.scores > 0)
    np.testing.assert_array_equal(found.shades, shaded(trainer).layers[-1][0])


@pytest.mark.parametrize("size", [1e-9, 1e9, 1e60])
@pytest.mark.parametrize("activation", ["tanh", "relu", "linear", "step"])
def test_shades_are_numbers_from_minus_1_to_1_whatever_the_weights(
    size: float, activation: str
) -> None:
    document = with_network(new_document(), (16,) * 6, activation)
    theta = size * np.random.default_rng(0).normal(size=len(document.start_theta()))
    inputs = document.inputs_of(CELLS.points)
    found = units(document.classifier, theta, inputs, CELLS)
    for shades in (found.inputs, *found.layers):
        assert np.isfinite(shades).all()
        assert np.abs(shades).max() <= 1
    seen = focus(document.classifier, theta, inputs, CELLS, UnitId(5, 3))
    assert np.isfinite(seen.shades).all()


def test_nothing_of_it_can_be_written_to() -> None:
    trainer = Trainer(new_document())
    found, seen = shaded(trainer), focused(trainer, UnitId(0, 1))
    for array in (found.inputs, *found.layers, seen.scores, seen.shades):
        assert not array.flags.writeable


# ------------------------------------------------------------------------------------ in a snapshot


def test_a_snapshot_has_pictures_and_a_unit_in_focus_only_where_they_are_wanted() -> None:
    trainer = Trainer(new_document())
    bare = seen_at(trainer, CELLS)
    assert bare.units is None
    assert bare.focus is None
    seen = seen_at(trainer, CELLS, SHOWN, UnitId(0, 2), Wishes(side=6))
    assert seen.units is not None
    assert seen.focus is not None
    assert [shades.shape for shades in seen.units.layers] == [(4, 6, 6), (1, 6, 6)]
    assert seen.focus.scores.shape == (7, 9)
    assert seen.focus.grid is CELLS


@pytest.mark.parametrize("unit", [UnitId(0, 4), UnitId(2, 0), UnitId(1, 1)])
def test_a_unit_that_is_gone_is_not_in_focus(unit: UnitId) -> None:
    seen = seen_at(Trainer(new_document()), CELLS, SHOWN, unit)
    assert seen.focus is None


def documents() -> dict[str, Document]:
    circle = new_document("circle")
    return {
        "derived inputs": with_derived(circle, ("x1^2", "sin(x2)")),
        "four features": document_of(*some_points(30, 4, 2), "network"),
        "one feature": document_of(*some_points(30, 1, 2), "network"),
        "no points": new_document("blank"),
    }


@pytest.mark.parametrize("document", documents().values(), ids=documents())
def test_there_are_pictures_of_any_inputs(document: Document) -> None:
    seen = seen_at(Trainer(document), CELLS, None, UnitId(0, 0), Wishes(side=5))
    assert seen.units is not None
    assert seen.units.inputs.shape == (len(document.input_names), 5, 5)
    assert seen.focus is not None
    assert np.ptp(seen.focus.scores) > 0
