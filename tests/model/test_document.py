import math
from dataclasses import replace

import numpy as np
import pytest

from model import PRESETS, Document, Training, new_document
from model.document import (
    Generated,
    Start,
    add_point,
    clear_points,
    move_point,
    relabel_point,
    remove_points,
    restarts,
    with_classifier,
    with_network,
    with_new_start,
    with_points,
    with_preset,
    with_training,
    with_weights,
)
from model.export import weights_of
from model.weights import Weights
from tests.model.examples import document_of, trained

DOCUMENT = document_of([[1.0, 2.0], [3.0, 4.0]], [0, 1], "network", hidden=(4,))


def weights(classifier: str = "logistic", features: int = 2, classes: int = 2) -> Weights:
    document = document_of(np.eye(2, features), [0, 1], classifier, classes=classes, hidden=(5, 2))
    return weights_of(document, trained(document, 3).place)


def test_edits_of_points_give_a_new_document_and_leave_the_old_one() -> None:
    assert len(add_point(DOCUMENT, (5, 6), 1).dataset) == 3
    assert move_point(DOCUMENT, 0, (9, 9)).dataset.x.tolist() == [[9, 9], [3, 4]]
    assert relabel_point(DOCUMENT, 0, 1).dataset.labels.tolist() == [1, 1]
    assert remove_points(DOCUMENT, [0]).dataset.x.tolist() == [[3, 4]]
    cleared = clear_points(DOCUMENT)
    assert len(cleared.dataset) == 0
    assert cleared.dataset.class_names == DOCUMENT.dataset.class_names
    assert DOCUMENT.dataset.x.tolist() == [[1, 2], [3, 4]]
    assert DOCUMENT.dataset.labels.tolist() == [0, 1]


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


def test_hidden_layers_are_kept_while_another_classifier_is_picked() -> None:
    there = with_network(DOCUMENT, (6, 3), "relu")
    and_back = with_classifier(with_classifier(there, "perceptron"), "network")
    assert and_back.classifier == there.classifier
    assert with_classifier(there, "logistic").classifier.is_linear


def test_a_new_start_is_other_weights_and_the_same_points() -> None:
    other = with_new_start(DOCUMENT)
    assert other.dataset is DOCUMENT.dataset
    assert not np.array_equal(other.start_theta(), DOCUMENT.start_theta())
    assert restarts(DOCUMENT, other)


def test_a_start_at_zero_is_zero() -> None:
    assert not replace(DOCUMENT, start=Start(zero=True)).start_theta().any()
    assert DOCUMENT.start_theta().any()


def test_a_preset_brings_its_network_rate_and_batch() -> None:
    plain = with_training(with_network(DOCUMENT, (2,), "relu"), Training(5.0, None))
    document = with_preset(plain, "spiral", 80)
    preset = PRESETS["spiral"]
    assert (document.hidden, document.activation) == (preset.hidden, preset.activation)
    assert document.training == preset.training
    assert len(document.dataset) == 80


def test_points_of_a_file_forget_the_preset_and_the_given_weights() -> None:
    opened = with_weights(with_preset(DOCUMENT, "xor", 10), weights())
    document = with_points(opened, DOCUMENT.dataset, "mine.csv")
    assert document.generated is None
    assert document.origin == "mine.csv"
    assert document.start == Start()


@pytest.mark.parametrize("classifier", ["perceptron", "logistic", "network"])
def test_opened_weights_are_the_start(classifier: str) -> None:
    opened = weights(classifier)
    document = with_weights(DOCUMENT, opened)
    assert document.classifier_name == classifier
    assert np.array_equal(document.start_theta(), opened.theta)
    assert document.dataset is DOCUMENT.dataset
    if classifier == "network":
        assert document.hidden == (5, 2)


@pytest.mark.parametrize(("features", "classes"), [(3, 2), (1, 2), (2, 3)])
def test_weights_of_other_inputs_or_classes_are_refused(features: int, classes: int) -> None:
    with pytest.raises(ValueError, match="these weights take"):
        with_weights(DOCUMENT, weights("logistic", features, classes))


@pytest.mark.parametrize(
    "edited",
    [with_classifier(DOCUMENT, "perceptron"), with_network(DOCUMENT, (3,), "tanh")],
    ids=["classifier", "layers"],
)
def test_given_weights_are_dropped_with_their_classifier(edited: Document) -> None:
    given = with_weights(DOCUMENT, weights("network"))
    changed = with_network(given, edited.hidden, edited.activation)
    changed = with_classifier(changed, edited.classifier_name)
    assert changed.start == Start()
    assert changed.start_theta().shape == edited.start_theta().shape


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


@pytest.mark.parametrize(
    ("inputs", "said"),
    [
        (("x2", "x1"), "in this order"),
        (("x1", "x1*x2"), "take the input x1\\*x2"),
        (("x1^2", "x2"), "take the input x1\\^2"),
        (("rank=1", "rank=2"), "take the input rank=1"),
    ],
)
def test_weights_of_other_inputs_are_refused(inputs: tuple[str, ...], said: str) -> None:
    with pytest.raises(ValueError, match=said):
        with_weights(DOCUMENT, replace(weights(), inputs=inputs))


def test_plain_inputs_of_other_names_are_taken_by_position() -> None:
    opened = with_weights(DOCUMENT, replace(weights(), inputs=("test", "grades")))
    np.testing.assert_array_equal(opened.start_theta(), weights().theta)


def test_a_cleared_plane_is_a_drawing_and_no_preset_any_more() -> None:
    cleared = clear_points(new_document())
    assert (cleared.origin, cleared.generated) == ("Drawing", None)
    assert not restarts(new_document(), cleared)
