"""Presets, and how many points they make."""

import numpy as np
import pytest

from model import PRESETS, dataset, new_document
from model.edits import with_points
from tests.gui.person import Person


@pytest.mark.parametrize("name", [name for name in PRESETS if name != "circle"])
def test_a_preset_brings_its_points_and_what_suits_them(person: Person, name: str) -> None:
    person.updates(7)
    before, place = person.document, person.place
    person.press_button(PRESETS[name].title)
    document, preset = person.document, PRESETS[name]
    np.testing.assert_array_equal(person.x, new_document(name, 250).dataset.x)
    assert (document.hidden, document.activation) == (preset.hidden, preset.activation)
    assert document.training == preset.training
    assert person.place.updates == 0
    assert person.undo_text == f"Preset {preset.title}"
    assert preset.title in person.window.windowTitle()
    person.undo()
    assert person.document is before
    np.testing.assert_array_equal(person.place.theta, place.theta)
    assert person.place.curve == place.curve


def test_the_preset_that_made_the_points_is_marked(person: Person) -> None:
    assert [p.title for p in PRESETS.values() if person.button(p.title).isChecked()] == ["Circle"]
    person.press_button("XOR")
    assert [p.title for p in PRESETS.values() if person.button(p.title).isChecked()] == ["XOR"]
    person.undo()
    assert [p.title for p in PRESETS.values() if person.button(p.title).isChecked()] == ["Circle"]


def test_the_picture_of_a_preset_shows_its_points(person: Person) -> None:
    pictures = set()
    for preset in PRESETS.values():
        button = person.button(preset.title)
        image = button.icon().pixmap(button.iconSize()).toImage()
        pictures.add(bytes(image.constBits()))
    assert len(pictures) == len(PRESETS)


def test_the_count_makes_that_many_points_and_starts_afresh(person: Person) -> None:
    person.updates(7)
    before, place = person.document, person.place
    person.enter(person.field("Points"), "37")
    assert len(person.x) == 37
    assert person.undo_text == "Make 37 points"
    assert person.place.updates == 0
    person.undo()
    assert person.document is before
    assert person.place.updates == place.updates
    assert person.field("Points").text() == "250"


def test_noise_moves_the_points_and_keeps_their_classes(person: Person) -> None:
    labels, x = person.labels, person.x
    person.enter(person.field("Noise"), "0.35")
    assert person.labels == labels
    moved = np.hypot(*(person.x - x).T)
    assert 0 < moved.mean() < 1.5
    assert person.undo_text == "Noise 0.35"
    person.undo()
    np.testing.assert_array_equal(person.x, x)


def test_new_noise_makes_other_points_and_can_be_undone(person: Person) -> None:
    x = person.x
    person.press_button("New noise")
    assert not np.array_equal(person.x, x)
    assert person.undo_text == "New noise"
    person.undo()
    np.testing.assert_array_equal(person.x, x)


@pytest.mark.parametrize(
    ("name", "texts"),
    [
        ("Points", ("3", "10001", "7.5", "nan", "many", "")),
        ("Noise", ("-0.1", "1.5", "nan", "loud", "")),
    ],
)
def test_what_is_no_count_or_noise_is_refused_and_marked(
    person: Person, name: str, texts: tuple[str, ...]
) -> None:
    before = person.document
    for text in texts:
        person.enter(person.field(name), text)
        assert person.document is before, text
        assert person.message.startswith(f"{name}: ")
        assert person.field(name).property("wrong")


def test_points_of_a_hand_have_no_count_to_set(drawing: Person) -> None:
    points = dataset([[1.0, 2.0]], [0])
    opened = with_points(drawing.document, points, "points.csv")
    drawing.session.open_points(drawing.nowhere, opened)
    assert not drawing.field("Points").isEnabled()
    assert not drawing.field("Noise").isEnabled()
    assert not drawing.button("New noise").isEnabled()
    drawing.press_button("XOR")
    assert drawing.field("Points").isEnabled()
