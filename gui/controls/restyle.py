"""Style sheet rules that depend on a property."""

from PySide6.QtWidgets import QWidget


def restyle(widget: QWidget, name: str, value: bool) -> None:
    """Set a property that the style sheet looks at, and style the widget anew."""
    if bool(widget.property(name)) == value:
        return
    widget.setProperty(name, value)
    # Polishing anew forgets a font that was set by hand.
    font = widget.font()
    widget.style().unpolish(widget)
    widget.style().polish(widget)
    widget.setFont(font)
