import math

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from model.arrays import Floats
from model.learning.layers import Layer
from model.plane.field import Region, field, grid, line, lines
from tests.model.examples import rule

PLANE = Region(-6.0, 6.0, -4.0, 5.0)
ORDINARY = st.floats(-10, 10)
ANY = st.one_of(
    ORDINARY,
    st.sampled_from([0.0, -0.0, 1.0, -1.0, 1e-300, -1e-300, 1e300, -1e300, 5e-324, 1.7e308]),
)
STEEP = np.array([3.0, 0.0, 0.0])
COORDINATE = st.floats(-100, 100).map(lambda value: round(value, 3))


def exact_sign(w1: float, w2: float, b: float, x: float, y: float) -> int:
    """Return the sign of w1 x + w2 y + b, exactly: Python's fractions do not round."""
    from fractions import Fraction

    z = Fraction(w1) * Fraction(x) + Fraction(w2) * Fraction(y) + Fraction(b)
    return (z > 0) - (z < 0)


def corner_signs(w1: float, w2: float, b: float, region: Region) -> list[int]:
    left, right, bottom, top = region
    corners = [(left, bottom), (right, bottom), (right, top), (left, top)]
    return [exact_sign(w1, w2, b, x, y) for x, y in corners]


@given(w1=ANY, w2=ANY, b=ANY)
def test_a_line_is_seen_exactly_where_the_corners_lie_on_both_sides(
    w1: float, w2: float, b: float
) -> None:
    assume(w1 != 0 or w2 != 0)
    signs = corner_signs(w1, w2, b, PLANE)
    assume(0 not in signs)
    assume(not nearly_a_corner(w1, w2, b))
    segment = line(w1, w2, b, PLANE)
    assert (segment is not None) == (len(set(signs)) == 2)


def nearly_a_corner(w1: float, w2: float, b: float) -> bool:
    """Return whether rounding may decide if the line cuts off a corner."""
    largest = max(abs(w1), abs(w2))
    w1, w2, b = w1 / largest, w2 / largest, b / largest
    left, right, bottom, top = PLANE
    corners = [(left, bottom), (right, bottom), (right, top), (left, top)]
    return any(abs(w1 * x + w2 * y + b) < 1e-12 for x, y in corners)


@given(w1=ANY, w2=ANY, b=ANY)
def test_the_ends_of_a_line_lie_on_the_border_and_satisfy_the_equation(
    w1: float, w2: float, b: float
) -> None:
    segment = line(w1, w2, b, PLANE)
    if segment is None:
        return
    largest = max(abs(w1), abs(w2))
    for x, y in ((segment.x1, segment.y1), (segment.x2, segment.y2)):
        assert PLANE.left - 1e-12 <= x <= PLANE.right + 1e-12
        assert PLANE.bottom - 1e-12 <= y <= PLANE.top + 1e-12
        border = min(abs(x - PLANE.left), abs(x - PLANE.right))
        border = min(border, abs(y - PLANE.bottom), abs(y - PLANE.top))
        assert border < 1e-12
        assert abs(w1 / largest * x + w2 / largest * y + b / largest) < 1e-11
    assert (segment.x1, segment.y1) != (segment.x2, segment.y2)


@given(
    x1=COORDINATE,
    y1=COORDINATE,
    x2=COORDINATE,
    y2=COORDINATE,
    scale=st.sampled_from([1e-300, 1e-9, 1.0, 1e9, 1e290]),
)
def test_between_its_ends_and_nowhere_else_the_line_is_in_the_plane(
    x1: float, y1: float, x2: float, y2: float, scale: float
) -> None:
    """Walk along the line through two points, and compare with the segment."""
    assume(math.hypot(x2 - x1, y2 - y1) > 1)
    w1, w2 = y2 - y1, x1 - x2
    b = -(w1 * x1 + w2 * y1)
    segment = line(w1 * scale, w2 * scale, b * scale, PLANE)
    t = np.linspace(-50, 50, 4001)
    along = np.array([-w2, w1]) / math.hypot(w1, w2)
    on_line = np.array([x1, y1]) + np.outer(t * 5, along)
    x, y = on_line.T
    inside = (x > PLANE.left) & (x < PLANE.right) & (y > PLANE.bottom) & (y < PLANE.top)
    if segment is None:
        assert not inside.any()
        return
    low, high = sorted(
        float(np.dot([end_x - x1, end_y - y1], along)) / 5
        for end_x, end_y in ((segment.x1, segment.y1), (segment.x2, segment.y2))
    )
    assert (
        np.array_equal(inside, (t > low) & (t < high))
        or np.min(np.abs(np.concatenate([t - low, t - high]))) < 1e-9
    )


def test_a_vertical_and_a_horizontal_line() -> None:
    upright = line(2.0, 0.0, -4.0, PLANE)
    assert upright is not None
    assert (upright.x1, upright.x2) == (2.0, 2.0)
    assert {upright.y1, upright.y2} == {-4.0, 5.0}
    level = line(0.0, 2.0, -4.0, PLANE)
    assert level is not None
    assert (level.y1, level.y2) == (2.0, 2.0)
    assert {level.x1, level.x2} == {-6.0, 6.0}


@pytest.mark.parametrize("b", [0.0, 1.0, -1.0, 1e300])
def test_weights_of_zero_have_no_line(b: float) -> None:
    assert line(0.0, 0.0, b, PLANE) is None


@pytest.mark.parametrize("number", [math.nan, math.inf, -math.inf])
def test_a_line_that_is_not_finite_is_not_drawn(number: float) -> None:
    for w in ((number, 1.0, 1.0), (1.0, number, 1.0), (1.0, 1.0, number)):
        assert line(*w, PLANE) is None


@pytest.mark.parametrize("w", [(1, 0, -7), (0, 1, -6), (1, 1, -12), (1, -1, 20), (1e300, 1, 1e308)])
def test_a_line_outside_the_view_is_not_drawn(w: tuple[float, float, float]) -> None:
    assert line(*w, PLANE) is None


@pytest.mark.parametrize("scale", [1e-300, 1.0, 1e300])
def test_tiny_and_huge_weights_draw_the_line_of_ordinary_ones(scale: float) -> None:
    expected = line(1.0, 2.0, -3.0, PLANE)
    found = line(1.0 * scale, 2.0 * scale, -3.0 * scale, PLANE)
    assert expected is not None
    assert found is not None
    np.testing.assert_allclose(found, expected, rtol=1e-14)


def test_a_layer_has_a_line_for_each_unit_whose_line_can_be_seen() -> None:
    layer = Layer(np.array([[1.0, 0], [0, 0], [0, 1], [1, 0]]), np.array([0.0, 1, 1, 99]), "tanh")
    assert lines(layer, PLANE) == (line(1, 0, 0, PLANE), None, line(0, 1, 1, PLANE), None)


def test_a_grid_is_the_centres_of_cells_from_the_bottom_left() -> None:
    cells = grid(Region(0.0, 4.0, 10.0, 12.0), 4, 2)
    assert cells.xs.tolist() == [0.5, 1.5, 2.5, 3.5]
    assert cells.ys.tolist() == [10.5, 11.5]
    assert cells.points[:5].tolist() == [
        [0.5, 10.5],
        [1.5, 10.5],
        [2.5, 10.5],
        [3.5, 10.5],
        [0.5, 11.5],
    ]


RULES = [(name, classes) for name in ("perceptron", "logistic", "network") for classes in (2, 3, 6)]


@pytest.mark.parametrize(("name", "classes"), RULES)
@pytest.mark.parametrize("region", [PLANE, Region(1e6, 1e6 + 1, 0, 1)], ids=["near", "far"])
def test_a_field_holds_the_scores_and_probabilities_of_its_places(
    name: str, classes: int, region: Region
) -> None:
    classifier = rule(name, 2, classes, (4, 3))
    theta = classifier.initial(np.random.default_rng(0))
    cells = grid(region, 30, 20)
    seen = field(classifier, theta, cells.points, cells)
    assert seen.scores.shape == (20, 30, classifier.outputs)
    assert seen.probabilities.shape == (classes, 20, 30)
    scores = classifier.scores(theta, cells.points)
    far = float(np.abs(cells.points).max())
    np.testing.assert_allclose(
        seen.scores.reshape(-1, classifier.outputs), scores, rtol=1e-5, atol=1e-6 * far
    )
    if classifier.has_probabilities:
        p = classifier.probabilities(theta, cells.points)
        np.testing.assert_allclose(seen.probabilities.reshape(classes, -1).T, p, atol=1e-5)
    np.testing.assert_allclose(seen.probabilities.sum(axis=0), 1.0, atol=1e-5)


def test_the_edge_of_a_perceptron_is_one_cell_wide() -> None:
    cells = grid(Region(-1, 1, -1, 1), 100, 100)
    red = field(rule("perceptron"), STEEP, cells.points, cells).probabilities[1]
    assert set(np.unique(red[:, :49])) == {0.0}
    assert set(np.unique(red[:, 51:])) == {1.0}
    assert (np.diff(red, axis=1) >= 0).all()


SIZES = (0.0, 5e-324, 1e-300, 1e-40, 1e-13, 1.0, 1e11, 1e13, 1e50, 1e200, 1e300, 1.7e308)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize(("name", "classes"), RULES)
def test_probabilities_are_never_nan_however_large_or_small_theta(
    name: str, classes: int, size: float
) -> None:
    classifier = rule(name, 2, classes, (4, 4), "relu")
    cells = grid(PLANE, 12, 10)
    signs = np.sign(classifier.initial(np.random.default_rng(0)))
    for theta in (signs * size, one_changed(signs * size, 1.0), one_changed(signs * size, 1e30)):
        p = field(classifier, theta, cells.points, cells).probabilities
        assert np.isfinite(p).all()
        assert p.min() >= 0
        assert p.max() <= 1


def one_changed(theta: Floats, last: float) -> Floats:
    changed = theta.copy()
    changed[-1] = last
    return changed


def test_a_theta_that_is_not_finite_is_undecided_everywhere_but_drawn() -> None:
    for classes in (2, 3):
        classifier = rule("network", 2, classes)
        theta = np.full_like(classifier.initial(np.random.default_rng(0)), np.nan)
        cells = grid(PLANE, 5, 5)
        p = field(classifier, theta, cells.points, cells).probabilities
        np.testing.assert_allclose(p, 1 / classes)


def test_the_boundary_of_a_steep_line_does_not_move_by_rounding() -> None:
    w1, w2, b = 1e9, -7e8, 3e8
    cells = grid(PLANE, 200, 200)
    theta = np.array([w1, w2, b])
    seen = field(rule("logistic"), theta, cells.points, cells).scores[:, :, 0]
    exact = (cells.points @ [w1, w2] + b).reshape(200, 200)
    wrong = (seen >= 0) != (exact >= 0)
    assert np.abs(exact[wrong] / math.hypot(w1, w2)).max(initial=0.0) < 1e-5


@pytest.mark.parametrize("slope", [0.3, 1.0, -2.5])
def test_a_slanted_edge_covers_of_each_cell_about_what_it_should(slope: float) -> None:
    """Compare the soft edge with the share of 20 x 20 places in the cell that are red."""
    theta, fine = np.array([slope, 1.0, 0.2]), 20
    cells = grid(PLANE, 60, 45)
    red = field(rule("perceptron"), theta, cells.points, cells).probabilities[1]
    places = grid(PLANE, 60 * fine, 45 * fine).points
    inside = (places @ theta[:2] + theta[2] >= 0).reshape(45, fine, 60, fine)
    covered = inside.mean(axis=(1, 3))
    assert ((red > 0) & (red < 1)).any()
    assert np.abs(red - covered).max() < 0.13
    assert np.array_equal(
        red[(covered == 0) | (covered == 1)] >= 0.5, covered[(covered == 0) | (covered == 1)] == 1
    )


@pytest.mark.parametrize("fixed", [0.0, 2000.0, 1e6, 1e12, 1e50])
def test_what_a_slice_fixes_costs_no_digits(fixed: float) -> None:
    cells = grid(PLANE, 40, 30)
    inputs = np.column_stack([cells.points, np.full(len(cells.points), fixed)])
    weight = 1.0 if fixed <= 1e6 else 1 / fixed
    theta = np.array([1.0, 2.0, weight, -weight * fixed])
    seen = field(rule("logistic", 3), theta, inputs, cells).scores.ravel()
    exact = rule("logistic", 3).scores(theta, inputs)[:, 0]
    np.testing.assert_allclose(seen, exact, atol=1e-3)


@pytest.mark.parametrize("far", [1e6, 1e12, 1e18, 1e25, 1e100])
def test_far_out_derived_inputs_are_still_numbers(far: float) -> None:
    cells = grid(Region(-far, far, -far, far), 20, 20)
    inputs = np.column_stack([cells.points, cells.points**2])
    theta = np.array([0.0, 0, 1, 1, -0.5 * far * far]) / far**2  # a circle
    seen = field(rule("logistic", 4), theta, inputs, cells)
    radius = np.hypot(*cells.points.T).reshape(20, 20) / far
    assert np.array_equal(seen.sides()[0] >= 0, radius >= 0.5**0.5)
    assert np.isfinite(seen.probabilities).all()


def test_two_classes_by_softmax_are_two_classes_by_a_sigmoid() -> None:
    cells = grid(PLANE, 12, 10)
    theta = np.array([0.7, -1.2, 0.3])
    two = field(rule("logistic"), theta, cells.points, cells).probabilities
    three = np.concatenate([np.zeros(3), theta, [0.0, 0.0, -1e3]])  # the third class never wins
    p = field(rule("logistic", 2, 3), three, cells.points, cells).probabilities
    np.testing.assert_allclose(p[:2], two, atol=1e-6)
    assert not p[2].any()
