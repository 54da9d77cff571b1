"""Mouse tools: gestures on the plane become intents."""

from collections.abc import Callable, Hashable
from functools import partial

from PySide6.QtCore import QObject, Qt, Signal, Slot

from gui.drawing.axes import on_grid
from gui.intents import Intent
from gui.pointing import Pointing
from model import Document
from model.document import add_point, clear_points, move_point, relabel_point, remove_points

PLACE, ERASE = "place", "erase"
FURTHEST = 1e9  # no coordinate beyond this can be placed
CLICK_PIXELS = 4  # a shorter drag is a click that trembled


class Tools(QObject):
    """Knows the tool, the class, the selected point, and the gesture that is under way."""

    intended = Signal(object)
    tool_changed = Signal(str)
    label_changed = Signal(int)
    selected_changed = Signal(object)

    def __init__(self, document: Callable[[], Document], parent: QObject | None = None) -> None:
        """``document()`` is the current one."""
        super().__init__(parent)
        self._document = document
        self._points = document().dataset
        self._editing = False  # an edit of ours is under way
        self._hovered: Pointing | None = None
        self._gesture = 0
        self._held: int | None = None  # the point that the mouse drags
        self._held_at = (0.0, 0.0)  # where the mouse took hold of it
        self._held_from = (0.0, 0.0)  # where the point was then
        self._moving = False
        self._drag_text = ""
        self._erased = 0
        self._erasing = False
        self.tool = PLACE
        self.label = 1
        self.snaps = False
        self.selected: int | None = None

    @Slot(str)
    def choose_tool(self, tool: str) -> None:
        """Place or erase from now on."""
        self.tool = tool
        self.select(None)
        self.tool_changed.emit(tool)

    @Slot(int)
    def choose_label(self, label: int) -> None:
        """Place points of this class from now on."""
        if label < self._document().dataset.classes:
            self.label = label
            self.label_changed.emit(label)
            if self.tool != PLACE:
                self.choose_tool(PLACE)

    def select(self, index: int | None) -> None:
        """Make this the selected point; the mouse lets go of the one it held."""
        self.selected, self._held = index, None
        self.selected_changed.emit(index)

    @Slot(object)
    def press(self, at: Pointing) -> None:
        """Begin a gesture."""
        self._gesture += 1
        if self.tool == ERASE:
            self._erasing, self._erased = True, 0
            self._erase(at)
        elif at.under:
            self._take(at)
        elif at.button in (Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton):
            self._place(at)

    @Slot(object)
    def drag(self, at: Pointing) -> None:
        """Go on with it."""
        if self._erasing:
            self._erase(at)
        elif self._held is not None:
            away = max(abs(at.x - self._held_at[0]), abs(at.y - self._held_at[1]))
            self._moving = self._moving or away > CLICK_PIXELS * at.pixel
            if self._moving:
                x = self._held_from[0] + at.x - self._held_at[0]
                y = self._held_from[1] + at.y - self._held_at[1]
                edit = partial(move_point, index=self._held, x=self._snapped(x, y, at.step))
                self._intend(self._drag_text, edit, self._gesture)

    @Slot()
    def release(self) -> None:
        """End it."""
        self._held = None
        self._erasing = False

    @Slot(object)
    def hover(self, at: Pointing | None) -> None:
        """Remember what is under the cursor."""
        self._hovered = at

    @Slot(int)
    def walk(self, by: int) -> None:
        """Select the next point, or the one before."""
        count = len(self._document().dataset)
        if count:
            start = -1 if by > 0 else 0
            self.select(((start if self.selected is None else self.selected) + by) % count)

    @Slot(float, float, float, bool)
    def nudge(self, right: float, up: float, step: float, held: bool) -> None:
        """Move the selected point by a tenth of the grid's step, on the grid by a whole one.

        A key that is ``held`` down goes on with its gesture.
        """
        if self.selected is None:
            return
        if not held:
            self._gesture += 1
        index = self.selected
        x, y = self._document().dataset.x[index].tolist()
        by = step if self.snaps else step / 10
        x, y = (min(max(v, -FURTHEST), FURTHEST) for v in (x + right * by, y + up * by))
        where = self._snapped(x, y, step)
        edit = partial(move_point, index=index, x=where)
        self._intend(f"Move point {index + 1}", edit, self._gesture)

    @Slot()
    def delete(self) -> None:
        """Delete the selected point."""
        if self.selected is not None:
            index = self.selected
            self._intend(
                f"Delete point {index + 1}", lambda document: remove_points(document, [index])
            )
            self.select(None)

    @Slot()
    def next_class(self) -> None:
        """Put the point under the cursor, or the selected one, into the next class."""
        under = self._hovered.under if self._hovered else ()
        index = under[0] if under else self.selected
        if index is None:
            return
        data = self._document().dataset
        label = (int(data.labels[index]) + 1) % data.classes
        text = f"Make point {index + 1} {data.class_names[label]}"
        self._intend(text, partial(relabel_point, index=index, label=label))

    @Slot()
    def clear(self) -> None:
        """Delete all points."""
        count = len(self._document().dataset)
        if count:
            self._intend(f"Clear {_points(count)}", clear_points)
            self.select(None)

    def place_at(self, x: float, y: float, label: int) -> None:
        """Add a point at typed coordinates."""
        name = self._document().dataset.class_names[label]
        self._intend(f"Add {name} point", partial(add_point, x=(x, y), label=label))

    @Slot(object)
    def follow(self, document: Document) -> None:
        """Let go of points that others changed, and of a class that is none any more."""
        if document.dataset is not self._points and not self._editing:
            self.select(None)  # its index may be another point's now
            self._hovered, self._erased = None, 0
        self._points = document.dataset
        if self.label >= document.dataset.classes:
            self.choose_label(0)

    def _place(self, at: Pointing) -> None:
        data = self._document().dataset
        label = self.label
        if at.button is Qt.MouseButton.RightButton:
            label = (label + 1) % data.classes
        text = f"Add {data.class_names[label]} point"
        where = self._snapped(at.x, at.y, at.step)
        self._intend(text, partial(add_point, x=where, label=label), self._gesture)
        # Held until the button is up: it can be put right in the same gesture.
        self.select(None)
        self._hold(at, len(data), where, text)

    def _take(self, at: Pointing) -> None:
        index = at.under[0]
        x, y = self._document().dataset.x[index].tolist()
        self.select(index)
        self._hold(at, index, (x, y), f"Move point {index + 1}")

    def _hold(self, at: Pointing, index: int, where: tuple[float, float], text: str) -> None:
        self._held, self._held_from, self._held_at = index, where, (at.x, at.y)
        self._drag_text, self._moving = text, False

    def _erase(self, at: Pointing) -> None:
        if at.under:
            self._erased += len(at.under)
            text = f"Erase {_points(self._erased)}"
            self._intend(text, partial(remove_points, indices=at.under), self._gesture)

    def _snapped(self, x: float, y: float, step: float) -> tuple[float, float]:
        return (on_grid(x, step), on_grid(y, step)) if self.snaps else (x, y)

    def _intend(
        self, text: str, edit: Callable[[Document], Document], merge_key: Hashable = None
    ) -> None:
        self._editing = True
        self.intended.emit(Intent(text, edit, merge_key))
        self._editing = False


def _points(count: int) -> str:
    return "1 point" if count == 1 else f"{count} points"
