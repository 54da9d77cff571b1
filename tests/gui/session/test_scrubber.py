"""Going back and forth in the past of a session's run."""

from collections.abc import Callable

import numpy as np
import pytest
from PySide6.QtWidgets import QApplication

from gui.session.intents import Intent
from gui.session.scrubber import Scrubber
from gui.session.session import Session
from gui.session.viewer import Viewer
from model import Document, Snapshot, Training
from model.run.edits import move_points
from model.run.until import Until
from tests.model.examples import document_of, same, some_points

pytestmark = pytest.mark.usefixtures("qapp")


def some_document(name: str = "logistic", size: int = 4) -> Document:
    return document_of(*some_points(20), name, Training(0.1, size))


def moved(x: float) -> Callable[[Document], Document]:
    return lambda document: move_points(document, [0], [[x, x]])


class Stand:
    """A session that was trained for 40 updates, with what its views are shown."""

    def __init__(self, name: str = "logistic", size: int = 4) -> None:
        self.session = Session(some_document(name, size))
        self.scrubber = Scrubber(self.session)
        self.scrubber.slice_seconds = 60.0  # it is there at once, however busy the machine is
        self.viewer = Viewer(self.session)
        self.shown: list[Snapshot] = []
        self.said: list[str] = []
        self.viewer.snapshot_changed.connect(self.shown.append)
        self.session.said.connect(self.said.append)
        for _ in range(40):
            self.session.step_update()

    @property
    def updates(self) -> int:
        """Where every view stands."""
        assert same(self.shown[-1].place, self.session.place)
        return self.session.place.updates


def test_every_view_follows_to_any_update_and_back_to_now() -> None:
    stand = Stand()
    end = stand.session.place
    stand.scrubber.go_to_update(17)
    assert int(stand.updates) == 17
    assert bool(stand.shown[-1].is_past)
    stand.scrubber.go_to_first()
    assert int(stand.updates) == 0
    stand.scrubber.go_to_last()
    assert int(stand.updates) == 40
    assert not stand.shown[-1].is_past
    assert same(stand.session.place, end)


def test_steps_lead_back_and_on_and_train_at_the_end() -> None:
    stand = Stand()
    stand.scrubber.step_back("update")
    assert stand.updates == 39
    stand.scrubber.step_back("epoch")
    assert stand.updates == 35
    stand.scrubber.step_on("epoch")
    assert stand.updates == 40
    assert not stand.session.undo_stack.canUndo(), "looking back is no edit"
    stand.scrubber.step_on("update")
    assert stand.updates == 41


def test_back_by_a_mistake_waits_before_it() -> None:
    stand = Stand("perceptron", 1)
    stand.scrubber.step_back("mistake")
    there = stand.updates
    mistake = stand.session.run.step.mistake
    assert mistake == stand.session.run.upcoming[0]
    before = stand.session.place.mistakes
    stand.scrubber.step_on("update")
    assert stand.updates == there + 1
    assert stand.session.place.mistakes == before + 1


def test_running_from_the_past_is_a_branch_that_undo_takes_back() -> None:
    stand = Stand()
    end = stand.session.place
    stand.scrubber.go_to_update(10)
    stand.session.resume()
    assert "30 updates dropped" in stand.said[-1]
    assert stand.session.undo_stack.undoText() == "Run on from update 10"
    stand.session.tick()
    stand.session.pause()
    assert stand.session.run.history.earlier, "what was dropped stays as a curve"
    branched = stand.session.place
    stand.session.undo_stack.undo()
    assert stand.updates == 10
    stand.scrubber.go_to_last()
    assert same(stand.session.place, end)
    stand.session.undo_stack.redo()
    assert same(stand.session.place, branched)


def test_an_edit_in_the_past_is_a_branch_that_undo_takes_back() -> None:
    stand = Stand()
    end, document = stand.session.place, stand.session.document
    stand.scrubber.go_to_update(10)
    for x in (1.0, 2.0):
        stand.session.perform(Intent("Move", moved(x), "drag"))
    assert stand.session.undo_stack.count() == 1, "one gesture is one step of undo"
    assert not stand.session.run.is_past
    stand.session.undo_stack.undo()
    assert stand.session.document is document
    assert stand.updates == 10
    stand.scrubber.go_to_last()
    assert same(stand.session.place, end)


def test_undo_in_the_past_leads_to_now_first_and_drops_nothing() -> None:
    stand = Stand()
    document = stand.session.document
    stand.session.perform(Intent("Move", moved(1.0)))
    stand.session.step_update()
    stand.scrubber.go_to_update(10)
    stand.session.undo_stack.undo()
    assert stand.session.document is document
    assert stand.updates == 41
    assert stand.session.run.history.last.updates == 41


def test_before_an_edit_the_panels_show_what_was() -> None:
    stand = Stand()
    documents: list[Document] = []
    stand.session.document_changed.connect(lambda document, key: documents.append(document))
    before = stand.session.document
    stand.session.perform(Intent("Move", moved(1.0)))
    stand.session.step_update()
    after = stand.session.document
    stand.scrubber.go_to_update(30)
    assert documents[-1] is before
    assert stand.shown[-1].document is before
    stand.scrubber.go_to_last()
    assert documents[-1] is after


def test_the_past_is_played_both_ways_at_the_pace_and_ends_there() -> None:
    stand = Stand()
    stand.session.pacing.choose("update_10")
    playing: list[int] = []
    stand.scrubber.playing_changed.connect(playing.append)
    stand.scrubber.play(-1)
    for _ in range(200):
        stand.scrubber.tick(0.05)
        if playing[-1] == 0:
            break
    assert stand.updates == 0
    assert [one.place.updates for one in stand.shown[-3:]] == [2, 1, 0]
    stand.scrubber.play(1)
    for _ in range(30):
        stand.scrubber.tick(0.05)
    assert 13 <= stand.updates <= 16
    stand.scrubber.play(1)
    assert playing == [-1, 0, 1, 0], "the same button stops it"
    assert not stand.session.undo_stack.canUndo()


def test_at_full_speed_a_history_is_played_within_seconds() -> None:
    stand = Stand()
    stand.scrubber.go_to_first()
    stand.scrubber.play(1)
    for _ in range(int(5.5 / 0.016)):
        stand.scrubber.tick(0.016)
    assert stand.updates == 40


def test_training_that_runs_stops_for_a_look_back() -> None:
    stand = Stand()
    stand.session.resume()
    stand.scrubber.go_to_update(5)
    assert not stand.session.is_running
    assert stand.updates == 5


def test_what_was_asked_for_ends_training_and_is_kept() -> None:
    stand = Stand()
    reasons: list[str] = []
    stand.session.stopped.connect(reasons.append)
    stand.session.set_until(Until("updates", 50))
    stand.session.resume()
    stand.session.tick()
    assert not stand.session.is_running
    assert stand.updates == 50
    assert reasons == ["50 updates made"]
    assert stand.session.run.history.stops == ((50, "50 updates made"),)
    stand.session.resume()
    assert not stand.session.is_running, "it holds already"
    assert reasons[1:] == ["50 updates made"]


def test_at_a_watched_pace_each_update_can_be_read() -> None:
    stand = Stand()
    stand.session.pacing.choose("update_10")
    stand.session.resume()
    first = len(stand.shown)
    for _ in range(40):
        stand.session.tick(0.016)
    stand.session.pause()
    seen = stand.shown[first:-1]
    assert 6 <= len(seen) <= 8
    for one in seen:
        made = one.step.made
        assert made is not None
        assert made.before.updates == one.place.updates - 1
        np.testing.assert_array_equal(made.after, one.place.theta)


def test_a_hidden_window_trains_only_if_asked_and_shows_nothing(qapp: QApplication) -> None:
    stand = Stand()
    stand.session.resume()
    stand.session.hide(True, trains=False)
    assert not bool(stand.session.ticker.is_ticking)
    assert stand.session.is_running, "it goes on when it is seen again"
    stand.session.hide(True, trains=True)
    assert stand.session.ticker.is_ticking
    shown, updates = len(stand.shown), stand.session.place.updates
    stand.session.tick()
    assert stand.session.place.updates > updates
    assert len(stand.shown) == shown
    stand.session.hide(False, trains=False)
    assert len(stand.shown) == shown + 1
    assert stand.session.ticker.is_ticking
    stand.session.pause()
