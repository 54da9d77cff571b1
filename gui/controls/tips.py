"""Words that come up where the mouse rests."""

from textwrap import wrap

WIDEST = 58  # characters of a line


def tip(words: str) -> str:
    """The words in lines, as Qt would write them in a single one."""
    return "\n".join(part for line in words.splitlines() for part in wrap(line, WIDEST) or [""])
