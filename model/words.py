"""Counts in sentences."""

from collections.abc import Callable


def number_of(count: int, noun: str, write: Callable[[int], str] = str) -> str:
    """Return a count with its noun: 1 point, 2 points, 3 classes; ``write`` formats the count."""
    plural = f"{noun}es" if noun.endswith("s") else f"{noun}s"
    return f"{write(count)} {noun if count == 1 else plural}"
