"""All actions and menus, as tables: a feature is one row and one callback."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMenu, QMenuBar, QWidget

from gui.controls.tips import tip
from model.data.dataset import MOST_CLASSES, Dataset


@dataclass(frozen=True)
class Row:
    """One action: its text, its tooltip, its keys and its icon.

    ``icon_text`` is the text on a button. Of the rows of one ``group``, one is checked.
    """

    id: str
    text: str
    tip: str
    shortcuts: tuple[str, ...] = ()
    icon: str = ""
    icon_text: str = ""
    checkable: bool = False
    group: str = ""


ROWS = (
    Row("open", "Open…", "Open points (CSV) or a weights file (JSON, NPZ)", ("Ctrl+O",)),
    Row("import", "Import points…", "Replace the points by those of a CSV file", ("Ctrl+I",)),
    Row("export", "Export weights…", "Write the weights now shown to a file", ("Ctrl+E",)),
    Row("export_points", "Export points…", "Write the points to a CSV file", ("Ctrl+Shift+E",)),
    Row("quit", "Quit", "Close the window", ("Ctrl+Q",)),
    Row("undo", "Undo", "Undo the last edit", ("Ctrl+Z",)),
    Row("redo", "Redo", "Redo the edit that was undone", ("Ctrl+Shift+Z", "Ctrl+Y")),
    Row("select_all", "Select all", "Select all points", ("Ctrl+A",)),
    Row("deselect", "Select none\tEsc", "Clear the selection  [Esc]"),
    Row("delete", "Delete points", "Delete the selected points", ("Delete", "Backspace")),
    Row("duplicate", "Duplicate points", "Copy the selected points, a little to the right and down",
        ("Ctrl+D",)),
    Row("next_class", "Next class",
        "Put the selected points, or the one under the cursor, into the next class", ("F",),
        "flip"),
    Row("clear", "Clear points", "Delete all points", ("Ctrl+Backspace",), "clear",
        "Clear"),
    Row("select", "Select points", "Drag a frame around points to select them, with Shift to "
        "add more; drag a selected point to move them all", ("S",), "select", checkable=True,
        group="tool"),
    Row("place", "Place points", "Left click places a point, right click one of another class; "
        "drag moves a point", ("D",), "place", checkable=True, group="tool"),
    Row("brush", "Brush", "Hold a button to spray points within the circle", ("B",), "brush",
        checkable=True, group="tool"),
    Row("erase", "Eraser", "Click or drag to erase the points under the circle", ("E",), "erase",
        checkable=True, group="tool"),
    Row("type", "Place by coordinates", "Place a point by typing its coordinates", ("P",), "type",
        "Type"),
    Row("snap", "Snap to grid", "Place and move points on the lines of the grid", ("G",), "snap",
        "Snap", checkable=True),
    Row("brush_larger", "Larger brush", "Spray within a larger circle", ("]",)),
    Row("brush_smaller", "Smaller brush", "Spray within a smaller circle", ("[",)),
    Row("add_class", "Add a class", "Add a class, up to six, and draw points of it", (), "plus"),
    Row("remove_class", "Remove the last class", "Remove the last class and its points", (),
        "minus"),
    Row("run", "Run\tSpace", "Train until paused  [Space]", (), "run", "Run"),
    Row("step_update", "Step one update", "Make one update of the weights", (".",), "step",
        "update"),
    Row("step_epoch", "Step one epoch", "Train to the end of this epoch", ("Shift+.",), "step",
        "epoch"),
    Row("step_mistake", "Step to the next mistake",
        "Go on to the next mistake of a perceptron and wait there; again makes it and goes on to "
        "the one after. Where every update changes the weights, make one", ("M",),
        "step", "mistake"),
    Row("restart", "Restart", "Go back to the same starting weights", ("Ctrl+R",), "restart"),
    Row("new_start", "New start", "Start again from other random weights", ("Ctrl+Shift+R",),
        "new-start"),
    Row("fit", "Fit to data", "Show all points", ("0",)),
    Row("zoom_in", "Zoom in", "Look closer", ("+", "=")),
    Row("zoom_out", "Zoom out", "Look from further away", ("-",)),
    Row("panel", "Panel on the right", "Show or hide the panel on the right", ("F8",),
        checkable=True),
    Row("theme_system", "Follow the system", "Light or dark, as the system is set", checkable=True,
        group="theme"),
    Row("theme_light", "Light", "Light colours", checkable=True, group="theme"),
    Row("theme_dark", "Dark", "Dark colours", checkable=True, group="theme"),
    Row("text_100", "100 %", "Everything at its usual size", checkable=True, group="size"),
    Row("text_125", "125 %", "Everything a quarter larger", checkable=True, group="size"),
    Row("text_150", "150 %", "Everything half as large again", checkable=True, group="size"),
    Row("text_200", "200 %", "Everything twice as large, for a projector", checkable=True,
        group="size"),
    Row("help", "Keys and gestures", "What the mouse and the keys do", ("F1", "?")),
    Row("about", "About Dividing Line", "Version and licence"),
)  # fmt: skip

# Menus of ids; None is a separator, a pair is a submenu.
Entry = str | None | tuple[str, tuple[str, ...]]
MENUS: tuple[tuple[str, tuple[Entry, ...]], ...] = (
    ("&File", ("open", "import", None, "export", "export_points", None, "quit")),
    (
        "&Edit",
        (
            "undo",
            "redo",
            None,
            "select_all",
            "deselect",
            None,
            "delete",
            "duplicate",
            "next_class",
            None,
            "clear",
        ),
    ),
    (
        "&Draw",
        (
            "select",
            "place",
            "brush",
            "erase",
            None,
            "type",
            "snap",
            None,
            "brush_larger",
            "brush_smaller",
            None,
            "add_class",
            "remove_class",
        ),
    ),
    ("&Train", ("run", "step_update", "step_epoch", "step_mistake", None, "restart", "new_start")),
    (
        "&View",
        (
            "fit",
            "zoom_in",
            "zoom_out",
            None,
            "panel",
            None,
            ("Colours", ("theme_system", "theme_light", "theme_dark")),
            ("Size", ("text_100", "text_125", "text_150", "text_200")),
        ),
    ),
    ("&Help", ("help", "about")),
)


def build_actions(
    parent: QWidget, callbacks: Mapping[str, Callable[[], object]]
) -> dict[str, QAction]:
    """Return an action for every row, connected to the callback of its id."""
    actions: dict[str, QAction] = {}
    groups: dict[str, QActionGroup] = {}
    for row in ROWS:
        action = QAction(row.text, parent)
        action.setObjectName(row.id)
        action.setShortcuts([QKeySequence(keys) for keys in row.shortcuts])
        action.setIconText(row.icon_text or row.text)
        action.setToolTip(_tip(row))
        action.setCheckable(row.checkable)
        action.setIconVisibleInMenu(False)  # it would stand where the check mark belongs
        if row.group:
            group = groups.setdefault(row.group, QActionGroup(parent))
            group.addAction(action)
        action.triggered.connect(callbacks[row.id])
        parent.addAction(action)
        actions[row.id] = action
    return actions


def build_menus(bar: QMenuBar, actions: Mapping[str, QAction]) -> None:
    """Fill the menu bar."""
    for title, entries in MENUS:
        _fill(bar.addMenu(title), entries, actions)


def _fill(menu: QMenu, entries: tuple[Entry, ...], actions: Mapping[str, QAction]) -> None:
    for entry in entries:
        if entry is None:
            menu.addSeparator()
        elif isinstance(entry, tuple):
            _fill(menu.addMenu(entry[0]), entry[1], actions)
        else:
            menu.addAction(actions[entry])


def _tip(row: Row) -> str:
    keys = ", ".join(row.shortcuts)
    return tip(f"{row.tip}  [{keys}]" if keys and keys not in row.tip else row.tip)


def enable_drawing(actions: Mapping[str, QAction], data: Dataset, selected: Sequence[int]) -> None:
    """Enable the drawing actions that would change something."""
    for id_ in ("deselect", "delete", "duplicate"):
        actions[id_].setEnabled(len(selected) > 0)
    for id_ in ("select_all", "clear"):
        actions[id_].setEnabled(len(data) > 0)
    actions["add_class"].setEnabled(data.classes < MOST_CLASSES)
    actions["remove_class"].setEnabled(data.classes > 2)
    text = "Remove the last class" if data.classes == 2 else f"Remove class {data.class_names[-1]}"
    actions["remove_class"].setText(text)
    actions["remove_class"].setIconText(text)
