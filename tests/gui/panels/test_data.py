"""Presets, the settings that their points are made with, and the test points."""

from functools import partial

import numpy as np
import pytest

from gui.session.intents import Intent
from model import PRESETS, dataset, new_document
from model.run.edits import with_generated, with_points, with_split
from model.run.pace import FULL
from tests.gui.controls import slide
from tests.gui.person import Person

OTHERS = [name for name in PRESETS if name != "circle"]


def test_each_preset_brings_its_points_and_what_suits_them(person: Person) -> None:
    person.updates(7)
    before, place = person.document, person.place
    for name in OTHERS:
        person.press_button(PRESETS[name].title)
        document, preset, asked = person.document, PRESETS[name], new_document(name, 250)
        np.testing.assert_array_equal(person.x, asked.dataset.x)
        assert person.labels == asked.dataset.labels.tolist()
        assert (document.hidden, document.activation) == (asked.hidden, asked.activation)
        assert document.training == preset.training
        assert (document.scaling is not None) == preset.scaled
        assert person.place.updates == 0
        assert person.undo_text == f"Preset {preset.title}"
        assert preset.title in person.window.windowTitle()
        person.undo()
        assert person.document is before, name
        np.testing.assert_array_equal(person.place.theta, place.theta)
        assert person.place.curve == place.curve


def test_the_preset_that_made_the_points_is_marked(person: Person) -> None:
    assert [p.title for p in PRESETS.values() if person.button(p.title).isChecked()] == ["Circle"]
    person.press_button("XOR")
    assert [p.title for p in PRESETS.values() if person.button(p.title).isChecked()] == ["XOR"]
    person.undo()
    assert [p.title for p in PRESETS.values() if person.button(p.title).isChecked()] == ["Circle"]


def test_the_picture_of_a_preset_shows_its_points_and_all_of_its_title(person: Person) -> None:
    pictures = set()
    for preset in PRESETS.values():
        button = person.button(preset.title)
        image = button.icon().pixmap(button.iconSize()).toImage()
        pictures.add(bytes(image.constBits()))
        assert button.fontMetrics().horizontalAdvance(preset.title) <= button.width() - 2
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


def test_a_gate_has_as_many_points_as_it_has_and_what_follows_has_the_usual_number(
    person: Person,
) -> None:
    person.enter(person.field("Points"), "600")
    person.press_button("Moons")
    assert len(person.x) == 600, "the number is kept from one preset to the next"
    for gate, count in (("AND", 4), ("NOT", 2)):
        person.press_button(gate)
        assert len(person.x) == count
        assert person.field("Points").text() == str(count)
        assert not person.field("Points").isEnabled()
        assert person.field("Noise").isEnabled()
    person.press_button("Moons")
    assert len(person.x) == 250


@pytest.mark.parametrize(
    ("gate", "classifier", "activation"),
    [("AND", "perceptron", None), ("XOR gate", "network", "step")],
)
def test_a_gate_is_solved_by_hand_or_learned(
    person: Person, gate: str, classifier: str, activation: str | None
) -> None:
    assert "Learn it" not in person.words, "the circle has no weights to be set by hand"
    person.press_button(gate)
    assert person.button("Learn it").isChecked()
    before = person.document
    person.press_button("Solved by hand")
    assert person.undo_text == "Solve by hand"
    assert person.button("Solved by hand").isChecked()
    assert person.document.classifier_name == classifier
    assert activation in (None, person.document.activation)
    assert person.viewer.snapshot().measured.right == 4, "nothing needs to be trained"
    person.press_button("Learn it")
    assert person.undo_text == "Learn it"
    assert person.button("Learn it").isChecked()
    assert person.viewer.snapshot().measured.right < 4
    person.window.timing.choose(FULL)
    person.press_button("Run")
    for _ in range(10):
        person.session.tick()
    assert person.viewer.snapshot().measured.right == 4, "it is learned"
    person.undo()
    person.undo()
    assert person.document is before


def test_the_whole_numbers_of_a_lesson_are_one_choice_away_and_say_why_they_look_so(
    person: Person,
) -> None:
    person.press_button("XOR gate")
    assert "Whole numbers" not in person.words
    person.press_button("Solved by hand")
    assert person.button("Half-way").isChecked()
    assert "the band between them is red" in " ".join(person.texts(person.window))
    assert person.place.theta.tolist() == [-1, -1, 1.5, 1, 1, -0.5, 1, 1, -1.5]
    between = person.document
    person.press_button("Whole numbers")
    assert person.undo_text == "Whole-number biases"
    assert person.button("Solved by hand").isChecked()
    assert person.button("Whole numbers").isChecked()
    assert "NAND and OR touch in one, x₁ + x₂ = 1" in " ".join(person.texts(person.window))
    assert person.place.theta.tolist() == [-1, -1, 1, 1, 1, -1, 1, 1, -2]
    lesson = person.document
    person.press_button("Solved by hand")
    assert person.document is lesson, "it is solved already"
    person.undo()
    assert person.document is between
    person.press_button("AND")
    assert "Whole numbers" not in person.words
    person.press_button("2 lines")
    assert "Whole numbers" not in person.words, "they have no other"


def test_what_is_solved_when_it_is_loaded_says_so(person: Person) -> None:
    person.press_button("2 lines")
    assert person.button("Solved by hand").isChecked()
    person.press_button("New start")
    assert person.button("Learn it").isChecked(), "its weights are no longer the solution"


def test_blobs_are_of_two_to_six_classes_and_a_circle_is_of_two(person: Person) -> None:
    assert not person.slider("Classes").isVisible()
    person.press_button("Blobs")
    person.enter(person.field("Classes"), "6")
    assert sorted(set(person.labels)) == [0, 1, 2, 3, 4, 5]
    assert len(person.x) == 250
    assert person.undo_text == "Make 6 classes"
    person.qtbot.waitUntil(lambda: "Teal 5" in person.words)  # its points can be drawn
    slide(person.slider("Classes"), 0.5)
    assert person.document.dataset.classes == 4
    person.enter(person.field("Classes"), "7")
    assert person.message == "Classes: '7': expected a number of classes, 2 to 6"
    assert person.document.dataset.classes == 4
    person.press_button("Circle")
    assert person.document.dataset.classes == 2


def test_noise_moves_the_points_and_keeps_their_classes(person: Person) -> None:
    labels, x = person.labels, person.x
    person.enter(person.field("Noise"), "0.35")
    assert person.labels == labels
    moved = np.hypot(*(person.x - x).T)
    assert 0 < moved.mean() < 1.5
    assert person.undo_text == "Noise 0.35"
    person.undo()
    np.testing.assert_array_equal(person.x, x)


def test_a_seed_makes_the_very_same_points_again(person: Person) -> None:
    first, x = person.document, person.x
    person.press_button("New noise")
    assert not np.array_equal(person.x, x)
    assert person.undo_text == "New noise"
    assert person.field("Seed").text() == "1"
    person.enter(person.field("Seed"), "0")
    np.testing.assert_array_equal(person.x, x)
    assert person.undo_text == "Seed 0"
    person.enter(person.field("Seed"), "0007")
    assert first.generated is not None
    np.testing.assert_array_equal(
        person.x, with_generated(first, first.generated, 7).dataset.x, "seed 7 is seed 7"
    )
    for _ in range(3):
        person.undo()
    assert person.document is first


def test_a_share_of_the_points_is_held_back_and_split_anew(person: Person) -> None:
    before = person.document
    split = person.button("New split")
    assert not split.isEnabled()
    person.enter(person.field("Test share"), "20%")
    assert person.undo_text == "Test share 20%"
    held = person.document.test_mask()
    assert held.sum() == 50
    assert "200 train · 50 test" in person.texts(person.window.status_bar)
    person.press_button("New split")
    assert person.undo_text == "New split"
    assert person.document.test_mask().sum() == 50
    assert not np.array_equal(person.document.test_mask(), held)
    slide(person.slider("Test share"), 1.0)
    assert person.document.test_mask().sum() == 225
    person.undo()
    person.undo()
    np.testing.assert_array_equal(person.document.test_mask(), held)
    person.undo()
    assert person.document is before


REFUSED = {
    "Points": ("3", "10001", "7.5", "nan", "many", ""),
    "Noise": ("-0.1", "1.5", "nan", "loud", ""),
    "Test share": ("-1", "91", "100%", "nan", "a fifth", "%", ""),
    "Seed": ("-1", "1.5", "1e10", "²", "12345678901", "seed", ""),
}


def test_what_makes_no_sense_is_refused_and_marked(person: Person) -> None:
    before = person.document
    for name, texts in REFUSED.items():
        for text in texts:
            person.enter(person.field(name), text)
            assert person.document is before, (name, text)
            assert person.message.startswith(f"{name}: ")
            assert "expected" in person.message
            assert person.field(name).property("wrong")


def test_points_of_a_hand_have_no_count_to_set(drawing: Person) -> None:
    points = dataset([[1.0, 2.0]], [0])
    opened = with_points(drawing.document, points, "points.csv")
    drawing.session.open_points(drawing.nowhere, opened)
    for name in ("Points", "Noise", "Seed", "Test share"):
        assert not drawing.field(name).isEnabled(), name
    assert drawing.field("Points").text() == "1", "as many as there are"
    assert drawing.field("Noise").text() == ""
    assert not drawing.button("New noise").isEnabled()
    drawing.press_button("XOR")
    for name in ("Points", "Noise", "Seed", "Test share"):
        assert drawing.field(name).isEnabled(), name
    assert drawing.field("Noise").text() == "0.10"


def test_a_gate_is_trained_on_whole_and_says_that_the_test_share_waits(person: Person) -> None:
    person.press_button("Blobs")
    person.enter(person.field("Test share"), "25%")
    person.press_button("XOR gate")
    assert "4 points · 2 blue · 2 red" in person.texts(person.window.status_bar)
    note = "The test share of 25% waits for other points. A gate is its whole table: "
    assert any(text.startswith(note) for text in person.texts(person.window))
    for control in (person.field("Test share"), person.button("New split")):
        assert not control.isEnabled()
        assert "all rows are trained on" in " ".join(control.toolTip().split())
    person.press_button("Perceptron")
    person.epochs(30)
    assert person.viewer.snapshot().measured.right < 4
    person.press_button("Moons")
    assert person.document.test_mask().sum() == 62
    assert person.field("Test share").isEnabled()
    assert not any("waits for other points" in text for text in person.texts(person.window))


def test_a_class_that_is_not_trained_on_is_said_below_the_plane(drawing: Person) -> None:
    points = dataset([[1.0, 2.0], [2.0, 1.0], [3.0, 3.0], [-1.0, 0.0]], [0, 0, 0, 1])
    opened = with_points(drawing.document, points, "points.csv")
    drawing.session.open_points(drawing.nowhere, opened)
    hint = drawing.window.workspace.hint
    assert not hint.isVisible()
    said = "No point of class red can be learned from, as all are test points"

    def is_said_where_it_is_so() -> bool:
        trained = drawing.document.dataset.labels[~drawing.document.test_mask()]
        return hint.text().startswith(said) is not bool(trained.any())

    for seed in range(20):
        drawing.session.perform(Intent("Split", partial(with_split, share=0.5, seed=seed)))
        drawing.qtbot.waitUntil(is_said_where_it_is_so)
