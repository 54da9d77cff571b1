"""The weights of a line as arrows: where they start, where they point, and what adds up."""

from dataclasses import replace

import numpy as np
import pytest

from model import Document, Trainer, Wishes, dataset, new_document
from model.arrays import Floats
from model.plane.arrows import KEPT, LONGEST, Arrows, arrows
from model.plane.field import Region, Segment, grid
from model.plane.slice import Slice
from model.run.document import Start
from model.run.edits import (
    add_class,
    with_classifier,
    with_derived,
    with_points,
    with_standard_scaling,
    with_start,
)
from tests.model.examples import seen_at

REGION = Region(-6.0, 6.0, -4.0, 4.0)
PLANE = Slice((0, 1), (0.0, 0.0))


def document_with(*theta: float, classifier: str = "perceptron") -> Document:
    """Return a document of one blue point at (4, 5) that starts at this theta."""
    points = with_points(new_document(), dataset([[4.0, 5.0]], [0]), "")
    linear = with_classifier(points, classifier)
    document = replace(linear, training=replace(linear.training, learning_rate=0.1))
    return with_start(document, Start(theta=theta))


def way(segment: Segment | None) -> Floats:
    assert segment is not None
    return np.array([segment.x2 - segment.x1, segment.y2 - segment.y1])


def start(segment: Segment | None) -> Floats:
    assert segment is not None
    return np.array(segment[:2])


def test_the_perceptron_trick_as_arrows() -> None:
    # docs/mathematics.md: w = (3, 4), b = -10, a blue point at (4, 5); at 0.1 w becomes (2.6, 3.5).
    trainer = Trainer(document_with(3.0, 4.0, -10.0))
    asked = seen_at(trainer, grid(REGION, 10, 10), wishes=Wishes(upcoming=True))
    shown = asked.arithmetic()
    assert shown is not None
    assert shown.update is not None
    found = asked.arrows(shown.update.theta_after)
    assert found is not None
    scale = way(found.weights)[0] / 3
    np.testing.assert_allclose(way(found.weights), [3 * scale, 4 * scale])
    np.testing.assert_allclose(way(found.change), [-0.4 * scale, -0.5 * scale], rtol=1e-9)
    np.testing.assert_allclose(way(found.changed), [2.6 * scale, 3.5 * scale])
    assert found.scale == pytest.approx(scale)
    assert found.name == "−αx"
    foot = start(found.weights)
    assert foot @ [3, 4] == pytest.approx(10), "it starts on the line"
    np.testing.assert_array_equal(start(found.changed), foot)
    np.testing.assert_allclose(start(found.change), foot + way(found.weights))
    for end in (start(found.line), start(found.line) + way(found.line)):
        assert end @ [2.6, 3.5] == pytest.approx(10.1)


@pytest.mark.parametrize("size", [1e-9, 1e-3, 1.0, 7.0, 1e9])
def test_arrows_can_be_seen_whatever_the_size_of_the_weights(size: float) -> None:
    document = document_with(3 * size, 4 * size, -10 * size, classifier="logistic")
    theta = document.start_theta()
    found = arrows(document, theta, theta, PLANE, REGION)
    assert found is not None
    room = LONGEST * 8
    assert 0.39 * room < np.linalg.norm(way(found.weights)) <= 1.001 * room
    assert found == Arrows(found.scale, found.weights), "nothing changes"
    length = 5 * size * found.scale
    assert np.linalg.norm(way(found.weights)) == pytest.approx(length), "as it is told"
    assert f"{found.scale:.0e}"[0] in "125", "a round number"


def test_of_scaled_inputs_it_is_perpendicular_in_the_units_of_the_classifier() -> None:
    rng = np.random.default_rng(1)
    x = rng.normal(size=(40, 2)) * [100.0, 0.01]
    wide = with_points(new_document(), dataset(x, rng.integers(0, 2, 40)), "")
    document = with_standard_scaling(with_classifier(wide, "logistic"))
    theta = np.array([1.0, 2.0, 0.3])
    region = Region(-300.0, 300.0, -0.03, 0.03)
    found = arrows(document, theta, theta + np.array([0.0, 0.5, 0.0]), PLANE, region)
    assert found is not None
    assert found.line is not None
    assert document.scaling is not None
    units = document.scaling.deviations
    for segment, w in ((found.weights, [1, 2]), (found.changed, [1, 2.5])):
        across, up = way(segment) / units
        assert up / across == pytest.approx(w[1] / w[0])
    foot = document.classifier.scores(theta, document.inputs_of(start(found.weights)[None]))
    assert foot[0, 0] == pytest.approx(0, abs=1e-9)
    along = way(found.line) / units
    assert along @ (way(found.changed) / units) == pytest.approx(0, abs=1e-9)


def test_of_scaled_inputs_it_starts_in_the_middle_of_what_is_visible() -> None:
    x = np.array([[-100.0, 0.0], [300.0, 0.04]])
    points = with_points(new_document(), dataset(x, [0, 1]), "")
    document = with_standard_scaling(with_classifier(points, "logistic"))
    region, middle = Region(-200.0, 600.0, -0.01, 0.11), [200.0, 0.05]
    x1, x2 = document.inputs_of(np.array([middle]))[0]
    through = np.array([1.0, 2.0, -x1 - 2 * x2])
    nowhere = np.zeros(3)
    for theta in (through, nowhere):
        found = arrows(document, theta, theta + 1.0, PLANE, region)
        assert found is not None
        np.testing.assert_allclose(start(found.changed), middle, rtol=1e-9)


def test_from_a_start_at_zero_there_is_no_line_yet_and_the_change_is_all() -> None:
    document = document_with(0.0, 0.0, 0.0)
    found = arrows(document, np.zeros(3), np.array([-0.4, -0.5, -0.1]), PLANE, REGION)
    assert found is not None
    assert found.weights is None
    assert found.line is not None
    assert found.change == found.changed
    np.testing.assert_array_equal(start(found.change), [0, 0])


def test_of_a_single_feature_they_lie_across() -> None:
    one = with_classifier(new_document("gate_not", 2), "perceptron")
    theta = np.array([-1.0, 0.5])
    found = arrows(one, theta, np.array([-2.0, 0.5]), Slice((0,), (0.0,)), REGION)
    assert found is not None
    assert found.weights is not None
    assert found.weights.x1 == 0.5
    assert way(found.weights)[1] == way(found.change)[1] == 0


def test_of_more_features_it_is_the_part_that_the_plane_shows() -> None:
    four = with_classifier(new_document("students", 40), "logistic")
    theta = np.arange(1.0, len(four.start_theta()) + 1)
    others = tuple(0.0 for _ in four.input_names)
    region = Region(-40.0, 40.0, -40.0, 40.0)
    found = arrows(replace(four, scaling=None), theta, theta, Slice((1, 0), others), region)
    assert found is not None
    x, y = way(found.weights)
    assert x / y == pytest.approx(2 / 1)


def test_where_there_is_not_one_line_in_sight_there_is_no_arrow() -> None:
    plain = document_with(3.0, 4.0, -10.0)
    far = np.array([1.0, 0.0, 1000.0])
    assert arrows(plain, far, far, PLANE, REGION) is None
    wild = np.array([np.inf, 1.0, 0.0])
    assert arrows(plain, plain.start_theta(), wild, PLANE, REGION) is None
    network = with_classifier(plain, "network")
    for document in (network, add_class(plain), with_derived(plain, ("x1^2",))):
        theta = document.start_theta()
        assert arrows(document, theta, theta, PLANE, REGION) is None


@pytest.mark.parametrize("size", [1e200, 1e-200])
def test_weights_of_any_size_have_an_arrow_that_can_be_seen(size: float) -> None:
    document = document_with(size, size, 0.0)
    before = document.start_theta()
    found = arrows(document, before, 1.5 * before, PLANE, REGION)
    assert found is not None
    assert 0.3 < float(np.hypot(*way(found.weights))) < 10


def test_arrows_keep_their_scale_as_long_as_they_can_be_seen_well() -> None:
    document = document_with(3.0, 4.0, -10.0, classifier="logistic")
    theta, scale, lengths = document.start_theta(), 0.0, list[float]()
    scales = list[float]()
    for _ in range(40):
        found = arrows(document, theta, theta, PLANE, REGION, scale)
        assert found is not None
        scale, theta = found.scale, theta * 0.9
        scales.append(scale)
        lengths.append(float(np.linalg.norm(way(found.weights))))
    assert scales[:5] == scales[:1] * 5
    assert len(set(scales)) <= 6, "w shrinks to a hundredth"
    shrinks = np.diff(lengths) < 0
    assert (shrinks == (np.diff(scales) == 0)).all(), "a shorter w is drawn shorter"
    assert KEPT[0] * 8 <= min(lengths)


def test_the_change_of_w_is_called_as_in_the_equations() -> None:
    perceptron = document_with(3.0, 4.0, -10.0)
    logistic = with_classifier(perceptron, "logistic")
    training = logistic.training
    adam = replace(logistic, training=replace(training, optimizer="adam"))
    l2 = replace(logistic, training=replace(training, penalty="l2", penalty_rate=0.1))
    before = perceptron.start_theta()
    names = []
    for document, grown in ((perceptron, 0.1), (perceptron, -0.1), (logistic, 0.1),
                            (adam, 0.1), (l2, 0.1)):  # fmt: skip
        found = arrows(document, before, before + grown, PLANE, REGION)
        assert found is not None
        names.append(found.name)
    assert names == ["+αx", "−αx", "−α·∂E/∂w", "change of w", "change of w"]


def test_arrows_end_in_sight_wherever_the_line_is() -> None:
    # For example from the lower left to the right, visible near a corner only.
    for w1, w2, b in [(1, 2, 12), (-1, -2, -12), (3, -1, 18), (0.2, -1, -3.5), (-2, 1, 9)]:
        document = document_with(w1, w2, b, classifier="logistic")
        before = document.start_theta()
        found = arrows(document, before, before * 1.1, PLANE, REGION)
        assert found is not None
        for arrow in (found.weights, found.changed):
            x, y = start(arrow) + way(arrow)
            assert REGION.left < x < REGION.right
            assert REGION.bottom < y < REGION.top
