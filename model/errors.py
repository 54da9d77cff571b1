"""The one error of everything that reads and writes files."""

from collections.abc import Collection
from itertools import islice


class FileError(ValueError):
    """A file cannot be used: one sentence, on one line, with what is wrong, where, what to do."""

    def __init__(self, sentence: str) -> None:
        """Names from files may bring ends of lines along; here they become spaces."""
        super().__init__(" ".join(sentence.splitlines()))


def shown(text: str, longest: int = 40) -> str:
    """A piece of a file as a message quotes it, not all of it when it is long."""
    return repr(brief(text, longest))


def brief(text: str, longest: int = 40) -> str:
    """The beginning of a text."""
    return text if len(text) <= longest else text[: longest - 3] + "..."


def listed(names: Collection[str], most: int = 12) -> str:
    """Names as a message lists them, not all of them when there are many."""
    found = ", ".join(map(brief, islice(names, most)))
    return found if len(names) <= most else f"{found}, ... ({len(names)} in all)"


def twice(names: Collection[str]) -> str | None:
    """The first name that was there before, if any."""
    seen: set[str] = set()
    for name in names:
        if name in seen:
            return name
        seen.add(name)
    return None
