"""What a plane looks at, and how it follows a document that is edited."""

from dataclasses import replace

import numpy as np
import pytest

from model import Camera, Document, dataset, new_document
from model.plane.field import Region, grid
from model.plane.slice import Slice, middle_slice
from model.plane.units import UnitId
from model.run.edits import (
    move_points,
    with_classifier,
    with_generated,
    with_points,
    with_preset,
    with_standard_scaling,
)

CAMERA = Camera(
    grid(Region(-1.0, 1.0, -1.0, 1.0), 2, 2), Slice((2, 3), (1.0, 2.0, 3.0, 4.0)), UnitId(0, 1)
)


def noisier(document: Document) -> Document:
    assert document.generated is not None
    return with_generated(document, replace(document.generated, noise=0.3), 1)


@pytest.mark.parametrize(
    "edit",
    [
        noisier,
        with_standard_scaling,
        lambda document: with_classifier(document, "logistic"),
        lambda document: move_points(document, [0], np.full((1, 4), 900.0)),
    ],
)
def test_it_stays_where_the_points_are_the_same_or_made_once_more(edit: object) -> None:
    before = new_document("students")
    after = edit(before)  # type: ignore[operator]
    assert after != before
    assert CAMERA.followed(before, after) == CAMERA


@pytest.mark.parametrize("shift", [0.0, 1000.0])
def test_it_looks_amid_the_points_of_a_file(shift: float) -> None:
    before = new_document("students")
    points = dataset(before.dataset.x + shift, before.dataset.labels)
    after = with_points(before, points, "points.csv")
    assert CAMERA.followed(before, after) == replace(CAMERA, slice=middle_slice(after.dataset))


def test_it_looks_amid_the_points_of_another_preset() -> None:
    before = new_document("students")
    after = with_preset(before, "circle", 20)
    followed = CAMERA.followed(before, after)
    assert followed.slice == Slice((0, 1), middle_slice(after.dataset).values)
    assert (followed.grid, followed.unit) == (CAMERA.grid, CAMERA.unit)
