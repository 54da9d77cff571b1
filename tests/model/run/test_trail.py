"""The boundaries that a run leaves behind it."""

from itertools import pairwise

import numpy as np
import pytest

from model import Camera, Run, Training, Wishes, new_document, snapshot
from model.plane.field import Region, grid
from model.run.edits import move_points, with_classifier
from model.run.history import Moment
from tests.model.examples import document_of, some_points

CELLS = grid(Region(-5.0, 5.0, -5.0, 5.0), 60, 60)


def trained(updates: int = 12, name: str = "logistic", classes: int = 2) -> Run:
    """A run of which every update is on record."""
    run = Run(document_of(*some_points(20, 2, classes), name, Training(0.1, 4), classes=classes))
    for _ in range(updates):
        run.advance(1)
    return run


def thetas(run: Run, count: int = 5) -> list[list[float]]:
    found = run.history.trail(run.moment, run.place.theta, count)
    return [theta.tolist() for theta in found]


def test_it_is_the_thetas_of_the_last_updates_the_latest_first() -> None:
    run, straight = trained(), Run(trained(0).document)
    passed = []
    for _ in range(12):
        passed.append(straight.place.theta.tolist())
        straight.advance(1)
    assert thetas(run) == passed[:-6:-1]
    assert thetas(run, 2) == passed[:-3:-1]
    assert thetas(trained(3)) == passed[2::-1], "there are no more"
    assert thetas(trained(0)) == []


def test_it_is_the_same_whenever_a_moment_is_shown() -> None:
    run = trained()
    then = thetas(run)
    run.advance(7)
    run.go_to(Moment(0, 3))
    run.go_to(Moment(0, 12))
    assert thetas(run) == then


def test_updates_that_changed_nothing_leave_nothing_behind() -> None:
    run = trained(40, "perceptron")
    found = [run.place.theta.tolist(), *thetas(run)]
    assert len(found) == 6
    assert all(one != other for one, other in pairwise(found))


def test_nothing_is_left_behind_from_before_an_edit() -> None:
    run = trained()
    run.stand(move_points(run.document, [0], [[2.0, 2.0]]), text="Move")
    assert thetas(run) == []
    run.advance(1)
    assert len(thetas(run)) == 1


@pytest.mark.parametrize("name", ["perceptron", "logistic", "network"])
def test_a_snapshot_holds_what_was_seen_before_the_ghost(name: str) -> None:
    run, camera, wishes = trained(0, name), Camera(CELLS), Wishes(trail=3)
    seen = [snapshot(run.document, run.place, camera)]
    before = None
    for _ in range(9):
        run.advance(1)
        if not np.array_equal(run.place.theta, seen[-1].theta):
            seen.append(snapshot(run.document, run.place, camera))
        now = snapshot(run.document, run.place, camera, wishes, before, None, run.step, run.visit)
        alone = snapshot(run.document, run.place, camera, wishes, None, None, run.step, run.visit)
        behind = seen[-2::-1] if now.ghost is None else seen[-3::-1]
        assert [one.boundary for one in now.trail] == [one.boundary for one in behind[:3]]
        for one, other in zip(now.trail, alone.trail, strict=True):
            np.testing.assert_array_equal(one.theta, other.theta)
        if before is not None and len(before.trail) > 1:
            assert set(before.trail[:-1]) & set(now.trail), "what was drawn is drawn no more"
        before = now


def test_of_more_classes_than_two_it_would_be_too_many_lines() -> None:
    run = trained(6, "logistic", 3)
    camera, wishes = Camera(CELLS), Wishes(trail=5)
    seen = snapshot(run.document, run.place, camera, wishes, None, None, run.step, run.visit)
    assert seen.ghost is not None
    assert seen.trail == ()


def test_it_is_drawn_from_few_cells() -> None:
    run = Run(with_classifier(new_document("circle", 60), "network"))
    run.advance(1)
    run.advance(1)
    camera = Camera(grid(Region(-5.0, 5.0, -4.0, 4.0), 400, 320))
    seen = snapshot(
        run.document, run.place, camera, Wishes(trail=5), None, None, run.step, run.visit
    )
    (behind,) = seen.trail
    assert behind.field is not None
    assert behind.field.scores.size < 10_000
    assert seen.field is not None
    assert behind.field.grid.region == seen.field.grid.region
