"""The choice of colours and text size, by the person or the system."""

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from gui.look.preferences import TEXT_SIZE, THEME, Preferences
from gui.look.theme import DARK, LIGHT, Theme, apply


class Look(QObject):
    """The colours and the size that are chosen, and the theme they make.

    Signals:
        changed(Theme): the theme to draw with from now on.
    """

    changed = Signal(object)

    def __init__(self, preferences: Preferences, parent: QObject) -> None:
        super().__init__(parent)
        self._preferences = preferences
        QGuiApplication.styleHints().colorSchemeChanged.connect(self.apply)

    @property
    def theme(self) -> Theme:
        """The theme that follows from the choices."""
        chosen = self._preferences.get(THEME)
        if chosen == "system":
            dark = QGuiApplication.styleHints().colorScheme() is Qt.ColorScheme.Dark
        else:
            dark = chosen == "dark"
        return Theme(DARK if dark else LIGHT, self._preferences.get(TEXT_SIZE) / 100)

    @property
    def choices(self) -> tuple[str, str]:
        """The ids of the two actions whose choices are in force."""
        return f"theme_{self._preferences.get(THEME)}", f"text_{self._preferences.get(TEXT_SIZE)}"

    def choose(self, action: str) -> None:
        """Apply and remember the choice of the action with this id."""
        kind, value = action.split("_")
        if kind == "theme":
            self._preferences.set(THEME, value)
        else:
            self._preferences.set(TEXT_SIZE, int(value))
        self.apply()

    @Slot()
    def apply(self) -> None:
        """Apply the theme to the application and emit it."""
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        apply(application, self.theme)
        self.changed.emit(self.theme)
