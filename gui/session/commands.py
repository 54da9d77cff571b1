"""The one kind of undo command."""

from collections.abc import Callable, Hashable
from typing import Protocol

from PySide6.QtGui import QUndoCommand

from model import Document
from model.run.run import Standing

MERGING = 1  # Qt offers commands of the same id to each other for merging


class Stage(Protocol):
    """What commands act on: the session."""

    @property
    def standing(self) -> Standing:
        """Where the run stands."""

    def go_to_last(self) -> None:
        """Stand at the end of the history."""

    def stand(self, document: Document, text: str) -> None:
        """Go on with another document, from the weights there are."""

    def return_to(self, standing: Standing) -> None:
        """Stand where the run once stood."""

    def announce(self, merge_key: Hashable = None) -> None:
        """Show what an edit has changed; ``merge_key`` is the key of the edit that was done."""


class EditCommand(QUndoCommand):
    """An edit: where the run stood before it, and where after it.

    Training that went on after an edit of points or settings is kept when the edit is undone.
    After an edit that ``moves`` the run to another place, undo returns to the place before, and
    redo brings back what was trained since. From the past, both lead to now first.
    """

    def __init__(
        self,
        stage: Stage,
        text: str,
        edit: Callable[[], None],
        moves: bool,
        merge_key: Hashable = None,
    ) -> None:
        """Hold an edit, which is done when the command is pushed onto the stack."""
        super().__init__(text)
        self._stage, self._edit, self._moves = stage, edit, moves
        self._merge_key = merge_key
        self._before: Standing | None = None
        self._after: Standing | None = None
        self._arrived: Standing | None = None  # where the last undo or redo led

    def undo(self) -> None:
        """Return to where the run stood before the edit."""
        assert self._before is not None
        self._after = self._cross(self._before, f"Undo {self.text()}")
        self._stage.announce()

    def redo(self) -> None:
        """Do the edit, or go to where the run stood after it."""
        if self._after is None:
            self._before = self._stage.standing
            self._edit()
            self._after = self._arrived = self._stage.standing
        else:
            self._before = self._cross(self._after, self.text())
        self._stage.announce(self._merge_key)

    def _cross(self, side: Standing, text: str) -> Standing:
        """Go to the other side of the edit, and return where the run stood on this one."""
        stage = self._stage
        stage.go_to_last()
        left = stage.standing
        is_untouched = self._arrived is not None and left.is_at(self._arrived)
        if self._moves or is_untouched:
            stage.return_to(side)
        else:
            stage.stand(side.document, text)
        self._arrived = stage.standing
        return left

    def id(self) -> int:
        """Return an id that lets Qt merge only commands with a key."""
        return MERGING if self._merge_key is not None else -1

    def mergeWith(self, other: QUndoCommand) -> bool:
        """Absorb the next command if it belongs to the same gesture."""
        if not isinstance(other, EditCommand) or other._merge_key != self._merge_key:
            return False
        self._after, self._arrived = other._after, other._arrived
        self._moves = self._moves or other._moves
        self.setText(other.text())
        return True
