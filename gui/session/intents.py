"""What views and tools ask for: an edit of the document, with its name."""

from collections.abc import Callable, Hashable
from dataclasses import dataclass

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
