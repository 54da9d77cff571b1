"""Boundaries that are left behind, and the points that an update looked at."""

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor

from gui.look.theme import LIGHT
from gui.session.viewer import TRAIL
from model import new_document
from model.run.edits import with_classifier
from tests.gui.conftest import OpenWindow
from tests.gui.person import Person


def test_the_last_boundaries_are_those_behind_the_ghost(person: Person) -> None:
    passed = []
    for _ in range(9):
        passed.append(person.place.theta.tolist())
        person.key(Qt.Key.Key_Period)
    seen = person.viewer.snapshot()
    assert seen.ghost is not None
    assert seen.ghost.theta.tolist() == passed[-1]
    assert [one.theta.tolist() for one in seen.trail] == passed[-2 : -TRAIL - 2 : -1]


def test_they_are_drawn_and_are_the_same_when_a_moment_is_shown_again(person: Person) -> None:
    person.updates(8)
    there = person.picture()
    person.key(Qt.Key.Key_Comma)
    assert person.picture() != there
    person.key(Qt.Key.Key_Period)
    assert person.picture() == there


def test_training_that_is_too_fast_to_watch_leaves_none_until_it_pauses(person: Person) -> None:
    person.session.pacing.choose("full")
    person.session.resume()
    for _ in range(4):
        person.session.tick()
        assert person.viewer.snapshot().trail == ()
    person.session.pause()
    assert len(person.viewer.snapshot().trail) > 1
    person.session.pacing.choose("update_30")
    person.session.resume()
    for _ in range(4):
        person.session.tick(0.04)
    assert len(person.viewer.snapshot().trail) == TRAIL
    person.session.pause()


@pytest.mark.parametrize("preset", ["blobs", "circle"])
def test_no_ghost_lies_on_a_point(open_window: OpenWindow, preset: str) -> None:
    person = open_window(with_classifier(new_document(preset, 60), "network"))
    person.updates(6)
    colors = [QColor(name) for name in LIGHT.points]
    picture = person.picture()
    region = person.window.plane.region
    for (x, y), label in zip(person.x.tolist(), person.labels, strict=True):
        alone = (np.hypot(*(person.x - [x, y]).T) < 20 * person.pixel).sum() == 1
        if alone and region.left < x < region.right and region.bottom < y < region.top:
            assert picture.pixelColor(person.spot(x, y)) == colors[label]


def test_points_of_the_last_update_and_of_the_next_are_told_apart(
    open_window: OpenWindow,
) -> None:
    person = open_window(new_document("circle", 60))
    accent = QColor(LIGHT.accent)

    def rings(point: int) -> int:
        """Return how many accent rings are crossed on the way to the right of a point."""
        at, picture = person.spot(*person.x[point].tolist()), person.picture()
        near = [
            abs(picture.pixelColor(at.x() + i, at.y()).hue() - accent.hue()) < 8
            and picture.pixelColor(at.x() + i, at.y()).saturation() > 120
            for i in range(9, 22)
        ]
        return sum(now and not before for before, now in zip([False, *near], near, strict=False))

    person.updates(1)
    made = person.session.run.step.made
    assert made is not None
    learned = set(made.points.tolist())
    assert set(person.viewer.snapshot().learned) == learned
    apart = [
        p for p in learned if (np.hypot(*(person.x - person.x[p]).T) < 50 * person.pixel).sum() == 1
    ]
    for point in apart:
        assert rings(point) == 2
    person.session.step_epoch()
    assert person.viewer.snapshot().learned == ()


def test_an_update_of_all_points_marks_none(open_window: OpenWindow) -> None:
    person = open_window(new_document("gate_xor"))
    person.updates(1)
    made = person.session.run.step.made
    assert made is not None
    expected = () if len(made.points) == len(person.x) else tuple(made.points.tolist())
    assert person.viewer.snapshot().learned == expected
