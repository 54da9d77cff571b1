"""Which colours and which size: what the person chose, or what the system says."""

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from gui.look.preferences import TEXT_SIZE, THEME, Preferences
from gui.look.theme import DARK, LIGHT, Theme, apply


class Look(QObject):
    """Emits ``changed(theme)`` when everything is to be drawn otherwise."""

    changed = Signal(object)

    def __init__(self, preferences: Preferences, parent: QObject) -> None:
        """As chosen last time."""
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
        """The ids of the two actions that stand for what is chosen."""
        return f"theme_{self._preferences.get(THEME)}", f"text_{self._preferences.get(TEXT_SIZE)}"

    def choose(self, action: str) -> None:
        """Look as the action of this id says, and remember it."""
        kind, value = action.split("_")
        if kind == "theme":
            self._preferences.set(THEME, value)
        else:
            self._preferences.set(TEXT_SIZE, int(value))
        self.apply()

    @Slot()
    def apply(self) -> None:
        """Give the application and whoever listens the theme."""
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        apply(application, self.theme)
        self.changed.emit(self.theme)
