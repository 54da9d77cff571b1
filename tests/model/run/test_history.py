"""The past of a run: any update can be gone to, and training goes on from there bit for bit."""

import subprocess
import sys
import tracemalloc
from dataclasses import replace

import numpy as np
import pytest

from model import Document, Run, Trainer, Training, new_document
from model.run.edits import move_points, with_classifier, with_split, with_training
from model.run.history import MOST_KEYFRAMES, OVERHEAD, Moment
from tests.model.examples import (
    described,
    document_of,
    kinds_of_training,
    same,
    separable_points,
    some_points,
)
from tests.model.run.replaying import replayed


def sliced(run: Run, updates: int, slices: int) -> None:
    """Train in slices, at whose ends the place is recorded."""
    for part in range(slices):
        run.advance(updates * (part + 1) // slices - updates * part // slices)


@pytest.mark.parametrize("kind", list(kinds_of_training()), ids=described)
def test_going_back_and_on_is_as_if_never_interrupted(kind: tuple[str, Training]) -> None:
    name, training = kind
    document = document_of(*some_points(23), name, training)
    run, straight = Run(document), Trainer(document)
    sliced(run, 61, 5)
    seen = {}
    for updates in range(1, run.place.updates + 1):
        straight.replay(updates)
        seen[updates] = straight.place
    for updates in (37, 1, 36, 61, 0, 12):
        if updates > run.history.last.updates:
            continue  # a perceptron may have converged
        run.go_to(run.history.nearest(updates))
        expected = seen.get(updates, Trainer(document).place)
        assert same(run.place, expected), updates
        assert run.moment.updates == updates
    run.go_to(Moment(0, 12))
    run.advance(20)
    assert same(run.place, seen[32]), "training goes on from there as it did"


def test_what_led_to_a_place_of_the_past_can_be_read_there() -> None:
    run = Run(document_of(*some_points(20), training=Training(batch_size=4)))
    run.advance(10)
    run.go_to(Moment(0, 6))
    made = run.step.made
    assert made is not None
    assert made.before.updates == 5
    np.testing.assert_array_equal(made.after, run.place.theta)
    assert len(made.points) == 4


def test_the_curve_of_a_past_place_ends_there_and_now_has_the_whole() -> None:
    run = Run(document_of(*some_points(20), training=Training(batch_size=4)))
    sliced(run, 100, 10)
    whole = run.place.curve
    run.go_to(Moment(0, 55))
    assert [mark.update for mark in run.place.curve] == [0, 10, 20, 30, 40, 50, 55]
    assert run.place.curve[:-1] == whole[:6]
    assert run.place.curve[-1].loss == run.measured.loss
    run.go_to(run.history.last)
    assert run.place.curve == whole


def test_training_on_from_the_past_drops_what_came_after_and_keeps_its_curve() -> None:
    run = Run(document_of(*some_points(20), training=Training(batch_size=4)))
    sliced(run, 40, 4)
    whole, curve = run.standing, run.place.curve
    run.go_to(Moment(0, 15))
    assert bool(run.is_past)
    run.advance(1)
    assert not run.is_past
    assert run.history.last.updates == 16
    assert run.history.earlier == (curve,)
    run.return_to(whole)
    assert run.history.last.updates == 40
    assert run.place.curve == curve
    assert same(run.place, whole.place)


def test_before_an_edit_the_points_are_as_they_were() -> None:
    document = document_of(*some_points(20), training=Training(batch_size=4))
    run = Run(document)
    run.advance(10)
    moved = move_points(document, [3], [[9.0, 9.0]])
    run.stand(moved, text="Move point")
    run.advance(10)
    assert run.history.edits == ((10, "Move point"),)
    run.go_to(run.history.nearest(9))
    assert run.document is document
    run.go_to(run.history.nearest(10))
    assert run.document is moved, "at the edit itself, what came of it"
    run.go_to(run.history.before(run.moment))
    assert run.document is document
    assert run.place.updates == 10, "one step back is the other side of the edit"
    run.go_to(run.history.after(run.moment))
    assert run.document is moved
    run.go_to(run.history.after(run.moment))
    assert run.place.updates == 11


def test_edits_with_nothing_trained_between_are_one_entry() -> None:
    document = document_of(*some_points(20), training=Training(batch_size=4))
    run = Run(document)
    run.advance(10)
    for number in range(5):
        run.stand(move_points(run.document, [number], [[9.0, 9.0]]), text=f"Move {number}")
    assert run.history.edits == ((10, "Move 4"),)
    assert len(run.history.stretches) == 2


def test_an_edit_in_the_past_takes_the_place_of_what_came_after() -> None:
    document = document_of(*some_points(20), training=Training(batch_size=4))
    run = Run(document)
    run.advance(10)
    run.go_to(Moment(0, 4))
    run.stand(with_training(document, replace(document.training, learning_rate=0.5)), text="Rate")
    assert run.place.updates == 4
    assert not run.is_past
    assert run.history.edits == ((4, "Rate"),)


def test_a_fresh_start_keeps_the_curve_of_the_run_before_until_it_is_cleared() -> None:
    document = document_of(*some_points(20), training=Training(batch_size=4))
    run = Run(document)
    sliced(run, 10, 2)
    curve = run.place.curve
    run.restart(document)
    assert run.history.earlier == (curve,)
    assert run.history.last == (0, 0)
    run.advance(3)
    run.stand(with_classifier(document, "network"))
    assert len(list(run.history.earlier)) == 2
    run.clear_earlier()
    assert not run.history.earlier


def test_other_points_have_no_curves_of_earlier_runs() -> None:
    run = Run(new_document("circle", 40))
    run.advance(10)
    run.restart(replace(run.document, loads=run.document.loads + 1))
    assert run.history.earlier == ()


def test_why_training_stopped_is_kept_with_its_update() -> None:
    run = Run(document_of(*some_points(20), training=Training(batch_size=4)))
    run.advance(10)
    run.note_stop("10 updates made")
    run.advance(10)
    run.note_stop("converged")
    assert list(run.history.stops) == [(10, "10 updates made"), (20, "converged")]
    run.go_to(Moment(0, 15))
    run.advance(1)
    assert list(run.history.stops) == [(10, "10 updates made")]


def test_the_best_test_loss_is_the_least_of_the_marks() -> None:
    run = Run(with_split(document_of(*some_points(60)), 0.3, 0))
    sliced(run, 300, 100)
    best = run.history.best_test()
    assert best is not None
    assert best.test_loss == min(mark.test_loss for mark in run.place.curve)
    run.go_to(run.history.nearest(best.update))
    assert run.measured.test_loss == best.test_loss
    without = Run(document_of(*some_points(60)))
    without.advance(10)
    assert without.history.best_test() is None


# ----------------------------------------------------------------------------------------- budget


def test_keyframes_are_thinned_evenly_to_the_budget_and_every_update_is_still_reached() -> None:
    document = document_of(*some_points(20), "network", Training(batch_size=4))
    frame = Trainer(document).place.theta.nbytes + OVERHEAD
    run = Run(document, budget=40 * frame)
    for _ in range(300):
        run.advance(1)
    stretch = run.history.stretches[0]
    updates = [place.updates for place in stretch.keyframes]
    gaps = set(np.diff(updates).tolist())
    assert 20 <= len(updates) <= 40
    assert max(gaps) <= 2 * min(gaps)
    assert run.history.nbytes <= 40 * frame
    straight = Trainer(document)
    for at in range(1, 300, 7):
        straight.replay(at)
        run.go_to(Moment(0, at))
        assert same(run.place, straight.place), at


def test_a_budget_too_small_for_anything_keeps_the_beginning() -> None:
    run = Run(document_of(*some_points(20), training=Training(batch_size=4)), budget=0)
    sliced(run, 50, 50)
    assert [place.updates for place in run.history.stretches[0].keyframes] == [0]
    run.go_to(Moment(0, 33))
    assert run.place.updates == 33


def test_memory_stays_within_the_budget() -> None:
    document = document_of(*some_points(20), "network", Training(batch_size=4), hidden=(16, 16))
    budget = 1_500_000
    run = Run(document, budget)
    run.advance(1)
    tracemalloc.start()
    before = tracemalloc.get_traced_memory()[0]
    for _ in range(1_200):
        run.advance(1)
    grown = tracemalloc.get_traced_memory()[0] - before
    tracemalloc.stop()
    marks = 300 * len(run.place.curve)
    assert run.history.nbytes > 0.4 * budget, "it uses what it may"
    assert grown <= 1.1 * budget + marks


def test_who_keeps_an_earlier_standing_keeps_none_of_what_came_after() -> None:
    document = document_of(*some_points(20), "network", Training(batch_size=4), hidden=(16, 16))
    run = Run(document, budget=600_000)
    kept = run.standing
    tracemalloc.start()
    before = tracemalloc.get_traced_memory()[0]
    for _ in range(400):
        run.advance(1)
    grown = tracemalloc.get_traced_memory()[0] - before
    tracemalloc.stop()
    assert len(kept.history.stretches[0].keyframes) == 1
    assert grown <= 1.1 * 600_000 + 300 * len(run.place.curve)


def test_there_are_never_too_many_keyframes() -> None:
    run = Run(document_of(*some_points(20), training=Training(batch_size=4)))
    history, place = run.history, run.place
    for updates in range(1, MOST_KEYFRAMES + MOST_KEYFRAMES // 2):
        history = history.recorded(replace(place, updates=updates))
    assert MOST_KEYFRAMES / 2 <= len(history.stretches[0].keyframes) <= MOST_KEYFRAMES + 1


def test_a_long_replay_can_be_made_in_slices() -> None:
    document = document_of(*some_points(400), "network", Training(batch_size=1))
    run = Run(document, budget=0)
    run.advance(20_000)
    straight = Trainer(document)
    straight.replay(15_000)
    slices = 1
    while not run.approach(Moment(0, 15_000), 0.0001):
        slices += 1
        assert run.place.updates < 15_000
    assert slices > 10
    assert same(run.place, straight.place)


def test_a_pass_without_a_mistake_is_no_end_of_the_past() -> None:
    document = document_of(*separable_points(30, 2, 0), "perceptron", Training(1.0, 1))
    run = Run(document)
    run.advance(100_000)
    first = run.place
    run.advance(100)  # converges again after another pass
    last = run.place
    assert last.updates > first.updates
    run.go_to(run.history.first)
    run.go_to(run.history.last)
    assert same(run.place, last)
    run.go_to(run.history.nearest(last.updates - 1))
    assert same(run.place, replayed(run.history, run.moment))


# -------------------------------------------------------------------------------- another process

PROGRAM = """
import sys
from model import Run, new_document
from model.run.history import Moment
run = Run(new_document("moons", 80))
for _ in range(40):
    run.advance(25)
run.go_to(Moment(0, 617))
run.advance(100)
sys.stdout.write(run.place.theta.tobytes().hex())
"""


def test_another_process_replays_the_same_bits() -> None:
    said = subprocess.run(
        [sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=True
    ).stdout
    here = Run(new_document("moons", 80))
    here.advance(717)
    assert here.place.theta.tobytes().hex() == said


def test_nothing_of_a_history_can_be_written_to() -> None:
    document: Document = document_of(*some_points(20), training=Training(batch_size=4))
    run = Run(document)
    sliced(run, 10, 5)
    for place in run.history.stretches[0].keyframes:
        with pytest.raises(ValueError, match="read-only"):
            place.theta[0] = 1.0
