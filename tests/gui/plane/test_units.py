"""The plane is square in the units that the classifier sees; what tools show on it."""

from dataclasses import replace
from functools import partial

import numpy as np
import pytest
from PySide6.QtCore import QPointF, QRect, Qt
from PySide6.QtGui import QColor

from gui.look.theme import LIGHT
from gui.plane.view import REACH
from gui.session.intents import Intent
from model import Document, dataset
from model.run.document import Generated
from model.run.edits import (
    new_document,
    with_classifier,
    with_generated,
    with_split,
    with_standard_scaling,
    without_scaling,
)
from tests.gui.conftest import OpenWindow, empty_document
from tests.gui.person import MIDDLE, Person


def uneven(scaled: bool = True) -> Document:
    """Return points that spread a thousand times as far up as across."""
    x = np.random.default_rng(0).normal(size=(30, 2)) * [0.5, 500.0] + [2.0, -3000.0]
    document = replace(empty_document(), dataset=dataset(x, np.arange(30) % 2, ("m", "km")))
    return with_standard_scaling(document) if scaled else document


def pixel(person: Person) -> tuple[float, float]:
    """Return the size of a pixel in plane coordinates, across and up."""
    plane = person.window.plane
    left, right, bottom, top = plane.region
    return (right - left) / plane.width(), (top - bottom) / plane.height()


def assert_square(person: Person) -> None:
    across, up = pixel(person)
    scaling = person.document.scaling
    one, other = (1.0, 1.0) if scaling is None else scaling.deviations.tolist()
    assert across / one == pytest.approx(up / other, rel=1e-6)


def assert_all_visible(person: Person) -> None:
    at = np.array([person.window.plane.to_widget(*x).toTuple() for x in person.x.tolist()])
    size = np.array(person.window.plane.size().toTuple())
    assert ((at > 0) & (at < size)).all()
    assert np.ptp(at, axis=0).max() > 0.5 * size.min()


def perform(person: Person, edit: object) -> None:
    person.session.perform(Intent("Scale", edit))  # type: ignore[arg-type]


def test_a_deviation_is_as_long_across_as_up(open_window: OpenWindow) -> None:
    person = open_window(uneven())
    assert_all_visible(person)
    assert_square(person)
    person.wheel(2.2, -3100.0, 4)
    assert_square(person)
    person.drag((2.0, -3000.0), (2.1, -3100.0), button=MIDDLE)
    assert_square(person)
    person.window.resize(1100, 800)
    person.qtbot.waitUntil(lambda: person.window.width() == 1100)
    assert_square(person)
    person.key(Qt.Key.Key_0)
    assert_square(person)
    assert_all_visible(person)


def test_what_is_under_the_cursor_stays_there_while_zooming_and_panning(
    open_window: OpenWindow,
) -> None:
    person = open_window(uneven())
    plane, spot = person.window.plane, (2.2, -3100.0)
    at = plane.to_widget(*spot)
    person.wheel_at_pixel(at.toPoint(), 3)
    after = plane.to_widget(*spot)
    assert max(abs(after.x() - at.x()), abs(after.y() - at.y())) < 2
    end = (2.0, -2900.0)
    to = plane.to_widget(*end)
    person.drag(spot, end, button=MIDDLE)
    moved = plane.to_widget(*spot)
    assert max(abs(moved.x() - to.x()), abs(moved.y() - to.y())) < 2


def test_scaling_fits_the_plane_to_its_new_units(open_window: OpenWindow) -> None:
    person = open_window(uneven(scaled=False))
    assert_square(person)
    for edit in (with_standard_scaling, without_scaling):
        perform(person, edit)
        assert_square(person)
        assert_all_visible(person)
    person.undo()
    assert person.document.scaling is not None
    assert_square(person)
    assert_all_visible(person)


def test_the_view_of_a_scaled_preset_stays_while_its_noise_changes(
    open_window: OpenWindow,
) -> None:
    person = open_window(new_document("admissions"))
    person.wheel(5.0, 5.0, 3)
    before = np.array(person.window.plane.region)
    noisier = partial(with_generated, generated=Generated("admissions", 250, 0.3), data_seed=0)
    perform(person, noisier)
    assert_square(person)
    width = before[1] - before[0]
    np.testing.assert_allclose(person.window.plane.region, before, atol=0.15 * width)


def test_points_are_hit_within_a_circle_of_pixels(open_window: OpenWindow) -> None:
    document = uneven()
    person = open_window(replace(document, dataset=document.dataset.remove(range(1, 30))))
    at = person.window.plane.to_widget(*person.x[0].tolist())
    for way in (QPointF(1, 0), QPointF(0, 1), QPointF(-1, 0), QPointF(0, -1)):
        for pixels, hit in ((REACH - 1, True), (REACH + 1, False)):
            beside = at + way * pixels
            assert bool(person.window.plane.pointing(beside).under) is hit
    across, up = person.window.plane.pointing(QPointF(300, 300)).step
    for step, size in ((across, pixel(person)[0]), (up, pixel(person)[1])):
        assert 62 <= step / size <= 155
        assert f"{step:e}"[0] in "125"
        assert step == float(f"{step:.1g}")


@pytest.mark.parametrize("deviations", [(1e-7, 1.0), (1e7, 1e-2)])
def test_units_may_be_very_unlike(open_window: OpenWindow, deviations: tuple[float, float]) -> None:
    x = np.random.default_rng(0).normal(size=(20, 2)) * deviations
    document = replace(empty_document(), dataset=dataset(x, np.arange(20) % 2))
    person = open_window(with_standard_scaling(document))
    assert_square(person)
    assert_all_visible(person)
    for zoom in (person.window.plane.zoom_out, person.window.plane.zoom_in):
        for _ in range(20):
            zoom()
        assert_square(person)
    person.session.tick()
    person.picture()


def accented(person: Person) -> np.ndarray[tuple[int, ...], np.dtype[np.int64]]:
    """The pixels in the colour of the selection, without those of the frame."""
    pixels = person.painted(QColor(LIGHT.accent))
    size = np.array(person.window.plane.size().toTuple())
    return np.asarray(pixels[((pixels > 5) & (pixels < size - 5)).all(axis=1)])


def test_all_selected_points_are_marked_and_one_alone_has_a_card(drawing: Person) -> None:
    row = [(-4.0, 1.0), (0.0, 1.0), (4.0, 1.0)]
    for spot in row:
        drawing.click(*spot)
    for chosen in ((0, 2), (1,), ()):
        drawing.window.tools.select(chosen)
        pixels = accented(drawing)
        for index, spot in enumerate(row):
            at = drawing.window.plane.to_widget(*spot).toTuple()
            ringed = (np.abs(np.hypot(*(pixels + 0.5 - at).T) - 11) < 3).sum() > 20
            assert ringed == (index in chosen)
        shown = " ".join(drawing.texts(drawing.window.plane))
        assert ("point 2" in shown) is (chosen == (1,))


def test_a_rubber_band_lies_between_its_corners(drawing: Person) -> None:
    plane = drawing.window.plane
    plane.show_band((3.0, 2.0, -1.0, -2.0))
    pixels = accented(drawing)
    low, high = plane.to_widget(-1.0, 2.0).toTuple(), plane.to_widget(3.0, -2.0).toTuple()
    np.testing.assert_allclose(pixels.min(axis=0), low, atol=2)
    np.testing.assert_allclose(pixels.max(axis=0), high, atol=2)
    plane.show_band(None)
    assert not len(accented(drawing))


def test_how_far_a_tool_reaches_is_shown_at_the_cursor(drawing: Person) -> None:
    plane = drawing.window.plane
    for spot in ((1.0, 1.0), (2.0, 1.0)):
        drawing.hover(*spot)
    at = np.array(plane.to_widget(2.0, 1.0).toTuple())
    around = QRect(int(at[0]) - 60, int(at[1]) - 60, 120, 120)
    before = drawing.picture().copy(around)
    for tool, reach in (("erase", 40.0), ("brush", 25.0), ("select", 0.0)):
        plane.show_tool(tool, reach)
        after = drawing.picture().copy(around)
        spots = [(x, y) for x in range(120) for y in range(120)]
        changed = [spot for spot in spots if before.pixel(*spot) != after.pixel(*spot)]
        away = np.hypot(*(np.array(changed).reshape(-1, 2) + 0.5 - 60).T)
        assert away.max(initial=0.0) == pytest.approx(reach, abs=3)


def test_the_eraser_hits_what_is_within_its_circle(drawing: Person) -> None:
    drawing.click(0.0, 0.0)
    plane = drawing.window.plane
    at = plane.to_widget(0.0, 0.0)
    plane.show_tool("erase", 40.0)
    assert plane.pointing(at + QPointF(35, 0)).under == (0,)
    assert plane.pointing(at + QPointF(45, 0)).under == ()
    plane.show_tool("brush", 40.0)
    assert plane.pointing(at + QPointF(35, 0)).under == ()


def test_the_boundary_follows_every_step_after_scaling_was_turned_on(
    open_window: OpenWindow,
) -> None:
    person = open_window(with_classifier(new_document(), "logistic"))
    for seed in range(15):  # the region that is fitted anew may differ in its last bit only
        generated = Generated("blobs", 60, 0.1)
        perform(person, partial(with_generated, generated=generated, data_seed=seed))
        perform(person, partial(with_split, share=0.3, seed=1))
        for edit in (with_standard_scaling, without_scaling):
            perform(person, edit)
            person.epochs(10)
            assert_boundary_is_painted_where_it_is(person)


def assert_boundary_is_painted_where_it_is(person: Person) -> None:
    pixels = person.painted(QColor(LIGHT.text))
    assert len(pixels) > 100
    region, document = person.window.plane.region, person.document
    sides = []
    for shift in ((3, 0), (-3, 0), (0, 3), (0, -3)):
        across, down = (pixels + shift).T * np.array([pixel(person)]).T
        x = np.column_stack([region.left + across, region.top - down])
        scores = document.classifier.scores(person.place.theta, document.inputs_of(x))
        sides.append(scores[:, 0] > 0)
    assert (np.any(sides, axis=0) & ~np.all(sides, axis=0)).mean() > 0.9
