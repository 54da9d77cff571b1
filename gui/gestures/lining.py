"""The gesture that drags a line: the boundary of a linear classifier, or a hidden line."""

from collections.abc import Callable

from gui.gestures.gesture import Gesture, Hand
from gui.gestures.pointing import Pointing
from model.plane.handles import Handle


class DragLine(Gesture):
    """Moves or turns a line by setting its weights, while training waits.

    A click without a drag does what it would do without the line.
    """

    def __init__(
        self, hand: Hand, at: Pointing, line: Handle, click: Callable[[Pointing], Gesture]
    ) -> None:
        """Take hold of a line; ``click`` makes the gesture for a press on nothing."""
        super().__init__(hand, at)
        self._line, self._click = line, click
        self._text = f"{'Turn' if line.turns else 'Move'} line{_name(line)}"
        hand.hold(True)

    def drag(self, at: Pointing) -> None:
        """Make the line follow the mouse."""
        super().drag(at)
        if self._is_drag:
            theta = self._line.dragged((self._start.x, self._start.y), (at.x, at.y))
            self._hand.set_theta(self._text, theta, self.key)

    def release(self) -> None:
        """Leave the line where it is."""
        self._hand.hold(False)
        if not self._is_drag:
            self._click(self._start).release()

    def cancel(self) -> None:
        """Let go of the line."""
        self._hand.hold(False)


def _name(line: Handle) -> str:
    """Return what sets a line apart, as a suffix: its hidden unit, its classes, or nothing."""
    document = line.document
    if line.against is not None:
        one, other = (document.dataset.class_names[k] for k in (line.unit, line.against))
        return f" between {one} and {other}"
    if document.classifier.is_linear:
        return ""
    symbols = document.symbols
    return f" {symbols.output(0, line.unit)}"
