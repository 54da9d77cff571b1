"""How many updates are due, and which pace lets a run be watched."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from model import PRESETS, Outcome, Run, dataset, new_document
from model.run.document import Document
from model.run.edits import with_classifier, with_preset
from model.run.pace import PACES, Metronome, suited_pace


def test_updates_come_evenly_at_the_rate() -> None:
    metronome = Metronome()
    due = [metronome.due(0.016, 10.0) for _ in range(1000)]
    assert sum(due) == 160
    assert max(due) == 1
    assert set(np.diff(np.flatnonzero(due))) <= {6, 7}


@given(st.lists(st.floats(0.0, 0.09), max_size=200), st.floats(0.5, 1e6))
def test_none_is_lost_or_invented_while_frames_come_in_time(
    frames: list[float], rate: float
) -> None:
    metronome = Metronome()
    made = sum(metronome.due(seconds, rate) for seconds in frames)
    assert made <= sum(frames) * rate + 1e-6
    assert made >= sum(frames) * rate - 1.001


def test_what_a_standing_window_missed_is_not_made_up_for() -> None:
    metronome = Metronome()
    assert metronome.due(3600.0, 30.0) == 3
    assert metronome.due(0.0, 30.0) == 0


def test_after_a_pause_the_next_update_comes_at_once() -> None:
    metronome = Metronome()
    metronome.forget()
    assert metronome.due(0.0, 1.0) == 1


def test_the_eight_paces_and_which_are_watched() -> None:
    rates = [pace.rate(25) for pace in PACES.values()]
    assert rates == [1, 3, 10, 30, 25, 250, 1500, 0]
    assert [pace.is_watched(25) for pace in PACES.values()] == [True] * 5 + [False] * 3
    assert not PACES["epoch_1"].is_watched(250)


EPOCHS = 600  # after which nothing can be seen to change


def seconds_to_rest(document: Document) -> float:
    """Return the seconds at the suited pace to 95 % of the way that the loss goes, or to rest."""
    run = Run(document)
    rate = PACES[suited_pace(document)].rate(run.updates_per_epoch)
    losses = [(0, run.measured.loss)]
    outcome = Outcome.TRAINED
    while outcome is Outcome.TRAINED and run.place.epoch < EPOCHS:
        outcome = run.advance(1 + run.place.updates // 50)
        losses.append((run.place.updates, run.measured.loss))
    if outcome is Outcome.CONVERGED:
        return run.place.updates / rate
    updates, loss = np.array(losses).T
    way = (loss[0] - loss) / (loss[0] - loss.min())
    return float(updates[np.argmax(way >= 0.95)]) / rate


@pytest.mark.parametrize("name", [name for name in PRESETS if name != "blank"])
def test_a_preset_is_watched_for_some_seconds(name: str) -> None:
    document = with_preset(new_document(), name, 250)
    seconds = seconds_to_rest(document)
    # Between two paces that are apart by a factor of 3 or more, not every run fits into 5 to 10.
    slack = 2.5 if name.startswith("gate") else 0.2
    assert 5.0 - slack <= seconds <= 10.0 + slack


def test_the_first_start_is_watched_for_5_to_10_seconds_from_any_start() -> None:
    assert 5.0 <= seconds_to_rest(new_document()) <= 10.0


@pytest.mark.parametrize("name", ["gate_and", "gate_or", "gate_not", "gate_nor"])
def test_a_perceptron_learns_a_gate_in_5_to_10_seconds(name: str) -> None:
    document = with_preset(with_classifier(new_document(), "perceptron"), name, 4)
    assert 5.0 <= seconds_to_rest(document) <= 10.0


def test_points_of_ones_own_have_a_pace_too() -> None:
    own = Document(dataset([[0, 0], [1, 1]], [0, 1]), "logistic")
    assert suited_pace(own) in PACES
