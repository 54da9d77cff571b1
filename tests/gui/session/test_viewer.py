"""A viewer: its camera, its place and the wishes of its views."""

import numpy as np
import pytest
from PySide6.QtCore import QObject, Signal

from gui.session.session import Session
from gui.session.viewer import Viewer
from model import Snapshot, Wishes, new_document
from model.plane.field import Region, grid
from model.plane.units import UnitId

pytestmark = pytest.mark.usefixtures("qapp")

CELLS = grid(Region(-1.0, 1.0, -1.0, 1.0), 2, 2)


class Wisher(QObject):
    """A view with wishes."""

    wishes_changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.wishes = Wishes()

    def wish(self, wishes: Wishes) -> None:
        self.wishes = wishes
        self.wishes_changed.emit()


def test_a_view_that_asks_for_more_leaves_no_other_with_an_older_snapshot() -> None:
    viewer, view = Viewer(Session(new_document())), Wisher()
    viewer.heed(view)
    seen: dict[str, list[Snapshot]] = {"first": [], "last": []}

    def ask(shown: Snapshot) -> None:
        if shown.units is None:
            view.wish(Wishes(side=4))

    viewer.snapshot_changed.connect(seen["first"].append)
    viewer.snapshot_changed.connect(ask)
    viewer.snapshot_changed.connect(seen["last"].append)
    viewer.look_at(CELLS)
    assert seen["first"] == seen["last"]
    assert [shown.units is not None for shown in seen["last"]] == [False, True]


def test_of_two_views_neither_takes_from_the_other_what_it_wishes() -> None:
    viewer, small, large = Viewer(Session(new_document())), Wisher(), Wisher()
    for view in (small, large):
        viewer.heed(view)
    viewer.look_at(CELLS)
    small.wish(Wishes(side=3, upcoming=True))
    large.wish(Wishes(side=8))
    both = viewer.snapshot()
    assert both.units is not None
    assert both.units.layers[0].shape[1:] == (8, 8)
    assert both.upcoming is not None
    large.wish(Wishes())
    alone = viewer.snapshot()
    assert alone.units is not None
    assert alone.units.layers[0].shape[1:] == (3, 3)
    small.wish(Wishes())
    assert viewer.snapshot().units is None
    assert viewer.snapshot().upcoming is None


def test_two_viewers_of_a_session_have_a_camera_each() -> None:
    session = Session(new_document())
    one, other = Viewer(session), Viewer(session)
    seen: list[Snapshot] = []
    other.look_at(CELLS)
    other.snapshot_changed.connect(seen.append)
    one.look_at(grid(Region(0.0, 9.0, 0.0, 9.0), 3, 3))
    one.focus_on(UnitId(0, 1))
    assert seen == [], "nothing new is shown there"
    assert one.snapshot().focus is not None
    assert other.snapshot().focus is None
    found = other.snapshot().field
    assert found is not None
    assert found.grid is CELLS


def test_an_earlier_place_stays_in_sight_while_training_goes_on() -> None:
    session = Session(new_document())
    viewer = Viewer(session)
    session.step_update()
    then, document = session.place, session.document
    loss = session.run.measured.loss
    viewer.show_place(document, then)
    seen: list[Snapshot] = []
    viewer.snapshot_changed.connect(seen.append)
    session.step_epoch()
    assert seen == []
    np.testing.assert_array_equal(viewer.snapshot().place.theta, then.theta)
    viewer.refresh()
    assert viewer.snapshot().measured.loss == loss != session.run.measured.loss
    viewer.show_now()
    assert seen[-1].place.updates == session.place.updates == 50
