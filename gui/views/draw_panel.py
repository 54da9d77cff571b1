"""The tools that draw points, and the class they draw."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from gui.theme import Theme
from gui.widgets.figures import class_text
from gui.widgets.point_icon import point_icon
from gui.widgets.section import Section
from model import Snapshot


class DrawPanel(QWidget):
    """Emits ``label_chosen(label)``; its tool buttons are actions."""

    label_chosen = Signal(int)

    def __init__(self, tools: Sequence[QAction]) -> None:
        """``tools`` become one button each."""
        super().__init__()
        self._section = Section("Draw")
        self._tool_row, self._class_row = QHBoxLayout(), QHBoxLayout()
        self._theme: Theme | None = None
        self._names: tuple[str, ...] = ()
        self._label = 1
        self._group = QButtonGroup(self)
        self._group.idClicked.connect(self.label_chosen)
        self._tools = [self._tool_button(action) for action in tools]
        self._section.body.addLayout(self._tool_row)
        self._section.body.addLayout(self._class_row)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._section)

    def _tool_button(self, action: QAction) -> QToolButton:
        button = QToolButton()
        button.setDefaultAction(action)
        button.setProperty("tool", True)
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.setAccessibleName(action.text())
        self._tool_row.addWidget(button, 1)
        policy = button.sizePolicy()
        button.setSizePolicy(policy.Policy.Expanding, policy.Policy.Fixed)
        return button

    def apply_theme(self, theme: Theme) -> None:
        """Take on these colours and sizes."""
        self._theme = theme
        self._section.apply_theme(theme)
        for button in self._tools:
            button.setIconSize(QSize(theme.px(19), theme.px(19)))
        for row in (self._tool_row, self._class_row):
            row.setSpacing(theme.px(5))
        self._color_classes()

    def show_snapshot(self, snapshot: Snapshot) -> None:
        """Offer the classes of the document."""
        names = snapshot.document.dataset.class_names
        if names != self._names:
            self._names = names
            for button in self._group.buttons():
                self._group.removeButton(button)
                button.hide()
                button.deleteLater()
            before: QWidget = self._tools[-1]
            for label in reversed(range(len(names))):
                button = self._add_class(label, names[label])
                QWidget.setTabOrder(before, button)
                before = button
            self._color_classes()

    @Slot(int)
    def show_label(self, label: int) -> None:
        """Mark the class that is drawn."""
        self._label = label
        button = self._group.button(label)
        if button is not None:
            button.setChecked(True)

    def _add_class(self, label: int, name: str) -> QToolButton:
        button = QToolButton()
        text = class_text(name, label)
        button.setText(text[:1].upper() + text[1:])
        button.setToolTip(f"Draw points of class {name} (key {label + 1})")
        button.setAccessibleName(f"Class {name}")
        button.setCheckable(True)
        button.setProperty("class", True)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        policy = button.sizePolicy()
        button.setSizePolicy(policy.Policy.Expanding, policy.Policy.Fixed)
        button.setChecked(label == self._label)
        self._group.addButton(button, label)
        self._class_row.addWidget(button, 1)
        return button

    def _color_classes(self) -> None:
        if self._theme is None:
            return
        for button in self._group.buttons():
            label = self._group.id(button)
            button.setIcon(point_icon(label, self._theme))
            button.setIconSize(QSize(self._theme.px(15), self._theme.px(15)))
