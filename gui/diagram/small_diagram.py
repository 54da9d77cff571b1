"""A small diagram of the classifier, to look at and not to change."""

from PySide6.QtCore import Qt

from gui.diagram.canvas import DiagramCanvas
from gui.diagram.painter import Drawn
from model import Document, Snapshot
from model.explain.symbols import Symbols
from model.expressions import About
from model.learning.layers import matrices

ROW, LEAST, MOST = 58, 64, 190  # designed pixels of a row of units, and of the whole height


class SmallDiagram(DiagramCanvas):
    """Shows the classifier of a snapshot, as high as it needs, with some parts highlighted."""

    def __init__(self) -> None:
        """Create an empty diagram that ignores the mouse and the keyboard."""
        super().__init__()
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName("Where the arithmetic is")
        self._document: Document | None = None
        self._symbols: Symbols | None = None
        self._snapshot: Snapshot | None = None
        self._room = 0
        self.is_raw = False
        self.lit: frozenset[About] = frozenset()

    def give(self, room: int) -> None:
        """Take at most ``room`` pixels of height; hide if these are too few."""
        if room != self._room:
            self._room = room
            self._arrange()

    def _arrange(self) -> None:
        if self._theme is not None:
            high = min(max(self._rows * ROW, LEAST), MOST)
            high = min(self._theme.px(high), self._room)
            self.setFixedHeight(max(high, 1))
            self.setVisible(high >= self._theme.px(LEAST))
        super()._arrange()

    def show_snapshot(self, snapshot: Snapshot) -> None:
        """Draw the classifier of a snapshot."""
        self._snapshot = snapshot
        document = snapshot.document
        if document is not self._document:
            self._document = document
            self._symbols = document.symbols
            self.set_shapes(document.classifier.shapes)
        self._draw()

    def show_raw(self, is_raw: bool) -> None:
        """Show numbers in raw units, or those that the classifier computes with."""
        self.is_raw = is_raw
        self._draw()

    def light(self, abouts: frozenset[About]) -> None:
        """Make these parts stand out; without any, all parts look alike."""
        self.lit = abouts
        self._draw()

    def _draw(self) -> None:
        snapshot, symbols = self._snapshot, self._symbols
        if snapshot is None or symbols is None or snapshot.units is None:
            return
        shapes = symbols.shapes
        if len(snapshot.units.layers) != len(shapes):
            return
        theta = snapshot.raw_theta() if self.is_raw else snapshot.place.theta
        numbers = matrices(theta, shapes)
        self.show_drawn(
            Drawn(numbers, snapshot.units, symbols.columns, lit=self.lit, is_quiet=True)
        )
