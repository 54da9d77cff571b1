"""What views and tools ask for: a named edit of the document, or new weights."""

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from typing import Protocol

from model.arrays import Floats
from model.run.document import Document


@dataclass(frozen=True)
class Intent:
    """A pure edit and the name it has in the undo stack.

    Consecutive intents with the same ``merge_key`` are one step of undo, named after the last.
    """

    text: str
    edit: Callable[[Document], Document]
    merge_key: Hashable = None


class SetTheta(Protocol):
    """A call that sets weights by hand."""

    def __call__(self, text: str, theta: Floats, merge_key: Hashable = None) -> str:
        """Set theta as an edit named ``text``; return why it was refused, or "".

        Consecutive edits with the same ``merge_key`` are one step of undo.
        """
