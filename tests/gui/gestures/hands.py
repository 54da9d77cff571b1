"""Tools and a session without a window: what a plane reports of the mouse is made up here."""

import numpy as np
from numpy.typing import ArrayLike
from PySide6.QtCore import Qt

from gui.gestures.pointing import Pointing
from gui.gestures.tools import Tools
from gui.session.session import Session
from gui.session.viewer import Viewer
from model import Document, dataset, new_document
from model.data.dataset import CLASS_NAMES
from model.run.edits import clear_points, with_classifier, with_points
from tests.gui.seat import Seat

LEFT, RIGHT = Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton
PIXEL, STEP, REACH = (0.02, 0.04), (1.0, 2.0), 10
Spot = tuple[float, float]


class Hands(Seat):
    """A person whose plane has 50 pixels per unit across and 25 up, and a grid of 1 and 2."""

    def __init__(self, document: Document) -> None:
        super().__init__(Session(document))
        self.viewer = Viewer(self.session)
        self.tools = Tools(
            lambda: self.session.document, lambda: self.at(0, 0), self.session.set_theta, seed=1
        )
        self.tools.intended.connect(self.session.perform)
        self.session.document_changed.connect(self.tools.follow)

    @property
    def selected(self) -> list[int]:
        return list(self.tools.selected)

    @property
    def texts(self) -> list[str]:
        """The names of all edits, in order."""
        stack = self.session.undo_stack
        return [stack.text(i) for i in range(stack.count())]

    def at(
        self, x: float, y: float, button: Qt.MouseButton = LEFT, shift: bool = False
    ) -> Pointing:
        shown = self.viewer.snapshot().slice
        away = (shown.flatten(self.x) - [x, y]) / PIXEL
        far = np.hypot(away[:, 0], away[:, 1])
        under = [int(i) for i in np.argsort(far, kind="stable") if far[i] <= REACH]
        return Pointing(x, y, tuple(under), PIXEL, STEP, shown, button, shift)

    def drag(self, *stops: Spot, button: Qt.MouseButton = LEFT, shift: bool = False) -> None:
        """Press at the first stop, move over all, release at the last."""
        self.tools.press(self.at(*stops[0], button, shift))
        for x, y in stops[1:]:
            self.tools.drag(self.at(x, y, button, shift))
        self.tools.release()

    def click(self, x: float, y: float, button: Qt.MouseButton = LEFT, shift: bool = False) -> None:
        self.drag((x, y), button=button, shift=shift)


def drawing_of(x: ArrayLike, labels: object, classes: int = 2, features: int = 2) -> Document:
    """These points and nothing else, learned by the network of a first start."""
    names = CLASS_NAMES[:classes]
    points = dataset(np.reshape(x, (-1, features)), labels, class_names=names)
    emptied = clear_points(with_classifier(new_document(), "network"))
    return with_points(emptied, points, "Drawing")
