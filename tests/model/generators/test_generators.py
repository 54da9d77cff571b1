"""What holds for one preset each; what holds for all of them is in test_conformance.py."""

from collections.abc import Callable

import numpy as np
import pytest
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import PolynomialFeatures, StandardScaler

from model import PRESETS, Trainer, new_document
from model.arrays import Floats, Integers
from model.classifiers import CLASSIFIERS
from model.generators.circle import DISC, RING_FROM, RING_TO
from model.learning.layers import forward, layers_of, size
from model.run.document import Generated
from model.run.edits import (
    DEFAULT_COUNT,
    is_solved,
    solution_of,
    with_classifier,
    with_generated,
    with_learner,
    with_preset,
    with_solution,
)
from model.run.trainer import Outcome
from model.separability.verdict import separability

SOLVED = [name for name, preset in PRESETS.items() if preset.solution]
TWO_INPUTS: dict[str, Callable[[int, int], int]] = {
    "gate_and": lambda a, b: a & b,
    "gate_or": lambda a, b: a | b,
    "gate_nand": lambda a, b: 1 - (a & b),
    "gate_nor": lambda a, b: 1 - (a | b),
    "gate_xor": lambda a, b: a ^ b,
}


def points(name: str, count: int = 1000, classes: int = 2) -> tuple[Floats, Integers]:
    """Return points of a preset without noise."""
    return PRESETS[name].generate(count, 0.0, classes, np.random.default_rng(0))


def test_the_gallery_is_in_the_order_of_the_lessons() -> None:
    titles = [preset.title for preset in PRESETS.values()]
    assert titles[:5] == ["Blobs", "Circle", "XOR", "Moons", "Spiral"]
    assert titles[5:11] == ["AND", "OR", "NOT", "NAND", "NOR", "XOR gate"]
    assert titles[11:] == ["2 lines", "Admit", "Admit 4", "Blank"]


def test_two_clouds_stand_where_they_always_stood() -> None:
    x, labels = points("blobs", 10_000)
    means = [x[labels == label].mean(axis=0) for label in (0, 1)]
    np.testing.assert_allclose(means, [[-1.6, -1.3], [1.6, 1.3]], atol=0.05)


@pytest.mark.parametrize("classes", [3, 4, 5, 6])
def test_more_clouds_stand_evenly_in_a_circle_and_hardly_overlap(classes: int) -> None:
    x, labels = points("blobs", 10_000, classes)
    means = np.array([x[labels == label].mean(axis=0) for label in range(classes)])
    np.testing.assert_allclose(np.linalg.norm(means, axis=1), 3.2, atol=0.05)
    sides = np.linalg.norm(means - np.roll(means, 1, axis=0), axis=1)
    np.testing.assert_allclose(sides, sides[0], atol=0.1)
    nearest = np.linalg.norm(x[:, np.newaxis] - means, axis=2).argmin(axis=1)
    assert (nearest == labels).mean() > 0.97


@pytest.mark.parametrize("classes", [2, 3, 4, 5, 6])
def test_a_line_cuts_off_each_cloud_of_every_seed_until_noise_makes_them_overlap(
    classes: int,
) -> None:
    preset = PRESETS["blobs"]
    for seed in range(201):
        rng = np.random.default_rng([seed, classes])
        x, labels = preset.generate(DEFAULT_COUNT, preset.noise, classes, rng)
        for label in range(1, classes):
            assert separability(x, (labels == label).astype(int)).separable, (seed, label)
    noisy, labels = preset.generate(DEFAULT_COUNT, 0.5, classes, np.random.default_rng(0))
    assert not separability(noisy, (labels == 1).astype(int)).separable


def test_the_first_perceptron_demonstration_converges_whatever_the_seed() -> None:
    for seed in range(201):
        document = with_classifier(new_document("blobs", seed=seed), "perceptron")
        found = separability(document.dataset.x, document.dataset.labels)
        assert found.separable, seed
        trainer = Trainer(document)
        assert trainer.advance(100 * trainer.updates_per_epoch) is Outcome.CONVERGED, seed
        assert trainer.measured.accuracy == 1.0


@pytest.mark.parametrize("classes", [3, 6])
def test_a_perceptron_of_many_classes_converges_on_blobs(classes: int) -> None:
    document = with_classifier(new_document("blobs"), "perceptron")
    document = with_generated(document, Generated("blobs", 250, 0.1, classes), 0)
    trainer = Trainer(document)
    assert trainer.advance(500 * trainer.updates_per_epoch) is Outcome.CONVERGED


def test_the_disc_is_red_and_the_ring_blue() -> None:
    x, labels = points("circle")
    radius = np.linalg.norm(x, axis=1)
    assert (radius[labels == 1] <= DISC).all()
    assert (radius[labels == 0] >= RING_FROM - 1e-9).all()
    assert (radius <= RING_TO + 1e-9).all()


def test_xor_is_red_where_the_signs_agree() -> None:
    x, labels = points("xor")
    assert np.array_equal(labels == 1, x[:, 0] * x[:, 1] > 0)


def test_two_arms_of_the_spiral_are_half_a_turn_apart() -> None:
    x, labels = points("spiral")
    radius = np.linalg.norm(x, axis=1)
    turn = np.arctan2(x[:, 0], x[:, 1]) - 2 * np.pi * 1.25 * radius / 4.5
    np.testing.assert_allclose(np.cos(turn), np.where(labels == 1, -1, 1), atol=1e-9)


@pytest.mark.parametrize("name", TWO_INPUTS)
def test_a_gate_has_its_truth_table_exactly(name: str) -> None:
    data = new_document(name).dataset
    table = {(a, b): TWO_INPUTS[name](a, b) for a in (0, 1) for b in (0, 1)}
    assert dict(zip(map(tuple, data.x.tolist()), data.labels.tolist(), strict=True)) == table
    assert len(data) == 4


def test_not_takes_one_input_and_turns_it_round() -> None:
    data = new_document("gate_not").dataset
    assert data.x.tolist() == [[0.0], [1.0]]
    assert data.labels.tolist() == [1, 0]
    assert data.feature_names == ("x1",)


@pytest.mark.parametrize("name", SOLVED)
def test_a_solution_is_right_at_every_point_from_the_start(name: str) -> None:
    document = with_solution(new_document(name))
    solution = PRESETS[name].solution
    assert solution is not None
    assert size(document.classifier.shapes) == len(solution.theta)
    x, labels = points(name, 400)
    scores = document.classifier.scores(document.start_theta(), x)
    assert np.array_equal(document.classifier.classes_of(scores), labels)
    assert Trainer(document).measured.accuracy == 1.0


@pytest.mark.parametrize("name", SOLVED)
def test_what_is_solved_by_hand_is_learnt_as_well(name: str) -> None:
    document = with_learner(with_solution(new_document(name)))
    assert document.start.theta is None
    trainer = Trainer(document)
    for _ in range(20):
        trainer.advance(50 * trainer.updates_per_epoch)
    assert trainer.measured.accuracy >= 0.98


def test_xor_is_nand_and_or_below_an_and() -> None:
    document = with_solution(new_document("gate_xor"))
    assert (document.hidden, document.activation) == ((2,), "step")
    layers = layers_of(document.start_theta(), document.classifier.shapes)
    hidden, output = forward(layers, np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]]))
    assert (hidden >= 0).tolist() == [[True, True, True, False], [False, True, True, True]]
    assert (output >= 0).tolist() == [[False, True, True, False]]
    theta = document.start_theta().tolist()
    for name, place in (("gate_nand", 0), ("gate_or", 3), ("gate_and", 6)):
        alone = with_solution(new_document(name)).start_theta().tolist()
        assert theta[place : place + 3] == alone


CORNERS = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])


@pytest.mark.parametrize("name", [*TWO_INPUTS, "gate_not"])
def test_a_gate_solved_by_hand_keeps_a_distance_from_every_point_on_the_plane(name: str) -> None:
    document = with_solution(new_document(name))
    x, classifier = document.dataset.x, document.classifier
    assert is_solved(document)
    for layer, scores in enumerate(forward(classifier.layers(document.start_theta()), x)):
        assert np.abs(scores).min() == 0.5, layer
    lesson = with_solution(document, lesson=True)
    assert is_solved(lesson)
    assert (forward(classifier.layers(lesson.start_theta()), x)[-1] == 0).any(), "by the book"
    assert solution_of(lesson) is PRESETS[name].lesson
    assert np.array_equal(lesson.start_theta(), np.round(lesson.start_theta()))
    assert Trainer(lesson).measured.accuracy == 1.0
    assert "whole numbers" in PRESETS[name].lesson.note  # type: ignore[union-attr]


def test_the_plane_of_xor_solved_by_hand_has_a_red_band_and_by_the_book_none() -> None:
    rng = np.random.default_rng(7)
    x = rng.uniform(-0.5, 1.5, (20_000, 2))
    for lesson, expected in ((False, np.abs(x.sum(axis=1) - 1) < 0.5), (True, np.zeros(20_000))):
        document = with_solution(new_document("gate_xor"), lesson)
        scores = document.classifier.scores(document.start_theta(), x)
        assert np.array_equal(document.classifier.classes_of(scores), expected.astype(int))


def test_two_lines_open_solved_with_a_score_from_minus_6_to_6() -> None:
    document = with_preset(with_classifier(new_document(), "perceptron"), "lines", 250)
    assert (document.classifier_name, document.hidden) == ("network", (2,))
    theta, classifier = document.start_theta(), document.classifier
    assert theta.tolist() == [5, -2, -8, 7, -3, 1, 7, 5, -6]
    far = np.array([[-1e3, 1e3], [1e3, -1e3]])
    np.testing.assert_allclose(classifier.scores(theta, far), [[-6], [6]], atol=1e-12)
    between = np.array([[0.0, -2.0]])  # 5x1 - 2x2 - 8 = -4, 7x1 - 3x2 + 1 = 7
    sure = 7 / (1 + np.exp(4)) + 5 / (1 + np.exp(-7)) - 6
    np.testing.assert_allclose(classifier.scores(theta, between), [[sure]])


def test_the_neuron_on_top_of_two_lines_weighs_them() -> None:
    document = new_document("lines")
    neuron = layers_of(document.start_theta(), document.classifier.shapes)[1:]
    score = forward(neuron, np.array([[0.4, 0.8]]))[-1]
    assert score.item() == pytest.approx(7 * 0.4 + 5 * 0.8 - 6)  # 0.8, σ of which is 0.69


def test_low_grades_or_a_poor_test_never_admit() -> None:
    x, labels = points("admissions", 10_000)
    test, grades = x.T
    assert x.min() >= 0
    assert x.max() <= 10
    assert not labels[grades <= 3].any()
    assert not labels[test <= 2].any()
    assert labels[(grades >= 5) & (test >= 4)].all()
    assert ((test > 9) & (grades < 3)).sum() > 50


def test_no_line_admits_as_well_as_a_curve() -> None:
    x, labels = points("admissions", 4000)
    line = make_pipeline(StandardScaler(), LogisticRegression(C=1e4))
    curve = make_pipeline(StandardScaler(), PolynomialFeatures(2), LogisticRegression(C=1e4))
    assert line.fit(x, labels).score(x, labels) < 0.9
    assert curve.fit(x, labels).score(x, labels) > 0.98


def test_four_features_are_weighed_from_0_to_10() -> None:
    preset = PRESETS["students"]
    assert preset.feature_names == ("test", "grades", "essay", "interview")
    x, labels = points("students", 4000)
    assert x.min() >= 0
    assert x.max() <= 10
    oracle = LogisticRegression(C=1e6, max_iter=1000).fit(x, labels)
    weights = oracle.coef_[0] / oracle.coef_.sum()
    np.testing.assert_allclose(weights, [0.3, 0.4, 0.2, 0.1], atol=0.02)


def test_blank_is_empty_and_takes_points() -> None:
    document = new_document("blank")
    assert len(document.dataset) == 0
    assert document.dataset.feature_names == ("x1", "x2")
    for name in CLASSIFIERS:
        assert Trainer(with_classifier(document, name)).measured.right == 0
