"""Buttons that Tab reaches and whose click leaves the focus on the plane."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QAbstractButton, QPushButton, QToolButton, QWidget

from gui.controls.tips import tip


def push_button(text: str, words: str, name: str = "") -> QPushButton:
    """Return a push button with the tooltip ``words`` and the accessible name ``name``."""
    button = QPushButton()
    _prepare(button, text, words, name)
    return button


def tool_button(
    text: str, words: str, name: str = "", kind: str = "", parent: QWidget | None = None
) -> QToolButton:
    """Return a small button; ``kind`` is the property that the style sheet selects."""
    button = QToolButton(parent)
    _prepare(button, text, words, name)
    if kind:
        button.setProperty(kind, True)
    return button


def action_tool_button(action: QAction, style: Qt.ToolButtonStyle, kind: str = "") -> QToolButton:
    """Return a small button that shows an action and triggers it."""
    button = QToolButton()
    button.setDefaultAction(action)
    button.setToolButtonStyle(style)
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    if kind:
        button.setProperty(kind, True)
    return button


def _prepare(button: QAbstractButton, text: str, words: str, name: str) -> None:
    button.setText(text)
    button.setToolTip(tip(words))
    button.setAccessibleName(name or text)
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
