"""The tools and the selection: turns gestures and keys into intents."""

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
DRAWS = (PLACE, BRUSH)  # the tools that add points of a class
BRUSH_PIXELS = 28.0  # designed pixels, the radius of the brush
BRUSH_STEP, THINNEST, THICKEST = 1.25, 8.0, 160.0
COPY_PIXELS = 12.0  # from a point to its copy where nothing snaps
NOTHING_TO_FLIP = "Select points first, or point at one and press F: it goes to the next class"


class Tools(QObject):
    """Holds the tool, the class to draw, the selected points, and the gesture under way.

    Signals:
        intended(Intent): an edit to make.
        said(str): a sentence for the status bar.
        tool_changed(str): the tool or its radius has changed.
        label_changed(int): the class to draw has changed.
        selected_changed(tuple[int, ...]): the selected points have changed.
        held(bool): a line is being dragged, or no longer.
        band_changed(Band | None): show this rubber band, or none.
        classes_asked(Pointing, names): ask which of more than two classes is meant.
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
        """Start with the place tool and nothing selected.

        Args:
            document: returns the current document.
            view: returns the middle of the visible plane.
            set_theta: takes the weights of a line that is dragged.
            parent: the Qt parent.
            seed: of the random places of the brush.
        """
        super().__init__(parent)
        self._document, self._view, self.set_theta = document, view, set_theta
        self._seen = document()
        self.gesture: Gesture | None = None
        self._hovered: Pointing | None = None
        self._asked: Pointing | None = None  # where a class has been asked for
        self._nudges = object()  # the merge key while an arrow key is held down
        self.rng = np.random.default_rng(seed)
        self.tool = PLACE
        self.label = 1
        self.snaps = False
        self.scale = 1.0  # of the interface
        self.brush = BRUSH_PIXELS
        self.selected: tuple[int, ...] = ()

    @property
    def dataset(self) -> Dataset:
        """The points as they are now."""
        return self._document().dataset

    @Slot(str)
    def choose_tool(self, tool: str) -> None:
        """Switch to a tool: select, place, brush or erase."""
        self._cancel()
        self.tool = tool
        self.tool_changed.emit(tool)

    @Slot(int)
    def choose_label(self, label: int) -> None:
        """Draw points of this class; switch to the place tool if the tool does not draw."""
        if label < self.dataset.classes:
            self._show_label(label)
            if self.tool not in DRAWS:
                self.choose_tool(PLACE)

    @Slot()
    def thicken_brush(self) -> None:
        """Enlarge the brush."""
        self._scale_brush(BRUSH_STEP)

    @Slot()
    def thin_brush(self) -> None:
        """Shrink the brush."""
        self._scale_brush(1 / BRUSH_STEP)

    def _scale_brush(self, by: float) -> None:
        self.brush = min(max(self.brush * by, THINNEST), THICKEST)
        self.tool_changed.emit(self.tool)

    def select(self, indices: tuple[int, ...]) -> None:
        """Select these points and no others."""
        self.selected = indices
        self.selected_changed.emit(indices)

    @Slot(int)
    def select_one(self, index: int) -> None:
        """Select this point and no other."""
        self.select((index,))

    def show_band(self, band: Band | None) -> None:
        """Show a rectangle (x1, y1, x2, y2) on the plane, or none."""
        self.band_changed.emit(band)

    def intend(self, intent: Intent) -> None:
        """Ask for an edit; one that is not part of the gesture cancels the gesture."""
        if self.gesture is not None and intent.merge_key is not self.gesture.key:
            self._cancel()
        self.intended.emit(intent)

    def hold(self, held: bool) -> None:
        """Make training wait while a line is dragged, or let it go on."""
        self.held.emit(held)

    # The mouse.

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
        # A selection may begin anywhere: a line that happens to pass there must not be dragged.
        if self.tool == PLACE and at.line is not None and at.line.handle is not None:
            return DragLine(self, at, at.line.handle, self._draw)
        return self._draw(at)

    def _draw(self, at: Pointing) -> Gesture:
        """Return the gesture for a press on nothing."""
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
        """Continue the gesture."""
        if self.gesture is not None:
            self.gesture.drag(at)

    @Slot()
    def release(self) -> None:
        """Finish the gesture."""
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
        """Place a point of this class where the menu was opened, or relabel the points there."""
        at = self._asked
        if at is not None and at.under:
            self.intend(relabelling(self.dataset, self._with(at.under[0]), label))
        elif at is not None:
            PlacePoint(self, at, label)

    # Keys and buttons.

    @Slot()
    def select_all(self) -> None:
        """Select all points."""
        self.select(tuple(range(len(self.dataset))))

    @Slot()
    def deselect(self) -> None:
        """Deselect all points, and cancel the gesture."""
        self._cancel()
        self.select(())

    @Slot(int)
    def walk(self, by: int) -> None:
        """Select the next point, 1, or the one before, -1."""
        count = len(self.dataset)
        if count:
            start = -1 if by > 0 else 0
            self.select((((self.selected[-1] if self.selected else start) + by) % count,))

    @Slot(float, float, object, bool)
    def nudge(self, right: float, up: float, step: tuple[float, float], held: bool) -> None:
        """Move the selected points by a tenth of the grid's step, or by a whole one if they snap.

        Moves by a key that is ``held`` down are one step of undo.
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
        """Copy the selected points a little to the right and down, and select the copies."""
        if not self.selected:
            return
        view, count = self._view(), len(self.dataset)
        pixels = COPY_PIXELS * self.scale
        across, up = view.step if self.snaps else (pixels * size for size in view.pixel)
        self.intend(duplicating(self.dataset, self.selected, view.shown, (across, -up)))
        self.select(tuple(range(count, len(self.dataset))))

    @Slot()
    def next_class(self) -> None:
        """Move the point under the cursor, or else the selected points, to the next class."""
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
        """Add a class, and choose it to draw."""
        classes = self.dataset.classes
        if classes < MOST_CLASSES:
            added = add_class(self._document()).dataset.class_names[-1]
            self.intend(Intent(f"Add class {added}", add_class))
            self.choose_label(classes)

    @Slot()
    def remove_class(self) -> None:
        """Remove the last class with its points."""
        self.intend(Intent(f"Remove class {self.dataset.class_names[-1]}", remove_last_class))

    @Slot(float, float, int)
    def place_at(self, x: float, y: float, label: int) -> None:
        """Add a point at typed coordinates."""
        where = self._view().shown.lift(np.array([[x, y]]))
        self.intend(adding(self.dataset, where, label))

    @Slot(object, object)
    def follow(self, document: Document, merge_key: Hashable) -> None:
        """Drop the gesture, the selection and the class that a document no longer supports.

        ``merge_key`` belongs to the edit that led here: a gesture survives its own edits.
        """
        before, self._seen = self._seen, document
        is_own = self.gesture is not None and merge_key is self.gesture.key
        if isinstance(self.gesture, DragLine) and not is_own:
            self._cancel()  # the weights have changed under it
        if document.dataset is not before.dataset:
            if not is_own:
                self._cancel()
            self._hovered = self._asked = None  # the plane reports anew what is under the cursor
            if len(document.dataset) != len(before.dataset) or document.loads != before.loads:
                self.select(())  # an index may mean another point now
        if self.label >= document.dataset.classes:
            self._show_label(document.dataset.classes - 1)

    def _with(self, index: int) -> tuple[int, ...]:
        """Return all selected points if this is one of them, else this one alone."""
        return self.selected if index in self.selected else (index,)

    def _show_label(self, label: int) -> None:
        self.label = label
        self.label_changed.emit(label)
