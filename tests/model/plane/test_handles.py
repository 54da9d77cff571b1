"""Lines dragged by hand, and the weights that follow."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from model import Trainer, new_document
from model.arrays import Floats
from model.learning.layers import matrices
from model.plane.field import Region, line, on_plane
from model.plane.handles import Handle, Spot
from model.plane.slice import Slice
from model.run.document import Document
from model.run.edits import with_classifier, with_network, with_standard_scaling
from tests.model.examples import document_of, some_points, trained

PLANE = Region(-5.0, 5.0, -5.0, 5.0)
FLAT = Slice((0, 1), (0.0, 0.0))
PLACES = st.tuples(st.floats(-5, 5), st.floats(-5, 5))


def logistic() -> Document:
    return with_classifier(new_document("blobs"), "logistic")


def taken(
    document: Document, theta: object, pivot: Spot, turns: bool, shown: Slice = FLAT, unit: int = 0
) -> Handle:
    return Handle(document, np.array(theta, dtype=float), shown, unit, pivot, turns)


def first(document: Document, theta: Floats) -> Floats:
    """Return the matrix of the first layer."""
    return matrices(theta, document.classifier.shapes)[0]


def score(document: Document, theta: Floats, shown: Slice, spot: Spot, unit: int = 0) -> float:
    """Return the score of a unit of the first layer at a place of the plane."""
    x = document.inputs_of(shown.lift(np.array([spot])))
    row = first(document, theta)[unit]
    return float((x @ row[:-1])[0] + row[-1])


# docs/mathematics.md: admission by test and grades, 2 x1 + x2 - 18 = 0.
ADMISSION = (2.0, 1.0, -18.0)


def test_a_line_that_is_moved_changes_its_bias_alone() -> None:
    # One unit to the right: (9, 0) is on the line before, (10, 0) after it.
    found = taken(logistic(), ADMISSION, (8.0, 2.0), turns=False).dragged((8.0, 2.0), (9.0, 2.0))
    assert found.tolist() == [2.0, 1.0, -20.0]


def test_a_line_that_is_moved_along_itself_stays() -> None:
    found = taken(logistic(), ADMISSION, (8.0, 2.0), turns=False).dragged((8.0, 2.0), (7.0, 4.0))
    np.testing.assert_allclose(found, ADMISSION, rtol=1e-15)


def test_a_quarter_turn_about_the_origin() -> None:
    # x1 = 0 with ones on the right becomes x2 = 0 with ones above.
    found = taken(logistic(), (3.0, 0.0, 0.0), (0.0, 0.0), turns=True).dragged((0, 2), (-2, 0))
    np.testing.assert_allclose(found, (0.0, 3.0, 0.0), atol=1e-15)


def test_a_quarter_turn_about_another_place() -> None:
    # x1 = 1 turned about (1, 2) becomes x2 = 2.
    found = taken(logistic(), (3.0, 0.0, -3.0), (1.0, 2.0), turns=True).dragged((1, 4), (-1, 2))
    np.testing.assert_allclose(found, (0.0, 3.0, -6.0), atol=1e-14)


def test_half_a_turn_exchanges_the_sides() -> None:
    pivot = (8.0, 2.0)
    found = taken(logistic(), ADMISSION, pivot, turns=True).dragged((7.0, 4.0), (9.0, 0.0))
    np.testing.assert_allclose(found, [-2.0, -1.0, 18.0], atol=1e-12)


@given(start=PLACES, end=PLACES, pivot=PLACES)
def test_a_turn_keeps_the_length_of_w_and_the_score_at_the_pivot(
    start: Spot, end: Spot, pivot: Spot
) -> None:
    document = logistic()
    found = taken(document, (0.3, -1.7, 0.9), pivot, turns=True).dragged(start, end)
    assert math.hypot(*found[:2]) == pytest.approx(math.hypot(0.3, -1.7), rel=1e-12)
    before = 0.3 * pivot[0] - 1.7 * pivot[1] + 0.9
    assert score(document, found, FLAT, pivot) == pytest.approx(before, abs=1e-9)


@given(start=PLACES, end=PLACES)
def test_a_line_that_is_moved_follows_the_cursor(start: Spot, end: Spot) -> None:
    document = logistic()
    before = np.array([0.3, -1.7, 0.9])
    found = taken(document, before, start, turns=False).dragged(start, end)
    assert np.array_equal(found[:2], before[:2])
    assert score(document, found, FLAT, end) == pytest.approx(
        score(document, before, FLAT, start), abs=1e-9
    )


def test_the_cursor_at_the_pivot_turns_nothing() -> None:
    handle = taken(logistic(), ADMISSION, (8.0, 2.0), turns=True)
    assert handle.dragged((8.0, 2.0), (3.0, 1.0)).tolist() == list(ADMISSION)
    assert handle.dragged((3.0, 1.0), (8.0, 2.0)).tolist() == list(ADMISSION)


def test_many_turns_do_not_wear_a_line_out() -> None:
    theta: Floats = np.array([2.0, 1.0, 0.0])
    for k in range(720):
        a, b = math.radians(k), math.radians(k + 1)
        handle = taken(logistic(), theta, (0.0, 0.0), turns=True)
        theta = handle.dragged((math.cos(a), math.sin(a)), (math.cos(b), math.sin(b)))
    np.testing.assert_allclose(theta, [2.0, 1.0, 0.0], atol=1e-12)


def test_only_the_unit_that_is_taken_changes() -> None:
    document = with_network(new_document(), (4, 2), "tanh")
    before = trained(document, 60).place.theta
    for turns in (False, True):
        handle = taken(document, before, (0.5, 0.5), turns, unit=2)
        after = handle.dragged((1.0, 2.0), (2.0, -1.0))
        changed = np.flatnonzero(after != before)
        assert set(changed) <= set(range(6, 9))
        assert (8 in changed) or turns
        assert not np.shares_memory(after, before)


# --------------------------------------------------------------------------- other units, features


def uneven() -> Document:
    """Return scaled points whose features are of very different sizes."""
    x, labels = some_points(60)
    return with_standard_scaling(document_of(x * [100.0, 0.01] + [500.0, 0.2], labels, "network"))


def test_of_scaled_inputs_w_keeps_the_length_that_the_classifier_sees() -> None:
    document = uneven()
    before = trained(document, 90).place.theta
    handle = taken(document, before, (520.0, 0.201), turns=True, unit=1)
    after = handle.dragged((560.0, 0.201), (520.0, 0.205))
    lengths = [np.linalg.norm(first(document, theta)[1, :2]) for theta in (before, after)]
    assert lengths[0] == pytest.approx(lengths[1], rel=1e-12)
    assert np.abs(first(document, after)[1, :2] - first(document, before)[1, :2]).max() > 0.1
    pivots = [score(document, theta, FLAT, (520.0, 0.201), 1) for theta in (before, after)]
    assert pivots[0] == pytest.approx(pivots[1], abs=1e-12)


def test_the_end_of_a_line_goes_where_it_is_dragged() -> None:
    document = uneven()
    theta = trained(document, 90).place.theta
    seen = on_plane(document.raw_layers(theta)[0], FLAT)
    (w1, w2), b = seen.weights[0], seen.biases[0]
    whole = line(w1, w2, b, Region(200.0, 800.0, 0.17, 0.23))
    assert whole is not None
    middle = ((whole.x1 + whole.x2) / 2, (whole.y1 + whole.y2) / 2)
    end, to = (whole.x1, whole.y1), (whole.x1 + 100, whole.y1 - 0.02)
    after = taken(document, theta, middle, turns=True).dragged(end, to)
    assert score(document, after, FLAT, to) == pytest.approx(0, abs=1e-9)
    assert score(document, after, FLAT, middle) == pytest.approx(0, abs=1e-9)


@pytest.mark.parametrize("turns", [False, True])
def test_weights_of_features_that_are_not_seen_stay(turns: bool) -> None:
    document = with_standard_scaling(document_of(*some_points(50, 4), "logistic"))
    shown = Slice((2, 0), (0.3, -1.0, 0.5, 2.0))
    before = trained(document, 50).place.theta
    after = taken(document, before, (0.5, 0.3), turns, shown).dragged((1.0, 1.0), (-1.0, 2.0))
    changed = set(np.flatnonzero(after != before).tolist())
    assert changed == ({0, 2, 4} if turns else {4})
    assert np.linalg.norm(after[[2, 0]]) == pytest.approx(np.linalg.norm(before[[2, 0]]))
    if not turns:
        assert score(document, after, shown, (-1.0, 2.0)) == pytest.approx(
            score(document, before, shown, (1.0, 1.0))
        )


def test_of_a_single_feature_the_line_moves_however_it_is_taken() -> None:
    document = document_of(*some_points(50, 1), "logistic")
    handle = taken(document, (2.0, -1.0), (0.5, 0.0), True, Slice((0,), (0.0,)))
    assert handle.dragged((0.5, 0.0), (1.5, 4.0)).tolist() == [2.0, -3.0]


def test_learning_goes_on_from_a_dragged_line() -> None:
    trainer = Trainer(logistic())
    handle = taken(trainer.document, trainer.place.theta, (0.0, 0.0), turns=True)
    trainer.set_theta(handle.dragged((1.0, 0.0), (-1.0, 0.5)))
    before = trainer.measured.loss
    trainer.advance(500)
    assert trainer.measured.loss < before
