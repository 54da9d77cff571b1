from dataclasses import replace

import numpy as np
import pytest

from model import PRESETS, Document, Trainer, Training, dataset, new_document
from model.formats import WEIGHTS_FORMATS
from model.learning.layers import Layer, forward
from model.run.edits import (
    add_points,
    with_derived,
    with_solution,
    with_standard_scaling,
    with_training,
    with_weights,
)
from model.run.export import weights_of
from model.run.weights import CHECK_POINTS, Check, Weights
from tests.model.examples import document_of, rule, some_points, trained
from tests.model.formats.examples import inputs_for, weights_like

NAMES = ("perceptron", "logistic", "network")


def exported(
    name: str = "logistic", classes: int = 2, updates: int = 30, count: int = 40
) -> tuple[Trainer, Weights]:
    x, labels = some_points(count, 2, classes)
    document = document_of(x, labels, name, Training(batch_size=4), classes=classes, hidden=(4, 3))
    trainer = trained(document, updates)
    return trainer, weights_of(document, trainer.place)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("classes", [2, 3])
def test_exported_weights_give_the_scores_of_the_window(name: str, classes: int) -> None:
    trainer, weights = exported(name, classes)
    x, _ = some_points(100, 2, seed=9)
    expected = trainer.document.classifier.scores(trainer.place.theta, x)
    np.testing.assert_allclose(forward(weights.layers, x)[-1].T, expected, rtol=1e-12)
    assert np.array_equal(weights.theta, trainer.place.theta)
    assert weights.rule().shapes == trainer.document.classifier.shapes
    assert (weights.inputs, len(weights.classes)) == (("x1", "x2"), classes)
    weights.verify()


def test_weights_remember_how_far_training_had_come() -> None:
    trainer, weights = exported("network", updates=33)
    assert weights.record is not None
    assert (weights.record.epoch, weights.record.updates) == (3, 33)
    assert weights.record.training == trainer.document.training


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("updates", [0, 33, 40])
def test_opened_weights_train_on_as_if_never_saved(name: str, updates: int) -> None:
    trainer, weights = exported(name, updates=updates)
    elsewhere = Trainer(with_weights(replace(trainer.document, start_seed=99), weights))
    assert elsewhere.place.updates == updates
    assert elsewhere.place.epoch == trainer.place.epoch
    trainer.advance(25)
    elsewhere.advance(25)
    assert np.array_equal(elsewhere.place.theta, trainer.place.theta)


def test_opened_weights_exported_untrained_are_the_same_again() -> None:
    trainer, weights = exported("network")
    document = with_weights(trainer.document, weights)
    opened = Trainer(document)
    assert weights_of(document, opened.place) is weights
    with_one_more = add_points(document, [[1.0, 1.0]], [0])
    assert weights_of(with_one_more, opened.place) is weights
    opened.advance(1)
    assert weights_of(document, opened.place) is not weights
    faster = with_training(document, Training(learning_rate=9.0))
    assert weights_of(faster, Trainer(document).place) is not weights
    scaled = with_standard_scaling(document)
    record = weights_of(scaled, Trainer(scaled).place).record
    assert record is not None
    assert record.scaling is scaled.scaling, "what the file says is how training would go on"


def test_a_check_holds_the_first_points_and_their_scores() -> None:
    _, weights = exported(count=40)
    assert weights.check is not None
    assert len(weights.check.points) == CHECK_POINTS
    _, few = exported(count=3)
    assert few.check is not None
    assert few.check.scores.shape == (3, 1)
    empty = document_of(np.empty((0, 2)), [])
    assert weights_of(empty, Trainer(empty).place).check is None


def test_a_check_holds_no_score_that_overflowed() -> None:
    document = document_of([[1e308, 1e308], [1.0, 2.0]], [1, 0], "perceptron")
    trainer = Trainer(document)
    place = replace(trainer.place, theta=np.array([5.0, 5.0, 0.0]))
    weights = weights_of(document, place)
    assert weights.check is not None
    assert weights.check.points.tolist() == [[1.0, 2.0]]
    weights.verify()


@pytest.mark.parametrize("derived", [(), ("x1^2", "sin(x2)")])
def test_scaling_is_folded_into_the_weights(derived: tuple[str, ...]) -> None:
    x, labels = some_points(40)
    document = with_standard_scaling(with_derived(document_of(x * 100 + 1000, labels), derived))
    trainer = trained(document, 50)
    weights = weights_of(document, trainer.place)
    raw = inputs_for(weights.inputs, document.dataset.x)
    assert weights.inputs == ("x1", "x2", *derived)
    np.testing.assert_allclose(
        forward(weights.layers, raw)[-1][0], trainer.measured.scores[:, 0], atol=1e-9
    )
    assert weights.check is not None
    assert np.array_equal(weights.check.points, raw[:CHECK_POINTS])
    weights.verify()


def test_derived_inputs_of_a_file_are_derived_from_points_of_any_names() -> None:
    x, labels = some_points(40)
    document = with_derived(document_of(x, labels), ("x1^2", "x1*x2"))
    trainer = trained(document, 9)
    weights = weights_of(document, trainer.place)
    test_grades = dataset(x, labels, ("test", "grades"))
    elsewhere = with_weights(Document(test_grades), weights)
    assert elsewhere.input_names == ("test", "grades", "test^2", "test*grades")
    assert np.array_equal(Trainer(elsewhere).measured.scores, trainer.measured.scores)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("change", [1e-4, 1e-15])
def test_a_changed_weight_is_noticed(name: str, change: float) -> None:
    _, weights = exported(name)
    assert weights.check is not None
    first = weights.layers[0]
    changed = Layer(first.weights + change, first.biases, first.activation)
    damaged = replace(weights, layers=(changed, *weights.layers[1:]))
    with pytest.raises(ValueError, match=r"numbers were changed .* take check out"):
        damaged.verify()
    older = replace(damaged, check=replace(weights.check, checksum=""))
    if change > 1e-9:
        with pytest.raises(ValueError, match=r"check\.scores\[\d+\]\[0\] is .* take check out"):
            older.verify()
    else:
        older.verify()


@pytest.mark.parametrize("score", [np.nan, np.inf])
def test_a_check_that_is_no_number_is_refused(score: float) -> None:
    _, weights = exported()
    check = Check(np.array([[1.0, 2.0]]), np.array([[score]]))
    with pytest.raises(ValueError, match="check"):
        replace(weights, check=check).verify()


def test_huge_weights_are_checked_to_their_own_precision() -> None:
    layers = (Layer(np.array([[1e12, -1e12]]), np.array([0.0]), "sigmoid"),)
    x = np.array([[0.1, 0.1]])
    weights = Weights(
        "logistic", ("a", "b"), ("no", "yes"), layers, None, Check(x, np.array([[100.0]]))
    )
    weights.verify()
    too_far = replace(weights, check=Check(x, np.array([[1000.0]])))
    with pytest.raises(ValueError, match="check"):
        too_far.verify()


def test_weights_beyond_all_numbers_do_not_break_the_check() -> None:
    layers = (Layer(np.array([[1e308, 1e308]]), np.array([0.0]), "sigmoid"),)
    check = Check(np.array([[1e308, 1e308]]), np.array([[0.0]]))
    with pytest.raises(ValueError, match="check"):
        Weights("logistic", ("a", "b"), ("no", "yes"), layers, None, check).verify()


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"classifier": "forest"}, "expected one of perceptron, logistic, network"),
        ({"classifier": "logistic"}, "layers are"),
        ({"classifier": "perceptron"}, "layers are"),
        ({"inputs": ("x1", "x2", "x3")}, "layers are"),
        ({"classes": ("a", "b", "c")}, "layers are"),
    ],
)
def test_layers_that_belong_to_no_classifier_are_refused(
    changes: dict[str, object], says: str
) -> None:
    _, weights = exported("network")
    with pytest.raises(ValueError, match=says):
        replace(weights, **changes).rule()  # type: ignore[arg-type]


def test_weights_of_a_network_name_its_hidden_layers() -> None:
    _, weights = exported("network")
    assert weights.rule() == rule("network", 2, 2, (4, 3))


@pytest.mark.parametrize("classes", [2, 3])
def test_weights_of_a_network_without_hidden_layers_can_be_trained(classes: int) -> None:
    weights = weights_like("network", tuple("abc")[:classes])
    assert weights.rule().shapes == (weights.layers[0].shape,)
    assert weights.rule().why_untrainable == ""


@pytest.mark.parametrize("classes", [2, 3])
@pytest.mark.parametrize("hidden", [0, 1, 3])
def test_weights_of_a_network_of_steps_say_why_they_cannot(classes: int, hidden: int) -> None:
    output = "step" if classes == 2 else "linear"
    layers = ((3, "step"),) * hidden
    weights = weights_like("network", tuple("abc")[:classes], hidden=layers, output=output)
    assert weights.rule().why_untrainable.startswith("A step has slope 0")


SOLVED = [name for name, preset in PRESETS.items() if preset.solution]


@pytest.mark.parametrize("name", SOLVED)
@pytest.mark.parametrize("suffix", [".json", ".npz"])
def test_weights_set_by_hand_are_the_same_from_a_file(name: str, suffix: str) -> None:
    document = with_solution(new_document(name))
    weights = weights_of(document, Trainer(document).place)
    kind = WEIGHTS_FORMATS[suffix]
    assert kind.read is not None
    found = kind.read(kind.write(weights), "w")
    opened = Trainer(with_weights(document, found))
    assert opened.document.classifier == document.classifier
    assert np.array_equal(opened.place.theta, document.start_theta())
    assert opened.measured.accuracy == 1.0
    assert found.classes_of(found.scores(document.dataset.x)).tolist() == (
        document.dataset.labels.tolist()
    )
