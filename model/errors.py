"""The error raised by everything that reads or writes files, and the wording of messages."""

from collections.abc import Collection
from itertools import islice


class FileError(ValueError):
    """A file cannot be used. The message is one sentence: what is wrong, where, what to do."""

    def __init__(self, sentence: str) -> None:
        """Put the sentence on one line: names in files may contain line breaks."""
        super().__init__(" ".join(sentence.splitlines()))


def shown(text: str, longest: int = 40) -> str:
    """Quote a piece of a file for a message, shortened to ``longest`` characters."""
    return repr(brief(text, longest))


def brief(text: str, longest: int = 40) -> str:
    """Shorten a text to ``longest`` characters."""
    return text if len(text) <= longest else text[: longest - 3] + "..."


def listed(names: Collection[str], most: int = 12) -> str:
    """List names for a message: at most ``most`` of them, and how many there are."""
    text = ", ".join(map(brief, islice(names, most)))
    return text if len(names) <= most else f"{text}, ... ({len(names)} in all)"


def twice(names: Collection[str]) -> str | None:
    """Return the first name that repeats an earlier one, or None."""
    seen: set[str] = set()
    for name in names:
        if name in seen:
            return name
        seen.add(name)
    return None
