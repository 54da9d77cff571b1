"""Style sheet rules that depend on a property."""

from PySide6.QtWidgets import QWidget


def restyle(widget: QWidget, name: str, value: bool) -> None:
    """Set a property that the style sheet selects, and apply the style sheet again."""
    if bool(widget.property(name)) == value:
        return
    widget.setProperty(name, value)
    # Polishing again would drop a font set in code.
    font = widget.font()
    widget.style().unpolish(widget)
    widget.style().polish(widget)
    widget.setFont(font)
