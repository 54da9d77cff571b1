"""The tools that draw points, and the class they draw."""

from collections.abc import Sequence
from itertools import takewhile

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QButtonGroup,
    QGridLayout,
    QHBoxLayout,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from gui.controls.buttons import action_tool_button
from gui.controls.class_button import ClassButton
from gui.controls.section import Section
from gui.look.theme import Theme
from model import Snapshot

COLUMNS = 2  # classes side by side


class DrawPanel(QWidget):
    """Buttons for the tools, which are actions, and for the classes.

    Signals:
        label_chosen(int): the label of the class that was clicked.
    """

    label_chosen = Signal(int)

    def __init__(
        self,
        tools: Sequence[QAction],
        more: Sequence[QAction],
        add_class: QAction,
        remove_class: QAction,
    ) -> None:
        """Make a button for each action, smaller ones for ``more``."""
        super().__init__()
        self._section = Section("Draw")
        self._theme: Theme | None = None
        self._names: tuple[str, ...] = ()
        self._label = 1
        self._classes: list[ClassButton] = []
        self._group = QButtonGroup(self)
        self._group.idClicked.connect(self.label_chosen)
        self._tools = [_button(action, "tool") for action in tools]
        self._more = [_button(action, "minor") for action in more]
        self._add, self._remove = _button(add_class, "class"), _button(remove_class, "class")
        self._tool_row, self._more_row = _row(self._tools), _row(self._more)
        self._class_grid = QGridLayout()
        for column in range(COLUMNS):
            self._class_grid.setColumnStretch(column, 1)
        self._class_grid.addWidget(self._add, 0, COLUMNS)
        self._class_grid.addWidget(self._remove, 1, COLUMNS)
        for part in (self._tool_row, self._class_grid, self._more_row):
            self._section.body.addLayout(part)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._section)

    def apply_theme(self, theme: Theme) -> None:
        """Apply the colours and sizes of ``theme``."""
        self._theme = theme
        self._section.apply_theme(theme)
        for button in self._tools:
            button.setIconSize(QSize(theme.px(19), theme.px(19)))
        for button in (*self._more, self._add, self._remove):
            button.setIconSize(QSize(theme.px(14), theme.px(14)))
        for button in (self._add, self._remove):
            button.setFixedWidth(theme.px(32))
        for part in (self._tool_row, self._class_grid, self._more_row):
            part.setSpacing(theme.px(5))
        for offered in self._classes:
            offered.apply_theme(theme)

    def show_snapshot(self, snapshot: Snapshot) -> None:
        """Show the classes of the document."""
        names = snapshot.document.dataset.class_names
        if names != self._names:
            self._names = names
            self._offer(names)

    @Slot(int)
    def show_label(self, label: int) -> None:
        """Check the button of the class that is drawn."""
        self._label = label
        button = self._group.button(label)
        if button is not None:
            button.setChecked(True)

    def _offer(self, names: Sequence[str]) -> None:
        same = (old.name == name for old, name in zip(self._classes, names, strict=False))
        kept = len(list(takewhile(bool, same)))
        for old in self._classes[kept:]:
            self._group.removeButton(old)
            self._class_grid.removeWidget(old)
            old.hide()
            old.deleteLater()
        added = [ClassButton(names[label], label) for label in range(kept, len(names))]
        self._classes[kept:] = added
        for button in added:
            button.setChecked(button.label == self._label)
            self._group.addButton(button, button.label)
            if self._theme is not None:
                button.apply_theme(self._theme)
        # With two classes, red comes first, since it is drawn at the start.
        shown = self._classes[::-1] if len(names) == 2 else self._classes
        for place, button in enumerate(shown):
            self._class_grid.addWidget(button, *divmod(place, COLUMNS))
        self._remove.setVisible(len(names) > 2)


def _button(action: QAction, kind: str) -> QToolButton:
    styles = {
        "tool": Qt.ToolButtonStyle.ToolButtonTextUnderIcon,
        "minor": Qt.ToolButtonStyle.ToolButtonTextBesideIcon,
        "class": Qt.ToolButtonStyle.ToolButtonIconOnly,
    }
    button = action_tool_button(action, styles[kind], kind)
    if kind != "class":  # the text of those changes with the classes
        button.setAccessibleName(action.text())
    button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
    return button


def _row(buttons: Sequence[QToolButton]) -> QHBoxLayout:
    row = QHBoxLayout()
    for button in buttons:
        row.addWidget(button, 1)
    return row
