"""The one kind of undo command."""

from collections.abc import Hashable
from typing import Protocol

from PySide6.QtGui import QUndoCommand

from model import Document, Place

MERGING = 1  # commands of the same id are offered to each other by Qt


class Stage(Protocol):
    """Where edits happen: the session."""

    @property
    def place(self) -> Place:
        """Where training stands."""

    def stand(self, document: Document, place: Place | None, merge_key: Hashable = None) -> None:
        """Make this the document, and this the place in its training.

        ``merge_key`` is that of the edit that is done.
        """


class EditCommand(QUndoCommand):
    """Document and place in training before and after an edit.

    A place of None means that training goes on with the weights it has.
    """

    def __init__(
        self,
        stage: Stage,
        text: str,
        before: tuple[Document, Place | None],
        after: tuple[Document, Place | None],
        merge_key: Hashable = None,
    ) -> None:
        """Not done yet: pushing it onto the stack does it."""
        super().__init__(text)
        self._stage, self._before, self._after = stage, before, after
        self._merge_key = merge_key

    def undo(self) -> None:
        """Stand where the person stood before; what was trained since comes back with redo."""
        document, place = self._after
        if place is not None:
            self._after = (document, self._stage.place)
        self._stage.stand(*self._before)

    def redo(self) -> None:
        """Stand where the edit leads."""
        self._stage.stand(*self._after, self._merge_key)

    def id(self) -> int:
        """Only commands with a key are offered for merging."""
        return MERGING if self._merge_key is not None else -1

    def mergeWith(self, other: QUndoCommand) -> bool:
        """Swallow the next command of the same gesture."""
        if not isinstance(other, EditCommand) or other._merge_key != self._merge_key:
            return False
        self._after = other._after
        self.setText(other.text())
        return True
