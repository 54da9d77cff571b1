"""The help and the About dialog."""

from collections.abc import Iterable

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QTextBrowser, QVBoxLayout, QWidget

from gui.shell.actions import ROWS
from model.version import VERSION

GESTURES = (
    ("left click", "a point of the chosen class; on a point: selects it"),
    ("right click", "a point of the other class; of more than two, asks which"),
    ("drag a point", "moves it, and all that are selected with it, while training goes on"),
    ("drag a line", "moves it by its middle, turns it near its ends; the weights follow"),
    ("Shift and drag", "selects what is inside; Shift and click adds or removes a point"),
    ("Escape", "puts away a panel that lies over the plane, else clears the selection"),
    ("1 to 6", "choose the class to draw"),
    ("Space", "run or pause; on a focused button, presses it"),
    ("wheel, pinch", "zoom at the cursor"),
    ("arrows", "select the next point, or the one before"),
    ("Shift and arrows", "move the selected points"),
    ("middle drag, two fingers", "move the plane"),
    ("drag on the timeline", "goes to any update; the wheel zooms, a middle click shows all of it"),
)
PANELS = (
    (
        "Network",
        "point at a unit to show it over the whole plane; click a weight or bias to type it",
    ),
    ("drag a number", "up or down; training goes on from there"),
    ("arrows", "walk from unit to unit, or through the weights of one"),
    ("Enter", "into a unit, to its weights and bias; on a number, types it"),
    ("Escape", "back to the unit, then out of the diagram"),
    (
        "Arithmetic",
        "arrows walk from equation to equation, and fold and unfold; Ctrl+C copies the card",
    ),
    ("Errors", "arrows walk through the points to blame, Enter selects one"),
)
ABOUT = (
    f"<h3>Dividing Line {VERSION}</h3>"
    "<p>A playground for the first ideas of neural networks: place points, "
    "pick a classifier, watch its boundary move, and take the weights away.</p>"
    "<p>MIT licence. Fonts: DejaVu.</p>"
)


def help_text() -> str:
    """Return all gestures and keys, as rich text."""
    keys = [(", ".join(row.shortcuts), row.tip) for row in ROWS if row.shortcuts]
    parts = (("On the plane", GESTURES), ("On the right", PANELS), ("Keys", keys))
    return "".join(f"<h3>{title}</h3>{_table(rows)}" for title, rows in parts)


def about_text() -> str:
    """Return what the program is, as rich text."""
    return ABOUT


def show_text(parent: QWidget, title: str, text: str) -> None:
    """Show rich text in a dialog until it is closed."""
    dialog = QDialog(parent)
    dialog.setWindowTitle(title)
    browser = QTextBrowser()
    browser.setHtml(text)
    browser.setAccessibleName(title)
    buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
    buttons.rejected.connect(dialog.reject)
    layout = QVBoxLayout(dialog)
    layout.addWidget(browser)
    layout.addWidget(buttons)
    height = parent.fontMetrics().height()
    room = parent.screen().availableSize() - QSize(40, 80)
    dialog.resize(QSize(height * 36, height * 32).boundedTo(room))
    dialog.exec()
    dialog.deleteLater()


def _table(rows: Iterable[tuple[str, str]]) -> str:
    cells = "".join(
        f"<tr><td width='38%' style='padding: 2px 12px 2px 0'><b>{keys}</b></td>"
        f"<td>{what}</td></tr>"
        for keys, what in rows
    )
    return f"<table>{cells}</table>"
