"""What is seen between two updates."""

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor

from gui.look.theme import LIGHT
from gui.session.intents import Intent
from gui.session.motion import Motion
from gui.session.scrubber import Scrubber
from gui.session.session import Session
from gui.session.viewer import Viewer
from model import Document, Snapshot, Training
from model.plane.field import Region, grid
from model.plane.sketch import Sketch
from model.run.edits import move_points
from tests.gui.arithmetic.reading import trick
from tests.gui.conftest import OpenWindow
from tests.model.examples import document_of, some_points

pytestmark = pytest.mark.usefixtures("qapp")


class Eye:
    """Looks at a session, and has a clock of its own."""

    def __init__(self, document: Document | None = None) -> None:
        self.now, self.is_there = 100.0, True
        document = document or document_of(*some_points(20), "logistic", Training(0.1, 4))
        self.session = Session(document)
        self.scrubber = Scrubber(self.session)
        viewer = Viewer(self.session, self.session)
        self.seen: Sketch | None = None
        self.motion = Motion(self.session, lambda: self.is_there, None, lambda: self.now)
        viewer.snapshot_changed.connect(self._see)
        viewer.snapshot_changed.connect(self.motion.show_snapshot)
        self.motion.moved.connect(self._see)
        viewer.look_at(grid(Region(-5.0, 5.0, -5.0, 5.0), 120, 120))

    def _see(self, sketch: Sketch) -> None:
        self.seen = sketch

    def wait(self, seconds: float) -> None:
        """Let time pass without training."""
        self.now += seconds
        if self.is_moving:
            self.motion.advance(seconds)

    @property
    def is_moving(self) -> bool:
        return self.motion.is_moving

    @property
    def share(self) -> float:
        """How far the theta that is seen is on its way to where training stands."""
        assert self.seen is not None
        made = self.session.run.step.made
        assert made is not None
        way = made.after - made.before.theta
        return float((self.seen.theta - made.before.theta) @ way / (way @ way))


def test_a_step_glides_from_the_theta_before_to_the_theta_after() -> None:
    eye = Eye()
    eye.session.step_update()
    shares = [eye.share]
    for _ in range(5):
        eye.wait(0.05)
        shares.append(eye.share)
    assert shares[0] == 0.0
    assert shares == sorted(shares)
    assert shares[1] < 0.2, "slow at both ends"
    assert shares[4] > 0.8
    assert shares[5] == 1.0
    assert isinstance(eye.seen, Snapshot)
    assert not eye.is_moving


def test_a_step_back_glides_too() -> None:
    eye = Eye()
    for _ in range(3):
        eye.session.step_update()
        eye.wait(1.0)
    later = eye.session.place.theta
    eye.scrubber.step_back("update")
    assert eye.seen is not None
    np.testing.assert_array_equal(eye.seen.theta, later)
    eye.wait(0.1)
    assert eye.is_moving
    eye.wait(1.0)
    np.testing.assert_array_equal(eye.seen.theta, eye.session.place.theta)


@pytest.mark.parametrize(("pace", "lasts"), [("update_3", 0.25), ("update_10", 0.08)])
def test_at_a_watched_pace_it_is_there_before_the_next_update(pace: str, lasts: float) -> None:
    eye = Eye()
    eye.session.pacing.choose(pace)
    eye.session.resume()
    eye.session.tick(1.0)
    assert eye.share == 0.0
    eye.wait(0.9 * lasts)
    assert 0.5 < eye.share < 1.0
    eye.wait(0.2 * lasts)
    assert eye.share == 1.0
    eye.session.pause()


def test_faster_than_can_be_watched_nothing_glides() -> None:
    eye = Eye()
    eye.session.pacing.choose("epoch_60")
    eye.session.resume()
    eye.wait(1.0)
    eye.session.tick(0.004)
    assert eye.seen is not None
    np.testing.assert_array_equal(eye.seen.theta, eye.session.place.theta)
    eye.session.pause()
    for _ in range(5):  # a key held down
        eye.wait(0.02)
        eye.session.step_update()
    assert eye.share == 1.0


def test_what_is_not_one_update_away_is_there_at_once() -> None:
    eye = Eye()
    eye.session.step_epoch()
    assert not eye.is_moving
    eye.wait(1.0)
    eye.scrubber.go_to_update(1)
    assert not eye.is_moving


def test_an_edit_ends_it() -> None:
    eye = Eye()
    eye.session.step_update()
    eye.wait(0.1)
    eye.session.perform(Intent("Move", lambda document: move_points(document, [0], [[1.0, 1.0]])))
    assert not eye.is_moving
    assert eye.seen is not None
    np.testing.assert_array_equal(eye.seen.theta, eye.session.place.theta)
    assert eye.seen.document is eye.session.document


def test_where_nobody_sees_it_or_wants_it_nothing_glides() -> None:
    eye = Eye()
    eye.is_there = False
    eye.session.step_update()
    assert eye.share == 1.0
    eye.is_there = True
    eye.wait(1.0)
    eye.session.step_update()
    assert eye.share == 0.0
    eye.motion.want(False)
    assert eye.share == 1.0
    eye.wait(1.0)
    eye.session.step_update()
    assert eye.share == 1.0


def test_the_line_moves_on_the_plane_and_the_figures_do_not_wait(open_window: OpenWindow) -> None:
    person = open_window(trick())
    person.action("motion").trigger()
    motion, bar = person.window.timing.motion, person.window.top_bar

    def is_at(w1: float, w2: float, b: float) -> bool:
        """Return whether the line of these weights is drawn as the boundary."""
        painted = person.painted(QColor(LIGHT.text))
        spots = [person.spot(x, -(b + w1 * x) / w2) for x in (0.5, 1.0, 1.5, 2.0, 2.5)]
        away = [np.hypot(*(painted - [at.x(), at.y()]).T).min() for at in spots]
        return bool(max(away) < 3)

    person.key(Qt.Key.Key_Period)
    assert person.place.theta.tolist() == pytest.approx([2.6, 3.5, -10.1])
    assert bar.stats[1].figure.text() == "1"
    assert is_at(3, 4, -10)
    assert not is_at(2.6, 3.5, -10.1)
    motion.advance(0.125)
    assert not is_at(3, 4, -10)
    motion.advance(1.0)
    assert is_at(2.6, 3.5, -10.1)


def test_a_press_on_the_plane_ends_it(open_window: OpenWindow) -> None:
    person = open_window(trick())
    person.action("motion").trigger()
    person.key(Qt.Key.Key_Period)
    moved: list[object] = []
    person.window.timing.motion.moved.connect(moved.append)
    person.press(1.0, 3.0)
    assert len(moved) == 1
    assert not person.window.timing.motion.is_moving
    person.release(1.0, 3.0)


def test_the_choice_is_remembered(open_window: OpenWindow) -> None:
    person = open_window()
    was = person.action("motion").isChecked()
    person.action("motion").trigger()
    person.window.close()
    assert open_window().action("motion").isChecked() is not was
