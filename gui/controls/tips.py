"""Tooltips, and controls disabled with a reason."""

from textwrap import wrap

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

WIDEST = 58  # characters of a line
WORDS, WHY = "words", "why"  # properties: what a control does, and why it is disabled


def tip(words: str) -> str:
    """Return the words broken into lines, which Qt does not do for plain text."""
    return "\n".join(part for line in words.splitlines() for part in wrap(line, WIDEST) or [""])


def describe(control: QWidget | QAction, words: str) -> None:
    """Say in the tooltip of a control what it does; while it is disabled, that says why."""
    control.setProperty(WORDS, tip(words))
    _show(control)


def disable(control: QWidget | QAction, why: str) -> None:
    """Disable a control and show the reason as its tooltip; enable it where ``why`` is empty."""
    if why != (control.property(WHY) or ""):
        control.setProperty(WHY, why)
        inside = control.findChildren(QWidget) if isinstance(control, QWidget) else []
        for part in (control, *inside):
            if part.property(WORDS) is None:
                part.setProperty(WORDS, part.toolTip())
            _show(part)
    control.setEnabled(not why)


def _show(control: QWidget | QAction) -> None:
    """Show why a control, or what it is part of, is disabled, else what it does."""
    why = control.property(WHY) or ""
    around = control.parentWidget() if isinstance(control, QWidget) else None
    while around is not None:
        why = around.property(WHY) or why
        around = around.parentWidget()
    control.setToolTip(tip(why) if why else control.property(WORDS))
