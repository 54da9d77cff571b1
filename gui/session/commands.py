"""The one kind of undo command."""

from collections.abc import Hashable
from typing import Protocol

from PySide6.QtGui import QUndoCommand

from model import Document, Place

MERGING = 1  # Qt offers commands of the same id to each other for merging


class Stage(Protocol):
    """What commands act on: the session."""

    @property
    def place(self) -> Place:
        """Where training stands."""

    def stand(self, document: Document, place: Place | None, merge_key: Hashable = None) -> None:
        """Set the document and the place in its training.

        ``merge_key`` is the key of the edit that is being done.
        """


class EditCommand(QUndoCommand):
    """An edit: the document and the place in training before and after it.

    A place of None means that training goes on from the weights it has.
    """

    def __init__(
        self,
        stage: Stage,
        text: str,
        before: tuple[Document, Place | None],
        after: tuple[Document, Place | None],
        merge_key: Hashable = None,
    ) -> None:
        """Hold an edit, which is done when the command is pushed onto the stack."""
        super().__init__(text)
        self._stage, self._before, self._after = stage, before, after
        self._merge_key = merge_key

    def undo(self) -> None:
        """Return to the document and place before; redo brings back what was trained since."""
        document, place = self._after
        if place is not None:
            self._after = (document, self._stage.place)
        self._stage.stand(*self._before)

    def redo(self) -> None:
        """Go to the document and place after the edit."""
        self._stage.stand(*self._after, self._merge_key)

    def id(self) -> int:
        """Return an id that lets Qt merge only commands with a key."""
        return MERGING if self._merge_key is not None else -1

    def mergeWith(self, other: QUndoCommand) -> bool:
        """Absorb the next command if it belongs to the same gesture."""
        if not isinstance(other, EditCommand) or other._merge_key != self._merge_key:
            return False
        self._after = other._after
        self.setText(other.text())
        return True
