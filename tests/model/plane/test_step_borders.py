"""The boundary of a network of steps, compared with its predictions beside it."""

import numpy as np
import pytest

from model.arrays import Floats, Integers
from model.classifiers import CLASSIFIERS
from model.plane.field import Region, grid
from model.plane.step_borders import step_borders
from model.run.edits import new_document, with_solution

REGION = Region(-2.0, 2.0, -1.0, 1.0)
SHAPES = [(2, (2,)), (2, (5,)), (2, (4, 3)), (4, (6,)), (6, (16, 5))]


def labels_at(name: tuple[int, tuple[int, ...]], theta: Floats, x: Floats) -> Integers:
    classifier = CLASSIFIERS["network"].shaped(2, *name, "step")
    return classifier.classes_of(classifier.scores(theta, x))


@pytest.mark.parametrize("shape", SHAPES, ids=str)
@pytest.mark.parametrize("seed", range(3))
def test_the_class_changes_across_every_piece_and_nowhere_else(
    shape: tuple[int, tuple[int, ...]], seed: int
) -> None:
    classifier = CLASSIFIERS["network"].shaped(2, *shape, "step")
    rng = np.random.default_rng(seed)
    theta = rng.normal(size=len(classifier.initial(rng)))
    pieces = np.array(step_borders(classifier, classifier.layers(theta), REGION)).reshape(-1, 4)
    for x1, y1, x2, y2 in pieces:
        way = np.array([x2 - x1, y2 - y1])
        aside = 1e-6 * np.array([-way[1], way[0]]) / np.hypot(*way)
        on_it = np.array([x1, y1]) + np.linspace(0.001, 0.999, 7)[:, np.newaxis] * way
        above, below = (labels_at(shape, theta, on_it + side) for side in (aside, -aside))
        assert (above != below).all()
    over = grid(REGION, 200, 100)
    seen = labels_at(shape, theta, over.points).reshape(100, 200)
    changes = over.points.reshape(100, 200, 2)[:, :-1][seen[:, :-1] != seen[:, 1:]]
    for spot in changes + np.array([0.01, 0.0]):  # between two cells of different classes
        assert min(distance(spot, piece) for piece in pieces) <= 0.0101


def distance(spot: Floats, piece: Floats) -> float:
    start, way = piece[:2], piece[2:] - piece[:2]
    share = np.clip((spot - start) @ way / (way @ way), 0.0, 1.0)
    return float(np.hypot(*(spot - start - share * way)))


def test_xor_of_gates_is_1_on_a_line_and_nowhere_else() -> None:
    document = with_solution(new_document("gate_xor"), lesson=True)
    layers = document.raw_layers(document.start_theta())
    (piece,) = step_borders(document.classifier, layers, Region(-1.0, 2.0, -1.0, 2.0))
    assert sorted([piece[:2], piece[2:]]) == [(-1.0, 2.0), (2.0, -1.0)]
    labels = document.classifier.classes_of(
        document.classifier.scores(
            document.start_theta(), np.array([[0.25, 0.75], [0.25, 0.76], [0.25, 0.74]])
        )
    )
    np.testing.assert_array_equal(labels, [1, 0, 0])


def test_there_is_none_where_one_class_is_everywhere() -> None:
    classifier = CLASSIFIERS["network"].shaped(2, 2, (2,), "step")
    theta = np.array([1.0, 0.0, 0.0, 0.0, 1.0, 0.0, 1.0, 1.0, 5.0])
    assert step_borders(classifier, classifier.layers(theta), REGION) == ()


@pytest.mark.parametrize("weight", [0.0, 1e-300, 1e308])
def test_units_of_any_size_are_no_trouble(weight: float) -> None:
    classifier = CLASSIFIERS["network"].shaped(2, 2, (2,), "step")
    theta = np.array([weight, weight, 0.0, 0.0, 1.0, 0.0, 1.0, 1.0, -1.5])
    pieces = step_borders(classifier, classifier.layers(theta), REGION)
    assert np.isfinite(np.array(pieces)).all()
