"""All actions and menus, as tables: a feature is one row and one callback."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMenu, QMenuBar, QWidget

from gui.controls.tips import describe, disable
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
    Row("open", "Open…", "Open points (CSV) or a weights file (JSON, NPZ); how to read points is "
        "asked only where the file does not tell", ("Ctrl+O",)),
    Row("import", "Import again…", "Read the file that the points came from anew, and choose how",
        ("Ctrl+I",)),
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
        "flip", "Flip"),
    Row("clear", "Clear points", "Delete all points", ("Ctrl+Backspace",), "clear",
        "Clear"),
    Row("select", "Select points", "Drag a frame around points to select them, with Shift to "
        "add more; drag a selected point to move them all", ("S",), "select", "Select",
        checkable=True, group="tool"),
    Row("place", "Place points", "Left click places a point, right click one of another class; "
        "drag moves a point", ("D",), "place", "Point", checkable=True, group="tool"),
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
    Row("back_update", "Back one update", "Go back by one update, or to before an edit", (",",),
        "back", "update"),
    Row("back_epoch", "Back one epoch", "Go back to the beginning of this epoch, or of the one "
        "before", ("Shift+,",), "back", "epoch"),
    Row("back_mistake", "Back to the last mistake",
        "Go back to where the next update is the last mistake of a perceptron. Where every update "
        "changes the weights, go back by one", ("Shift+M",), "back", "mistake"),
    Row("first", "Go to the start", "Show the beginning of this run", ("Home",)),
    Row("play_back", "Play backwards", "Play this run backwards at the pace of training",
        ("Alt+,",)),
    Row("play_on", "Play forwards", "Play this run again at the pace of training", ("Alt+.",)),
    Row("last", "Go to now", "Show the run as it is now", ("End",)),
    Row("best", "Go to the best test loss", "Show the run where the loss of the test points was "
        "least", ("Ctrl+B",)),
    Row("slower", "Slower", "Let updates come more slowly", ("Ctrl+Down",)),
    Row("faster", "Faster", "Let updates come faster", ("Ctrl+Up",)),
    Row("full_speed", "Full speed", "Train as fast as the machine can, and again at the pace "
        "before", ("Shift+Space",), checkable=True),
    Row("until", "Train until…", "Choose when training stops of itself", ("U",)),
    Row("hidden", "Train while hidden", "Go on training while the window is minimised or covered",
        checkable=True),
    Row("restart", "Restart", "Go back to the same starting weights", ("Ctrl+R",), "restart"),
    Row("new_start", "New start", "Start again from other random weights", ("Ctrl+Shift+R",),
        "new-start"),
    Row("fit", "Fit to data", "Show all points", ("0",)),
    Row("zoom_in", "Zoom in", "Look closer", ("+", "=")),
    Row("zoom_out", "Zoom out", "Look from further away", ("-",)),
    Row("left_panel", "Panel on the left", "Show or hide the panel on the left", ("F6",), "panel",
        "All tools", checkable=True),
    Row("chart", "Timeline", "Show or hide the timeline of the run", ("F7",),
        checkable=True),
    Row("panel", "Panel on the right", "Show or hide the panel on the right", ("F8",),
        checkable=True),
    Row("legend", "Legend", "Show or hide what the marks on the plane mean", ("L",),
        checkable=True),
    Row("motion", "Move between updates", "Let the boundary move from one update to the next, "
        "instead of being there at once", checkable=True),
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

# Why an action is disabled.
NO_SELECTION = "No point is selected: click one, or drag with Shift around several"
NO_POINTS = "There are no points"
NO_MORE_CLASSES = f"{MOST_CLASSES} classes are the most that can be told apart here"
NO_FEWER_CLASSES = "Two classes are the fewest: there must be something to tell apart"
NOTHING_TO_UNDO = "Nothing has been edited yet that could be undone"
NOTHING_TO_REDO = "Nothing has been undone that could be redone"

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
    (
        "&Train",
        (
            "run",
            "step_update",
            "step_epoch",
            "step_mistake",
            None,
            "slower",
            "faster",
            "full_speed",
            "until",
            "hidden",
            None,
            "restart",
            "new_start",
        ),
    ),
    (
        "T&ime",
        (
            "back_update",
            "back_epoch",
            "back_mistake",
            None,
            "first",
            "play_back",
            "play_on",
            "last",
            "best",
        ),
    ),
    (
        "&View",
        (
            "fit",
            "zoom_in",
            "zoom_out",
            None,
            "left_panel",
            "chart",
            "panel",
            "legend",
            "motion",
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
        describe(action, _words(row))
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
    menu.setToolTipsVisible(True)
    for entry in entries:
        if entry is None:
            menu.addSeparator()
        elif isinstance(entry, tuple):
            _fill(menu.addMenu(entry[0]), entry[1], actions)
        else:
            menu.addAction(actions[entry])


def _words(row: Row) -> str:
    keys = ", ".join(row.shortcuts)
    return f"{row.tip}  [{keys}]" if keys and keys not in row.tip else row.tip


def enable_drawing(actions: Mapping[str, QAction], data: Dataset, selected: Sequence[int]) -> None:
    """Enable the drawing actions that would change something; the others say why not."""
    for id_ in ("deselect", "delete", "duplicate"):
        disable(actions[id_], "" if selected else NO_SELECTION)
    for id_ in ("select_all", "clear"):
        disable(actions[id_], "" if len(data) else NO_POINTS)
    disable(actions["add_class"], "" if data.classes < MOST_CLASSES else NO_MORE_CLASSES)
    disable(actions["remove_class"], "" if data.classes > 2 else NO_FEWER_CLASSES)
    text = "Remove the last class" if data.classes == 2 else f"Remove class {data.class_names[-1]}"
    actions["remove_class"].setText(text)
    actions["remove_class"].setIconText(text)
