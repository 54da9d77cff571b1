"""Light and dark, small and large."""

import re
from dataclasses import fields

import numpy as np
import pytest
from PySide6.QtGui import QColor, QFontInfo
from PySide6.QtWidgets import QApplication

from gui.look.theme import DARK, LIGHT, SYMBOLS, Palette, Theme, stylesheet
from tests.gui.person import Person


def luminance(name: str) -> float:
    def linear(part: float) -> float:
        return part / 12.92 if part <= 0.04045 else float(((part + 0.055) / 1.055) ** 2.4)

    color = QColor(name)
    red, green, blue = (linear(part) for part in (color.redF(), color.greenF(), color.blueF()))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
def test_words_can_be_read_on_every_ground(palette: Palette) -> None:
    for ground in (palette.ground, palette.panel):
        assert contrast(palette.text, ground) > 7
        assert contrast(palette.quiet, ground) > 4.5
        assert contrast(palette.accent, ground) > 3
    assert contrast(palette.text, palette.warn_ground) > 7
    assert contrast(palette.text, palette.accent_ground) > 7
    for ground in (palette.past_ground, palette.panel):
        assert contrast(palette.past, ground) > 4.5
    assert contrast(palette.on_accent, palette.accent) > 4.5


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
def test_points_stand_out_from_the_field(palette: Palette) -> None:
    for color, shade in zip(palette.points, palette.field, strict=True):
        for ground in (shade, palette.field_middle):
            assert contrast(color, QColor(*ground).name()) > 1.5


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
def test_fields_can_be_told_apart(palette: Palette) -> None:
    shades = np.array([*palette.field, palette.field_middle], dtype=float)
    away = np.linalg.norm(shades[:, np.newaxis] - shades, axis=-1) + 1e3 * np.eye(len(shades))
    assert away.min() > 30


def test_every_class_has_a_colour_and_a_shape_of_its_own() -> None:
    for palette in (LIGHT, DARK):
        assert len(set(palette.points)) == len(set(SYMBOLS)) == 6


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("scale", [1.0, 1.25, 2.0])
def test_nothing_is_left_to_fill_in_in_the_style_sheet(palette: Palette, scale: float) -> None:
    text = stylesheet(Theme(palette, scale))
    assert "$" not in text
    for color in re.findall(r"#[0-9a-fA-F]{3,8}\b", text):
        assert QColor(color).isValid()


def test_sizes_grow_with_the_scale() -> None:
    assert Theme(LIGHT, 2.0).px(13) == 26
    assert Theme(LIGHT, 2.0).font(12).pixelSize() == 24


@pytest.mark.parametrize("mono", [False, True])
def test_our_own_fonts_are_used(qapp: QApplication, mono: bool) -> None:
    font = Theme(LIGHT).font(12, mono=mono)
    assert QFontInfo(font).family() == font.family()
    assert QFontInfo(font).fixedPitch() is mono


def test_colours_change_at_once_while_training_runs(person: Person) -> None:
    person.session.resume()
    for palette in (DARK, LIGHT, DARK):
        person.action(f"theme_{palette.name}").trigger()
        person.session.tick()
        image = person.window.grab().toImage()
        edge = image.pixelColor(person.window.width() // 2, image.height() - 4).name()
        assert edge == palette.panel
        corner = person.window.plane.mapTo(person.window, person.window.plane.rect().topLeft())
        assert image.pixelColor(corner.x() - 4, corner.y() + 40).name() == palette.ground
    assert person.session.is_running


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
def test_points_have_the_colours_of_the_palette(drawing: Person, palette: Palette) -> None:
    drawing.action(f"theme_{palette.name}").trigger()
    drawing.click(2, 2)
    assert len(drawing.painted(QColor(palette.points[1]))) > 40


def test_the_chosen_theme_is_marked_and_the_only_one(person: Person) -> None:
    names = ("system", "light", "dark")
    for name in ("dark", "light", "system"):
        person.action(f"theme_{name}").trigger()
        assert [n for n in names if person.action(f"theme_{n}").isChecked()] == [name]


def test_both_palettes_say_the_same_things() -> None:
    for f in fields(Palette):
        assert type(getattr(LIGHT, f.name)) is type(getattr(DARK, f.name))
