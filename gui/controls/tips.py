"""Tooltips, and controls disabled with a reason."""

from textwrap import wrap

from PySide6.QtWidgets import QWidget

WIDEST = 58  # characters of a line


def tip(words: str) -> str:
    """Return the words broken into lines, which Qt does not do for plain text."""
    return "\n".join(part for line in words.splitlines() for part in wrap(line, WIDEST) or [""])


def disable(control: QWidget, why: str) -> None:
    """Disable a control and show the reason as its tooltip; enable it where ``why`` is empty."""
    before = control.property("why") or ""
    if why == before:
        return
    control.setProperty("why", why)
    for widget in (control, *control.findChildren(QWidget)):
        if not before:
            widget.setProperty("words", widget.toolTip())
        widget.setToolTip(tip(why) if why else widget.property("words"))
    control.setEnabled(not why)
