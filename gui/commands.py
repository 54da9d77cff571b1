"""The one kind of undo command."""

from collections.abc import Callable, Hashable

from PySide6.QtGui import QUndoCommand

from model import Document, Place

MERGING = 1  # commands of the same id are offered to each other by Qt

Stand = Callable[[Document, Place | None], None]


class EditCommand(QUndoCommand):
    """Document and place in training before and after an edit.

    A place of None means that training goes on with the weights it has.
    """

    def __init__(
        self,
        stand: Stand,
        text: str,
        before: tuple[Document, Place | None],
        after: tuple[Document, Place | None],
        merge_key: Hashable = None,
    ) -> None:
        """``stand(document, place)`` is what makes them the current ones."""
        super().__init__(text)
        self._stand, self._before, self._after = stand, before, after
        self._merge_key = merge_key

    def undo(self) -> None:
        """Stand where the person stood before."""
        self._stand(*self._before)

    def redo(self) -> None:
        """Stand where the edit leads."""
        self._stand(*self._after)

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
