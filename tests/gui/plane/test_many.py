"""What the plane shows with more than two classes or features, derived inputs, and test points."""

from dataclasses import replace
from functools import partial

import numpy as np
import pytest
from PySide6.QtCore import QPointF, QRect
from PySide6.QtGui import QColor, QImage

from gui.look.theme import DARK, LIGHT, Palette
from gui.session.intents import Intent
from model import Document, dataset, new_document
from model.arrays import Floats, Integers
from model.plane.slice import Slice
from model.run.document import Generated
from model.run.edits import (
    with_classifier,
    with_derived,
    with_generated,
    with_network,
    with_solution,
    with_split,
)
from tests.gui.conftest import OpenWindow, empty_document
from tests.gui.person import Person


def spread(document: Document) -> Document:
    """Return six clouds with so much noise that many points stand alone."""
    return with_generated(document, Generated("blobs", 60, 0.4, 6), 0)


def blobs(classes: int, classifier: str = "logistic") -> Document:
    document = with_classifier(new_document("blobs"), classifier)
    return with_generated(document, Generated("blobs", 60, 0.1, classes), 0)


def colors(image: QImage, pixels: Integers) -> Floats:
    """The colours of pixels (pixels, 2), across and down, (pixels, 3)."""
    seen = [image.pixelColor(across, down) for across, down in pixels.tolist()]
    return np.array([[c.red(), c.green(), c.blue()] for c in seen], dtype=float)


def spots(person: Person, x: Floats) -> Integers:
    """The pixels that show raw points x (points, features), (points, 2)."""
    on_plane = person.viewer.snapshot().slice.flatten(x)
    at = [person.window.plane.to_widget(*spot).toTuple() for spot in on_plane.tolist()]
    return np.floor(at).astype(np.int64)


def places(person: Person, pixels: Floats) -> Floats:
    """The inputs of the classifier at pixels (pixels, 2), (pixels, inputs)."""
    region, plane = person.window.plane.region, person.window.plane
    share = (pixels + 0.5) / [plane.width(), plane.height()]
    x = region.left + share[:, 0] * (region.right - region.left)
    y = region.top - share[:, 1] * (region.top - region.bottom)
    lifted = person.viewer.snapshot().slice.lift(np.column_stack([x, y]))
    return person.document.inputs_of(lifted)


def labels_at(person: Person, pixels: Floats) -> Integers:
    classifier = person.document.classifier
    return classifier.classes_of(classifier.scores(person.place.theta, places(person, pixels)))


def lonely(person: Person, apart: float = 24.0) -> Integers:
    """Return the indices of the points that no other point covers, well inside the plane."""
    at = spots(person, person.x)
    size = np.array(person.window.plane.size().toTuple())
    away = np.hypot(*(at[:, np.newaxis] - at).transpose(2, 0, 1)) + 1e9 * np.eye(len(at))
    inside = ((at > 40) & (at < size - 40)).all(axis=1)
    return np.flatnonzero((away.min(axis=1) > apart) & inside)


def rgb(color: QColor) -> list[int]:
    return [color.red(), color.green(), color.blue()]


def is_written(person: Person, room: QRect) -> bool:
    """Return whether something as dark as text is in this part of the plane."""
    image = person.picture().copy(room).convertToFormat(QImage.Format.Format_Grayscale8)
    rows = np.frombuffer(image.constBits(), dtype=np.uint8).reshape(image.height(), -1)
    return bool(np.ptp(rows[:, : image.width()].astype(float)) > 50)


def assert_lines_are_where_the_class_changes(person: Person) -> None:
    pixels = person.painted(QColor(LIGHT.text)).astype(float)
    size = np.array(person.window.plane.size().toTuple())
    pixels = pixels[((pixels > 10) & (pixels < size - 10)).all(axis=1)]
    assert len(pixels) > 100
    around = [3 * np.array([np.cos(a), np.sin(a)]) for a in np.linspace(0, 2 * np.pi, 16)]
    seen = np.array([labels_at(person, pixels + offset) for offset in around])
    assert (seen.min(axis=0) != seen.max(axis=0)).mean() > 0.995
    # And wherever it changes there is a line, unless points or their rings cover it.
    across, down = np.meshgrid(np.arange(12, size[0] - 12, 4.0), np.arange(12, size[1] - 12, 4.0))
    grid = np.stack([across, down], axis=-1)
    label = labels_at(person, grid.reshape(-1, 2)).reshape(across.shape)
    changes = grid[:, :-1][label[:, :-1] != label[:, 1:]] + [2.0, 0.0]
    points = spots(person, person.x)
    for spot in changes[:: max(len(changes) // 60, 1)]:
        if np.hypot(*(points - spot).T).min() > 16:
            assert np.hypot(*(pixels - spot).T).min() < 5


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
def test_the_field_has_the_colour_of_the_winning_class_and_fades(
    open_window: OpenWindow, palette: Palette
) -> None:
    person = open_window(blobs(6))
    person.action(f"theme_{palette.name}").trigger()
    person.epochs(25)
    size = person.window.plane.size().toTuple()
    pixels = np.random.default_rng(0).integers(15, np.array(size) - 15, (400, 2))
    p = person.document.classifier.probabilities(
        person.place.theta, places(person, pixels.astype(float))
    )
    top = np.sort(p, axis=1)
    clear = top[:, -1] - top[:, -2] > 0.1  # away from the lines
    clear &= np.hypot(*(spots(person, person.x)[:, np.newaxis] - pixels).T).min(axis=1) > 16
    share = ((top[:, -1] - 1 / 6) / (5 / 6))[:, np.newaxis]
    own = np.array(palette.field, dtype=float)[p.argmax(axis=1)]
    expected = np.array(palette.field_middle) + share * (own - palette.field_middle)
    off = np.abs(colors(person.picture(), pixels) - expected).max(axis=1)[clear]
    assert len(set(p[clear].argmax(axis=1))) == 6
    assert np.median(off) <= 2
    assert (off <= 10).mean() > 0.9, "but for grid lines, figures and the lines of the boundary"


def test_lines_between_six_classes_are_where_the_class_changes(open_window: OpenWindow) -> None:
    person = open_window(blobs(6))
    for name in ("logistic", "perceptron", "network"):
        person.session.perform(Intent(name, partial(with_classifier, name=name)))
        person.epochs(10)
        assert_lines_are_where_the_class_changes(person)


def test_derived_inputs_bend_the_boundary_of_a_linear_classifier(open_window: OpenWindow) -> None:
    document = with_classifier(new_document("circle", 60), "logistic")
    person = open_window(with_derived(document, ("x1^2", "x2^2")))
    person.epochs(30)
    assert_lines_are_where_the_class_changes(person)


def test_derived_inputs_bend_the_dashed_lines_of_hidden_units(open_window: OpenWindow) -> None:
    document = with_network(new_document("circle", 8), (3,), "tanh")
    person = open_window(with_derived(document, ("x1^2", "x2^2", "x1*x2")))
    layer = person.document.classifier.layers(person.place.theta)[0]
    size = np.array(person.window.plane.size().toTuple())
    across, down = np.meshgrid(np.arange(20, size[0] - 20.0), np.arange(40, size[1] - 40.0))
    pixels = np.column_stack([across.ravel(), down.ravel()])
    scores = (places(person, pixels) @ layer.weights.T + layer.biases).reshape(*across.shape, -1)
    slopes = np.hypot(*np.gradient(scores, axis=(0, 1)))
    away = np.abs(scores / slopes).min(axis=-1)  # pixels to the nearest curve, about
    image = person.picture().convertToFormat(QImage.Format.Format_Grayscale8)
    rows = np.frombuffer(image.constBits(), dtype=np.uint8)
    gray = rows.reshape(image.height(), -1)[40 : size[1] - 40, 20 : size[0] - 20].astype(float)
    near, beside = (away < 0.4), (away > 3) & (away < 6)
    assert near.sum() > 300
    assert np.mean(gray[near]) < np.mean(gray[beside]) - 15


def test_the_gates_below_xor_by_the_book_are_one_line(open_window: OpenWindow) -> None:
    person = open_window(with_solution(new_document("gate_xor"), lesson=True))
    region = person.window.plane.region
    xs = np.linspace(max(region.left, 1 - region.top), min(region.right, 1 - region.bottom), 40)
    line = person.painted(QColor(LIGHT.text)) + 0.5
    for x in xs[2:-2]:
        if np.hypot(x, 1 - x - 1) > 0.1 and np.hypot(x - 1, 1 - x) > 0.1:
            at = person.window.plane.to_widget(x, 1 - x)
            assert np.hypot(*(line - [at.x(), at.y()]).T).min() < 2


def test_xor_solved_by_hand_is_a_red_band_between_two_blue_sides(open_window: OpenWindow) -> None:
    person = open_window(with_solution(new_document("gate_xor")))
    sums = np.linspace(0.15, 1.75, 17)  # of x1 and x2, on the way from (0, 0) to (1, 1)
    way = np.column_stack([sums / 2 - 0.2, sums / 2 + 0.2])
    red, _, blue = colors(person.picture(), spots(person, way)).T.astype(int)
    assert (red > blue).tolist() == [abs(s - 1) < 0.5 for s in sums]


def test_test_points_are_hollow_and_others_filled(open_window: OpenWindow) -> None:
    person = open_window(
        with_split(spread(replace(blobs(6), classifier_name="perceptron")), 0.4, 0)
    )
    is_test, alone = person.document.test_mask(), lonely(person)
    seen = colors(person.picture(), spots(person, person.x[alone]))
    kinds = is_test[alone]
    assert kinds.any()
    assert not kinds.all()
    for color, index, hollow in zip(seen, alone, kinds.tolist(), strict=True):
        inside = QColor(LIGHT.panel if hollow else LIGHT.points[person.labels[index]])
        assert color.tolist() == rgb(inside)
        person.click(*person.x[index].tolist())
        assert (f"test point {index + 1}" in " ".join(person.texts(person.window.plane))) is hollow


def test_of_a_crowd_test_points_are_paler(open_window: OpenWindow) -> None:
    x = np.vstack([[[3.0, 1.5], [-2.0, 2.5], [-3.5, -1.2], [2.2, -2.7]], np.zeros((25_000, 2))])
    document = replace(empty_document(), dataset=dataset(x, np.ones(len(x))))
    person = open_window(with_split(document, 0.5, 3))
    is_test = person.document.test_mask()[:4]
    assert 0 < is_test.sum() < 4
    distance = np.abs(colors(person.picture(), spots(person, x[:4])) - 250).sum(axis=1)
    assert distance[is_test].max() < 0.7 * distance[~is_test].min()


def four_features(values: Floats) -> Document:
    """Return points in a row, far apart, whose last two features are these values (points, 2)."""
    spots = np.tile([0.7, 0.3], (len(values), 1)) + np.outer(np.arange(len(values)), [2.0, 0.0])
    row = np.column_stack([spots, values])
    points = dataset(row, np.arange(len(row)) % 2, ("a", "b", "c", "d"))
    return replace(with_classifier(empty_document(), "logistic"), dataset=points)


def test_points_fade_with_their_distance_from_the_slice(open_window: OpenWindow) -> None:
    values = np.random.default_rng(1).normal(size=(12, 2)) * [1.0, 10.0]
    person = open_window(four_features(values))
    person.viewer.show_slice(Slice((0, 1), (0.0, 0.0, values[3, 0], values[3, 1])))
    away = (values - values[3]) / values.std(axis=0)
    near = np.exp(-0.5 * (away**2).mean(axis=1))
    at = spots(person, person.x)
    image = person.picture()
    ground = colors(image, at + np.array([0, 16]))
    own = np.array([rgb(QColor(LIGHT.points[label])) for label in person.labels])
    seen = np.linalg.norm(colors(image, at) - ground, axis=1)
    np.testing.assert_allclose(seen / np.linalg.norm(own - ground, axis=1), near, atol=0.08)
    assert near[3] == 1
    assert near.min() < 0.5


def test_points_that_can_hardly_be_seen_are_not_hit(open_window: OpenWindow) -> None:
    values = np.zeros((10, 2))
    values[4] = 9.0
    person = open_window(four_features(values))
    person.viewer.show_slice(Slice((0, 1), (0.0, 0.0, 0.0, 0.0)))
    under = [person.window.plane.pointing(QPointF(*at)).under for at in spots(person, person.x)]
    assert under == [(i,) if i != 4 else () for i in range(10)]
    person.viewer.show_slice(Slice((0, 1), (0.0, 0.0, 9.0, 9.0)))
    under = [person.window.plane.pointing(QPointF(*at)).under for at in spots(person, person.x)]
    assert under == [(i,) if i == 4 else () for i in range(10)]


def test_other_axes_are_fitted_and_named(open_window: OpenWindow) -> None:
    values = np.array([[500.0, 70.0], [501.0, 72.0], [504.0, 71.0]])
    person = open_window(four_features(values))
    person.viewer.show_slice(Slice((2, 3), (2.0, 0.0, 0.0, 0.0)))
    size = np.array(person.window.plane.size().toTuple())
    at = spots(person, person.x)
    assert ((at > 0) & (at < size)).all()
    assert np.ptp(at, axis=0).max() > 0.5 * size.min()
    person.click_pixel(*at[1].tolist())
    assert f"point {2}" in " ".join(person.texts(person.window.plane))
    assert is_written(person, QRect(6, 6, 10, 16)), "the name of what is upright, at the top"
    foot = QRect(int(size[0]) - 18, int(size[1]) - 20, 12, 16)
    assert is_written(person, foot), "the name of what is across, at the right"


def test_plain_axes_have_no_names(person: Person) -> None:
    size = person.window.plane.size()
    assert is_written(person, QRect(0, 0, 25, size.height())), "figures"
    assert not is_written(person, QRect(6, 6, 10, 16))
    assert not is_written(person, QRect(size.width() - 18, size.height() - 20, 12, 16))


def test_one_feature_lies_on_a_line(open_window: OpenWindow) -> None:
    person = open_window(with_solution(new_document("gate_not")))
    assert_lines_are_where_the_class_changes(person)
    at = spots(person, person.x)
    assert at[0, 1] == at[1, 1]
    np.testing.assert_array_equal(
        colors(person.picture(), at), [rgb(QColor(LIGHT.points[i])) for i in (1, 0)]
    )
    line = person.painted(QColor(LIGHT.text))
    high = person.window.plane.height()
    line = line[(line[:, 1] > 15) & (line[:, 1] < high - 25)]
    assert np.ptp(line[:, 0]) <= 3, "upright, at 0"
    assert not is_written(person, QRect(6, 6, 25, high - 40)), "no figures upright"
