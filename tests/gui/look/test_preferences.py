"""Preferences that last between two starts."""

from pathlib import Path

import pytest
from PySide6.QtCore import QSettings

from gui.look.preferences import (
    EXPORT_FOLDER,
    GEOMETRY,
    OPEN_FOLDER,
    SNAP,
    TEXT_SIZE,
    THEME,
    Preferences,
)
from gui.look.theme import DARK
from tests.gui.conftest import OpenWindow, empty_document

BROKEN = """[General]
theme=purple
text_size=enormous
snap=@Invalid()

[window]
geometry=nonsense

[folders]
open=/nowhere/at/all
export=12
"""


def preferences(file: Path) -> Preferences:
    return Preferences(QSettings(str(file), QSettings.Format.IniFormat))


def test_theme_size_and_snap_are_as_they_were_left(open_window: OpenWindow) -> None:
    person = open_window()
    for id_ in ("theme_dark", "text_125", "snap"):
        person.action(id_).trigger()
    person.window.close()
    again = open_window(empty_document())
    assert again.action("theme_dark").isChecked()
    assert again.action("text_125").isChecked()
    assert again.window.look.theme.palette is DARK
    assert again.window.look.theme.scale == 1.25
    assert again.action("snap").isChecked()
    again.click(2.3, 1.7)
    assert again.x.tolist() == [[2.0, 2.0]]


def test_the_window_is_as_high_as_it_was_left(open_window: OpenWindow) -> None:
    # The offscreen platform's screen is no wider than the narrowest window.
    person = open_window(size=(800, 610))
    assert person.window.height() == 610
    person.window.close()
    assert open_window().window.height() == 610


def test_broken_settings_give_the_defaults(open_window: OpenWindow, settings_file: Path) -> None:
    settings_file.write_text(BROKEN, encoding="utf-8")
    kept = preferences(settings_file)
    assert kept.get(THEME) == THEME.default
    assert kept.get(TEXT_SIZE) == TEXT_SIZE.default
    assert kept.get(SNAP) is SNAP.default
    assert kept.get(GEOMETRY) == GEOMETRY.default
    for folder in (OPEN_FOLDER, EXPORT_FOLDER):
        assert kept.get(folder) == folder.default
    person = open_window()
    assert person.action("theme_system").isChecked()
    assert person.action("text_100").isChecked()
    assert person.window.width() > 600


@pytest.mark.parametrize("content", [b"\x00\xff\xfe\x01" * 50, b"[General", b"snap=\n=\n[]\n\n"])
def test_a_settings_file_of_rubbish_is_survived(
    open_window: OpenWindow, settings_file: Path, content: bytes
) -> None:
    settings_file.write_bytes(content)
    person = open_window()
    person.action("theme_light").trigger()
    assert person.window.isVisible()


def test_values_are_kept_in_the_file(settings_file: Path, tmp_path: Path) -> None:
    kept = preferences(settings_file)
    kept.set(OPEN_FOLDER, str(tmp_path))
    kept.set(TEXT_SIZE, 150)
    del kept
    again = preferences(settings_file)
    assert again.get(OPEN_FOLDER) == str(tmp_path)
    assert again.get(TEXT_SIZE) == 150


def test_a_folder_that_is_gone_is_forgotten(settings_file: Path, tmp_path: Path) -> None:
    kept = preferences(settings_file)
    folder = tmp_path / "folder"
    folder.mkdir()
    kept.set(EXPORT_FOLDER, str(folder))
    assert kept.get(EXPORT_FOLDER) == str(folder)
    folder.rmdir()
    assert kept.get(EXPORT_FOLDER) == EXPORT_FOLDER.default
