"""Two planes in one window: of two runs, and of one run at two of its places."""

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QPointF
from PySide6.QtWidgets import QApplication, QHBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from gui.look.theme import LIGHT, Theme
from gui.plane.view import PlaneView
from gui.session.session import Session
from gui.session.viewer import Viewer
from model import Document, Place, dataset, new_document
from model.arrays import Integers
from model.plane.field import Region
from model.plane.units import UnitId
from model.run.document import Start
from model.run.edits import with_classifier, with_points, with_start
from tests.gui.conftest import dispose
from tests.gui.pixels import colors

SPOTS = np.array([(x, y) for x in (-4.1, -1.6, 1.4, 4.2) for y in (-3.7, -0.8, 2.3, 4.4)])
LEFT, RIGHT = Region(-5.0, 5.0, -5.0, 5.0), Region(-6.0, 6.0, -6.0, 6.0)


class TwoPlanes(QWidget):
    """A window with two planes, each with a viewer."""

    def __init__(self, one: Session, other: Session) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        self.planes = PlaneView(), PlaneView()
        self.viewers = Viewer(one, self), Viewer(other, self)
        for session, viewer, plane in zip((one, other), self.viewers, self.planes, strict=True):
            viewer.snapshot_changed.connect(plane.show_snapshot)
            plane.looked_at.connect(viewer.look_at)
            session.running_changed.connect(plane.show_running)
            plane.apply_theme(Theme(LIGHT))
            row.addWidget(plane)
        self.resize(1000, 500)


@pytest.fixture
def planes(qtbot: QtBot, qapp: QApplication) -> Iterator[list[TwoPlanes]]:
    """Yield a function that makes windows, and delete them after the test."""
    shown: list[TwoPlanes] = []
    yield shown
    for window in shown:
        window.close()
        window.deleteLater()
    shown.clear()
    dispose()


def opened(shown: list[TwoPlanes], qtbot: QtBot, one: Session, other: Session) -> TwoPlanes:
    window = TwoPlanes(one, other)
    shown.append(window)
    for viewer in window.viewers:
        viewer.refresh()
    window.show()
    qtbot.waitExposed(window)
    for plane, region in zip(window.planes, (LEFT, RIGHT), strict=True):
        plane.look(region)
    return window


def session_of(theta: tuple[float, ...]) -> Session:
    """Return a session of two points far away and a line, so that nothing covers the field."""
    points = dataset([[-5.5, -5.5], [5.5, 5.5]], [0, 1])
    document = with_classifier(with_points(new_document(), points, "two"), "logistic")
    return Session(with_start(document, Start(theta=theta)))


def picture(plane: PlaneView) -> Integers:
    return colors(plane.viewport().grab().toImage())


def assert_painted(plane: PlaneView, document: Document, place: Place) -> None:
    """Assert that the plane has the colour of the probability, except near the line."""
    image = picture(plane)
    low, high = (np.array(color, dtype=float) for color in LIGHT.field[:2])
    middle = np.array(LIGHT.field_middle, dtype=float)
    w1, w2, b = place.theta
    far = SPOTS[np.abs(SPOTS @ [w1, w2] + b) / np.hypot(w1, w2) > 0.4]
    assert len(far) > 8
    for spot, p in zip(far, document.classifier.probabilities(place.theta, far), strict=True):
        at: QPointF = plane.to_widget(*spot)
        outer = high if p[1] > 0.5 else low
        expected = middle + abs(2 * p[1] - 1) * (outer - middle)
        np.testing.assert_allclose(image[int(at.y()), int(at.x())], expected, atol=12)


def test_two_runs_are_painted_side_by_side(planes: list[TwoPlanes], qtbot: QtBot) -> None:
    sessions = session_of((0.5, 0.1, 0.3)), session_of((-0.2, 0.6, 0.0))
    window = opened(planes, qtbot, *sessions)
    for plane, session in zip(window.planes, sessions, strict=True):
        assert_painted(plane, session.document, session.place)
    before = picture(window.planes[0])
    sessions[1].set_theta("Turn", np.array([0.6, 0.2, -1.0]))
    np.testing.assert_array_equal(picture(window.planes[0]), before)
    for plane, session in zip(window.planes, sessions, strict=True):
        assert_painted(plane, session.document, session.place)


def test_one_run_is_painted_at_two_of_its_places(planes: list[TwoPlanes], qtbot: QtBot) -> None:
    session = session_of((0.5, 0.1, 0.3))
    then, document = session.place, session.document
    window = opened(planes, qtbot, session, session)
    past, now = window.planes
    window.viewers[0].show_place(document, then)
    session.step_epoch()
    session.set_theta("Turn", np.array([-0.3, 0.5, 0.7]))
    session.step_epoch()
    assert_painted(past, document, then)
    past.look(Region(-5.3, 5.3, -5.3, 5.3))  # the region differs, so its field is made anew
    assert_painted(past, document, then)
    assert_painted(now, session.document, session.place)
    window.viewers[0].show_now()
    assert_painted(past, session.document, session.place)


def test_an_earlier_place_is_seen_though_the_document_is_another_now(
    planes: list[TwoPlanes], qtbot: QtBot
) -> None:
    session = session_of((0.5, 0.1, 0.3))
    then, document = session.place, session.document
    window = opened(planes, qtbot, session, session)
    window.viewers[0].show_place(document, then)
    session.stand(replace(with_classifier(document, "network"), start=Start()))
    session.announce()
    assert window.viewers[1].snapshot().document.classifier_name == "network"
    window.planes[0].look(
        Region(-5.3, 5.3, -5.3, 5.3)
    )  # the region differs, so its field is made anew
    assert_painted(window.planes[0], document, then)


def test_a_camera_that_moves_leaves_the_other_where_it_is(
    planes: list[TwoPlanes], qtbot: QtBot
) -> None:
    session = session_of((0.5, 0.1, 0.3))
    window = opened(planes, qtbot, session, session)
    still, moved = window.planes
    region, before = still.region, picture(still)
    assert moved.region != region
    moved.zoom_in()
    moved.look(Region(0.0, 3.0, 0.0, 3.0))
    window.viewers[1].focus_on(UnitId(0, 0))
    assert still.region == region
    np.testing.assert_array_equal(picture(still), before)
    one, other = (viewer.snapshot() for viewer in window.viewers)
    assert (one.focus is None, other.focus is None) == (True, False)
    assert one.field is not None
    assert other.field is not None
    assert (one.field.grid.region, other.field.grid.region) == (still.region, moved.region)
