"""The pure edits of a document: what each changes, what each keeps, and what each refuses."""

from dataclasses import replace

import numpy as np
import pytest

from model import PRESETS, Outcome, Trainer, Training, dataset, new_document
from model.data.dataset import CLASS_NAMES
from model.run.document import Generated, Start
from model.run.edits import (
    add_class,
    add_points,
    clear_points,
    is_solved,
    move_points,
    relabel_points,
    remove_last_class,
    remove_points,
    with_classifier,
    with_derived,
    with_generated,
    with_learner,
    with_network,
    with_points,
    with_preset,
    with_solution,
    with_split,
    with_standard_scaling,
    with_start,
    with_training,
    with_weights,
    without_scaling,
)
from model.run.export import weights_of
from model.run.weights import Weights
from tests.model.examples import document_of, overlapping, trained

DOCUMENT = document_of([[1.0, 2.0], [3.0, 4.0]], [0, 1], "network", hidden=(4,))
SOLVED = [name for name, preset in PRESETS.items() if preset.solution is not None]


def weights(classifier: str = "logistic", features: int = 2, classes: int = 2) -> Weights:
    document = document_of(np.eye(2, features), [0, 1], classifier, classes=classes, hidden=(5, 2))
    return weights_of(document, trained(document, 3).place)


# ------------------------------------------------------------------------------ points and classes


def test_edits_of_points_give_a_new_document_and_leave_the_old_one() -> None:
    added = add_points(DOCUMENT, [(5, 6), (7, 8)], [1, 0])
    assert added.dataset.x.tolist() == [[1, 2], [3, 4], [5, 6], [7, 8]]
    assert added.dataset.labels.tolist() == [0, 1, 1, 0]
    moved = move_points(added, [3, 0], [(9, 9), (8, 8)])
    assert moved.dataset.x.tolist() == [[8, 8], [3, 4], [5, 6], [9, 9]]
    assert relabel_points(added, [0, 2], [1, 0]).dataset.labels.tolist() == [1, 1, 0, 0]
    assert remove_points(added, [0, 2]).dataset.x.tolist() == [[3, 4], [7, 8]]
    cleared = clear_points(DOCUMENT)
    assert len(cleared.dataset) == 0
    assert cleared.dataset.class_names == DOCUMENT.dataset.class_names
    assert DOCUMENT.dataset.x.tolist() == [[1, 2], [3, 4]]
    assert DOCUMENT.dataset.labels.tolist() == [0, 1]


def test_a_cleared_plane_is_a_drawing_and_no_preset_any_more() -> None:
    cleared = clear_points(with_split(new_document(), 0.5, 0))
    assert (cleared.origin, cleared.generated) == ("Drawing", None)
    drawn = add_points(cleared, [(float(i), 1.0) for i in range(300)], [0] * 300)
    assert not drawn.test_mask().any(), "no point placed by hand is a test point"


def test_classes_are_added_by_the_colours_not_yet_taken() -> None:
    document = DOCUMENT
    while document.dataset.classes < 6:
        document = add_class(document)
    assert document.dataset.class_names == CLASS_NAMES
    with pytest.raises(ValueError, match="6 classes already"):
        add_class(document)
    document = relabel_points(document, [0], [5])
    assert len(remove_last_class(document).dataset) == 1
    for _ in range(4):
        document = remove_last_class(document)
    with pytest.raises(ValueError, match="two classes are the fewest"):
        remove_last_class(document)
    named = document_of([[1.0, 2.0]], [1])
    named = replace(named, dataset=dataset([[1.0, 2.0]], [1], class_names=("blue", "yes")))
    assert add_class(named).dataset.class_names == ("blue", "yes", "amber")


# ---------------------------------------------------------------------- classifier and its start


def test_hidden_layers_are_kept_while_another_classifier_is_picked() -> None:
    there = with_network(DOCUMENT, (6, 3), "relu")
    and_back = with_classifier(with_classifier(there, "perceptron"), "network")
    assert and_back.classifier == there.classifier
    assert with_classifier(there, "logistic").classifier.is_linear


@pytest.mark.parametrize(
    ("hidden", "activation", "says"),
    [
        ((0,), "tanh", "of 1 to 16 units"),
        ((17,), "tanh", "of 1 to 16 units"),
        ((1,) * 7, "tanh", "at most 6"),
        ((2,), "softmax", "activation 'softmax'"),
        ((2,), "gelu", "activation 'gelu'"),
    ],
)
def test_layers_that_no_network_has_are_refused(
    hidden: tuple[int, ...], activation: str, says: str
) -> None:
    with pytest.raises(ValueError, match=says):
        with_network(DOCUMENT, hidden, activation)
    for possible in ((), (16,) * 6):
        assert with_network(DOCUMENT, possible, "step").hidden == possible


@pytest.mark.parametrize(
    ("theta", "says"),
    [
        ((1.0, 2.0), "2 weights and biases: expected 3"),
        ((), "0 weights and biases: expected 3"),
        ((1.0, 2.0, 3.0, 4.0), "expected 3"),
        ((1.0, np.nan, 0.0), "not a finite number"),
        ((1.0, 2.0, -np.inf), "not a finite number"),
    ],
)
def test_a_typed_start_that_does_not_fit_is_refused(theta: tuple[float, ...], says: str) -> None:
    document = overlapping("logistic")
    with pytest.raises(ValueError, match=says):
        with_start(document, Start(theta=theta))
    fits = with_start(document, Start(theta=(1.0, 2.0, 3.0)))
    with pytest.raises(ValueError, match=says):
        with_start(fits, Start(theta=theta))


def test_a_given_start_is_dropped_by_whatever_it_does_not_fit() -> None:
    document = overlapping("network")
    theta = tuple(document.start_theta() + 1.0)
    typed = with_start(document, Start(theta=theta))
    opened = with_weights(document, weights("network"))
    for given in (typed, opened):
        for changed in (
            with_classifier(given, "logistic"),
            with_network(given, given.hidden, "relu"),
            with_preset(given, "xor", 20),
            with_points(given, given.dataset, "points.csv"),
        ):
            assert changed.start == Start()
            assert changed.start_theta().size == Trainer(changed).place.theta.size
        assert add_points(given, [(1.0, 1.0)], [0]).start is given.start
        assert with_training(given, Training(0.7)).start is given.start
    zero = with_start(document, Start(zero=True))
    assert with_classifier(zero, "logistic").start == Start(zero=True)
    assert with_standard_scaling(opened).start is opened.start, "a file holds raw weights"
    assert without_scaling(typed).start is typed.start


# ------------------------------------------------------------------- presets and their solutions


def test_a_preset_brings_its_network_rate_and_batch() -> None:
    plain = with_training(with_network(DOCUMENT, (2,), "relu"), Training(5.0, None))
    document = with_preset(plain, "spiral", 80)
    preset = PRESETS["spiral"]
    assert (document.hidden, document.activation) == (preset.hidden, preset.activation)
    assert document.training == preset.training
    assert len(document.dataset) == document.dataset.loaded == 80


@pytest.mark.parametrize("classes", range(2, 7))
def test_a_preset_makes_as_many_classes_as_asked_where_it_can(classes: int) -> None:
    document = with_generated(new_document("blobs"), Generated("blobs", 60, 0.1, classes), 0)
    assert document.dataset.class_names == CLASS_NAMES[:classes]
    assert document.dataset.counts() == (60 // classes,) * classes
    two = with_generated(new_document("circle"), Generated("circle", 60, 0.1, classes), 0)
    assert two.dataset.classes == 2


def test_new_points_of_a_preset_keep_given_weights_only_while_they_fit() -> None:
    document = with_classifier(new_document("blobs", 30), "logistic")
    typed = with_start(document, Start(theta=(1.0, 2.0, 3.0)))
    noisier = with_generated(typed, Generated("blobs", 30, 0.3), 0)
    assert noisier.start_theta().tolist() == [1.0, 2.0, 3.0]
    assert with_generated(typed, Generated("blobs", 30, 0.3, 3), 0).start == Start()
    wider = add_class(document)  # by hand: the preset still makes two classes
    wider = with_start(wider, Start(theta=tuple(range(9))))
    again = with_generated(wider, Generated("blobs", 30, 0.3), 0)
    assert again.start_theta().size == 9
    assert again.dataset.counts() == (15, 15, 0)
    fewer = with_generated(
        with_generated(wider, Generated("blobs", 30, 0.3, 3), 0), Generated("blobs", 30, 0.3), 0
    )
    assert fewer.start_theta().size == 3


@pytest.mark.parametrize("name", SOLVED)
def test_a_solution_set_by_hand_solves_its_preset(name: str) -> None:
    document = with_preset(DOCUMENT, name, 200)
    solved = with_solution(with_standard_scaling(with_derived(document, ("x1^2",))))
    assert is_solved(solved)
    trainer = Trainer(solved)
    x, labels = solved.dataset.x, solved.dataset.labels
    noisy = PRESETS[name].noise > 0
    assert trainer.measured.accuracy >= (0.9 if noisy else 1.0)
    theta = np.array(PRESETS[name].solution.theta)  # type: ignore[union-attr]
    assert np.array_equal(trainer.place.theta, theta), "in raw units, without derived inputs"
    assert solved.inputs_of(x) is x
    assert len(labels) == (PRESETS[name].fixed_count or 200)


@pytest.mark.parametrize("name", SOLVED)
def test_a_learner_learns_what_the_solution_solves(name: str) -> None:
    learner = with_learner(with_solution(with_preset(DOCUMENT, name, 200)))
    assert not is_solved(learner)
    assert not learner.classifier.why_untrainable
    assert learner.training == PRESETS[name].training
    trainer = Trainer(learner)
    assert np.array_equal(trainer.place.theta, learner.start_theta())
    assert trainer.advance(400 * trainer.updates_per_epoch) is not Outcome.DIVERGED
    assert trainer.measured.accuracy >= (0.9 if PRESETS[name].noise > 0 else 1.0)


def test_a_preset_that_opens_solved_is_solved() -> None:
    opened = [name for name, preset in PRESETS.items() if preset.opens_solved]
    assert opened
    for name in PRESETS:
        assert is_solved(with_preset(DOCUMENT, name, 50)) == (name in opened)


def test_what_has_no_solution_says_so() -> None:
    with pytest.raises(ValueError, match="no solution"):
        with_solution(new_document("spiral"))
    with pytest.raises(ValueError, match="no solution"):
        with_solution(DOCUMENT)
    with pytest.raises(ValueError, match="came from no preset"):
        with_learner(DOCUMENT)
    assert not is_solved(DOCUMENT)
    with pytest.raises(ValueError, match="two classes apart"):
        with_solution(add_class(new_document("gate_xor")))


# ------------------------------------------------------------------------------------------- files


def test_points_of_a_file_forget_the_preset_and_the_given_weights() -> None:
    opened = with_weights(with_preset(DOCUMENT, "xor", 10), weights())
    document = with_points(opened, DOCUMENT.dataset, "mine.csv")
    assert document.generated is None
    assert document.origin == "mine.csv"
    assert document.start == Start()
    assert document.loads == opened.loads + 1


def test_points_of_other_features_come_without_the_derived_inputs_of_those_before() -> None:
    document = with_derived(DOCUMENT, ("x1^2",))
    assert with_points(document, dataset(np.eye(2), [0, 1]), "mine.csv").derived == ("x1^2",)
    other = dataset(np.eye(2), [0, 1], ("test", "grades"))
    assert with_points(document, other, "mine.csv").derived == ()


def test_points_of_a_file_have_their_colours_in_drawing_order() -> None:
    points = dataset(np.eye(2), [0, 1], class_names=("red", "blue"))
    document = with_points(DOCUMENT, points, "mine.csv")
    assert document.dataset.class_names == ("blue", "red")
    assert document.dataset.labels.tolist() == [1, 0]


@pytest.mark.parametrize("classifier", ["perceptron", "logistic", "network"])
def test_opened_weights_are_the_start(classifier: str) -> None:
    opened = weights(classifier)
    document = with_weights(DOCUMENT, opened)
    assert document.classifier_name == classifier
    assert np.array_equal(document.start_theta(), opened.theta)
    assert document.dataset is DOCUMENT.dataset
    if classifier == "network":
        assert document.hidden == (5, 2)


@pytest.mark.parametrize("name", ["perceptron", "logistic", "network"])
def test_weights_of_derived_and_scaled_inputs_bring_them_along(name: str) -> None:
    document = overlapping(name)
    document = with_standard_scaling(with_derived(document, ("x1^2", "sin(x2)")))
    place = trained(document, 40).place
    opened = with_weights(overlapping("perceptron"), weights_of(document, place))
    assert opened.derived == ("x1^2", "sin(x2)")
    assert opened.scaling is document.scaling
    assert opened.input_names == ("x1", "x2", "x1^2", "sin(x2)")
    np.testing.assert_allclose(opened.start_theta(), place.theta, rtol=1e-9, atol=1e-12)


@pytest.mark.parametrize("classifier", ["perceptron", "logistic", "network"])
def test_weights_of_more_classes_in_another_order_are_taken_by_name(classifier: str) -> None:
    points = dataset(np.eye(2), [0, 1], class_names=("blue", "red", "amber"))
    sorted_ = replace(weights(classifier, 2, 3), classes=("amber", "blue", "red"))
    document = with_weights(with_points(DOCUMENT, points, "mine.csv"), sorted_)
    scores = document.classifier.scores(document.start_theta(), points.x)
    np.testing.assert_allclose(scores, sorted_.scores(points.x)[:, [1, 2, 0]], rtol=1e-12)
    assert weights_of(document, Trainer(document).place) is sorted_, "written back as it was"
