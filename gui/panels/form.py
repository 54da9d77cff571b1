"""Controls below each other, each with its label on the left."""

from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from gui.look.theme import Theme

LABEL = 88  # designed pixels, the width of a label here and beside the sliders


class Form(QWidget):
    """Two columns: the labels, and the controls, which take the remaining width."""

    def __init__(self) -> None:
        super().__init__()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setColumnStretch(1, 1)
        self._labels: list[QLabel] = []

    def add(self, text: str, control: QWidget) -> None:
        """Add a control; its label gets the same tooltip."""
        label = QLabel(text)
        label.setProperty("quiet", True)
        label.setBuddy(control)
        label.setToolTip(control.toolTip())
        row = self._grid.rowCount()
        self._grid.addWidget(label, row, 0)
        self._grid.addWidget(control, row, 1)
        self._labels.append(label)

    def add_wide(self, widget: QWidget) -> None:
        """Add a widget across both columns."""
        self._grid.addWidget(widget, self._grid.rowCount(), 0, 1, 2)

    def apply_theme(self, theme: Theme) -> None:
        """Apply the sizes of ``theme``."""
        self._grid.setSpacing(theme.px(6))
        for label in self._labels:
            label.setFixedWidth(theme.px(LABEL))
