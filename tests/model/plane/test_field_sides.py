"""Where a field changes sides, and the exact borders between classes of a linear classifier."""

from fractions import Fraction
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from model.arrays import Floats
from model.classifiers.base import Classifier
from model.learning.layers import Layer
from model.plane.field import Region, Segment, borders, field, grid, lines, on_plane
from model.plane.slice import Slice
from tests.model.examples import rule, some_points

PLANE = Region(-6.0, 6.0, -4.0, 5.0)
NUMBER = st.integers(-40, 40).map(lambda n: n / 8)
LAYERS = st.integers(3, 6).flatmap(
    lambda k: arrays(np.float64, (k, 3), elements=NUMBER).map(lambda table: layer_of(table, k))
)
few = settings(settings.get_profile("repeatable"), max_examples=50)


def layer_of(theta: Floats, classes: int) -> Layer:
    table = theta.reshape(classes, 3)
    return Layer(table[:, :2], table[:, 2], "softmax")


def random_theta(classifier: Classifier, seed: int) -> Floats:
    rng = np.random.default_rng(seed)
    return rng.normal(0.0, 1.0, classifier.initial(rng).shape)


def winners(layer: Layer, points: Floats) -> Floats:
    """Return the lead of the best class over the second, (points,), and which class it is."""
    scores = points @ layer.weights.T + layer.biases
    return np.column_stack([scores.argmax(axis=1), np.diff(np.sort(scores, axis=1)[:, -2:])[:, 0]])


# ---------------------------------------------------------------------------------------- sides


@pytest.mark.parametrize("name", ["perceptron", "logistic", "network"])
def test_two_classes_have_one_boundary_with_red_above_0(name: str) -> None:
    classifier, cells = rule(name), grid(PLANE, 30, 20)
    theta = random_theta(classifier, 1)
    seen = field(classifier, theta, cells.points, cells)
    red = classifier.classes_of(classifier.scores(theta, cells.points)).reshape(20, 30)
    assert seen.sides().shape == (1, 20, 30)
    assert 0 < red.sum() < red.size
    assert np.array_equal(seen.sides()[0] >= 0, red == 1)


@pytest.mark.parametrize("classes", [3, 4, 6])
@pytest.mark.parametrize("name", ["perceptron", "logistic", "network"])
@pytest.mark.parametrize("seed", range(3))
def test_a_class_is_where_its_side_is_above_0_and_the_last_where_none_is(
    name: str, classes: int, seed: int
) -> None:
    classifier, cells = rule(name, 2, classes), grid(PLANE, 40, 30)
    theta = random_theta(classifier, seed)
    seen = field(classifier, theta, cells.points, cells)
    chosen = classifier.classes_of(classifier.scores(theta, cells.points)).reshape(30, 40)
    there = np.unique(chosen)
    sides = seen.sides()
    assert len(sides) == len(there) - 1
    for label, side in zip(there[:-1], sides, strict=True):
        assert np.array_equal(side > 0, chosen == label)
    assert np.array_equal((sides < 0).all(axis=0), chosen == there[-1])


def test_a_side_is_0_on_the_boundary_between_two_classes_and_nowhere_else() -> None:
    # Three sectors: each border is known, and cell centres lie on it.
    theta = np.array([[1.0, 0, 0], [0, 1, 0], [-1, -1, 0]]).ravel()
    cells = grid(Region(-5.5, 5.5, -5.5, 5.5), 11, 11)
    seen = field(rule("logistic", 2, 3), theta, cells.points, cells)
    x, y = (c.reshape(11, 11) for c in cells.points.T)
    first_border = ((x == y) & (x >= 0)) | ((y == -2 * x) & (x >= 0))
    second_border = ((x == y) & (x >= 0)) | ((x == -2 * y) & (y >= 0))
    assert first_border.sum() == 8
    assert np.array_equal(seen.sides()[0] == 0, first_border)
    assert np.array_equal(seen.sides()[1] == 0, second_border)


@pytest.mark.parametrize("classes", [2, 3])
def test_one_class_alone_has_no_boundary(classes: int) -> None:
    theta = np.zeros((1 if classes == 2 else 3, 3))
    theta[0, 2] = 5.0
    cells = grid(PLANE, 6, 5)
    sides = field(rule("logistic", 2, classes), theta.ravel(), cells.points, cells).sides()
    assert sides.shape == ((1 if classes == 2 else 0), 5, 6)
    assert (sides > 0).all()


@pytest.mark.parametrize(("classes", "seed"), [(2, 4), (4, 5)])
def test_steps_leap_from_side_to_side(classes: int, seed: int) -> None:
    classifier, cells = rule("network", 2, classes, (5,), "step"), grid(PLANE, 30, 20)
    theta = random_theta(classifier, seed)
    seen = field(classifier, theta, cells.points, cells)
    chosen = classifier.classes_of(classifier.scores(theta, cells.points)).reshape(20, 30)
    assert seen.jumps
    assert set(np.unique(seen.sides())) == {-1.0, 1.0}
    there = np.unique(chosen)[:-1] if classes > 2 else [1]
    for label, side in zip(there, seen.sides(), strict=True):
        assert np.array_equal(side == 1, chosen == label)
    # The probability is 1 for the predicted class.
    assert set(np.unique(seen.probabilities)) == {0.0, 1.0}
    assert np.array_equal(seen.probabilities.argmax(axis=0), chosen)


@pytest.mark.parametrize(("name", "hidden"), [("logistic", ()), ("network", (3,)), ("network", ())])
def test_only_steps_in_hidden_layers_leap(name: str, hidden: tuple[int, ...]) -> None:
    classifier, cells = rule(name, hidden=hidden), grid(PLANE, 4, 4)
    theta = random_theta(classifier, 0)
    assert not field(classifier, theta, cells.points, cells).jumps


# ------------------------------------------------------------------------------- hidden curves


def test_the_scores_of_the_first_hidden_layer_come_where_they_are_asked_for() -> None:
    classifier, cells = rule("network", 4, 3, (5, 2)), grid(PLANE, 20, 10)
    inputs = np.column_stack([cells.points, cells.points**2])
    theta = random_theta(classifier, 0)
    layer = classifier.layers(theta)[0]
    seen = field(classifier, theta, inputs, cells, with_hidden=True)
    expected = (inputs @ layer.weights.T + layer.biases).T.reshape(5, 10, 20)
    np.testing.assert_allclose(seen.hidden, expected, rtol=1e-4, atol=1e-4)
    without = field(classifier, theta, inputs, cells)
    assert without.hidden.shape == (0, 10, 20)
    np.testing.assert_allclose(without.scores, seen.scores, rtol=1e-5, atol=1e-5)
    linear = rule("logistic", 4)
    seen = field(linear, random_theta(linear, 0), inputs, cells, with_hidden=True)
    assert seen.hidden.shape == (0, 10, 20)


# -------------------------------------------------------------------------------------- slices


@pytest.mark.parametrize("axes", [(0, 1), (2, 0), (1, 3), (3,)])
@pytest.mark.parametrize("classes", [2, 4])
def test_a_layer_on_the_plane_has_the_scores_of_the_slice(
    axes: tuple[int, ...], classes: int
) -> None:
    classifier = rule("logistic", 4, classes)
    layer = classifier.layers(random_theta(classifier, 2))[0]
    shown = Slice(axes, (0.5, -2.0, 3.0, 40.0))
    places, _ = some_points(25)
    lifted = shown.lift(places)
    flat = on_plane(layer, shown)
    assert flat.weights.shape == (classifier.outputs, 2)
    np.testing.assert_allclose(
        places @ flat.weights.T + flat.biases, lifted @ layer.weights.T + layer.biases
    )
    if len(axes) == 1:
        assert not flat.weights[:, 1].any(), "its boundaries stand upright"


# ------------------------------------------------------------------------------------- borders


def pieces(layer: Layer, region: Region) -> list[Segment]:
    return [border.segment for border in borders(layer, region)]


def test_a_border_is_between_the_classes_on_its_sides() -> None:
    rng = np.random.default_rng(0)
    for _ in range(20):
        layer = layer_of(rng.normal(size=12), 4)
        for one, other, segment in borders(layer, PLANE):
            middle = (np.array(segment[:2]) + np.array(segment[2:])) / 2
            scores = layer.weights @ middle + layer.biases
            assert scores[one] == pytest.approx(scores[other])
            assert scores.max() == pytest.approx(scores[one])


@few
@given(LAYERS)
def test_along_a_border_two_classes_share_the_lead_and_beside_it_they_part(
    layer: Layer,
) -> None:
    for segment in pieces(layer, PLANE):
        start, end = np.array(segment[:2]), np.array(segment[2:])
        assert (start != end).any()
        along = start + np.linspace(0, 1, 9)[:, np.newaxis] * (end - start)
        assert (along >= [PLANE.left - 1e-9, PLANE.bottom - 1e-9]).all()
        assert (along <= [PLANE.right + 1e-9, PLANE.top + 1e-9]).all()
        np.testing.assert_allclose(winners(layer, along)[:, 1], 0, atol=1e-9)


@few
@given(LAYERS)
def test_between_neighbours_of_different_class_there_is_a_border(layer: Layer) -> None:
    found = pieces(layer, PLANE)
    cells = grid(PLANE, 24, 18)
    chosen, lead = winners(layer, cells.points).T
    for step in (1, 24):  # to the right, and up
        left, right = slice(None, -step), slice(step, None)
        changes = (chosen[left] != chosen[right]) & (np.minimum(lead[left], lead[right]) > 1e-6)
        if step == 1:
            changes &= np.arange(1, len(chosen)) % 24 > 0
        for i in np.flatnonzero(changes):
            assert any(crosses(s, cells.points[i], cells.points[i + step]) for s in found)


def crosses(segment: Segment, a: Floats, b: Floats) -> bool:
    """Return whether the way from a to b meets a segment with slightly extended ends."""
    start, end = np.array(segment[:2]), np.array(segment[2:])
    along, way = end - start, b - a
    across = along[0] * way[1] - along[1] * way[0]
    if across == 0:
        return False
    gap = a - start
    on_segment = (gap[0] * way[1] - gap[1] * way[0]) / across
    on_way = (gap[0] * along[1] - gap[1] * along[0]) / across
    slack = 1e-9
    return bool(-slack <= on_segment <= 1 + slack and -slack <= on_way <= 1 + slack)


def test_three_sectors_meet_in_a_point() -> None:
    theta = np.array([[1.0, 0, 0], [0, 1, 0], [-1, -1, 0]]).ravel()
    found = pieces(layer_of(theta, 3), Region(-4.0, 4.0, -4.0, 4.0))
    expected = [(0, 0, 4, 4), (0, 0, 2, -4), (0, 0, -4, 2)]
    ends = sorted(sorted([(s.x1, s.y1), (s.x2, s.y2)]) for s in found)
    wanted = sorted(sorted([(a, b), (c, d)]) for a, b, c, d in expected)
    np.testing.assert_allclose(ends, wanted, atol=1e-12)


def test_parallel_classes_are_cut_by_parallel_lines() -> None:
    # Scores -2x - 1, 0 and 2x - 3: amber is the middle one's neighbour on the right, not blue's.
    theta = np.array([[-2.0, 0, -1], [0, 0, 0], [2, 0, -3]]).ravel()
    found = pieces(layer_of(theta, 3), PLANE)
    assert sorted(s.x1 for s in found) == pytest.approx([-0.5, 1.5])
    assert all(s.x1 == s.x2 and {s.y1, s.y2} == {-4.0, 5.0} for s in found)


def neighbours(rows: object) -> list[tuple[int, int]]:
    """Return the classes that the borders of a layer with these rows are listed between."""
    theta = np.array(rows, dtype=np.float64)
    layer = Layer(theta[:, :2], theta[:, 2], "softmax")
    return [(border.one, border.other) for border in borders(layer, Region(-4.05, 4.05, -3.0, 5.0))]


def test_borders_that_coincide_are_one_border_between_neighbours() -> None:
    # One feature, no biases: all scores are 0 at 0, and the middle class leads nowhere.
    assert neighbours([(-2, 0, 0), (0, 0, 0), (1, 0, 0)]) == [(0, 2)]
    assert neighbours([(0.1, 0, 0), (-0.3, 0, 0), (0.7, 0, 0), (0.2, 0, 0)]) == [(1, 2)]
    assert neighbours([(1, 0, -0.3), (2, 0, -0.6), (4, 0, -0.9 - 0.3)]) == [(0, 2)]
    assert neighbours([(1, 1, -2), (0, 0, 0), (-1, -1, 2)]) == [(0, 2)]
    assert neighbours([(-2, 0, 0), (0, 0, -1), (1, 0, 0)]) == [(0, 2)]
    assert neighbours([(-2, 0, 0), (0, 0, 1), (1, 0, 0)]) == [(0, 1), (1, 2)]


def test_of_equal_classes_the_first_has_the_borders() -> None:
    assert neighbours([(1, 0, 0), (1, 0, 0), (-1, 0, 0)]) == [(0, 2)]
    assert neighbours([(0.1 + 0.2, 0, 0), (0.3, 0, 0), (-0.3, 0, 0)]) == [(0, 2)]
    assert neighbours([(-1, 0, 0), (2, 1, 0), (2, 1, 0)]) == [(0, 1)]


def test_classes_that_meet_in_a_point_alone_have_no_border() -> None:
    around = [(np.cos(a), np.sin(a), 0.0) for a in np.arange(5) * 0.4 * np.pi + 0.1]
    assert neighbours(around) == [(0, 1), (0, 4), (1, 2), (2, 3), (3, 4)]
    shifted = [(w1, w2, -0.3 * w1 - 0.7 * w2) for w1, w2, _ in around]
    assert neighbours(shifted) == [(0, 1), (0, 4), (1, 2), (2, 3), (3, 4)]
    four = [(1, 0, -0.3), (0, 1, -0.7), (-1, 0, 0.3), (0, -1, 0.7)]
    assert neighbours(four) == [(0, 1), (0, 3), (1, 2), (2, 3)]


@given(st.integers(0, 10**6), st.integers(3, 6), st.booleans())
def test_one_feature_has_a_border_at_every_change_of_class(
    seed: int, classes: int, zero: bool
) -> None:
    rng = np.random.default_rng(seed)
    w, b = rng.integers(-4, 5, classes) / 10, rng.integers(-4, 5, classes) / 10 * (not zero)
    found = neighbours(np.column_stack([w, np.zeros(classes), b]))
    exact = [
        (Fraction(str(u)), Fraction(str(v))) for u, v in zip(w.tolist(), b.tolist(), strict=True)
    ]
    crossings = {(q - v) / (u - p) for u, v in exact for p, q in exact if u != p}
    end = Fraction(81, 20)
    ways = sorted({-end, end, *(c for c in crossings if -end < c < end)})
    leads = []
    for low, high in pairwise(ways):
        scores = [u * (low + high) / 2 + v for u, v in exact]
        leads.append(scores.index(max(scores)))
    changes = {(min(pair), max(pair)) for pair in pairwise(leads) if pair[0] != pair[1]}
    assert sorted(found) == sorted(changes)


@pytest.mark.parametrize("scale", [1e-300, 1e-9, 1.0, 1e9, 1e290])
def test_borders_do_not_depend_on_the_size_of_the_scores(scale: float) -> None:
    classifier = rule("logistic", 2, 4)
    theta = random_theta(classifier, 0)
    expected, found = (pieces(layer_of(theta * s, 4), PLANE) for s in (1.0, scale))
    assert len(expected) >= 3
    np.testing.assert_allclose(found, expected, rtol=1e-9, atol=1e-9)


def test_equal_classes_have_no_border_between_them() -> None:
    theta = np.array([[1.0, 0, 0], [1.0, 0, 0], [-1, 0, 0]])
    (first, *others) = pieces(layer_of(theta.ravel(), 3), PLANE)
    assert first[:1] + first[2:3] == (0.0, 0.0)
    assert all(other == first for other in others)
    assert borders(layer_of(np.zeros(9), 3), PLANE) == ()
    assert borders(layer_of(np.full(9, np.nan), 3), PLANE) == ()


@pytest.mark.parametrize("seed", range(4))
def test_of_two_classes_the_border_is_the_line(seed: int) -> None:
    theta = random_theta(rule("logistic"), seed)
    two = Layer(np.array([[0.0, 0.0], theta[:2]]), np.array([0.0, theta[2]]), "softmax")
    one = Layer(theta[np.newaxis, :2], theta[2:], "sigmoid")
    (line,) = lines(one, PLANE)
    assert line is not None
    np.testing.assert_allclose(pieces(two, PLANE), [line], atol=1e-12)
