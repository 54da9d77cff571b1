"""A button with the picture and the title of a preset."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QSizePolicy, QToolButton

from gui.controls.tips import tip
from gui.look.theme import Theme
from gui.panels.thumbnail import HEIGHT, WIDTH, thumbnail
from model.data.preset import Preset

HIGH = 56  # designed pixels


class PresetButton(QToolButton):
    """A button as wide as its column, checked for the preset that made the points."""

    def __init__(self, preset: Preset) -> None:
        super().__init__()
        self._name = preset.name
        self.setText(preset.title)
        self.setToolTip(tip(preset.description))
        self.setAccessibleName(f"Preset {preset.title}")
        self.setAccessibleDescription(preset.description)
        self.setCheckable(True)
        self.setProperty("preset", True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Return a size just wide enough for the title, without Qt's margins."""
        return QSize(self.fontMetrics().horizontalAdvance(self.text()) + 2, self.height())

    def apply_theme(self, theme: Theme) -> None:
        """Apply the colours and sizes of ``theme``."""
        self.setIcon(thumbnail(self._name, theme, self.devicePixelRatioF()))
        self.setIconSize(QSize(theme.px(WIDTH), theme.px(HEIGHT)))
        self.setFixedHeight(theme.px(HIGH))
