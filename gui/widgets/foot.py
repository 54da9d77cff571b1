"""What stands below the plane: a hint where there is one, and a chart."""

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from gui.theme import Theme

HIGH = 112  # designed pixels, of both together
LEAST = 64  # below which there is no chart


class Foot(QWidget):
    """Equally high with a hint and without: the chart makes room for it, and the plane rests."""

    def __init__(self, hint: QWidget, chart: QWidget) -> None:
        """``hint`` comes and goes by itself."""
        super().__init__()
        self._chart = chart
        self._least = LEAST
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.addWidget(hint)
        self._layout.addWidget(chart, 1)

    def apply_theme(self, theme: Theme) -> None:
        """Take on these sizes."""
        self._layout.setSpacing(theme.px(8))
        self._least = theme.px(LEAST)
        self.setMinimumHeight(1)
        self.setMaximumHeight(theme.px(HIGH))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a very low window the plane needs all the room."""
        super().resizeEvent(event)
        self._chart.setVisible(self.height() >= self._least)
