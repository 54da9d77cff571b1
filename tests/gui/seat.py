"""What a test sees of a session."""

from gui.session.session import Session
from model import Document, Place
from model.arrays import Floats


class Seat:
    """A session from outside: its document, its place in training, its points."""

    def __init__(self, session: Session) -> None:
        self.session = session

    @property
    def document(self) -> Document:
        return self.session.document

    @property
    def place(self) -> Place:
        return self.session.place

    @property
    def x(self) -> Floats:
        return self.document.dataset.x

    @property
    def labels(self) -> list[int]:
        return [int(label) for label in self.document.dataset.labels]
