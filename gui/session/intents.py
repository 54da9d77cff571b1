"""What views and tools ask for: an edit of the document with its name, or other weights."""

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from typing import Protocol

from model.arrays import Floats
from model.run.document import Document


@dataclass(frozen=True)
class Intent:
    """A pure edit and the name under which it can be undone.

    Intents that follow each other with the same ``merge_key`` are one step of undo, with the text
    of the last.
    """

    text: str
    edit: Callable[[Document], Document]
    merge_key: Hashable = None


class SetTheta(Protocol):
    """Takes weights that are set by hand."""

    def __call__(self, text: str, theta: Floats, merge_key: Hashable = None) -> str:
        """Set theta, as an edit of this name; return why it was refused, "" where it was taken.

        Edits that follow each other with the same ``merge_key`` are one step of undo.
        """
