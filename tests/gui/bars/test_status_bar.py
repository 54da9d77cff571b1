"""The status bar."""

import re
from itertools import pairwise

import numpy as np
import pytest
from PySide6.QtCore import QRect
from PySide6.QtWidgets import QLabel

from gui.bars.status_bar import MESSAGE_MS
from gui.look.number_text import grouped
from gui.session.intents import Intent
from model import Document, dataset, new_document
from model.data.dataset import CLASS_NAMES
from model.plane.slice import Slice
from model.run.document import Generated
from model.run.edits import (
    with_classifier,
    with_generated,
    with_points,
    with_solution,
    with_split,
)
from tests.gui.conftest import OpenWindow, empty_document
from tests.gui.person import RIGHT, Person


def blobs(classes: int, count: int = 60) -> Document:
    document = with_classifier(new_document("blobs"), "logistic")
    return with_generated(document, Generated("blobs", count, 0.1, classes), 0)


def shown(person: Person) -> str:
    return " | ".join(person.texts(person.window.status_bar))


@pytest.mark.parametrize("spot", [(1.5, -0.75), (-3.0, 2.0), (0.0, 0.0)])
def test_the_probability_under_the_cursor_is_the_classifiers(
    person: Person, spot: tuple[float, float]
) -> None:
    person.epochs(3)
    person.hover(*spot)
    x, y = person.at_pixel(person.spot(*spot))
    p = person.document.classifier.probabilities(person.place.theta, np.array([[x, y]]))[0, 1]
    assert f"P(red) = {p:.2f}" in shown(person)
    assert f"x₁ {x:z6.2f}  x₂ {y:z6.2f}".replace("-", "−") in shown(person)


def test_coordinates_far_from_0_are_told_apart_and_have_room(open_window: OpenWindow) -> None:
    rng = np.random.default_rng(3)
    data = dataset(rng.normal(-1e8, 1, (40, 2)), np.arange(40) % 2)
    person = open_window(with_points(empty_document(), data, "far"))
    said = set()
    for index in (0, 1):
        person.hover(*person.x[index])
        bar = person.window.status_bar
        label = next(each for each in bar.findChildren(QLabel) if "x₁" in each.text())
        assert label.fontMetrics().horizontalAdvance(label.text()) <= label.width()
        said.add(label.text())
    assert len(said) == 2


def test_it_follows_the_training_while_the_mouse_rests(person: Person) -> None:
    person.hover(0.3, 0.2)
    before = shown(person)
    person.epochs(40)
    p = person.viewer.snapshot().probabilities_at(*person.at_pixel(person.spot(0.3, 0.2)))[1]
    assert shown(person) != before
    assert f"P(red) = {p:.2f}" in shown(person)


def test_it_follows_the_plane_that_is_zoomed_under_the_cursor(person: Person) -> None:
    pixel = person.spot(3, 2)
    person.hover(3, 2)
    person.action("zoom_out").trigger()
    x, _ = person.at_pixel(pixel)
    assert f"x₁ {x:6.2f}" in shown(person)


def test_a_perceptron_says_a_class_instead(open_window: OpenWindow) -> None:
    person = open_window(with_classifier(empty_document(), "perceptron"))
    person.click(-3, 0, RIGHT)
    person.click(3, 0)
    person.epochs(5)
    person.hover(3, 0)
    assert "→ red" in shown(person)
    person.hover(-3, 0)
    assert "→ blue" in shown(person)
    assert "P(" not in shown(person)


def test_of_many_classes_the_winner_is_named_with_its_probability(open_window: OpenWindow) -> None:
    person = open_window(blobs(6))
    person.epochs(20)
    seen = set()
    for x, y in person.x[:6].tolist():
        person.hover(x, y)
        where = np.array([person.at_pixel(person.spot(x, y))])
        p = person.document.classifier.probabilities(person.place.theta, where)[0]
        assert f"P({CLASS_NAMES[p.argmax()]}) = {p.max():.2f}" in shown(person)
        seen.add(int(p.argmax()))
    assert len(seen) > 3
    person.session.perform(
        Intent("Perceptron", lambda document: with_classifier(document, "perceptron"))
    )
    person.epochs(20)
    where = np.array([person.at_pixel(person.spot(*person.x[5].tolist()))])
    person.hover(*person.x[4].tolist())
    person.hover(*person.x[5].tolist())
    classifier = person.document.classifier
    winner = CLASS_NAMES[classifier.classes_of(classifier.scores(person.place.theta, where))[0]]
    assert f"→ {winner}" in shown(person)
    assert "P(" not in shown(person)


def test_coordinates_have_the_names_of_the_features(open_window: OpenWindow) -> None:
    person = open_window(new_document("students"))
    person.hover(5.0, 5.0)
    assert re.search(r"test +(4\.99|5\.0\d)  grades +(4\.99|5\.0\d) ", shown(person))
    person.viewer.show_slice(Slice((3, 2), (5.0, 5.0, 5.0, 5.0)))
    person.hover(4.0, 6.0)
    assert re.search(r"interview +(3\.99|4\.0\d)  essay +(5\.99|6\.0\d) ", shown(person))


def test_of_one_feature_there_is_one_coordinate(open_window: OpenWindow) -> None:
    person = open_window(with_solution(new_document("gate_not")))
    person.hover(0.75, 0.1)
    assert "x₁  0.75" in shown(person)
    assert "x₂" not in shown(person)


def test_nothing_is_said_of_a_cursor_that_is_elsewhere(person: Person) -> None:
    person.hover(0, 0)
    assert "P(red)" in shown(person)
    person.hover_over(person.button("Run"))
    assert "P(red)" not in shown(person)


def test_points_are_counted_by_class(drawing: Person) -> None:
    drawing.click(1, 1)
    drawing.click(2, 1)
    drawing.click(3, 1, RIGHT)
    assert "3 points · 1 blue · 2 red" in shown(drawing)
    drawing.undo()
    assert "2 points · 0 blue · 2 red" in shown(drawing)


def test_training_and_test_points_are_counted(open_window: OpenWindow) -> None:
    person = open_window(with_split(new_document(), 0.2, 0))
    assert "200 train · 50 test" in shown(person)


@pytest.mark.parametrize(("width", "size"), [(1024, 100), (1024, 200), (1440, 200)])
def test_nothing_is_cut_off_and_nothing_covers_anything(
    open_window: OpenWindow, width: int, size: int
) -> None:
    person = open_window(blobs(6, 10_000), (width, 700))
    person.action(f"text_{size}").trigger()
    person.window.resize(width, 700)
    bar = person.window.status_bar
    bar.show_rates(57.0, 1234.0)
    person.hover(-1.0, 1.0)
    for message in ("", "Something to say", "x" * 300):
        bar.say(message)
        labels = [label for label in bar.findChildren(QLabel) if label.text()]
        rects = sorted((label.geometry() for label in labels), key=QRect.left)
        assert bar.rect().contains(rects[0])
        assert bar.rect().contains(rects[-1])
        assert all(a.right() < b.left() for a, b in pairwise(rects))
        for label in labels:
            wide = label.fontMetrics().horizontalAdvance(label.text())
            assert wide <= label.width() or len(label.text()) == 300
    assert "P(" in shown(person)


def test_counts_are_shortened_where_there_is_no_room(open_window: OpenWindow) -> None:
    person = open_window(blobs(6, 10_000), (1440, 700))
    assert f"{grouped(1666)} teal" in shown(person)
    person.window.resize(1024, 700)
    person.qtbot.waitUntil(lambda: person.window.status_bar.width() == 1024)
    assert f"{grouped(10_000)} points · 6 classes" in shown(person)


def test_nothing_jumps_as_the_cursor_moves(person: Person) -> None:
    seen = set()
    for spot in ((-3.21, 0.5), (3.21, -0.5), (0.0, 4.0), (-4.0, -4.0)):
        person.hover(*spot)
        bar = person.window.status_bar
        labels = bar.findChildren(QLabel)
        position = next(label for label in labels if "x₁" in label.text())
        seen.add((position.text().index("x₂"), *(label.x() for label in labels)))
    assert len(seen) == 1


def test_the_pace_is_shown_while_training_runs_and_not_after(person: Person) -> None:
    person.session.resume()
    person.qtbot.waitUntil(lambda: "epochs/s" in shown(person))
    person.session.pause()
    assert "epochs/s" not in shown(person)


def test_a_message_goes_by_itself(person: Person) -> None:
    bar = person.window.status_bar
    bar.say("Something to say")
    assert person.message == "Something to say"
    assert bar.forgetting.remainingTime() == pytest.approx(MESSAGE_MS, abs=1000)
    bar.forgetting.setInterval(0)
    person.qtbot.waitUntil(lambda: person.message == "")


def test_a_long_message_leaves_the_window_as_it_is(person: Person) -> None:
    person.window.resize(1024, 700)
    person.qtbot.waitUntil(lambda: person.window.width() == 1024)
    least = person.window.minimumSizeHint().width()
    person.window.status_bar.say("A long sentence that goes on and on. " * 20)
    person.picture()
    assert person.window.minimumSizeHint().width() <= max(least, 1024)
    assert person.window.width() == 1024


@pytest.mark.parametrize("width", [900, 1024, 1440])
def test_counts_stand_still_while_messages_come_and_points_are_drawn(
    open_window: OpenWindow, width: int
) -> None:
    person = open_window(empty_document(), (width, 700))
    bar = person.window.status_bar
    counts = next(label for label in bar.findChildren(QLabel) if "points" in label.text())
    seen = set()
    for message in ("", "Something to say", "A sentence that goes on and on. " * 9):
        bar.say(message)
        seen.add((counts.x(), bar.message.x(), " ".join(counts.text().split()[1:2])))
        for x in range(6):
            person.click(x - 3, len(seen))
            seen.add((counts.x(), bar.message.x(), " ".join(counts.text().split()[1:2])))
    assert len({places[:2] for places in seen}) == 1
