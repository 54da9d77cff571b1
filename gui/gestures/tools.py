"""Tools, the selection, and what mouse and keys do with them: gestures become intents."""

from collections.abc import Callable, Hashable

import numpy as np
from PySide6.QtCore import QObject, Qt, Signal, Slot

from gui.gestures.brushing import Brush
from gui.gestures.erasing import Erase
from gui.gestures.gesture import Band, Gesture
from gui.gestures.intentions import (
    adding,
    deleting,
    duplicating,
    flipping,
    moving,
    relabelling,
    shifted,
)
from gui.gestures.lining import DragLine
from gui.gestures.moving import Move, PlacePoint
from gui.gestures.pointing import Pointing
from gui.gestures.selecting import Select
from gui.session.intents import Intent, SetTheta
from model import Dataset, Document
from model.data.dataset import MOST_CLASSES
from model.run.edits import add_class, clear_points, remove_last_class
from model.words import number_of

SELECT, PLACE, BRUSH, ERASE = "select", "place", "brush", "erase"
DRAWS = (PLACE, BRUSH)  # the tools that draw points of a class
BRUSH_PIXELS = 28.0  # the radius of the brush, designed
BRUSH_STEP, THINNEST, THICKEST = 1.25, 8.0, 160.0
COPY_PIXELS = 12.0  # how far a copy lies from its original where nothing snaps
NOTHING_TO_FLIP = "Select points first, or point at one and press F: it goes to the next class"


class Tools(QObject):
    """Knows the tool, the class, the selected points, and the gesture that is under way.

    Signals: ``intended(Intent)``, ``said(str)``, ``tool_changed(str)`` also when its radius did,
    ``label_changed(int)``, ``selected_changed(tuple)``, ``band_changed(tuple | None)``,
    ``classes_asked(Pointing, names)`` where one of more than two classes is to be picked,
    ``held(bool)`` while a line is dragged.
    """

    intended = Signal(object)
    said = Signal(str)
    tool_changed = Signal(str)
    label_changed = Signal(int)
    selected_changed = Signal(object)
    held = Signal(bool)
    band_changed = Signal(object)
    classes_asked = Signal(object, object)

    def __init__(
        self,
        document: Callable[[], Document],
        view: Callable[[], Pointing],
        set_theta: SetTheta,
        parent: QObject | None = None,
        seed: int = 0,
    ) -> None:
        """``document()`` is the current one, ``view()`` the middle of what is visible of it.

        ``set_theta`` takes the weights of a line that is dragged. The brush draws its places with
        ``seed``.
        """
        super().__init__(parent)
        self._document, self._view, self.set_theta = document, view, set_theta
        self._seen = document()
        self.gesture: Gesture | None = None
        self._hovered: Pointing | None = None
        self._asked: Pointing | None = None  # where a class is to be picked
        self._nudges = object()  # the merge key of the arrow key that is held
        self.rng = np.random.default_rng(seed)
        self.tool = PLACE
        self.label = 1
        self.snaps = False
        self.scale = 1.0  # how large everything is, 1 as designed
        self.brush = BRUSH_PIXELS
        self.selected: tuple[int, ...] = ()

    @property
    def dataset(self) -> Dataset:
        """The points as they are now."""
        return self._document().dataset

    @Slot(str)
    def choose_tool(self, tool: str) -> None:
        """Select, place, brush or erase from now on."""
        self._cancel()
        self.tool = tool
        self.tool_changed.emit(tool)

    @Slot(int)
    def choose_label(self, label: int) -> None:
        """Draw points of this class from now on."""
        if label < self.dataset.classes:
            self._show_label(label)
            if self.tool not in DRAWS:
                self.choose_tool(PLACE)

    @Slot()
    def thicken_brush(self) -> None:
        """Spray within a larger circle."""
        self._scale_brush(BRUSH_STEP)

    @Slot()
    def thin_brush(self) -> None:
        """Spray within a smaller circle."""
        self._scale_brush(1 / BRUSH_STEP)

    def _scale_brush(self, by: float) -> None:
        self.brush = min(max(self.brush * by, THINNEST), THICKEST)
        self.tool_changed.emit(self.tool)

    def select(self, indices: tuple[int, ...]) -> None:
        """Make these the selected points."""
        self.selected = indices
        self.selected_changed.emit(indices)

    @Slot(int)
    def select_one(self, index: int) -> None:
        """Make this the selected point."""
        self.select((index,))

    def show_band(self, band: Band | None) -> None:
        """Show a rectangle of the plane, or none."""
        self.band_changed.emit(band)

    def intend(self, intent: Intent) -> None:
        """Ask for an edit; one that is not the gesture's own ends the gesture."""
        if self.gesture is not None and intent.merge_key is not self.gesture.key:
            self._cancel()
        self.intended.emit(intent)

    def hold(self, held: bool) -> None:
        """Let training wait while a line is held."""
        self.held.emit(held)

    # What the mouse does.

    @Slot(object)
    def press(self, at: Pointing) -> None:
        """Begin a gesture."""
        self._cancel()
        if at.button is Qt.MouseButton.LeftButton:
            self.gesture = self._left(at)
        elif at.button is Qt.MouseButton.RightButton:
            self.gesture = self._right(at)

    def _left(self, at: Pointing) -> Gesture:
        if at.shift:
            return Select(self, at, adds=True)
        if self.tool == ERASE:
            return Erase(self, at)
        if self.tool == BRUSH:
            return Brush(self, at, self.label, self.brush * self.scale)
        if at.under:
            return Move(self, at)
        # To select is to begin anywhere: lines that move past must not be taken instead.
        if self.tool == PLACE and at.line is not None and at.line.handle is not None:
            return DragLine(self, at, at.line.handle, self._draw)
        return self._draw(at)

    def _draw(self, at: Pointing) -> Gesture:
        """What a press on nothing begins."""
        return (
            PlacePoint(self, at, self.label) if self.tool == PLACE else Select(self, at, adds=False)
        )

    def _right(self, at: Pointing) -> Gesture | None:
        if self.tool == ERASE:
            return Erase(self, at)
        if self.dataset.classes > 2:
            self._asked = at
            self.classes_asked.emit(at, self.dataset.class_names)
            return None
        other = 1 - self.label
        if self.tool == BRUSH:
            return Brush(self, at, other, self.brush * self.scale)
        return Move(self, at) if at.under else PlacePoint(self, at, other)

    @Slot(object)
    def drag(self, at: Pointing) -> None:
        """Go on with it."""
        if self.gesture is not None:
            self.gesture.drag(at)

    @Slot()
    def release(self) -> None:
        """End it."""
        gesture, self.gesture = self.gesture, None
        if gesture is not None:
            gesture.release()

    def _cancel(self) -> None:
        gesture, self.gesture = self.gesture, None
        if gesture is not None:
            gesture.cancel()

    @Slot(object)
    def hover(self, at: Pointing | None) -> None:
        """Remember what is under the cursor."""
        self._hovered = at

    @Slot(int)
    def pick_class(self, label: int) -> None:
        """Place a point of this class where it was asked for, or put the points there into it."""
        at = self._asked
        if at is not None and at.under:
            self.intend(relabelling(self.dataset, self._with(at.under[0]), label))
        elif at is not None:
            PlacePoint(self, at, label)

    # What keys and buttons do.

    @Slot()
    def select_all(self) -> None:
        """Select all points."""
        self.select(tuple(range(len(self.dataset))))

    @Slot()
    def deselect(self) -> None:
        """Select none, and break off what the mouse is doing."""
        self._cancel()
        self.select(())

    @Slot(int)
    def walk(self, by: int) -> None:
        """Select the next point, or the one before."""
        count = len(self.dataset)
        if count:
            start = -1 if by > 0 else 0
            self.select((((self.selected[-1] if self.selected else start) + by) % count,))

    @Slot(float, float, object, bool)
    def nudge(self, right: float, up: float, step: tuple[float, float], held: bool) -> None:
        """Move the selected points by a tenth of the grid's step, on the grid by a whole one.

        A key that is ``held`` down goes on with its gesture.
        """
        if not self.selected:
            return
        if not held:
            self._nudges = object()
        share = 1.0 if self.snaps else 0.1
        by = (right * share * step[0], up * share * step[1])
        shown, x = self._view().shown, self.dataset.x[list(self.selected)]
        to = shifted(shown.flatten(x), by, grid=step if self.snaps else None)
        self.intend(moving(self.selected, shown.moved(x, to), key=self._nudges))

    @Slot()
    def delete(self) -> None:
        """Delete the selected points."""
        if self.selected:
            self.intend(deleting(self.selected))

    @Slot()
    def duplicate(self) -> None:
        """Copy the selected points a little to the right and down; the copies are selected."""
        if not self.selected:
            return
        view, count = self._view(), len(self.dataset)
        pixels = COPY_PIXELS * self.scale
        across, up = view.step if self.snaps else (pixels * size for size in view.pixel)
        self.intend(duplicating(self.dataset, self.selected, view.shown, (across, -up)))
        self.select(tuple(range(count, len(self.dataset))))

    @Slot()
    def next_class(self) -> None:
        """Put the point under the cursor, or those that are selected, into the next class."""
        under = self._hovered.under if self._hovered else ()
        indices = self._with(under[0]) if under else self.selected
        if indices:
            self.intend(flipping(self.dataset, indices))
        else:
            self.said.emit(NOTHING_TO_FLIP)

    @Slot()
    def clear(self) -> None:
        """Delete all points."""
        count = len(self.dataset)
        if count:
            self.intend(Intent(f"Clear {number_of(count, 'point')}", clear_points))

    @Slot()
    def add_class(self) -> None:
        """Add a class, and draw points of it."""
        classes = self.dataset.classes
        if classes < MOST_CLASSES:
            added = add_class(self._document()).dataset.class_names[-1]
            self.intend(Intent(f"Add class {added}", add_class))
            self.choose_label(classes)

    @Slot()
    def remove_class(self) -> None:
        """Remove the last class with its points."""
        self.intend(Intent(f"Remove class {self.dataset.class_names[-1]}", remove_last_class))

    def place_at(self, x: float, y: float, label: int) -> None:
        """Add a point at typed coordinates."""
        where = self._view().shown.lift(np.array([[x, y]]))
        self.intend(adding(self.dataset, where, label))

    @Slot(object, object)
    def follow(self, document: Document, merge_key: Hashable) -> None:
        """Let go of points that are others now, and of a class that is none any more.

        ``merge_key`` is that of the edit that led here: the gesture goes on after its own.
        """
        before, self._seen = self._seen, document
        is_own = self.gesture is not None and merge_key is self.gesture.key
        if isinstance(self.gesture, DragLine) and not is_own:
            self._cancel()  # its weights are others now
        if document.dataset is not before.dataset:
            if not is_own:
                self._cancel()
            self._hovered = self._asked = None  # what is under the cursor is told anew
            if len(document.dataset) != len(before.dataset) or document.loads != before.loads:
                self.select(())  # an index may be another point's now
        if self.label >= document.dataset.classes:
            self._show_label(document.dataset.classes - 1)

    def _with(self, index: int) -> tuple[int, ...]:
        """All selected points if this is one of them, else this alone."""
        return self.selected if index in self.selected else (index,)

    def _show_label(self, label: int) -> None:
        self.label = label
        self.label_changed.emit(label)
