"""What the plane shows is what the classifier says, and it can be looked at from anywhere."""

import weakref
from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QNativeGestureEvent, QPointingDevice
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gui.look.theme import DARK, LIGHT, Palette, Theme
from gui.plane.view import PlaneView
from gui.sight.gaze import FINE_CELL
from model import dataset, new_document
from model.arrays import Floats
from model.data.dataset import FURTHEST
from model.plane.field import Grid
from model.run.edits import with_classifier, with_network, with_points
from tests.gui.conftest import OpenWindow, dispose, empty_document
from tests.gui.person import LEFT, MIDDLE, RIGHT, Person

CORNERS = [(-8.0, 4.5), (0.0, 0.0), (5.5, -3.25)]


def rgb(color: QColor) -> Floats:
    return np.array([color.red(), color.green(), color.blue()], dtype=float)


def scores_at(person: Person, pixels: Floats) -> Floats:
    """The scores of the classifier at pixels of the plane (pixels, 2)."""
    region = person.window.plane.region
    x = region.left + (pixels[:, 0] + 0.5) * person.pixel
    y = region.top - (pixels[:, 1] + 0.5) * person.pixel
    return person.document.classifier.scores(person.place.theta, np.column_stack([x, y]))[:, 0]


def boundary_pixels(person: Person) -> Floats:
    """The pixels in which the boundary is painted, away from the frame."""
    pixels = person.painted(QColor(LIGHT.text)).astype(float)
    size = np.array(person.window.plane.size().toTuple())
    return pixels[((pixels > 10) & (pixels < size - 10)).all(axis=1)]


def assert_boundary_is_where_the_score_is_0(person: Person, radius: float = 3.0) -> None:
    pixels = boundary_pixels(person)
    assert len(pixels) > 100
    angles = np.linspace(0, 2 * np.pi, 16, endpoint=False)
    around = [
        scores_at(person, pixels + radius * np.array([np.cos(angle), np.sin(angle)])) >= 0
        for angle in angles
    ]
    assert (np.any(around, axis=0) & ~np.all(around, axis=0)).all()


@pytest.mark.parametrize("name", ["perceptron", "logistic"])
def test_the_boundary_of_a_linear_classifier_is_its_exact_line(
    open_window: OpenWindow, name: str
) -> None:
    person = open_window(empty_document(name))
    person.click(-2, 1, RIGHT)
    person.click(3, 2)
    person.epochs(3)
    assert_boundary_is_where_the_score_is_0(person)
    w1, w2, b = person.place.theta
    region = person.window.plane.region
    along = np.linspace(-30, 30, 4001)
    points = -b * np.array([w1, w2]) / (w1**2 + w2**2) + along[:, None] * np.array([-w2, w1])
    visible = points[
        (points[:, 0] > region.left + 0.3) & (points[:, 0] < region.right - 0.3)
        & (points[:, 1] > region.bottom + 0.3) & (points[:, 1] < region.top - 0.3)
        & (np.hypot(*(points - [-2, 1]).T) > 0.5) & (np.hypot(*(points - [3, 2]).T) > 0.5)
    ]  # fmt: skip
    painted = boundary_pixels(person)
    for x, y in visible[::40]:
        at = person.window.plane.to_widget(x, y)
        nearest = np.hypot(*(painted + 0.5 - [at.x(), at.y()]).T).min()
        assert nearest < 2, "the line is painted from one edge to the other"


def test_the_boundary_of_a_network_is_where_its_score_is_0(open_window: OpenWindow) -> None:
    person = open_window(with_network(empty_document("network"), (4,), "tanh"))
    for x, y in ((0.0, 0.0), (0.5, 0.5)):
        person.click(x, y)
    for x, y in ((3.0, 0.0), (-3.0, 0.0), (0.0, 3.0), (0.0, -3.0)):
        person.click(x, y, RIGHT)
    person.epochs(120)
    assert_boundary_is_where_the_score_is_0(person)


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
def test_the_field_has_the_colour_of_the_probability(drawing: Person, palette: Palette) -> None:
    person = drawing
    person.action(f"theme_{palette.name}").trigger()
    person.click(-4, -3, RIGHT)
    person.click(4, 3)
    person.epochs(40)
    image = person.picture()
    low, high, middle = (
        np.array(color, dtype=float) for color in (*palette.field[:2], palette.field_middle)
    )
    for x, y in ((-5.6, -2.4), (-2.6, 2.7), (2.4, -0.4), (5.4, 1.4), (1.3, 3.4)):
        p = person.document.classifier.probabilities(person.place.theta, np.array([[x, y]]))[0, 1]
        outer = high if p > 0.5 else low
        expected = middle + abs(2 * p - 1) * (outer - middle)
        at = person.spot(x, y)
        seen = rgb(image.pixelColor(at))
        np.testing.assert_allclose(seen, expected, atol=8)


def test_rings_are_around_the_misclassified_points_and_no_others(drawing: Person) -> None:
    person = drawing
    for i, x in enumerate((-6.0, -4.0, -2.0, 2.0, 4.0, 6.0)):
        person.click(x, 3, (RIGHT, LEFT)[i % 2])
        person.click(x, -3, (RIGHT, LEFT)[i % 2])
    wrong = set(person.viewer.snapshot().measured.wrong.tolist())
    assert 0 < len(wrong) < 12, "no line through the middle tells these points apart"
    person.key(Qt.Key.Key_0)
    pixels = person.painted(QColor(LIGHT.warn)) + 0.5
    ringed = set()
    for index, (x, y) in enumerate(person.x.tolist()):
        at = person.window.plane.to_widget(x, y)
        away = np.hypot(*(pixels - [at.x(), at.y()]).T)
        if ((away > 7) & (away < 12)).sum() > 10:
            ringed.add(index)
    assert ringed == wrong


def test_the_card_of_the_selected_point_says_what_the_classifier_says(person: Person) -> None:
    person.epochs(5)
    index = 7
    person.click(*person.x[index].tolist())
    verdict = person.viewer.snapshot().verdict(index)
    shown = " ".join(person.texts(person.window.plane))
    assert f"point {index + 1}" in shown
    assert f"{verdict.probability:.2f}" in shown


@pytest.mark.parametrize("notches", [5, -5])
def test_zooming_keeps_what_is_under_the_cursor_there(drawing: Person, notches: int) -> None:
    for spot in CORNERS:
        pixel = drawing.spot(*spot)
        x, y = drawing.at_pixel(pixel)
        before = drawing.pixel
        for _ in range(abs(notches)):
            drawing.wheel_at_pixel(pixel, 1 if notches > 0 else -1)
        assert (drawing.pixel < before) is (notches > 0)
        np.testing.assert_allclose(drawing.at_pixel(pixel), (x, y), atol=0.5 * drawing.pixel)
        drawing.key(Qt.Key.Key_0)


def test_the_plane_stays_square_in_its_units(drawing: Person) -> None:
    plane = drawing.window.plane
    for change in ("zoom", "pan", "resize"):
        if change == "zoom":
            drawing.wheel(2, 1, 4)
        elif change == "pan":
            drawing.drag((0, 0), (1, 1), button=MIDDLE)
        else:
            drawing.window.resize(1100, 800)
            drawing.qtbot.waitUntil(lambda: drawing.window.width() == 1100)
        region = plane.region
        across = (region.right - region.left) / plane.width()
        down = (region.top - region.bottom) / plane.height()
        assert across == pytest.approx(down, rel=1e-6), change


def test_pinching_zooms_at_the_fingers(drawing: Person) -> None:
    viewport = drawing.window.plane.viewport()
    pixel = drawing.spot(3, 2)
    at = QPointF(pixel)
    before, spot = drawing.pixel, drawing.at_pixel(pixel)
    pinch = QNativeGestureEvent(
        Qt.NativeGestureType.ZoomNativeGesture, QPointingDevice.primaryPointingDevice(), 2,
        at, at, QPointF(viewport.mapToGlobal(at)), 0.25, QPointF(),
    )  # fmt: skip
    QApplication.sendEvent(viewport, pinch)
    assert drawing.pixel == pytest.approx(before / 1.25, rel=1e-3)
    np.testing.assert_allclose(drawing.at_pixel(pixel), spot, atol=0.5 * drawing.pixel)


def test_keys_zoom_in_and_out_and_fit(person: Person) -> None:
    fitted = person.window.plane.region
    person.key(Qt.Key.Key_Plus)
    assert person.pixel * person.window.plane.width() < fitted.right - fitted.left
    person.key(Qt.Key.Key_Minus)
    person.key(Qt.Key.Key_Minus)
    assert person.pixel * person.window.plane.width() > fitted.right - fitted.left
    person.drag((0, 0), (3, 3), button=MIDDLE)
    person.key(Qt.Key.Key_0)
    np.testing.assert_allclose(person.window.plane.region, fitted, rtol=1e-6)


def assert_all_points_are_visible(person: Person) -> None:
    region = person.window.plane.region
    x, y = person.x.T
    assert region.left < x.min() <= x.max() < region.right
    assert region.bottom < y.min() <= y.max() < region.top


def test_all_points_are_visible_at_the_first_start(person: Person) -> None:
    assert_all_points_are_visible(person)


@pytest.mark.parametrize(
    "x",
    [
        [[3.0, 4.0]],
        [[1e8, 1e8], [1e8 + 50, 1e8]],
        [[-1e9, 1e9], [1e9, -1e9]],
        [[1e-5, 0.0], [2e-5, 0.0]],
        [[5.0, 5.0], [5.0, 5.0]],
        [[0.0, -3.0], [0.0, 900.0]],
    ],
    ids=["one point", "far away", "at the limits", "tiny", "twice the same", "upright"],
)
def test_fit_shows_any_points(person: Person, x: list[list[float]]) -> None:
    labels = [i % 2 for i in range(len(x))]
    replaced = replace(person.document, dataset=dataset(x, labels))
    person.session.open_points(person.nowhere, replaced)
    person.key(Qt.Key.Key_0)
    region = np.array(person.window.plane.region)
    assert np.isfinite(region).all()
    for px, py in x:
        at = person.window.plane.to_widget(px, py)
        assert -1 <= at.x() <= person.window.plane.width() + 1
        assert -1 <= at.y() <= person.window.plane.height() + 1
    person.picture()


def test_a_click_at_the_far_end_of_the_plane_places_a_point_within_the_limits(
    drawing: Person,
) -> None:
    for _ in range(200):
        drawing.wheel_at_pixel(drawing.spot(0, 0), -1)
    QApplication.sendPostedEvents()
    drawing.click_pixel(5, 5)
    assert np.isfinite(drawing.x).all()
    assert (np.abs(drawing.x) <= FURTHEST).all()


@pytest.mark.parametrize("name", ["perceptron", "logistic", "network"])
@pytest.mark.parametrize("labels", [[], [0], [1], [0, 0, 0]], ids=["none", "blue", "red", "blues"])
def test_few_points_and_one_class_are_drawn(
    open_window: OpenWindow, name: str, labels: list[int]
) -> None:
    x = np.array([[float(i), 1.0] for i in range(len(labels))]).reshape(-1, 2)
    document = with_classifier(new_document(), name)
    person = open_window(replace(document, dataset=dataset(x, labels)))
    person.session.tick()
    person.picture()
    person.click_pixel(200, 200)
    assert len(person.x) == len(labels) + 1
    person.session.tick()
    assert np.isfinite(person.place.theta).all()


def test_opening_other_points_of_the_same_name_shows_them(person: Person) -> None:
    for middle in (0.0, 500.0):
        points = dataset([[middle, middle], [middle + 1, middle + 2]], [0, 1])
        opened = with_points(person.document, points, "points.csv")
        person.session.open_points(person.nowhere, opened)
        assert_all_points_are_visible(person)
    person.undo()
    assert_all_points_are_visible(person)


def test_the_view_stays_where_it_is_while_noise_is_turned_up(person: Person) -> None:
    person.wheel(0, 0, 3)
    before = person.window.plane.region
    person.enter(person.field("Noise"), "0.2")
    assert person.window.plane.region == before


def test_more_classes_of_a_preset_come_into_sight(person: Person) -> None:
    person.button("Blobs").click()
    for classes in ("6", "2"):
        person.enter(person.field("Classes"), classes)
        assert len(set(person.labels)) == int(classes)
        assert_all_points_are_visible(person)


def test_among_tens_of_thousands_of_points_each_is_drawn_where_it_is(
    open_window: OpenWindow,
) -> None:
    lonely = np.array([[3.0, 1.5], [-2.0, 2.5], [-3.5, -1.2], [2.2, -2.7]])
    x = np.vstack([lonely, np.zeros((25_000, 2))])
    crowd = replace(empty_document(), dataset=dataset(x, np.arange(len(x)) % 2))
    person = open_window(crowd)
    image = person.picture()
    for index, (px, py) in enumerate(lonely.tolist()):
        at = person.window.plane.to_widget(px, py)
        color = rgb(QColor(LIGHT.points[index % 2]))
        hits = [
            (column, row)
            for column in range(int(at.x()) - 8, int(at.x()) + 9)
            for row in range(int(at.y()) - 8, int(at.y()) + 9)
            if np.abs(rgb(image.pixelColor(column, row)) - color).max() < 60
        ]
        np.testing.assert_allclose(np.mean(hits, axis=0) + 0.5, [at.x(), at.y()], atol=1.5)


def test_the_plane_is_freed_with_its_window(qapp: QApplication) -> None:
    plane = PlaneView()
    gone = weakref.ref(plane)
    plane.deleteLater()
    del plane
    dispose()
    assert gone() is None


def test_the_field_is_drawn_more_finely_when_training_rests(person: Person) -> None:
    def cells() -> int:
        field = person.viewer.snapshot().field
        assert field is not None
        return int(field.probabilities[0].size)

    resting = cells()
    person.session.resume()
    running = cells()
    person.session.pause()
    assert cells() == resting > 4 * running


def test_a_plane_that_grows_asks_for_a_field_as_fine_as_before(qtbot: QtBot) -> None:
    plane = PlaneView()
    qtbot.addWidget(plane)
    plane.apply_theme(Theme(LIGHT))
    plane.resize(400, 300)
    plane.show()
    asked: list[Grid] = []
    plane.looked_at.connect(asked.append)
    plane.resize(800, 600)
    assert (len(asked[-1].xs), len(asked[-1].ys)) == (800 // FINE_CELL, 600 // FINE_CELL)
    assert asked[-1].region == plane.region
