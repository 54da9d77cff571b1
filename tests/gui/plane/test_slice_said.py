"""Where the slice lies is said on the plane, and where a point lies that is off it."""

import numpy as np
import pytest

from gui.plane.slice_text import away_text, slice_text
from model import Document, dataset
from model.plane.slice import Slice, middle_slice
from model.run.edits import with_points
from tests.gui.conftest import OpenWindow, empty_document

NAMES = ("verbal", "math", "essay", "interview")


def scores(features: int = 3, count: int = 20) -> Document:
    rng = np.random.default_rng(3)
    data = dataset(rng.uniform(0, 10, (count, features)), np.arange(count) % 2, NAMES[:features])
    return with_points(empty_document(), data, "scores")


def test_it_names_every_feature_that_the_plane_does_not_show() -> None:
    data = scores(4).dataset
    assert slice_text(data, Slice((0, 1), (0.0, 0.0, 5.0093, 7.0))) == (
        "slice at essay 5.01, interview 7"
    )
    assert slice_text(data, Slice((2, 0), (0.0, -1.5, 0.0, 1234567.0))) == (
        "slice at math −1.5, interview 1.23e6"
    )
    two = dataset([[1.0, 2.0]], [0])
    assert slice_text(two, middle_slice(two)) == ""


def test_of_a_one_hot_encoding_the_category_is_said() -> None:
    names = ("test", "grades", "rank=1", "rank=2")
    data = dataset([[1, 2, 0, 1], [3, 4, 1, 0]], [0, 1], names, one_hot=(False, False, True, True))
    assert slice_text(data, Slice((0, 1), (0.0, 0.0, 0.0, 1.0))) == "slice at rank=2"
    assert slice_text(data, Slice((0, 1), (0.0, 0.0, 0.0, 0.0))) == "slice at rank=1 0, rank=2 0"


def test_a_point_off_the_slice_says_where_it_is_instead() -> None:
    data = dataset([[1, 2, 7.25, 3], [1, 2, 5, 3]], [0, 1], NAMES)
    shown = Slice((0, 1), (0.0, 0.0, 5.0, 4.0))
    said = away_text(data, shown, 0, [1.0, 1.0, 1.0, 1.0])
    assert said == "off this slice: essay 7.25, not 5; interview 3, not 4"
    assert away_text(data, shown, 1, [1.0] * 4) == "off this slice: interview 3, not 4"
    assert away_text(data, Slice((0, 1), (0, 0, 5, 3)), 1, [1.0] * 4) == ""


def test_values_far_from_0_are_told_apart() -> None:
    rng = np.random.default_rng(3)
    data = dataset(rng.normal([0, 0, 1e8], 1, (40, 3)), np.arange(40) % 2, NAMES[:3])
    shown = Slice((0, 1), (0.0, 0.0, 1e8))
    near = Slice((0, 1), (0.0, 0.0, 1e8 + 0.06))
    assert slice_text(data, shown) == "slice at essay 100000000"
    assert slice_text(data, near) == "slice at essay 100000000.06"
    where, instead = away_text(data, shown, 0, [1.0] * 3).partition("essay ")[2].split(", not ")
    assert float(where) == pytest.approx(data.x[0, 2], abs=0.01, rel=0)
    assert instead == "100000000"


def test_the_plane_says_it_and_the_card_of_a_faded_point_too(open_window: OpenWindow) -> None:
    person = open_window(scores())
    shown = person.viewer.snapshot().slice
    said = slice_text(person.document.dataset, shown)
    assert said.startswith("slice at essay ")
    assert said in person.window.plane.accessibleDescription()
    essay = person.x[:, 2]
    far = int(np.argmax(np.abs(essay - shown.values[2])))
    person.window.tools.select((far,))
    assert any("off this slice: essay" in text for text in person.texts(person.window.plane))
    person.viewer.show_slice(Slice((0, 1), (0.0, 0.0, float(essay[far]))))
    assert not any("off this slice" in text for text in person.texts(person.window.plane))


@pytest.mark.parametrize("features", [1, 2])
def test_without_a_hidden_feature_nothing_is_said(open_window: OpenWindow, features: int) -> None:
    person = open_window(scores(features))
    assert "slice" not in person.window.plane.accessibleDescription()
