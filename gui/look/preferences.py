"""Preferences that are saved between starts, as a table over QSettings."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Generic, TypeVar

from PySide6.QtCore import QByteArray, QSettings

from model.run.history import BUDGET
from model.run.pace import PACES

Value = TypeVar("Value")


@dataclass(frozen=True)
class Preference(Generic[Value]):
    """A preference: its key, its default, how to read it, and which values are valid."""

    key: str
    default: Value
    read: Callable[[object], Value]
    is_valid: Callable[[Value], bool] = lambda value: True


def _is_folder(value: str) -> bool:
    return Path(value).is_dir()


def _bytes(value: object) -> QByteArray:
    return value if isinstance(value, QByteArray) else QByteArray()


THEME = Preference("theme", "system", str, lambda value: value in ("system", "light", "dark"))
TEXT_SIZE = Preference("text_size", 100, lambda v: int(str(v)), lambda v: v in (100, 125, 150, 200))
SNAP = Preference("snap", False, lambda value: value in (True, "true"))
LEFT_PANEL = Preference("left_panel", True, lambda value: value in (True, "true"))
CHART = Preference("chart", True, lambda value: value in (True, "true"))
PANEL = Preference("panel", True, lambda value: value in (True, "true"))
LEGEND = Preference("legend", True, lambda value: value in (True, "true"))
PACE = Preference("pace", "", str, lambda value: value in PACES)
MOTION = Preference("motion", True, lambda value: value in (True, "true"))
HIDDEN = Preference("train_hidden", False, lambda value: value in (True, "true"))
HISTORY = Preference(  # the megabytes that the keyframes of a run may take; set in the file alone
    "history_megabytes", BUDGET // 10**6, lambda value: int(str(value)), lambda value: value >= 1
)
TIMELINE = Preference("timeline", "log_up", str)  # its toggles that are down, by commas
GEOMETRY = Preference("window/geometry", QByteArray(), _bytes)
FOLDED = Preference("folded", "", str)  # titles of sections, separated by commas
OPEN_FOLDER = Preference("folders/open", str(Path.home()), str, _is_folder)
EXPORT_FOLDER = Preference("folders/export", str(Path.home()), str, _is_folder)


class Preferences:
    """Reads and writes preferences; one that cannot be read has its default."""

    def __init__(self, settings: QSettings) -> None:
        self._settings = settings

    def get(self, preference: Preference[Value]) -> Value:
        """Return the value that was set last if it is still valid, else the default."""
        stored = self._settings.value(preference.key)
        if stored is None:
            return preference.default
        try:
            value = preference.read(stored)
        except (TypeError, ValueError):
            return preference.default
        return value if preference.is_valid(value) else preference.default

    def set(self, preference: Preference[Value], value: Value) -> None:
        """Save a value."""
        self._settings.setValue(preference.key, value)


def settings_of_user() -> QSettings:
    """Return the settings file of the user."""
    return QSettings(
        QSettings.Format.IniFormat, QSettings.Scope.UserScope, "dividing-line", "dividing-line"
    )
